"""Keeping the account registered: own retries, and a name for everything that goes wrong."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import socket
import threading
from collections.abc import Callable

import pjsua2 as pj

from desk_app.telephony.engine import identity
from desk_app.telephony.engine.guard import Guard
from desk_app.telephony.engine.loop import Loop, Timer, explain
from desk_app.telephony.engine.sip_account import SipAccount
from desk_app.telephony.messages import (
    Problem,
    Registration,
    RegistrationState,
    Report,
    Transport,
)

log = logging.getLogger(__name__)

RETRY_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # pjsip's own first retry would come after 5 min
ANSWER_S = 5.0  # a registrar silent for so long counts as unreachable; pjsip waits 32 s

PROBE_S = 0.5  # after a broken connection, before the REGISTER that makes a new one

_PASSWORD = (401, 403, 407)
_SILENT = (0, 408, 502, 503, 504)


def addresses(host: str) -> list[str]:
    """Return the host's addresses by the system's resolver. Blocks. Raises OSError."""
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    return sorted({str(info[4][0]) for info in socket.getaddrinfo(host, None)})


class Registrar:
    """One account's registration. Engine thread; names are resolved on one of their own.

    pjsip resolves in the calling thread, for as long as the DNS takes: a name that cannot
    be resolved never gets that far.
    """

    def __init__(
        self, endpoint: pj.Endpoint, loop: Loop, guard: Guard, send: Callable[[Report], None]
    ) -> None:
        self.now = Registration()
        self._endpoint = endpoint
        self._loop = loop
        self._guard = guard
        self._send = send
        self._account: SipAccount | None = None
        self._config = pj.AccountConfig()
        self._name = ""
        self._hosts: tuple[str, ...] = ()
        self._failures = 0
        self._retry: Timer | None = None
        self._deadline: Timer | None = None
        self._attempt = 0
        self._tls_problem = ""
        self._connected_by = "-"  # "TCP" or "TLS", as pjsip names transports
        self._probe: Timer | None = None
        self.left = True

    def none(self) -> None:
        """There is no account."""
        self._report(Registration())

    def failed(self, name: str, problem: Problem, detail: str) -> None:
        """The account could not even be made."""
        self._report(
            Registration(state=RegistrationState.LOST, account=name, problem=problem, detail=detail)
        )

    def start(
        self,
        account: SipAccount,
        config: pj.AccountConfig,
        name: str,
        hosts: tuple[str, ...],
        transport: Transport,
    ) -> None:
        """Register, and keep at it; `config` is what the account was made of."""
        self._connected_by = "-" if transport is Transport.UDP else transport.value.upper()
        self._account, self._config = account, config
        self._name, self._hosts = name, hosts
        self._failures = 0
        self._report(Registration(state=RegistrationState.CONNECTING, account=name))
        self.register()

    def stop(self) -> None:
        """Register no more; the account goes."""
        self._attempt += 1
        self._account = None
        self._guard.registrar(())
        for timer in (self._retry, self._deadline):
            if timer is not None:
                timer.cancel()

    def leave(self) -> None:
        """Unregister for good; `left` says when the registrar knows."""
        account = self._account
        self.stop()
        if account is None or self.now.state is not RegistrationState.REGISTERED:
            return
        try:
            account.setRegistration(False)
            self.left = False
        except pj.Error as error:
            log.info("unregistering: %s", explain(error))

    def again_now(self) -> None:
        """The machine woke up or has new addresses: what we knew of the network is void."""
        if self._account is None:
            return
        self._failures = 0
        parameters = pj.IpChangeParam()
        parameters.restartListener = False
        try:
            self._endpoint.handleIpChange(parameters)
        except pj.Error as error:
            log.warning("address change: %s", explain(error))
        self.register()

    def register(self) -> None:
        """Resolve the registrar's name, then send REGISTER."""
        self._attempt += 1
        self._tls_problem = ""
        for timer in (self._retry, self._deadline):
            if timer is not None:
                timer.cancel()
        attempt, hosts = self._attempt, self._hosts

        def resolve() -> None:
            found: list[str] = []
            try:
                for host in hosts:
                    found += addresses(host)
            except (OSError, UnicodeError) as error:
                detail = f"{host}: {error}"
                self._loop.later(lambda: self._unresolved(attempt, detail))
            else:
                self._loop.later(lambda: self._resolved(attempt, found))

        if all(_literal(host) for host in hosts):
            resolve()
        else:
            threading.Thread(target=resolve, name="resolver", daemon=True).start()

    def _unresolved(self, attempt: int, detail: str) -> None:
        if attempt == self._attempt:
            self._lost(Problem.NAME_NOT_FOUND, detail)

    def _resolved(self, attempt: int, found: list[str]) -> None:
        if attempt != self._attempt or self._account is None:
            return
        self._guard.registrar(found)
        self._deadline = self._loop.after(ANSWER_S, lambda: self._silent(attempt))
        try:
            self._account.setRegistration(True)
        except pj.Error as error:
            if "EBUSY" not in explain(error) and "in progress" not in explain(error):
                self._lost(Problem.REGISTRAR_UNREACHABLE, explain(error))

    def _silent(self, attempt: int) -> None:
        if attempt != self._attempt or self._account is None:
            return
        if self._connected_by != "-":
            # It was sent once: a PBX that was still starting has read it, and does not answer.
            try:
                self._account.register_anew(self._config)
            except pj.Error as error:
                log.warning("another REGISTER: %s", explain(error))
        self._lost(Problem.REGISTRAR_UNREACHABLE, "no answer")

    def on_state(self, prm: pj.OnRegStateParam) -> None:
        """Take the registrar's answer: pjsua2's `onRegState`."""
        code, status, reason = prm.code, prm.status, identity.clean(prm.reason)
        expiration = prm.expiration
        self._loop.later(lambda: self._answered(code, status, reason, expiration))

    def _answered(self, code: int, status: int, reason: str, expiration: int) -> None:
        if self._account is None:
            self.left = True
            return
        if code // 100 == 2:
            if expiration > 0:
                self._registered(f"{code} {reason}")
            return
        detail = f"{code} {reason}"
        if self._tls_problem:
            self._lost(Problem.TLS_CERTIFICATE, self._tls_problem)
        elif code in _PASSWORD:
            self._lost(Problem.WRONG_PASSWORD, detail)
        elif code == 404:
            self._lost(Problem.BAD_ACCOUNT, detail)
        elif code in _SILENT:
            text = self._endpoint.utilStrError(status) if status else reason
            self._lost(Problem.REGISTRAR_UNREACHABLE, f"{code} {text}")
        else:
            self._lost(Problem.REGISTRAR_REFUSED, detail)

    def _registered(self, detail: str) -> None:
        self._failures = 0
        if self._deadline is not None:
            self._deadline.cancel()
        now = Registration(state=RegistrationState.REGISTERED, account=self._name, detail=detail)
        if now != self.now:
            self._report(now)

    def _lost(self, problem: Problem, detail: str) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        if self._retry is not None:
            self._retry.cancel()
        wait = RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        self._retry = self._loop.after(wait, self.register)
        self._report(
            Registration(
                state=RegistrationState.LOST,
                account=self._name,
                problem=problem,
                detail=detail,
                retry_s=wait,
            )
        )

    def transport_state(self, prm: pj.OnTransportStateParam) -> None:
        """Take a connection's end: the certificate may be why."""
        tls = prm.tlsInfo
        if tls is not None and not tls.isEmpty() and tls.verifyStatus:
            self._tls_problem = ", ".join(tls.verifyMsgs) or f"verify status {tls.verifyStatus}"
        elif prm.state == pj.PJSIP_TP_STATE_DISCONNECTED and self._connected_by in prm.type:
            self._loop.later(self._connection_lost)

    def _connection_lost(self) -> None:
        """See whether it was the registrar's: a REGISTER tells, but not many a second."""
        if self._account is None or self.now.state is not RegistrationState.REGISTERED:
            return
        if self._probe is None:
            self._probe = self._loop.after(PROBE_S, self._probe_now)

    def _probe_now(self) -> None:
        self._probe = None
        if self._account is not None and self.now.state is RegistrationState.REGISTERED:
            self.register()

    def _report(self, registration: Registration) -> None:
        log.info(
            "registration %s %s %s",
            registration.state.value,
            registration.problem.value if registration.problem else "",
            registration.detail,
        )
        self.now = registration
        self._send(registration)


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
