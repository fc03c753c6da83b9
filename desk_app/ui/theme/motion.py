"""Whether things on screen may move."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

FADE_MS = 120
SLIDE_MS = 160


_still = False


def use(*, still: bool) -> None:
    """Say whether the person wants no motion, whatever the system says."""
    global _still  # noqa: PLW0603 - as the fonts and tokens, the whole program has one
    _still = still


def reduced() -> bool:
    """Return whether person or system ask for no motion; then nothing fades, slides or pulses."""
    if _still:
        return True
    style_hints = QGuiApplication.styleHints()  # a binding without a name would die too early
    accessibility = style_hints.accessibility()
    # Qt asks the system from 6.12 on; before, only the style knows.
    preference = getattr(accessibility, "motionPreference", None)
    if preference is not None and preference().name == "ReducedMotion":
        return True
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) == 0
