"""What our own build does for callers whom nobody hears: most of their packets are not read."""

from __future__ import annotations

import time
from pathlib import Path

from desk_app.telephony.messages import Fact, OnDuty, QueuePlan, Take
from tests.bench.rtp import RtpPeer
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.uac import Uac

WATCH_S = 1.0  # 50 packets
WITHIN_S = PATIENCE_S


def skipped(port: int) -> int:
    """Return how many packets a UDP socket of this machine has not let in."""
    for row in Path("/proc/net/udp").read_text().splitlines()[1:]:
        fields = row.split()
        if int(fields[1].rpartition(":")[2], 16) == port:
            return int(fields[12])
    raise AssertionError(f"nobody has port {port}")


def skipped_in_a_while(engine: EngineRig, port: int) -> int:
    """Return how many it does not let in while we look."""
    before = skipped(port)
    engine.desk.read_for(WATCH_S)
    return skipped(port) - before


def test_a_caller_is_read_whole_only_while_somebody_listens(tmp_path: Path) -> None:
    with EngineRig(tmp_path) as engine, RtpPeer() as peer, Uac(peer.port) as caller:
        engine.configure(queues=(QueuePlan(name="Support", numbers=("500",)),))
        ring = caller.ring(engine.port, "+989121234567", user="500")
        caller.talk(ring)
        peer.talk_to(ring.media_port)
        key = engine.desk.fact(Fact.QUEUED).key
        until = time.monotonic() + WITHIN_S
        while skipped_in_a_while(engine, ring.media_port) < 20:
            assert time.monotonic() < until
        engine.desk.ask(OnDuty(ready=False, queues=("Support",)))
        engine.desk.ask(Take(key=key))
        engine.desk.fact(Fact.ANSWERED, key)
        until = time.monotonic() + WITHIN_S
        while skipped_in_a_while(engine, ring.media_port):
            assert time.monotonic() < until
        caller.hang_up(ring)
        engine.desk.fact(Fact.ENDED, key)
