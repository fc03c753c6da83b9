"""`python -m tests.screenshots`: every screen again, from the real demo, in Xvfb.

A real desk, engine, callers and sound server; `acts.py` says what is shown and when its
picture is taken. One process for each language and theme.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.rigs.pulse import RATE, PulseServer, tone

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LOOKS = [(language, theme) for language in ("en", "fa") for theme in ("light", "dark")]
TOUR_S = 270


@contextmanager
def screen() -> Iterator[str]:
    """Yield the DISPLAY of an X server of our own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def headset(pulse: PulseServer) -> Iterator[None]:
    """Plug in what an agent has instead of the rig's own devices, and let somebody speak."""
    for module in ("module-remap-source", "module-null-sink"):
        pulse.pactl("unload-module", module)
    pulse.plug_speaker("headset", "Headset")
    pulse.plug_speaker("boom_feed", "Loudspeaker")
    pulse.remap("boom", "Headset microphone")
    pulse.pactl("set-default-sink", "headset")
    pulse.pactl("set-default-source", "boom")
    words = tone(180, 1.4, -20) + bytes(2 * RATE)
    voice = pulse.speak("boom", words * (TOUR_S * len(LOOKS)))
    try:
        yield
    finally:
        voice.terminate()
        voice.wait(10)


def main() -> int:
    """Take the pictures; return 1 if a tour did not come to its end."""
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("looks", nargs="*", help="fa-dark en-light …; all without one")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = []
    with screen() as display, PulseServer() as pulse, headset(pulse):
        environment = {**pulse.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
        for language, theme in LOOKS:
            look = f"{language}-{theme}"
            if options.looks and look not in options.looks:
                continue
            done = subprocess.run(
                [sys.executable, "-m", "tests.screenshots.tour", language, theme, options.folder],
                env=environment,
                cwd=ROOT,
                timeout=TOUR_S,
                check=False,
            )
            if done.returncode:
                failed.append(look)
    if failed:
        print(f"Not all pictures were taken: {', '.join(failed)}.", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
