"""Print the sound devices as JSON: `python -m desk_app.telephony.engine.audio.list_devices`.

A process of its own, because PortAudio's list is fixed when it is initialised
and because it may abort. The argument is the ALSA configuration to use, if it
exists; the sound server's cards are read from standard input.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from desk_app.telephony.engine.audio import pulse
from desk_app.telephony.engine.audio.catalogue import Catalogue, take
from desk_app.telephony.engine.audio.system import NO_WINDOW

_TIMEOUT_S = 10.0


class NoSound(Exception):
    """There is no usable sound system; the text says why, for the log."""


@contextmanager
def _stderr_closed() -> Iterator[None]:
    """ALSA and JACK write some hundred lines about devices that they do not find."""
    if sys.platform != "linux":
        yield
        return
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def open_portaudio(alsa_config: Path) -> Any:
    """Return an initialised `pyaudio.PyAudio`, whose device list is that of this moment.

    Raises:
        NoSound: PyAudio is not installed, or PortAudio does not start.
    """
    if sys.platform == "linux":
        if not pulse.ALSA_CONFIG.exists():
            raise NoSound(f"{pulse.ALSA_CONFIG} is missing (package libasound2-data)")
        os.environ["JACK_NO_START_SERVER"] = "1"
        os.environ["PA_ALSA_PLUGHW"] = "1"  # cards that do not know 16 kHz mono
        if alsa_config.exists():
            os.environ["ALSA_CONFIG_PATH"] = str(alsa_config)
        else:
            os.environ.pop("ALSA_CONFIG_PATH", None)
    try:
        import pyaudio

        with _stderr_closed():
            return pyaudio.PyAudio()
    except (ImportError, OSError) as error:
        raise NoSound(str(error)) from error


def look(alsa_config: Path) -> Catalogue:
    """Return the devices of this moment, seen by a child process; writes `alsa_config`.

    Takes some 0.3 s; not on the engine's thread.

    Raises:
        NoSound: as `open_portaudio`, or PortAudio died in the attempt.
    """
    server = pulse.ask() if sys.platform == "linux" else None
    if server is not None:
        alsa_config.write_text(pulse.alsa_config(server), encoding="utf-8")
    else:
        alsa_config.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*_PROGRAM, str(alsa_config)],
            input=msgspec.json.encode(server),
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoSound(f"listing the devices failed: {error}") from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NoSound(last or f"listing the devices ended with status {done.returncode}")
    try:
        return msgspec.json.decode(done.stdout, type=Catalogue)
    except msgspec.DecodeError as error:  # a driver talked on standard output
        raise NoSound(f"listing the devices gave {done.stdout[:200]!r}") from error


_PROGRAM = (
    [sys.executable, "devices"]
    if getattr(sys, "frozen", False)
    else [sys.executable, "-m", "desk_app.telephony.engine.audio.list_devices"]
)


def main(alsa_config: str) -> int:
    """Read the sound server's cards from standard input, print the catalogue."""
    server = msgspec.json.decode(sys.stdin.buffer.read(), type=pulse.SoundServer | None)
    try:
        audio = open_portaudio(Path(alsa_config))
    except NoSound as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(take(audio, server)))
    audio.terminate()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
