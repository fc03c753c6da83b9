"""Regularity of a call's sound while desk and machine are busy, beside an idle machine.

A real call through PyAudio on PulseAudio's null sinks. What the caller hears is timed at
the far end; what the agent hears is recorded from the speaker and looked at for gaps.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from array import array
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench import load, measured
from tests.bench.report import Figure, percentile, spread
from tests.bench.rtp import RtpPeer, intervals_ms, lost
from tests.rigs.pulse import RATE, PulseServer, tone
from tests.rigs.uac import Uac

GOAL_MS = 30.0
SETTLE_S = 3.0
CARRIER_HZ = 440
_BLOCK = RATE // 100


@dataclass(frozen=True)
class Heard:
    """What both ends heard for a while. `speaker_gaps_ms`: silence in a steady tone."""

    intervals_ms: list[float]
    lost: int
    speaker_gaps_ms: float
    seconds: float


def gaps_ms(samples: array[int]) -> float:
    """Return how long a steady tone was interrupted, in steps of 10 ms."""
    loudness = [
        max(abs(s) for s in samples[at : at + _BLOCK])
        for at in range(0, len(samples) - _BLOCK + 1, _BLOCK)
    ]
    usual = percentile(loudness, 50) if loudness else 0
    return 10.0 * sum(1 for value in loudness if value < usual / 2)


def listen(peer: RtpPeer, pulse: PulseServer, seconds: float) -> Heard:
    """Listen at both ends at once."""
    peer.heard()
    with ThreadPoolExecutor(1) as pool:
        samples = pool.submit(pulse.hear, "speakers", seconds).result()
    arrivals = peer.heard()
    if len(arrivals) < 2:
        raise RuntimeError("the caller hears nothing")
    return Heard(intervals_ms(arrivals), lost(arrivals), gaps_ms(samples), seconds)


def run(folder: Path, seconds: float, prefix: tuple[str, ...]) -> tuple[Heard, Heard]:
    """Hold a call; return what is heard with the machine idle and with everything busy."""
    with contextlib.ExitStack() as stack:
        pulse = stack.enter_context(PulseServer())
        _let_go_first("pulseaudio")  # a desktop's sound server has real-time priority
        speech = pulse.speak("mic", tone(CARRIER_HZ, 4 * SETTLE_S + 2 * seconds + 30))
        stack.callback(speech.wait)
        stack.callback(speech.terminate)
        desk = stack.enter_context(
            measured.desk(folder, silent=False, env=pulse.environment, prefix=prefix)
        )
        peer = stack.enter_context(RtpPeer())
        uac = stack.enter_context(Uac(peer.port))
        desk.process.order("answer")
        ring = uac.ring(desk.port, "+982149258000", "Somebody")
        uac.talk(ring)
        peer.talk_to(ring.media_port)
        listen(peer, pulse, SETTLE_S)
        idle = listen(peer, pulse, seconds)
        desk.process.order("repaint")
        with load.spinning(seconds + SETTLE_S + 30):
            listen(peer, pulse, SETTLE_S)
            busy = listen(peer, pulse, seconds)
        desk.process.order("rest")
        uac.hang_up(ring)
    return idle, busy


def _let_go_first(name: str) -> None:
    for child in psutil.Process().children():
        if child.name() == name:
            for thread in child.threads():
                load.go_first(thread.id)


def may_raise_priority() -> bool:
    """Return whether a process started from here could raise its priority."""
    return os.geteuid() == 0 and shutil.which("setpriv") is not None


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of the sound: without the right to a raised priority, then with it."""
    cases = {"": measured.WITHOUT_PRIORITY if may_raise_priority() else ()}
    if may_raise_priority():
        cases[", priority raised"] = ()
    figures: list[Figure] = []
    for name, prefix in cases.items():
        idle, busy = run(work / f"desk{len(figures)}", 3 if quick else 20, prefix)
        figures += spread(
            f"frame interval of 20 ms, all busy{name}",
            busy.intervals_ms,
            goals={"p99": GOAL_MS},
            beside=idle.intervals_ms,
            reference="idle",
            note=f"in {busy.seconds:.0f} s lost {busy.lost} packets busy, {idle.lost} idle",
        )
        figures.append(
            Figure(
                f"speaker interrupted, all busy{name}",
                "share",
                busy.speaker_gaps_ms / busy.seconds / 10,
                "%",
                None,
                idle.speaker_gaps_ms / idle.seconds / 10,
                "idle",
            )
        )
    return figures
