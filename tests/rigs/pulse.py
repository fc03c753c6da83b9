"""A private PulseAudio server with null sinks: sound cards that tests plug and unplug.

Everything it needs lives in one temporary folder; the machine's own sound
server, if there is one, is never touched. Tones are told apart by Goertzel's
algorithm, at 16 kHz mono.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.rigs.patience import PATIENCE_S

RATE = 16_000
_START_S = PATIENCE_S
_FORMAT = f"--raw --rate={RATE} --channels=1 --format=s16le --latency-msec=20"


def goertzel_db(samples: array[int], frequency: float, rate: int = RATE) -> float:
    """Return the level of one frequency in dBFS (0 = a full-scale sine)."""
    if not samples:
        return -math.inf
    coefficient = 2 * math.cos(2 * math.pi * frequency / rate)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + coefficient * last - before
    power = before * before + last * last - coefficient * before * last
    amplitude = 2 * math.sqrt(max(power, 0.0)) / len(samples) / 32_768
    return 20 * math.log10(amplitude) if amplitude > 1e-7 else -140.0


def tone(frequency: float, seconds: float, level_db: float = -12.0) -> bytes:
    """Return a sine as 16-bit mono samples."""
    amplitude = 32_767 * 10 ** (level_db / 20)
    step = 2 * math.pi * frequency / RATE
    return array(
        "h", [int(amplitude * math.sin(step * i)) for i in range(int(seconds * RATE))]
    ).tobytes()


class PulseServer:
    """A running PulseAudio: "Test Speakers" and "Test Microphone" are its defaults.

    `environment` is what a process needs to find it and nothing else.
    """

    def __init__(self) -> None:
        # Not pytest's tmp_path: a socket's path has 108 letters at most.
        self.folder = Path(tempfile.mkdtemp(prefix="pa-"))
        self.socket = self.folder / "native"
        self.environment = self._environment()
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def _environment(self) -> dict[str, str]:
        environment = dict(os.environ)
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "ALSA_CONFIG_PATH", "PULSE_PROP"):
            environment.pop(name, None)
        for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH"):
            environment[name] = str(self.folder)
        return environment | {"PULSE_SERVER": f"unix:{self.socket}", "LC_ALL": "C.UTF-8"}

    def start(self) -> None:
        """Start the server with its two default devices."""
        script = self.folder / "default.pa"
        script.write_text(
            f"load-module module-native-protocol-unix socket={self.socket} auth-anonymous=1\n"
        )
        self._server = subprocess.Popen(
            f"pulseaudio -n -F {script} --daemonize=no --use-pid-file=no --exit-idle-time=-1"
            f" --log-target=file:{self.folder}/log".split(),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_S
        while not self._answers():
            assert self._server.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "PulseAudio did not start"
        self.plug_speaker("speakers", "Test Speakers")
        self.plug_microphone("mic", "Test Microphone")
        self.pactl("set-default-sink", "speakers")
        self.pactl("set-default-source", "mic")

    def _answers(self) -> bool:
        done = subprocess.run(
            ["pactl", "info"], env=self.environment, capture_output=True, check=False
        )
        return done.returncode == 0

    def stop(self) -> None:
        """Kill the server, as a crash does."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None
        self.socket.unlink(missing_ok=True)

    def signal(self, number: int) -> None:
        """Send the server a signal, such as SIGSTOP to make it hang."""
        assert self._server is not None
        self._server.send_signal(number)

    def close(self) -> None:
        """Stop and remove everything."""
        self.stop()
        shutil.rmtree(self.folder)

    def __enter__(self) -> PulseServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def pactl(self, *arguments: str) -> str:
        """Run pactl and return what it prints."""
        return subprocess.run(
            ["pactl", *arguments], env=self.environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    def plug_speaker(self, name: str, description: str) -> int:
        """Plug in a card that plays; return its handle for `unplug`."""
        # Without rewinds a null sink works in periods of 50 ms, like a card; else of 2 s.
        return int(
            self.pactl(
                "load-module",
                "module-null-sink",
                f"sink_name={name}",
                "norewinds=1",
                f"sink_properties='device.description=\"{description}\"'",
            )
        )

    def plug_microphone(self, name: str, description: str) -> int:
        """Plug in a card that listens; what is played on `name`_feed goes into it."""
        self.plug_speaker(f"{name}_feed", f"feed of {name}")
        return self.remap(name, description)

    def remap(self, name: str, description: str) -> int:
        """Plug an unplugged microphone in again."""
        return int(
            self.pactl(
                "load-module",
                "module-remap-source",
                f"source_name={name}",
                f"master={name}_feed.monitor",
                f"source_properties='device.description=\"{description}\"'",
            )
        )

    def unplug(self, handle: int) -> None:
        """Take the card away, as pulling its plug does."""
        self.pactl("unload-module", str(handle))

    def hear(self, speaker: str, seconds: float) -> array[int]:
        """Return what is played on the card from now on for so long."""
        size = int(seconds * RATE) * 2
        with subprocess.Popen(
            f"parec --device={speaker}.monitor {_FORMAT}".split(),
            env=self.environment,
            stdout=subprocess.PIPE,
        ) as recorder:
            assert recorder.stdout is not None
            heard = recorder.stdout.read(size)
            recorder.terminate()
        return array("h", heard)

    def hears(self, speaker: str, frequency: float, level_db: float = -30) -> bool:
        """Return whether the card plays this tone now (listens for 0.4 s)."""
        return goertzel_db(self.hear(speaker, 0.4), frequency) > level_db

    def speak(self, microphone: str, samples: bytes) -> subprocess.Popen[bytes]:
        """Begin to play samples into the microphone; the caller waits for or ends the process."""
        file = self.folder / f"say-{time.monotonic_ns()}.raw"
        file.write_bytes(samples)
        return subprocess.Popen(
            f"paplay --device={microphone}_feed {_FORMAT} {file}".split(),
            env=self.environment,
        )

    def streams(self, kind: str) -> list[str]:
        """Return the cards that "sink-inputs" or "source-outputs" are on, by name."""
        cards = "sinks" if kind == "sink-inputs" else "sources"
        names = dict(
            line.split("\t")[:2] for line in self.pactl("list", "short", cards).splitlines()
        )
        listing = self.pactl("list", "short", kind).splitlines()
        return sorted(names.get(line.split("\t")[1], "?") for line in listing)

    def own_streams(self, kind: str) -> list[str]:
        """Return the same without those of the rig's own microphones."""
        return [name for name in self.streams(kind) if not name.endswith("_feed.monitor")]

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
        """Return once the condition holds; for conditions that ask the server, which takes 5 ms."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.pactl("list", "short")
