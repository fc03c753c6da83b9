"""Regularity of a call's sound while desk and machine are busy, beside an idle machine."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from tests.bench import load
from tests.bench.report import Figure, spread
from tests.bench.rtp import RtpPeer, intervals_ms, lost
from tests.rigs.engine import EngineRig
from tests.rigs.uac import Uac

GOAL_MS = 30.0


def listen(peer: RtpPeer, seconds: float) -> tuple[list[float], int]:
    """Return intervals in ms and lost packets of the next `seconds`."""
    peer.heard()
    threading.Event().wait(seconds)
    arrivals = peer.heard()
    return intervals_ms(arrivals), lost(arrivals)


def run(folder: Path, seconds: float) -> tuple[tuple[list[float], int], tuple[list[float], int]]:
    """Hold a call; return what the far end hears of an idle and of a busy phone."""
    with contextlib.ExitStack() as stack:
        engine = stack.enter_context(EngineRig(folder))
        engine.configure(auto_answer_s=0.0)
        peer = stack.enter_context(RtpPeer())
        uac = stack.enter_context(Uac(peer.port))
        ring = uac.ring(engine.port, "+989121234567")
        uac.talk(ring)
        peer.talk_to(ring.media_port)
        listen(peer, 1)
        idle = listen(peer, seconds)
        with load.spinning(seconds + 30):
            listen(peer, 1)
            busy = listen(peer, seconds)
        uac.hang_up(ring)
    return idle, busy


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of the sound."""
    (idle, idle_lost), (busy, busy_lost) = run(work, 3 if quick else 20)
    return spread(
        "frame interval of 20 ms, machine busy",
        busy,
        goals={"p99": GOAL_MS},
        beside=idle,
        reference="idle",
        note=f"lost packets: {busy_lost} busy, {idle_lost} idle",
    )
