"""The look of the whole application: tokens, fonts, icons, palette. One call installs it.

    theme.install(app, Scheme.LIGHT)        # again, at any time, to switch live
    theme.tokens().t2                       # colours by role, of the scheme in use
    theme.font(Role.META, Weight.MEDIUM)    # the type scale; tabular figures
    theme.pixmap(self, "phone", 16, theme.tokens().t2)

The look belongs to the application as Qt's style does, so it is reached through this
module and not handed from widget to widget. A widget that keeps anything made from
tokens (a font, a pixmap, a palette) makes it in `restyle()`: see `widgets.Live`.
Everything here is for the UI thread.
"""

from __future__ import annotations

import enum

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui import language
from desk_app.ui.theme import fonts, icons
from desk_app.ui.theme.fonts import font
from desk_app.ui.theme.qss import stylesheet
from desk_app.ui.theme.tokens import (
    DARK,
    LIGHT,
    LINE_HEIGHT,
    ON_SAFFRON,
    STALE_DARK,
    STALE_LIGHT,
    WHITE,
    Hue,
    Role,
    Size,
    Tokens,
    Tone,
    Weight,
)

__all__ = [
    "DARK",
    "LIGHT",
    "LINE_HEIGHT",
    "ON_SAFFRON",
    "STALE_DARK",
    "STALE_LIGHT",
    "WHITE",
    "Hue",
    "Role",
    "Scheme",
    "Size",
    "Tokens",
    "Tone",
    "Weight",
    "colour",
    "font",
    "install",
    "pixmap",
    "stale_tokens",
    "tokens",
]


class Scheme(enum.Enum):
    """Light, dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _Look:
    """The scheme in use."""

    tokens = LIGHT
    fonts_loaded = False
    number = 0


def tokens() -> Tokens:
    """Return the colour scheme in use."""
    return _Look.tokens


def number() -> int:
    """Return how often a look was installed: what was made from this one is still right."""
    return _Look.number


def stale_tokens() -> Tokens:
    """Return the colours of what is known to be old, in the scheme in use."""
    return STALE_DARK if _Look.tokens.dark else STALE_LIGHT


def colour(value: str, alpha: float = 1.0) -> QColor:
    """Return a token's colour with `alpha` from 0 to 1."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def pixmap(widget: QWidget, name: str, size: int, tint: str) -> QPixmap:
    """Return an icon for this widget: its screen's sharpness, its reading direction.

    `name` is Lucide's, `size` px (12, 14, 16, 18, 20, 24), `tint` a token.

    Raises:
        icons.UnknownIcon: no such icon.
    """
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return icons.pixmap(name, size, tint, widget.devicePixelRatioF(), rtl=rtl)


def _palette(t: Tokens) -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.surface,
        QPalette.ColorRole.WindowText: t.t1,
        QPalette.ColorRole.Base: t.input,
        QPalette.ColorRole.AlternateBase: t.sunken,
        QPalette.ColorRole.Text: t.t1,
        QPalette.ColorRole.PlaceholderText: t.t3,
        QPalette.ColorRole.Button: t.surface,
        QPalette.ColorRole.ButtonText: t.t1,
        QPalette.ColorRole.BrightText: WHITE,
        QPalette.ColorRole.Highlight: t.lapis.solid,
        QPalette.ColorRole.HighlightedText: WHITE,
        QPalette.ColorRole.Link: t.lapis.text,
        QPalette.ColorRole.LinkVisited: t.violet.text,
        QPalette.ColorRole.ToolTipBase: t.t1,
        QPalette.ColorRole.ToolTipText: t.surface,
        QPalette.ColorRole.Light: t.surface,
        QPalette.ColorRole.Midlight: t.hover,
        QPalette.ColorRole.Mid: t.line2,
        QPalette.ColorRole.Dark: t.field,
        QPalette.ColorRole.Accent: t.lapis.solid,
    }
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.t3))
    return made


def _wants_dark(scheme: Scheme) -> bool:
    if scheme is Scheme.SYSTEM:
        # setColorScheme(Dark) does nothing without a platform theme, so only the question is Qt's.
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def install(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Give the application this look; every live widget repaints.

    Call `language.install` first: the order of the fonts and the direction are its.
    """
    if not _Look.fonts_loaded:
        fonts.load()
        _Look.fonts_loaded = True
        app.setStyle("Fusion")
    fonts.prefer_persian(language.is_persian())
    _Look.tokens = DARK if _wants_dark(scheme) else LIGHT
    app.setFont(font())
    sheet = stylesheet(_Look.tokens)
    if sheet != app.styleSheet():  # Qt applies even the same rules again: half a second
        app.setPalette(_palette(_Look.tokens))
        app.setStyleSheet(sheet)
    # Only now: while it applies rules, Qt gives every widget back the font it had.
    _Look.number += 1
    for widget in app.allWidgets():
        if shiboken6.isValid(widget):  # another one may have let go of it just now
            app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
