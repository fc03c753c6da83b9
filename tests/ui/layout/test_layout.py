"""No text is cut, nothing lies over its neighbour or sticks out, and Persian is the mirror."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.compact.parts import DialPad
from desk_app.ui.keypad import Keypad
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.panes.my_day import HourBars
from desk_app.ui.reports.heat_map import HeatMap
from desk_app.ui.theme import Size
from desk_app.ui.widgets import KeyCap, Meter
from desk_app.ui.widgets.popover import Popover
from tests.ui.conftest import FixedClock, Speak
from tests.ui.layout.faults import Places, faults, places, unmirrored
from tests.ui.layout.scenes import PAGES, WINDOWS, Scene
from tests.ui.layout.texts import CATEGORIES, DISPOSITIONS, EXTREME, ORDINARY, Data
from tests.ui.panes import sample

LEAST = Size.MIN_WINDOW
STAYS = (Keypad, DialPad, KeyCap, Meter, HourBars, HeatMap)  # tokens.md, section 6


def settle() -> None:
    """Lay everything out."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.fixture
def view(qtbot: QtBot, clock: FixedClock, speak: Speak) -> Iterator[MainView]:
    clock.at = sample.NOW
    made = MainView(clock=clock)
    made.set_choices(CATEGORIES, DISPOSITIONS)
    yield made
    for widget in (made.compact, made.window):
        if widget is not None:
            widget.close()
            widget.deleteLater()
    # Outside of exec() nobody carries it out, and the next language would still be set in it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def look(view: MainView, scene: Scene, data: Data, size: tuple[int, int]) -> QWidget:
    """Build a scene in a window of this size and return what is to be looked at."""
    for card in view.window.findChildren(Popover):
        card.close_card()
    if view.compact is not None and view.compact.isVisible():
        view.toggle_compact()
    view.window.leave_section()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    view.window.resize(*size)
    view.window.show()
    root = scene(view, data)
    settle()
    return root


def put_away(root: QWidget, view: MainView) -> None:
    """Take a window of its own from the screen."""
    if root not in (view.window, view.compact):
        root.hide()
        root.deleteLater()
        QCoreApplication.sendPostedEvents(root, QEvent.Type.DeferredDelete)


def test_the_screen_is_as_sharp_as_it_was_asked_for(view: MainView) -> None:
    assert view.window.devicePixelRatioF() == float(os.environ.get("QT_SCALE_FACTOR", "1"))


@pytest.mark.parametrize(
    ("data", "size", "spoken"),
    [
        (ORDINARY, (1440, 900), Language.EN),
        (ORDINARY, (1440, 900), Language.FA),
        (ORDINARY, (1280, 800), Language.EN),
        (ORDINARY, (1280, 800), Language.FA),
        (ORDINARY, (1024, 700), Language.FA),
        (ORDINARY, LEAST, Language.EN),
        (ORDINARY, LEAST, Language.FA),
        (EXTREME, LEAST, Language.EN),
        (EXTREME, LEAST, Language.FA),
    ],
    ids=[
        "en",
        "fa",
        "middle-en",
        "middle-fa",
        "lower-fa",
        "least-en",
        "least-fa",
        "extreme-en",
        "extreme-fa",
    ],
)
def test_pages(
    view: MainView, speak: Speak, data: Data, size: tuple[int, int], spoken: Language
) -> None:
    speak(spoken)
    found = []
    for name, scene in PAGES.items():
        root = look(view, scene, data, size)
        assert (root.width(), root.height()) == size, name
        found += [f"{name}: {fault}" for fault in faults(root)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("data", [ORDINARY, EXTREME], ids=["ordinary", "extreme"])
@pytest.mark.parametrize("spoken", Language)
def test_windows(view: MainView, speak: Speak, data: Data, spoken: Language) -> None:
    speak(spoken)
    found = []
    for name, scene in WINDOWS.items():
        root = look(view, scene, data, LEAST)
        assert root.width() <= LEAST[0], name
        assert root.height() <= LEAST[1], name
        found += [f"{name}: {fault}" for fault in faults(root)]
        put_away(root, view)
    assert not found, "\n" + "\n".join(found)


def turn(app: QApplication, to: Qt.LayoutDirection) -> None:
    """Let everything run the other way, in the same words."""
    app.setLayoutDirection(to)
    for widget in app.allWidgets():
        app.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def seen(view: MainView, scenes: dict[str, Scene], size: tuple[int, int]) -> dict[str, Places]:
    """Return the places of everything in these scenes."""
    found = {}
    for name, scene in scenes.items():
        root = look(view, scene, ORDINARY, size)
        found[name] = places(root, STAYS)
        put_away(root, view)
    return found


FOLDED = ("ringing", "two ring", "call", "several calls", "wrap-up", "colleague")


@pytest.mark.parametrize(
    ("scenes", "size"),
    [(PAGES, (1440, 900)), ({name: PAGES[name] for name in FOLDED}, LEAST), (WINDOWS, LEAST)],
    ids=["pages", "least", "windows"],
)
def test_right_to_left_is_the_mirror(
    view: MainView, qapp: QApplication, scenes: dict[str, Scene], size: tuple[int, int]
) -> None:
    try:
        before = seen(view, scenes, size)
        turn(qapp, Qt.LayoutDirection.RightToLeft)
        after = seen(view, scenes, size)
    finally:
        turn(qapp, Qt.LayoutDirection.LeftToRight)
    found = [f"{name}: {line}" for name in before for line in unmirrored(before[name], after[name])]
    assert not found, "\n" + "\n".join(found)
