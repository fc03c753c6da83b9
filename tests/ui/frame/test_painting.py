"""What is kept between two paintings looks as it did when it was painted first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desk_app.ui import theme
from desk_app.ui.language import Language
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import painting
from tests.ui.conftest import Speak

TEXTS = (
    "Office manager, 39",
    "\u206621:30\u2069 · x",
    "لاله فرهمند",
    "\u2068لاله\u2069 (Laleh)",
    "",
)


def picture(text: str, role: Role, height: int, *, rtl: bool) -> QImage:
    image = QImage(260, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(QColor("#222222"))
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    painter.setLayoutDirection(right if rtl else left)
    font = theme.font(role, Weight.MEDIUM)
    painting.draw_line(painter, QRect(11, 4, 230, height), text, font, rtl=rtl)
    painter.end()
    return image


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("role", [Role.TINY, Role.META, Role.BODY])
def test_a_line_painted_again_is_the_same(
    speak: Speak, language: Language, rtl: bool, role: Role
) -> None:
    speak(language)
    painting._Seen.texts.clear()
    for text in TEXTS:
        for height in (20, 21, 28, 43, 48):
            painting._Seen.texts.clear()
            first = picture(text, role, height, rtl=rtl)
            painting.shaped.cache_clear()
            assert picture(text, role, height, rtl=rtl) == first
            assert painting.shaped.cache_info().misses == 1
