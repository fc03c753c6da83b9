"""The pjsua2 library in this process: started, polled and taken down on one thread."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from importlib.metadata import version

import pjsua2 as pj

from desk_app.telephony.engine.loop import explain

log = logging.getLogger(__name__)

CLOCK_RATE = 16000
PJ_LOG_LEVEL = 2  # 3 dumps each call, from 4 on whole messages with Authorization headers

_OWN_MARK = "+desk"
_WHEEL_CALLS = 4
_OWN_CALLS = 250
_OWN_PORTS = 1000

DEFAULT_CODECS = ("opus/48000", "G722/16000", "PCMA/8000", "PCMU/8000")


def engine_name() -> str:
    """Return the SIP engine's version, and whether it is our own build."""
    number = version("pjsua2-python")
    return f"{number} (own build)" if _OWN_MARK in number else f"{number} (PyPI)"


def max_calls() -> int:
    """Return how many calls the engine at hand can hold; PyPI's is compiled for four."""
    return _OWN_CALLS if _OWN_MARK in version("pjsua2-python") else _WHEEL_CALLS


class _LogWriter(pj.LogWriter):  # type: ignore[misc]
    def write(self, entry: pj.LogEntry) -> None:
        level = {1: logging.ERROR, 2: logging.WARNING}.get(entry.level, logging.INFO)
        log.log(level, "pj: %s", entry.msg.rstrip())


class _PjEndpoint(pj.Endpoint):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.rejected: Callable[[pj.OnRejectedIncomingCallParam], None] | None = None
        self.transport: Callable[[pj.OnTransportStateParam], None] | None = None
        self.select: Callable[[pj.OnSelectAccountParam], None] | None = None

    def onRejectedIncomingCall(self, prm: pj.OnRejectedIncomingCallParam) -> None:
        try:
            if self.rejected is not None:
                self.rejected(prm)
        except Exception as error:
            log.exception("onRejectedIncomingCall: %s", explain(error))

    def onSelectAccount(self, prm: pj.OnSelectAccountParam) -> None:
        try:
            if self.select is not None:
                self.select(prm)
        except Exception as error:
            log.exception("onSelectAccount: %s", explain(error))

    def onTransportState(self, prm: pj.OnTransportStateParam) -> None:
        try:
            if self.transport is not None:
                self.transport(prm)
        except Exception as error:
            log.exception("onTransportState: %s", explain(error))


class Stack:
    """The endpoint. Everything else that pjsua2 makes must be gone before `close`."""

    def __init__(self) -> None:
        self.endpoint = _PjEndpoint()
        self._writer = _LogWriter()
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.maxCalls = max_calls()
        config.uaConfig.userAgent = "DeskApp"
        config.medConfig.clockRate = CLOCK_RATE
        config.medConfig.audioFramePtime = 20
        config.medConfig.noVad = True  # silence is sent too: a pause must not look like a lost line
        config.medConfig.sndAutoCloseTime = -1
        if max_calls() > _WHEEL_CALLS:
            config.medConfig.maxMediaPorts = _OWN_PORTS
            # Resampling by speexdsp's VoIP filter: 200 callers with music take a third of the time.
            config.medConfig.quality = 2
        config.logConfig.level = PJ_LOG_LEVEL
        config.logConfig.consoleLevel = PJ_LOG_LEVEL  # the writer gets no more than it
        config.logConfig.msgLogging = 0
        config.logConfig.decor = 0
        config.logConfig.writer = self._writer
        self.endpoint.libInit(config)
        self.endpoint.libStart()

    def follow(
        self,
        rejected: Callable[[pj.OnRejectedIncomingCallParam], None],
        transport: Callable[[pj.OnTransportStateParam], None],
        select: Callable[[pj.OnSelectAccountParam], None],
    ) -> None:
        """Tell of INVITEs the library refuses by itself, of connections' ends, ask for accounts."""
        self.endpoint.rejected = rejected
        self.endpoint.transport = transport
        self.endpoint.select = select

    def poll(self, timeout_ms: int) -> None:
        """Handle what has arrived, waiting at most so long for the first event."""
        self.endpoint.libHandleEvents(timeout_ms)

    def prefer(self, codecs: tuple[str, ...]) -> None:
        """Offer these codecs in this order and no others; () = the usual ones."""
        known = [info.codecId for info in self.endpoint.codecEnum2()]
        wanted = [n for n in codecs if _first(n, known) is not None]
        if codecs and not wanted:
            log.error("none of the codecs %s is known; using the usual ones", codecs)
        wanted = wanted or list(DEFAULT_CODECS)
        for name in known:
            rank = next((i for i, w in enumerate(wanted) if _first(w, [name])), None)
            self.endpoint.codecSetPriority(name, 0 if rank is None else 250 - rank)

    def close(self) -> None:
        """Take the library down. A live pjsua2 object at this moment aborts the process."""
        gc.collect()
        try:
            self.endpoint.libDestroy(pj.PJSUA_DESTROY_NO_NETWORK)  # all farewells are said
        except pj.Error as error:
            log.warning("libDestroy: %s", explain(error))


def _first(wanted: str, names: list[str]) -> str | None:
    return next((name for name in names if name.lower().startswith(wanted.lower())), None)
