"""The SIP identities of this phone: direct calls on an address, and one account."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pjsua2 as pj

from desk_app.telephony.engine import identity
from desk_app.telephony.engine.guard import Guard
from desk_app.telephony.engine.loop import Loop, explain
from desk_app.telephony.engine.registrar import Registrar
from desk_app.telephony.messages import (
    Account,
    Configure,
    Listening,
    Problem,
    Report,
    Srtp,
    Transport,
    Trouble,
)

log = logging.getLogger(__name__)

Incoming = Callable[[pj.Account, pj.OnIncomingCallParam], None]

_SRTP = {
    Srtp.OFF: pj.PJMEDIA_SRTP_DISABLED,
    Srtp.OPTIONAL: pj.PJMEDIA_SRTP_OPTIONAL,
    Srtp.REQUIRED: pj.PJMEDIA_SRTP_MANDATORY,
}
LINGER_S = 3.0  # a removed account's transport, for its un-REGISTER
RTP_PORT = 20000
RTP_PORTS = 10000
_DIRECT_USER = "desk"


class SipAccount(pj.Account):  # type: ignore[misc]
    """An identity INVITEs may come to."""

    def __init__(
        self,
        incoming: Incoming,
        on_reg: Callable[[pj.OnRegStateParam], None],
        *,
        srtp: bool = False,
    ) -> None:
        super().__init__()
        self.srtp = srtp
        self._incoming = incoming
        self._on_reg = on_reg

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        try:
            self._incoming(self, prm)
        except Exception as error:
            log.exception("onIncomingCall: %s", explain(error))

    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        try:
            self._on_reg(prm)
        except Exception as error:
            log.exception("onRegState: %s", explain(error))


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of "host:port" or "[v6]:port". Raises ValueError."""
    host, colon, port = listen.rpartition(":")
    if not colon or not 0 < int(port) < 65536:
        raise ValueError(f"not host:port: {listen}")
    return host.strip("[]"), int(port)


def ca_file(chosen: str, data_dir: Path) -> str:
    """Return a PEM file of the authorities to trust: the chosen one, else the system's.

    Raises:
        OSError: the chosen one cannot be read or holds no certificate.
    """
    import ssl  # 4 MB that only TLS accounts need

    if chosen:
        ssl.create_default_context(cafile=chosen)  # pjsip would only fail much later
        return chosen
    paths = ssl.get_default_verify_paths()
    for path in (paths.cafile, "/etc/ssl/certs/ca-certificates.crt"):
        if path and Path(path).is_file():
            return path
    exported = data_dir / "system-ca.pem"  # Windows keeps them in its own store
    certificates = ssl.create_default_context().get_ca_certs(binary_form=True)
    exported.write_text("".join(map(ssl.DER_cert_to_PEM_cert, certificates)))
    return str(exported)


class Accounts:
    """Makes transports and accounts what `Configure` says. Engine thread."""

    def __init__(
        self,
        endpoint: pj.Endpoint,
        loop: Loop,
        guard: Guard,
        data_dir: Path,
        incoming: Incoming,
        send: Callable[[Report], None],
    ) -> None:
        self.listening: tuple[str, ...] = ()
        self._endpoint = endpoint
        self._data_dir = data_dir
        self._guard = guard
        self._loop = loop
        self._incoming = incoming
        self._send = send
        self._direct: list[SipAccount] = []
        self._direct_transports: list[int] = []
        self._listen = ""
        self._account: Account | None = None
        self._sip_account: SipAccount | None = None
        self._account_transport = -1
        self._listen_failed = False
        self.registrar = Registrar(endpoint, loop, guard, send)

    def differs(self, config: Configure) -> bool:
        """Whether applying the configuration would touch transports or accounts."""
        return config.listen != self._listen or config.account != self._account

    def apply(self, config: Configure) -> None:
        """Make it so. Calls on a changed account or transport would be lost: none may be up."""
        if config.listen != self._listen:
            self._close_direct()
            self._listen = config.listen
            self._open_direct()
            self._send(Listening(addresses=self.listening))
        if config.account != self._account:
            self._close_account()
            self._account = config.account
            self._open_account()

    # --- direct calls ---------------------------------------------------------------------

    def _open_direct(self) -> None:
        if not self._listen:
            self._set_listen_failed("")
            return
        try:
            host, port = split_listen(self._listen)
            listening = []
            for name, kind, kind6 in (
                ("udp", pj.PJSIP_TRANSPORT_UDP, pj.PJSIP_TRANSPORT_UDP6),
                ("tcp", pj.PJSIP_TRANSPORT_TCP, pj.PJSIP_TRANSPORT_TCP6),
            ):
                config = pj.TransportConfig()
                config.port = port
                config.boundAddress = host
                ipv6 = ":" in host
                transport = self._endpoint.transportCreate(kind6 if ipv6 else kind, config)
                self._direct_transports.append(transport)
                self._direct.append(self._make_direct(host, port, name, transport, ipv6))
                listening.append(f"{name}:{self._listen}")
        except (pj.Error, ValueError) as error:
            log.error("listening on %s: %s", self._listen, explain(error))
            self._close_direct()
            self._set_listen_failed(explain(error))
            return
        self.listening = tuple(listening)
        self._set_listen_failed("")

    def _make_direct(
        self, host: str, port: int, name: str, transport: int, ipv6: bool
    ) -> SipAccount:
        config = pj.AccountConfig()
        shown = f"[{host}]" if ipv6 else host
        suffix = ";transport=tcp" if name == "tcp" else ""
        config.idUri = f"<sip:{_DIRECT_USER}@{shown}:{port}{suffix}>"
        config.regConfig.registerOnAdd = False
        config.sipConfig.transportId = transport
        if host not in ("0.0.0.0", "::"):  # noqa: S104
            config.mediaConfig.transportConfig.boundAddress = host
        if ipv6:
            config.mediaConfig.ipv6Use = pj.PJSUA_IPV6_ENABLED
        _common(config)
        account = SipAccount(self._incoming, lambda _prm: None)
        account.create(config, name == "udp")
        return account

    def _set_listen_failed(self, detail: str) -> None:
        failed = bool(detail)
        if failed or self._listen_failed:
            self._send(
                Trouble(
                    problem=Problem.LISTEN_FAILED, detail=detail, standing=True, over=not failed
                )
            )
        self._listen_failed = failed

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Standing problems of the transports."""
        return (Problem.LISTEN_FAILED,) if self._listen_failed else ()

    def _close_direct(self) -> None:
        for account in self._direct:
            account.shutdown()
        self._direct.clear()
        for transport in self._direct_transports:
            self._close_transport(transport)
        self._direct_transports.clear()
        self.listening = ()

    def _close_transport(self, transport: int) -> None:
        try:
            self._endpoint.transportClose(transport)
        except pj.Error as error:
            log.warning("closing transport: %s", explain(error))

    # --- the account ----------------------------------------------------------------------

    def _open_account(self) -> None:
        account = self._account
        if account is None:
            self.registrar.none()
            return
        try:
            self._account_transport = self._create_transport(account)
            config = self._account_config(account)
            srtp = account.transport is Transport.TLS and account.srtp is not Srtp.OFF
            sip_account = SipAccount(self._incoming, self.registrar.on_state, srtp=srtp)
            sip_account.create(config, not self._direct)
        except (pj.Error, OSError) as error:
            detail = explain(error)
            log.error("account: %s", detail)
            self._close_account()
            certificate = isinstance(error, OSError)  # the authorities cannot be read
            problem = Problem.TLS_CERTIFICATE if certificate else Problem.BAD_ACCOUNT
            self.registrar.failed(_name(account), problem, detail)
            return
        self._sip_account = sip_account
        self.registrar.start(sip_account, _name(account), hosts(account), account.transport)

    def _create_transport(self, account: Account) -> int:
        config = pj.TransportConfig()
        kind = pj.PJSIP_TRANSPORT_UDP
        if account.transport is Transport.TCP:
            kind = pj.PJSIP_TRANSPORT_TCP
        elif account.transport is Transport.TLS:
            kind = pj.PJSIP_TRANSPORT_TLS
            config.tlsConfig.CaListFile = ca_file(account.ca_file, self._data_dir)
            config.tlsConfig.verifyServer = True
            config.tlsConfig.method = pj.PJSIP_TLSV1_2_METHOD
            config.tlsConfig.proto = pj.PJ_SSL_SOCK_PROTO_TLS1_2 | pj.PJ_SSL_SOCK_PROTO_TLS1_3
            config.tlsConfig.msecTimeout = 5000
        return int(self._endpoint.transportCreate(kind, config))

    def _account_config(self, account: Account) -> pj.AccountConfig:
        config = pj.AccountConfig()
        name = account.display_name.replace("\\", "").replace('"', "")
        config.idUri = f'"{identity.clean(name)}" <sip:{account.user}@{account.domain}>'
        registrar = account.registrar or account.domain
        suffix = "" if account.transport is Transport.UDP else f";transport={account.transport}"
        config.regConfig.registrarUri = f"sip:{registrar}{suffix}"
        config.regConfig.registerOnAdd = False
        config.regConfig.timeoutSec = account.expires_s
        config.regConfig.retryIntervalSec = 0  # `Registrar` retries, and sooner
        config.regConfig.firstRetryIntervalSec = 0
        config.regConfig.unregWaitMsec = 1000
        # Without a proxy of its own the registrar is it; `hide` keeps that out of the message.
        route = f"sip:{account.proxy or registrar}{suffix};lr"
        config.sipConfig.proxies.append(route if account.proxy else f"{route};hide")
        config.sipConfig.authCreds.append(
            pj.AuthCredInfo("digest", "*", account.auth_user or account.user, 0, account.password)
        )
        config.sipConfig.transportId = self._account_transport
        _common(config)
        if account.transport is Transport.TLS:
            config.mediaConfig.srtpUse = _SRTP[account.srtp]
            config.mediaConfig.srtpSecureSignaling = 1
        return config

    def _close_account(self) -> None:
        self.registrar.stop()
        if self._sip_account is not None:
            self._sip_account.shutdown()
            self._sip_account = None
        if self._account_transport >= 0:
            transport, self._account_transport = self._account_transport, -1
            self._loop.after(LINGER_S, lambda: self._close_transport(transport))

    # --- calls go out ---------------------------------------------------------------------

    def route(
        self, target: str, account: pj.Account | None = None
    ) -> tuple[pj.Account | None, str]:
        """Return the account and the URI to call a number, name or URI with; None: there is none.

        Whole URIs go by the account too, except where only direct calls are configured.
        """
        if account is None:
            account = self._sip_account
        if account is not None and account is self._sip_account and self._account is not None:
            if target.startswith(("sip:", "sips:")):
                return account, target
            suffix = (
                ""
                if self._account.transport is Transport.UDP
                else (f";transport={self._account.transport}")
            )
            return account, f"sip:{target.replace('#', '%23')}@{self._account.domain}{suffix}"
        if not target.startswith(("sip:", "sips:")) or not self._direct:
            return account, target
        return self._direct["transport=tcp" in target.lower()], target

    def select(self, prm: pj.OnSelectAccountParam) -> None:
        """Give calls from the registrar to its account, whatever address they name.

        The library goes by names and could answer through a direct-call transport, which
        a PBX elsewhere cannot reach.
        """
        if self._sip_account is None or not self._sip_account.isValid():
            return
        source = prm.rdata.srcAddress
        if self._guard.is_registrar(source) and not self._guard.is_listed(source):
            prm.accountIndex = self._sip_account.getId()

    def may_dial(self, uri: str) -> bool:
        """Whether the far end of a call may make us call this: only within its own realm."""
        host = identity.host(uri)
        if self._account is not None and host in (self._account.domain, *hosts(self._account)):
            return True
        return self._guard.permits(f"[{host}]:0" if ":" in host else f"{host}:0")

    def close(self) -> None:
        """Unregister and let go of every account and transport."""
        self._close_account()
        self._close_direct()


def _common(config: pj.AccountConfig) -> None:
    config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_DISABLED
    config.mediaConfig.srtpSecureSignaling = 0
    config.mediaConfig.transportConfig.port = RTP_PORT
    config.mediaConfig.transportConfig.portRange = RTP_PORTS
    config.mediaConfig.transportConfig.randomizePort = True
    config.mwiConfig.enabled = False
    config.callConfig.timerUse = pj.PJSUA_SIP_TIMER_OPTIONAL
    config.ipChangeConfig.hangupCalls = False
    config.ipChangeConfig.shutdownTp = True


def _name(account: Account) -> str:
    return f"{account.user}@{account.domain}"


def hosts(account: Account) -> tuple[str, ...]:
    """Return the hosts whose addresses are the registrar's and the proxy's."""
    found = (account.registrar or account.domain, account.proxy)
    return tuple(identity.host(f"sip:{name}") for name in found if name)
