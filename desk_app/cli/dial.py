"""`desk-app dial`: hand a number to the running desk, or open one that dials it."""

from __future__ import annotations

import argparse
import sys
import threading

from desk_app import dialling
from desk_app.outside import hand_over
from desk_app.paths import Paths

_TRIES = 20
_BETWEEN_S = 0.1


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Dial; return when the running desk has the number, or when the opened desk is closed."""
    text = " ".join(args.number)
    if text and not dialling.clean(text):
        shown = "".join(c if c.isprintable() else "?" for c in text[:80])
        print(f"{shown} is no number and no address that can be called.", file=sys.stderr)
        return 1
    if _handed_over(paths, text):
        return 0
    from desk_app import app

    lock = app.claim(paths, aloud=False)
    if lock is None:
        for _ in range(_TRIES):  # another desk is just starting
            if _handed_over(paths, text):
                return 0
            threading.Event().wait(_BETWEEN_S)
        lock = app.claim(paths)
    return 1 if lock is None else app.run(paths, lock, dial=text)


def _handed_over(paths: Paths, text: str) -> bool:
    try:
        return hand_over(paths.outside, text)
    except OSError:  # no folder for the socket: opening a desk says so
        return False
