"""The engine: one thread that polls SIP, the desk's socket, the timers and the sound."""

from __future__ import annotations

import gc
import logging
import os
import signal
import time
from pathlib import Path

import msgspec

from desk_app.telephony.engine.accounts import Accounts
from desk_app.telephony.engine.audio.agent import AgentAudio
from desk_app.telephony.engine.endpoint import Stack, engine_name, max_calls
from desk_app.telephony.engine.guard import Guard
from desk_app.telephony.engine.link import Link
from desk_app.telephony.engine.loop import Loop, explain
from desk_app.telephony.engine.media import Media
from desk_app.telephony.engine.network import NetworkWatch
from desk_app.telephony.engine.orders import Orders, Refused
from desk_app.telephony.engine.queue_talk import Talk
from desk_app.telephony.engine.queues import Queues
from desk_app.telephony.engine.switchboard import Switchboard
from desk_app.telephony.journal import Journal
from desk_app.telephony.messages import (
    PROTOCOL,
    Configure,
    Devices,
    Done,
    DoNotDisturb,
    Goodbye,
    Levels,
    NetworkChanged,
    OnDuty,
    Problem,
    Quality,
    Report,
    Request,
    Snapshot,
    TestSound,
    Trouble,
    decode_request,
    encode,
)

log = logging.getLogger(__name__)

POLL_MS = 10
UPKEEP_S = 0.03  # what can wait longer than SIP and the desk
GRACE_S = 10.0  # without desk and call
ALIVE_EVERY_S = 2.0
FAREWELL_S = 2.0  # for BYE and un-REGISTER at the end


class Engine:
    """Builds the parts and runs them until the work is over."""

    def __init__(self, data_dir: Path, link: Link) -> None:
        self._link = link
        self._loop = Loop()
        self._journal = Journal(data_dir)
        self._journal.end_lost_calls()
        self._guard = Guard()
        self._config = Configure()
        self._waiting_config: Configure | None = None
        self._configured = False
        self._goodbye = False
        self._over = False
        self._alone_since = time.monotonic()
        self._next_alive = 0.0
        self._next_upkeep = 0.0
        self._journal_problem = ""
        self._stack = Stack()
        self._audio = AgentAudio(self._send)
        self._audio.start()
        self._media = Media(data_dir, self._audio, self._send)
        self._board = Switchboard(self._loop, self._journal, self._guard, self._media, self._send)
        self._media.board = self._board
        self._board.on_idle = self._on_idle
        self._talk = Talk(data_dir / "cache" / "prompts", self._loop.later, self._send)
        self._queues = Queues(self._board, self._talk)
        self._board.queues = self._queues
        self._media.also_rings = lambda: self._queues.absent_rings
        self._accounts = Accounts(
            self._stack.endpoint,
            self._loop,
            self._guard,
            data_dir,
            self._board.incoming,
            self._send,
        )
        self._board.may_dial = self._accounts.may_dial
        self._stack.follow(
            self._board.signalling.rejected,
            self._accounts.registrar.transport_state,
            self._accounts.select,
        )
        self._orders = Orders(self._board, self._accounts)
        self._board.route = lambda number, call: self._accounts.route(number, call.account)[1]
        self._queues.offers.dial_back = self._orders.call_back
        self._queues.restore(self._journal.promised_calls())
        self._network = NetworkWatch(self._accounts.registrar.again_now)
        self._stack.prefer(())

    def run(self) -> None:
        """Poll until the last desk has gone and the last call has ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._end_soon())
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        log.info("engine %s, pid %d", engine_name(), os.getpid())
        while not self._over:
            self._turn()
        self._close()

    def _turn(self) -> None:
        self._stack.poll(POLL_MS)
        self._loop.run()
        arrived, lines = self._link.poll()
        if arrived or not self._link.connected:
            self._queues.offers.nobody_on_duty()
        if arrived:
            self._send(self._snapshot())
        for line in lines:
            self._take(line)
        self._loop.run()
        now = time.monotonic()
        if now >= self._next_upkeep:
            self._next_upkeep = now + UPKEEP_S
            self._media.poll(now)
            self._queues.poll(now)
            self._network.poll(now)
            self._housekeeping(now)

    # --- the desk -------------------------------------------------------------------------

    def _send(self, report: Report) -> None:
        self._link.send(encode(report), droppable=isinstance(report, Levels | Quality))

    def _snapshot(self) -> Snapshot:
        problems = list(self._accounts.problems)
        if self._journal.problem:
            problems.append(Problem.JOURNAL_FAILED)
        if self._journal.damaged:
            problems.append(Problem.JOURNAL_DAMAGED)
        problems += self._audio.problems
        return Snapshot(
            protocol=PROTOCOL,
            engine=engine_name(),
            pid=os.getpid(),
            journal=self._journal.id,
            last_seq=self._journal.last_seq,
            listening=self._accounts.listening,
            max_calls=max_calls(),
            configured=self._configured,
            registration=self._accounts.registrar.now,
            devices=self._audio.devices or Devices(),
            calls=self._board.snapshot(),
            do_not_disturb=self._board.do_not_disturb,
            problems=tuple(problems),
        )

    def _take(self, line: bytes) -> None:
        try:
            request = decode_request(line)
        except (msgspec.DecodeError, RecursionError) as error:
            log.error("line of the desk not understood: %s", error)  # not the line: passwords
            return
        number = request.request
        try:
            key = self._carry_out(request)
        except Refused as refused:
            self._send(
                Trouble(
                    problem=refused.problem,
                    detail=refused.detail,
                    key=refused.key,
                    request=number,
                )
            )
        except Exception as error:
            log.exception("%s", type(request).__name__)
            self._send(Trouble(problem=Problem.NOT_NOW, detail=explain(error), request=number))
        else:
            self._send(Done(request=number, key=key))

    def _carry_out(self, request: Request) -> str:
        match request:
            case Configure():
                self._configure(request)
            case OnDuty():
                self._queues.offers.on_duty(request)
            case DoNotDisturb(on=on):
                self._board.do_not_disturb = on
            case TestSound(device=device, on=on):
                self._audio.test_sound(device, on)
            case NetworkChanged():
                self._accounts.registrar.again_now()
            case Goodbye():
                self._goodbye = True
                if not self._board.busy:
                    self._over = True
            case _:
                return self._orders.carry_out(request)
        return ""

    # --- configuration --------------------------------------------------------------------

    def _configure(self, config: Configure) -> None:
        """Apply at once what disturbs no call; transports and account when none is up."""
        for entry in self._guard.allow(config.allow_from):
            log.error("allow_from: %r is no address or network", entry)
        self._stack.prefer(config.codecs)
        self._audio.configure(config)
        self._board.config = config
        self._queues.configure(config.queues, config.prompts, max_calls())
        self._waiting_config = config
        if not self._board.busy or not self._configured:
            self._apply_waiting()
        self._configured = True

    def _apply_waiting(self) -> None:
        config, self._waiting_config = self._waiting_config, None
        if config is not None and self._accounts.differs(config):
            self._accounts.apply(config)

    def _on_idle(self) -> None:
        self._journal.tidy()
        self._apply_waiting()
        if self._goodbye:
            self._over = True

    # --- keeping house --------------------------------------------------------------------

    def _housekeeping(self, now: float) -> None:
        calls = self._board.busy
        if (calls or self._journal.problem) and now >= self._next_alive:
            self._next_alive = now + ALIVE_EVERY_S
            self._journal.alive()
        if self._journal.problem != self._journal_problem:
            self._journal_problem = self._journal.problem
            self._send(
                Trouble(
                    problem=Problem.JOURNAL_FAILED,
                    detail=self._journal.problem,
                    standing=True,
                    over=not self._journal.problem,
                )
            )
        if calls or self._link.connected:
            self._alone_since = now
        elif now - self._alone_since > GRACE_S:
            log.info("no desk and no call for %.0f s", GRACE_S)
            self._over = True

    def _end_soon(self) -> None:
        log.info("asked to end")
        self._over = True

    def _close(self) -> None:
        self._board.hang_up_all("engine ends")
        self._accounts.registrar.leave()
        until = time.monotonic() + FAREWELL_S
        while time.monotonic() < until and (self._board.calls or not self._accounts.registrar.left):
            self._stack.poll(POLL_MS)
            self._loop.run()
        self._board.close()
        self._accounts.close()
        self._media.close()
        self._audio.close()
        self._loop.clear()
        self._link.close()
        gc.collect()
        self._stack.close()
        self._journal.close()
        log.info("engine ended")
