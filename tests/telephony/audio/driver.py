"""A process with pjsua2 and `AgentAudio`, led by JSON lines: pjsua2 is once for a process.

Started as `python -m tests.telephony.audio.driver`. Each line in is a list, a
method of `Driver` and its arguments. Out come the reports, as the engine's
own messages, and `{"reply": ...}` for each line.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pjsua2 as pj
from msgspec.structs import asdict

from desk_app.telephony.engine.audio.agent import AgentAudio
from desk_app.telephony.engine.audio.recorder import StereoRecorder
from desk_app.telephony.engine.audio.tones import Tone
from desk_app.telephony.messages import Configure, Report, encode


class Driver:
    """Carries out what the test asks, on the thread that polls pjsua2."""

    def __init__(self) -> None:
        self.out = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)  # pjlib greets on standard output
        self.endpoint = pj.Endpoint()
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.logConfig.level = config.logConfig.consoleLevel = 0
        self.endpoint.libInit(config)
        self.endpoint.libStart()
        self.audio = AgentAudio(self.report)
        self.audio.start()
        self.callers: dict[str, Tone] = {}
        self.recorder: StereoRecorder | None = None
        self.voice: Tone | None = None
        self.muted = False
        self.running = True

    def report(self, report: Report) -> None:
        self.out.write(encode(report))

    def configure(self, **fields: Any) -> None:
        self.audio.configure(Configure(**fields))

    def call(self, key: str, frequency: int) -> None:
        """A caller who says a tone."""
        caller = Tone(self.audio.media, ((frequency, 10_000, 0),))
        caller.play(True)
        self.callers[key] = caller
        self.active()

    def hang_up(self, key: str) -> None:
        self.callers.pop(key).play(False)
        self.active()

    def mute(self, muted: bool) -> None:
        self.muted = muted
        self.active()

    def active(self) -> None:
        self.audio.set_active({k: c.media for k, c in self.callers.items()}, self.muted)

    def ring(self, on: bool) -> None:
        self.audio.ring(on)

    def ringback(self, on: bool) -> None:
        self.audio.ringback(on)

    def test_sound(self, device: str, on: bool) -> None:
        self.audio.test_sound(device, on)

    def say(self, frequency: int) -> None:
        """What a microphone would say, straight into the recorder."""
        assert self.recorder is not None
        self.voice = Tone(self.recorder.agent, ((frequency, 10_000, 0),))
        self.voice.play(True)

    def record(self, path: str) -> str:
        try:
            self.recorder = StereoRecorder(Path(path))
        except OSError as error:
            return type(error).__name__
        self.audio.media.startTransmit(self.recorder.agent)
        for key in self.callers:
            self.record_caller(key)
        return ""

    def record_caller(self, key: str) -> None:
        assert self.recorder is not None
        self.callers[key].media.startTransmit(self.recorder.caller)

    def recording_error(self) -> str:
        return self.recorder.error if self.recorder else ""

    def limit_files(self, size: int) -> None:
        """Let no file grow beyond so many bytes: as a full disk, but for this process alone."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    def pause(self) -> None:
        assert self.recorder is not None
        self.recorder.pause()

    def resume(self) -> None:
        assert self.recorder is not None
        self.recorder.resume()

    def stop_recording(self) -> str:
        assert self.recorder is not None
        self.recorder.close()
        error, self.recorder = self.recorder.error, None
        return error

    def record_many(self, folder: str, count: int) -> None:
        """Make and drop recorders faster than calls ever come."""
        for number in range(count):
            self.record(f"{folder}/{number}.wav")
            until = time.monotonic() + 0.05
            while time.monotonic() < until:
                self.turn()
            self.stop_recording()

    def ports(self) -> int:
        return len(self.endpoint.mediaEnumPorts2())

    def stats(self) -> dict[str, Any]:
        return {
            "conference": asdict(self.audio.stats()),
            "speaker": asdict(self.audio.speaker_stats()),
        }

    def busy(self, seconds: float) -> int:
        """Keep the interpreter busy in a thread, as a worker of the engine might."""
        done = threading.Event()

        def work() -> None:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                sum(range(1000))
            done.set()

        threading.Thread(target=work).start()
        turns = 0
        while not done.is_set():
            self.turn()
            turns += 1
        return turns

    def quit(self) -> None:
        self.running = False

    def turn(self) -> None:
        self.endpoint.libHandleEvents(10)
        self.audio.poll(time.monotonic())

    def run(self) -> None:
        lines: SimpleQueue[str] = SimpleQueue()

        def read() -> None:
            for line in sys.stdin:
                lines.put(line)
            lines.put('["quit"]')

        threading.Thread(target=read, daemon=True).start()
        while self.running:
            while not lines.empty():
                name, *arguments = json.loads(lines.get())
                fields = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
                result = getattr(self, name)(*arguments, **fields)
                self.out.write(json.dumps({"reply": result}).encode() + b"\n")
            self.turn()

    def close(self) -> None:
        self.recorder = self.voice = None
        self.callers.clear()
        self.audio.close()
        gc.collect()
        self.endpoint.libDestroy()


if __name__ == "__main__":
    driver = Driver()
    driver.run()
    driver.close()
