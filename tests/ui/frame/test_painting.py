"""What is kept between two paintings looks as it did when it was painted first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desk_app.ui import theme
from desk_app.ui.language import Language
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Label, painting
from tests.ui.conftest import Speak
from tests.ui.layout.paper import said_by

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


@pytest.mark.parametrize("language", Language)
def test_the_widest_digits_leave_room_for_every_time_in_any_font(
    speak: Speak, language: Language
) -> None:
    speak(language)
    for tabular in (True, False):
        font = theme.font(40, Weight.SEMIBOLD, tabular)
        table = painting.widest_digits(font)
        for digits in ("0123456789", "۰۱۲۳۴۵۶۷۸۹"):
            for digit in digits:
                time = f"{digit}{digit}:{digit}{digit}"
                wide = painting.width_of(time.translate(table), font)
                assert painting.width_of(time, font) <= wide


@pytest.mark.parametrize(
    "words", ["میکروفون و گوشی", "از abc گوشی", "\u2066+98 21 4925\u2069 یا", "a😀 و"]
)
def test_every_line_of_a_persian_text_begins_at_the_edge(
    qtbot: QtBot, speak: Speak, words: str
) -> None:
    speak(Language.FA)
    label = Label(" ".join([words] * 30), wrap=True)
    qtbot.addWidget(label)
    for wide in range(300, 340, 3):
        label.resize(wide, label.heightForWidth(wide))
        boxes = [said.box for said in said_by(label)]
        ends = [box.right() for box in boxes if box.right() > wide - 5]
        assert len(ends) > 2
        assert ends == pytest.approx([wide] * len(ends), abs=0.1)
        assert min(box.left() for box in boxes) >= -0.1
