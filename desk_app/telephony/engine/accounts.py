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
from desk_app.telephony.engine.sip_account import (
    Incoming,
    SipAccount,
    account_config,
    account_name,
    direct_config,
    hosts,
    split_listen,
    transport_config,
)
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

LINGER_S = 3.0  # a removed account's transport, for its un-REGISTER


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
                self._direct.append(self._make_direct(host, port, name, transport))
                listening.append(f"{name}:{self._listen}")
        except (pj.Error, ValueError) as error:
            log.error("listening on %s: %s", self._listen, explain(error))
            self._close_direct()
            self._set_listen_failed(explain(error))
            return
        self.listening = tuple(listening)
        self._set_listen_failed("")

    def _make_direct(self, host: str, port: int, name: str, transport: int) -> SipAccount:
        config = direct_config(host, port, name, transport)
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
            kind, transport = transport_config(account, self._data_dir)
            self._account_transport = self._endpoint.transportCreate(kind, transport)
            config = account_config(account, self._account_transport)
            srtp = account.transport is Transport.TLS and account.srtp is not Srtp.OFF
            sip_account = SipAccount(self._incoming, self.registrar.on_state, srtp=srtp)
            sip_account.create(config, not self._direct)
        except (pj.Error, OSError) as error:
            detail = explain(error)
            log.error("account: %s", detail)
            self._close_account()
            certificate = isinstance(error, OSError)  # the authorities cannot be read
            problem = Problem.TLS_CERTIFICATE if certificate else Problem.BAD_ACCOUNT
            self.registrar.failed(account_name(account), problem, detail)
            return
        self._sip_account = sip_account
        self.registrar.start(
            sip_account, config, account_name(account), hosts(account), account.transport
        )

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
