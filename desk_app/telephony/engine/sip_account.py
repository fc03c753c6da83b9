"""A SIP identity in pjsua2, and the configurations of accounts and their transports."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pjsua2 as pj

from desk_app.telephony.engine import identity
from desk_app.telephony.engine.loop import explain
from desk_app.telephony.messages import Account, Srtp, Transport

log = logging.getLogger(__name__)

Incoming = Callable[[pj.Account, pj.OnIncomingCallParam], None]

_SRTP = {
    Srtp.OFF: pj.PJMEDIA_SRTP_DISABLED,
    Srtp.OPTIONAL: pj.PJMEDIA_SRTP_OPTIONAL,
    Srtp.REQUIRED: pj.PJMEDIA_SRTP_MANDATORY,
}
RTP_PORT = 20000
RTP_PORTS = 10000
_DIRECT_USER = "desk"
_GLOBAL_PROXIES = 1  # PJSUA_REG_USE_OUTBOUND_PROXY


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

    def register_anew(self, config: pj.AccountConfig) -> None:
        """Give up the REGISTER that waits for its answer, and send another.

        As long as one waits, 32 s, pjsip sends no other. It does when the account's `config`
        changes in what concerns it: here in nothing that is ever sent, for there are no global
        proxies. Raises pj.Error.
        """
        config.regConfig.proxyUse ^= _GLOBAL_PROXIES
        self.modify(config)

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


def direct_config(host: str, port: int, name: str, transport: int) -> pj.AccountConfig:
    """Return the configuration for direct calls to an address by "udp" or "tcp"."""
    ipv6 = ":" in host
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
    return config


def transport_config(account: Account, data_dir: Path) -> tuple[int, pj.TransportConfig]:
    """Return kind and configuration of the transport the account registers over.

    Raises:
        OSError: the authorities to trust cannot be read.
    """
    config = pj.TransportConfig()
    kind = pj.PJSIP_TRANSPORT_UDP
    if account.transport is Transport.TCP:
        kind = pj.PJSIP_TRANSPORT_TCP
    elif account.transport is Transport.TLS:
        kind = pj.PJSIP_TRANSPORT_TLS
        config.tlsConfig.CaListFile = ca_file(account.ca_file, data_dir)
        config.tlsConfig.verifyServer = True
        config.tlsConfig.method = pj.PJSIP_TLSV1_2_METHOD
        config.tlsConfig.proto = pj.PJ_SSL_SOCK_PROTO_TLS1_2 | pj.PJ_SSL_SOCK_PROTO_TLS1_3
        config.tlsConfig.msecTimeout = 5000
    return kind, config


def account_config(account: Account, transport: int) -> pj.AccountConfig:
    """Return the configuration of the account on its transport."""
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
    config.sipConfig.transportId = transport
    _common(config)
    if account.transport is Transport.TLS:
        config.mediaConfig.srtpUse = _SRTP[account.srtp]
        config.mediaConfig.srtpSecureSignaling = 1
    return config


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


def account_name(account: Account) -> str:
    """Return what the account is called: user@domain."""
    return f"{account.user}@{account.domain}"


def hosts(account: Account) -> tuple[str, ...]:
    """Return the hosts whose addresses are the registrar's and the proxy's."""
    found = (account.registrar or account.domain, account.proxy)
    return tuple(identity.host(f"sip:{name}") for name in found if name)
