"""What our own build does for callers whom nobody hears: their packets wake nobody."""

from __future__ import annotations

import time
from pathlib import Path

from desk_app.telephony.messages import Fact, OnDuty, QueuePlan, Take
from tests.bench.rtp import RtpPeer
from tests.rigs.engine import EngineRig
from tests.rigs.uac import Uac

WATCH_S = 1.0
REST_WITHIN_S = 8.0


def unread(port: int) -> int:
    """Return how many bytes wait in a UDP socket of this machine."""
    for row in Path("/proc/net/udp").read_text().splitlines()[1:]:
        fields = row.split()
        if int(fields[1].rpartition(":")[2], 16) == port:
            return int(fields[4].partition(":")[2], 16)
    raise AssertionError(f"nobody has port {port}")


def share_unread(engine: EngineRig, port: int) -> float:
    """Return in which part of a second's looks something waited to be read."""
    looks = []
    until = time.monotonic() + WATCH_S
    while time.monotonic() < until:
        engine.desk.read_for(0.003)
        looks.append(unread(port) > 0)
    return sum(looks) / len(looks)


def test_a_caller_is_read_in_batches_only_while_nobody_listens(tmp_path: Path) -> None:
    with EngineRig(tmp_path) as engine, RtpPeer() as peer, Uac(peer.port) as caller:
        engine.configure(queues=(QueuePlan(name="Support", numbers=("500",)),))
        ring = caller.ring(engine.port, "+989121234567", user="500")
        caller.talk(ring)
        peer.talk_to(ring.media_port)
        key = engine.desk.fact(Fact.QUEUED).key
        until = time.monotonic() + REST_WITHIN_S
        while share_unread(engine, ring.media_port) < 0.5:  # 0.8 on an idle machine
            assert time.monotonic() < until
        engine.desk.ask(OnDuty(ready=False, queues=("Support",)))
        engine.desk.ask(Take(key=key))
        engine.desk.fact(Fact.ANSWERED, key)
        until = time.monotonic() + REST_WITHIN_S
        while share_unread(engine, ring.media_port) > 0.2:
            assert time.monotonic() < until
        caller.hang_up(ring)
        engine.desk.fact(Fact.ENDED, key)
