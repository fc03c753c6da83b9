"""The embedded queue: callers held with music, ready to ring, thousands of calls."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

from desk_app.telephony.messages import Answer, CallFact, Fact, OnDuty, QueuePlan, Reject
from tests.bench import queue_through, rtp
from tests.bench.report import Figure, spread
from tests.bench.rtp import RtpPeer
from tests.rigs import sipp
from tests.rigs.engine import Desk, EngineRig
from tests.rigs.uac import HOST, Uac

HELD = 200
HOLD_S = 10.0
ARRIVE_S = 16.0  # greeted, all of them, and hearing music
RATE = 20
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100

PLAN = QueuePlan(name="Support", numbers=("500",), max_waiting=HELD + 20, announce_every_s=0)


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the queue's figures."""
    return [
        *held(work / "held", 50 if quick else HELD, speak=False),
        *held(work / "speaking", 50 if quick else HELD, speak=True),
        *offered(work / "offered", 40 if quick else 400),
        *queue_through.measure(work / "through", 200 if quick else 10_000, RATE, PLAN),
    ]


def _queued(desk: Desk) -> int:
    return sum(isinstance(r, CallFact) and r.fact is Fact.QUEUED for r in desk.heard)


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def held(folder: Path, callers: int, *, speak: bool) -> list[Figure]:
    """Hold callers with music while one call is spoken; `speak`: they send sound as well."""
    with (
        EngineRig(folder) as engine,
        RtpPeer() as peer,
        Uac(peer.port) as uac,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far_end,
    ):
        far_end.bind((HOST, 0))  # takes the music and leaves it: it only must not be refused
        port = "[media_port]" if speak else str(far_end.getsockname()[1])
        engine.configure(queues=(PLAN,), ring_volume=0)
        ring = uac.ring(engine.port, "+989121234567")
        engine.desk.ask(Answer(key=engine.desk.fact(Fact.INCOMING).key))
        uac.talk(ring)
        peer.talk_to(ring.media_port)
        alone = _share(engine, HOLD_S / 2)
        run = sipp.Sipp(
            _to_queue(60_000, sipp.SDP.replace("[auto_media_port]", port)),
            engine.sip,
            calls=callers,
            rate=RATE,
            timeout_s=90,
            echo=speak,
        )
        engine.desk.wait_for(lambda: _queued(engine.desk) >= callers, 60)
        engine.desk.read_for(ARRIVE_S)
        peer.heard()
        share = _share(engine, HOLD_S)
        heard = peer.heard()
        uac.hang_up(ring)
        engine.process.terminate()
        run.wait()
        engine.process.wait(20)
    name = f"{callers} callers held" + (", sending sound" if speak else "")
    return [
        Figure(name, "one core", share, "%", 10.0, alone, "the spoken call alone"),
        Figure(name, "they cost", share - alone, "%"),
        Figure(name, "frames lost", rtp.lost(heard), "of the call", 1),
        *spread(f"{name}: frame interval", rtp.intervals_ms(heard), goals={"p99": 30.0}),
    ]


def _share(engine: EngineRig, seconds: float) -> float:
    before = _cpu_s(engine.process.pid)
    engine.desk.read_for(seconds)
    return (_cpu_s(engine.process.pid) - before) / seconds * 100


def _to_queue(stay_ms: int, sdp: str = sipp.SDP) -> str:
    return sipp.uac(sdp=sdp, answered=True, ring_ms=stay_ms).replace("sip:101@", "sip:500@")


def offered(folder: Path, times: int) -> list[Figure]:
    """Take the time from "ready" to the next caller's ring, eight waiting."""
    with EngineRig(folder) as engine:
        engine.configure(queues=(PLAN,), ring_volume=0)
        run = sipp.Sipp(
            _to_queue(120_000),
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
