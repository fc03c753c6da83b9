"""Persian from the first widget on, and both switches live."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.widgets import IconLabel, Label
from desk_app.ui.window import MainWindow
from tests.ui.conftest import Speak
from tests.ui.frame import sample

STATES = {
    "ringing": sample.ringing(sample.RINGING, sample.SECOND_RING),
    "talking": sample.talking(sample.TALKING, sample.HELD),
    "wrap-up": sample.wrapping_up(),
}
LATIN_ALLOWED = re.compile(
    r"Desk App|Laleh Farahmand|Khorshidak Toys|Support|Behrang Mostowfi|Ramin Sohrabi"
    r"|214@pbx.example|</?qt>|Ctrl|Shift|F\d|Esc|Enter|opus"
)


def left(widget: QWidget, window: QWidget) -> int:
    """Return the widget's left edge in the window."""
    return widget.mapTo(window, QPoint(0, 0)).x()


def order(window: MainWindow) -> list[list[QWidget]]:
    """Return rows of widgets in their reading order."""
    controls = window.call_bar.controls
    return [
        [window.rail, window.top_bar.pill, window.top_bar.search, window.top_bar.line],
        [window.ring_strip.pulse, window.ring_strip.decline, window.ring_strip.answer],
        [window.call_bar.avatar, window.call_bar.timer, *controls.all()],
        [window.wrap_up_bar.countdown, window.wrap_up_bar.again, window.wrap_up_bar.rest],
    ]


@pytest.mark.parametrize("name", STATES)
def test_everything_mirrors(window: MainWindow, speak: Speak, name: str) -> None:
    for to, step in ((Language.EN, 1), (Language.FA, -1)):
        speak(to)
        window.show_state(STATES[name])
        QApplication.processEvents()
        for row in order(window):
            edges = [left(w, window) for w in row if w.isVisible()]
            assert edges == sorted(edges)[::step]


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_left_in_english(window: MainWindow, speak: Speak, name: str) -> None:
    window.show_state(STATES[name])
    speak(Language.FA)
    said = [w.text() for w in window.findChildren(QLabel) if w.isVisible()]
    said += [w.text() for w in window.findChildren(QAbstractButton) if w.isVisible()]
    said += [w.text() for w in window.findChildren(IconLabel) if w.isVisible()]
    said += [w.toolTip() for w in window.findChildren(QWidget) if w.isVisible()]
    said += [w.accessibleName() for w in window.findChildren(QWidget) if w.isVisible()]
    for words in said:
        assert not re.search("[A-Za-z]{2,}", LATIN_ALLOWED.sub("", words)), words
        assert not re.search("[0-9]", LATIN_ALLOWED.sub("", words)), words


def test_the_language_switches_back(window: MainWindow, speak: Speak) -> None:
    window.show_state(STATES["talking"])
    speak(Language.FA)
    assert window.call_bar.controls.hold.text() == "انتظار موقت"
    assert window.top_bar.pill.text() == "در مکالمه"
    speak(Language.EN)
    assert window.call_bar.controls.hold.text() == "Hold"
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_what_is_written_takes_the_fonts_of_the_language(
    window: MainWindow, qapp: QApplication, speak: Speak, scheme: theme.Scheme
) -> None:
    window.show_state(STATES["talking"])
    used = []
    for to in (Language.FA, Language.EN):
        language.install(qapp, to)
        theme.install(qapp, scheme)
        used.append(tuple(theme.font().families()))
        assert {tuple(w.font().families()) for w in window.findChildren(Label)} == {used[-1]}
    assert used[0] != used[1]


def test_hold_and_waiting_never_share_a_word(window: MainWindow, speak: Speak) -> None:
    speak(Language.FA)
    window.show_state(STATES["talking"])
    assert window.call_bar.controls.hold.text() == "انتظار موقت"
    assert "در انتظار" in window.call_bar.note.text()


def test_levels_and_keypad_are_not_mirrored(window: MainWindow, speak: Speak) -> None:
    speak(Language.FA)
    window.show_state(STATES["talking"])
    controls = window.call_bar.controls
    controls.toggle_keypad()
    keys = controls.pad.findChildren(QAbstractButton)
    assert keys[0].x() < keys[1].x() < keys[2].x()


def test_the_theme_switches_live(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.show_state(STATES["talking"])
    try:
        theme.install(qapp, theme.Scheme.DARK)
        QApplication.processEvents()
        corner = window.call_bar.grab().toImage().pixelColor(600, 4)
        assert corner.name().upper() == theme.DARK.lapis.tint
    finally:
        theme.install(qapp, theme.Scheme.LIGHT)
    QApplication.processEvents()
    corner = window.call_bar.grab().toImage().pixelColor(600, 4)
    assert corner.name().upper() == theme.LIGHT.lapis.tint
