"""Putting a window where it was, if that is still on a screen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk_app.remembered import Box

_GRIP = (120, 48)
"""As much of a window's upper part must be on a screen that it can be taken and moved."""


def box_of(window: QWidget) -> Box:
    """Return where a window is; of a maximised one, where it will be again."""
    box = window.normalGeometry() if window.isMaximized() else window.geometry()
    return (box.x(), box.y(), box.width(), box.height())


def put(window: QWidget, box: Box | None, *, resize: bool = True) -> bool:
    """Put a window there; return False, and do nothing, when it would be out of reach."""
    if box is None:
        return False
    wanted = QRect(*box)
    upper = QRect(wanted.left(), wanted.top(), wanted.width(), _GRIP[1])
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(upper)
        if seen.width() >= _GRIP[0] and seen.height() >= _GRIP[1]:
            size = wanted.size().boundedTo(screen.availableGeometry().size())
            # Not move(): it places the frame, and the window would sink by a title bar a day.
            window.setGeometry(QRect(wanted.topLeft(), size if resize else window.size()))
            return True
    return False
