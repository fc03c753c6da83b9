"""The embedded queue: callers held with music, ready to ring, thousands of calls and tickets."""

from __future__ import annotations

import os
import time
from pathlib import Path

from desk_app.call_book import enter_journals
from desk_app.core import number_rules
from desk_app.crm.service import Crm
from desk_app.settings import Settings
from desk_app.telephony.messages import Answer, CallFact, Fact, OnDuty, QueuePlan, Reject
from tests.bench import memory, rtp
from tests.bench.report import Figure, spread
from tests.bench.rtp import RtpPeer
from tests.rigs import sipp
from tests.rigs.engine import Desk, EngineRig
from tests.rigs.uac import Uac

HELD = 200
HOLD_S = 10.0
ARRIVE_S = 16.0  # greeted, all of them, and hearing music
RATE = 20
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100

PLAN = QueuePlan(name="Support", numbers=("500",), max_waiting=HELD + 20, announce_every_s=0)


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the queue's figures."""
    return [
        *held(work / "held", 50 if quick else HELD),
        *offered(work / "offered", 40 if quick else 400),
        *through(work / "through", 200 if quick else 10_000),
    ]


def _queued(desk: Desk) -> int:
    return sum(isinstance(r, CallFact) and r.fact is Fact.QUEUED for r in desk.heard)


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def held(folder: Path, callers: int) -> list[Figure]:
    """Hold callers with music while one call is spoken."""
    with EngineRig(folder) as engine, RtpPeer() as peer, Uac(peer.port) as uac:
        engine.configure(queues=(PLAN,), ring_volume=0)
        ring = uac.ring(engine.port, "+989121234567")
        incoming = engine.desk.fact(Fact.INCOMING)
        engine.desk.ask(Answer(key=incoming.key))
        uac.talk(ring)
        peer.talk_to(ring.media_port)
        run = sipp.Sipp(
            sipp.uac(answered=True, ring_ms=60_000).replace("sip:101@", "sip:500@"),
            engine.sip,
            calls=callers,
            rate=RATE,
            timeout_s=90,
        )
        engine.desk.wait_for(lambda: _queued(engine.desk) >= callers, 60)
        engine.desk.read_for(ARRIVE_S)
        peer.heard()
        before = _cpu_s(engine.process.pid)
        engine.desk.read_for(HOLD_S)
        share = (_cpu_s(engine.process.pid) - before) / HOLD_S * 100
        heard = peer.heard()
        uac.hang_up(ring)
        engine.process.terminate()
        run.wait()
        engine.process.wait(20)
        return [
            Figure(f"{callers} callers held", "one core", share, "%", 10.0),
            Figure(f"{callers} callers held", "frames lost", rtp.lost(heard), "of the call", 1),
            *spread("frame interval", rtp.intervals_ms(heard), goals={"p99": 30.0}),
        ]


def offered(folder: Path, times: int) -> list[Figure]:
    """Take the time from "ready" to the next caller's ring, eight waiting."""
    with EngineRig(folder) as engine:
        engine.configure(queues=(PLAN,), ring_volume=0)
        run = sipp.Sipp(
            sipp.uac(answered=True, ring_ms=120_000).replace("sip:101@", "sip:500@"),
            engine.sip,
            calls=8,
            timeout_s=150,
        )
        engine.desk.wait_for(lambda: _queued(engine.desk) >= 8, 20)
        engine.desk.read_for(1.0)
        took: list[float] = []
        for _ in range(times):
            engine.desk.heard.clear()
            begun = time.monotonic()
            engine.desk.say(OnDuty(ready=True, queues=(PLAN.name,)))
            key = engine.desk.fact(Fact.OFFERED).key
            took.append((time.monotonic() - begun) * 1000)
            engine.desk.ask(Reject(key=key))
        engine.process.terminate()
        run.wait()
        engine.process.wait(20)
        return spread("ready to the next ring", took, goals={"p99": 100.0})


def through(folder: Path, calls: int) -> list[Figure]:
    """Send calls through the queue; an agent takes what one agent can."""
    settings = Settings()
    with EngineRig(folder) as engine:
        engine.configure(queues=(PLAN,), ring_volume=0)
        desk = engine.desk
        scenario = sipp.uac(answered=True, ring_ms=2_000).replace("sip:101@", "sip:500@")
        run = sipp.Sipp(scenario, engine.sip, calls=calls, rate=RATE, timeout_s=calls // 10 + 60)
        sizes: list[float] = []
        ended = 0
        desk.say(OnDuty(ready=True, queues=(PLAN.name,)))
        while ended < calls:
            desk.read_for(0.05)
            news, desk.heard[:] = [*desk.heard], []
            desk.heard_at.clear()
            for fact in (r for r in news if isinstance(r, CallFact)):
                ended += fact.fact is Fact.ENDED
                if fact.fact is Fact.OFFERED:
                    desk.say(Answer(key=fact.key))
                elif fact.fact is Fact.ENDED and fact.leg:
                    desk.say(OnDuty(ready=True, queues=(PLAN.name,)))
            if ended > calls * (len(sizes) + 1) // 4:
                sizes.append(memory.of(engine.process.pid)[1])
        result = run.wait()
        sizes.append(memory.of(engine.process.pid)[1])
    if result.code:
        raise AssertionError(f"SIPp: {result.errors[-500:]}")
    crm = Crm(folder / "bench.db", number_rules(settings))
    crm.open()
    enter_journals(crm, folder, "bench")
    rows, tickets = list(crm.list_calls()), list(crm.list_tickets())
    crm.close()
    one_each = len({row["ticket_id"] for row in rows}) == len(rows) == len(tickets)
    name = f"{calls} calls through the queue"
    return [
        Figure(name, "missing", calls - len(rows), "calls", 1),
        Figure(name, "not one ticket each", 0 if one_each else 1, "", 1),
        Figure(name, "growth of the last three quarters", sizes[-1] - sizes[0], "MB", 10.0),
    ]
