"""Icons: every name used exists, directions mirror, phones do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import desk_app.ui
from desk_app.ui.theme import icons


def test_every_icon_named_in_the_code_exists() -> None:
    named = re.compile(r'(?:icon="|Icon\(\s*"|pixmap\(self, "|icon\(\s*"|Look\(\s*")([a-z0-9-]+)"')
    folder = Path(desk_app.ui.__file__).parent
    names = {n for p in folder.rglob("*.py") for n in named.findall(p.read_text("utf-8"))}
    assert len(names) > 15
    for name in names:
        assert icons.svg(name, 16, "#000000")


def test_the_icons_that_mirror_exist() -> None:
    for name in icons.MIRRORED:
        assert icons.svg(name, 16, "#000000")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(icons.UnknownIcon):
        icons.svg("no-such-icon", 16, "#000000")


def test_stroke_and_colour_are_the_designs() -> None:
    source = icons.svg("phone", 16, "#123456").decode()
    assert 'stroke-width="1.9"' in source
    assert 'stroke="#123456"' in source


def test_directions_mirror_and_phones_do_not(qapp: QApplication) -> None:
    def picture(name: str, *, rtl: bool) -> object:
        return icons.pixmap(name, 24, "#000000", rtl=rtl).toImage()

    assert picture("chevron-right", rtl=True) != picture("chevron-right", rtl=False)
    assert picture("phone-outgoing", rtl=True) == picture("phone-outgoing", rtl=False)


def test_a_pixmap_is_sharp_and_made_once(qapp: QApplication) -> None:
    double = icons.pixmap("phone", 16, "#FF0000", 2.0)
    assert double.width() == 32
    assert double.devicePixelRatio() == 2
    assert icons.pixmap("phone", 16, "#FF0000", 2.0) is double
    image = double.toImage()
    opaque = [
        image.pixelColor(x, y)
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    ]
    assert opaque
    assert all(colour == QColor("#FF0000") for colour in opaque)
