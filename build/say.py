"""How the chores speak: one line for each step, one sentence when something fails."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


class Trouble(Exception):
    """What went wrong and what to do, in one sentence."""


def line(text: str) -> None:
    """Print a line of progress at once, also into a pipe."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step that takes a while, and how long it took."""
    line(f"{text} ...")
    begun = time.monotonic()
    yield
    line(f"  done in {time.monotonic() - begun:.0f} s")


def output(command: Sequence[object]) -> str | None:
    """Return what a command prints, or None if it is missing or fails."""
    try:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout if result.returncode == 0 else None


def run(
    command: Sequence[object],
    trouble: str,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> None:
    """Run a command quietly; on failure show the end of what it said, or name the log.

    Args:
        trouble: the sentence of the `Trouble` raised when it fails.
        log: append everything to this file instead of showing it.
    """
    words = [str(part) for part in command]
    try:
        result = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=env,
            check=False,
        )
    except OSError as error:
        raise Trouble(f"{trouble} ({words[0]}: {error.strerror})") from error
    text = result.stdout.decode(errors="replace")
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"$ {' '.join(words)}\n{text}\n")
    if result.returncode != 0 and log is not None:
        raise Trouble(f"{trouble.rstrip('.')} (the log: {log})")
    if result.returncode != 0:
        for said in text.splitlines()[-25:]:
            print(f"    {said}", file=sys.stderr)
        raise Trouble(trouble)
