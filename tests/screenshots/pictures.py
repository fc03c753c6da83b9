"""Pictures off the screen, in 256 colours: a third of the size, and no eye sees it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage

_COLOURS = 256
_COARSE = 0x00F8F8F8  # what differs less is one colour, unless the picture has few


def palette(image: QImage) -> list[int]:
    """Return up to 256 colours of a 32-bit picture: the frequent ones, no two nearly alike."""
    shown = Counter(memoryview(image.constBits()).cast("I"))
    taken: dict[int, int] = {}
    for colour, _ in shown.most_common():
        nearly = colour if len(shown) <= _COLOURS else colour & _COARSE
        taken.setdefault(nearly, colour)
        if len(taken) == _COLOURS:
            break
    return list(taken.values())


def fewer_colours(image: QImage) -> QImage:
    """Return the picture with a palette of its own."""
    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    return whole.convertToFormat(
        QImage.Format.Format_Indexed8, palette(whole), Qt.ImageConversionFlag.ThresholdDither
    )


def take(area: QRect, path: Path) -> None:
    """Save what an area of the screen shows, menus and pop-ups too.

    Raises:
        OSError: the picture cannot be written.
    """
    screen = QGuiApplication.primaryScreen()
    seen = screen.grabWindow(0, area.x(), area.y(), area.width(), area.height())
    if not fewer_colours(seen.toImage()).save(str(path)):
        raise OSError(f"{path} cannot be written")
