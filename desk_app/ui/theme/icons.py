"""Lucide's outline icons, tinted from tokens, drawn once for each size, colour and screen.

The SVGs live in python-lucide's SQLite file; each is read when first asked for.
"""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# About 1.3 px on screen at every size, on Lucide's 24 px grid.
_STROKES = {12: 2.3, 14: 2.0, 16: 1.9, 18: 1.8, 20: 1.7, 24: 1.6}

MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "chevrons-right",
        "corner-down-left",
        "log-out",
        "log-in",
        "send",
        "undo-2",
        "list",
    }
)
"""Icons that point onwards or back: they follow the reading direction. Phones never do."""


class UnknownIcon(LookupError):
    """Lucide has no icon of this name: our bug."""


@cache
def _database() -> sqlite3.Connection:
    # find_spec does not import the package, which would cost an XML parser at start.
    spec = find_spec("lucide")
    if spec is None or spec.origin is None:
        raise UnknownIcon("python-lucide is not installed")
    path = Path(spec.origin).parent / "data" / "lucide-icons.db"
    return sqlite3.connect(
        f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


@cache
def _svg(name: str) -> str:
    row = _database().execute("select svg from icons where name = ?", (name,)).fetchone()
    if row is None:
        raise UnknownIcon(name)
    return str(row[0])


def svg(name: str, size: int, colour: str) -> bytes:
    """Return the icon's SVG source with the colour and the stroke of its size.

    Raises:
        UnknownIcon: there is no such icon.
    """
    stroke = _STROKES.get(size, 1.3 * 24 / size)
    source = _svg(name).replace("currentColor", colour)
    return source.replace('stroke-width="2"', f'stroke-width="{stroke:g}"', 1).encode()


@lru_cache(maxsize=1024)
def pixmap(name: str, size: int, colour: str, dpr: float = 1.0, *, rtl: bool = False) -> QPixmap:
    """Return the icon, `size` px wide, in `colour` (#RRGGBB), for a screen of ratio `dpr`.

    `rtl`: the layout runs right to left; icons that mean a direction are then mirrored.
    UI thread only.
    """
    made = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = round(size * dpr)
    if rtl and name in MIRRORED:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    renderer = QSvgRenderer(QByteArray(svg(name, size, colour)))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made


def icon(name: str, size: int, colour: str, *, rtl: bool = False) -> QIcon:
    """Return the icon for menus and actions, sharp on ordinary and on double screens."""
    made = QIcon()
    for dpr in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, colour, dpr, rtl=rtl))
    return made
