"""PySide6 6.12.0 on Python 3.11 dies (`none_dealloc`) after some thousand void calls."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 200_000


class _Bell(QObject):
    rung = Signal(int)
    shown = Signal(bool)


def test_200_000_signal_calls_lose_no_reference() -> None:
    bell = _Bell()
    heard = 0

    def hear(_: object) -> None:
        nonlocal heard
        heard += 1

    bell.rung.connect(hear)
    bell.shown.connect(hear)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS // 2):
        bell.rung.emit(number)
        bell.shown.emit(True)
        bell.setObjectName("bell")
    assert heard == CALLS
    # Immortal from Python 3.12 on, so this can only fail where it matters.
    assert sys.getrefcount(None) > before[0] - 1000
    assert sys.getrefcount(True) > before[1] - 1000
