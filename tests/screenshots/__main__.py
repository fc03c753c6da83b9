"""`python -m tests.screenshots`: every screen again, from the real demo, in Xvfb.

A real desk, engine and callers; the pictures are taken when the first caller rings, talks
and has hung up. One process for each language and theme.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LOOKS = [(language, theme) for language in ("en", "fa") for theme in ("light", "dark")]
TOUR_S = 120


@contextmanager
def screen() -> Iterator[str]:
    """Yield the DISPLAY of an X server of our own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
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


def main() -> int:
    """Take the pictures; return 1 if a tour did not come to its end."""
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("looks", nargs="*", help="fa-dark en-light …; all without one")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = []
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
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
