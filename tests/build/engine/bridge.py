"""Two tones at 16 kHz and three ears at 8 kHz on one bridge; prints what each ear hears.

A line for each step: `step ear=low,high …`, the tones' amplitudes, -1,-1 for no frames.
"""

from __future__ import annotations

import array
import gc
import math
import time

import pjsua2 as pj

from tests.rigs.patience import PATIENCE_S

LOW, HIGH = 400, 900
AMPLITUDE = 8000
FRAMES = 25
DEADLINE_S = PATIENCE_S


def _format(rate: int) -> pj.MediaFormatAudio:
    audio = pj.MediaFormatAudio()
    audio.init(pj.PJMEDIA_FORMAT_PCM, rate, 1, 20_000, 16)
    return audio


class Tone(pj.AudioMediaPort):  # type: ignore[misc]
    """A steady tone."""

    def __init__(self, hz: int) -> None:
        super().__init__()
        self._hz, self._at = hz, 0
        self.createPort(f"tone {hz}", _format(16_000))

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        wave = (math.sin(2 * math.pi * self._hz * (self._at + i) / 16_000) for i in range(320))
        frame.buf.assign_from_bytes(array.array("h", (int(AMPLITUDE * w) for w in wave)).tobytes())
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
        self._at += 320


class Ear(pj.AudioMediaPort):  # type: ignore[misc]
    """Keeps what it hears."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.heard: list[bytes] = []
        self.createPort(name, _format(8_000))

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        self.heard.append(bytes(frame.buf) if frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO else b"")

    def amplitudes(self) -> str:
        """Return those of both tones in the last frames."""
        samples = array.array("h", b"".join(self.heard[-10:]))
        if not samples:
            return "-1,-1"
        return ",".join(str(round(_amplitude(samples, hz))) for hz in (LOW, HIGH))


def _amplitude(samples: array.array[int], hz: int) -> float:
    turns = [2 * math.pi * hz * i / 8_000 for i in range(len(samples))]
    real = sum(s * math.cos(t) for s, t in zip(samples, turns, strict=True))
    imaginary = sum(s * math.sin(t) for s, t in zip(samples, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(samples)


def _listen(endpoint: pj.Endpoint, step: str, ears: list[Ear]) -> None:
    for ear in ears:
        ear.heard.clear()
    until = time.monotonic() + DEADLINE_S
    while any(len(ear.heard) < FRAMES for ear in ears) and time.monotonic() < until:
        endpoint.libHandleEvents(10)
    print(step, *(f"{ear.name}={ear.amplitudes()}" for ear in ears), flush=True)


def _steps(endpoint: pj.Endpoint) -> None:
    low, high = Tone(LOW), Tone(HIGH)
    ears = [Ear(name) for name in "abc"]
    low.startTransmit(ears[0])
    _listen(endpoint, "alone", ears)
    low.startTransmit(ears[1])
    _listen(endpoint, "shared", ears)
    high.startTransmit(ears[1])
    high.startTransmit(ears[2])
    _listen(endpoint, "mixed", ears)
    low.stopTransmit(ears[0])
    high.stopTransmit(ears[1])
    low.startTransmit(ears[2])
    _listen(endpoint, "moved", ears)
    high.stopTransmit(ears[2])
    ears[2].adjustRxLevel(0.5)  # of what the ear is given, in the library's words
    _listen(endpoint, "softer", ears)


def main() -> None:
    """Go through the steps."""
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.medConfig.clockRate = 16_000
    config.medConfig.audioFramePtime = 20
    config.logConfig.level = config.logConfig.consoleLevel = 0
    endpoint.libInit(config)
    endpoint.audDevManager().setNullDev()
    endpoint.libStart()
    _steps(endpoint)
    gc.collect()
    endpoint.libDestroy()


if __name__ == "__main__":
    main()
