"""The wall in every look and size: no text cut, nothing over its neighbour, Persian the mirror."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import HangUpCall, OrderResult, Role
from desk_app.ui.language import Language
from desk_app.ui.wall.figures import Sparkline
from desk_app.ui.wall.history_bar import DaySlider
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.today import WallHours
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock, Speak
from tests.ui.layout.faults import faults, places, unmirrored
from tests.ui.layout.test_layout import settle, turn
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S, crowd

STAYS = (DaySlider, Sparkline, WallHours)  # time runs left to right in both languages
LONG = "Very long name of somebody or something that goes on and on & <b>on</b>"


def extreme(floor: Floor) -> Floor:
    """Return a floor whose every text is far too long and whose numbers are large."""
    queues = tuple(
        msgspec.structs.replace(
            queue,
            name=f"{queue.name} {LONG}",
            waiting=tuple(
                msgspec.structs.replace(c, tag=LONG, calls_today=17, entered_us=NOW - 40_000 * S)
                for c in queue.waiting
            ),
            day=msgspec.structs.replace(queue.day, answered=12_345, abandoned=2_345),
        )
        for queue in floor.queues
    )
    agents = tuple(
        msgspec.structs.replace(
            agent, name=f"{agent.name} {LONG}", queue=LONG, since_us=NOW - 40_000 * S
        )
        for agent in floor.agents
    )
    return msgspec.structs.replace(floor, queues=queues, agents=agents)


Show = Callable[[WallWindow, Language], None]


def _live(wall: WallWindow, spoken: Language) -> None:
    wall.show_floor(sample.floor(spoken), NOW)


def _stale(wall: WallWindow, spoken: Language) -> None:
    wall.show_floor(sample.floor(spoken, linked=False), NOW)


def _past(wall: WallWindow, spoken: Language) -> None:
    wall.show_past(sample.floor(spoken), NOW)


def _result(wall: WallWindow, spoken: Language) -> None:
    _live(wall, spoken)
    wall.show_result(HangUpCall(""), OrderResult.LATE)


def _empty(wall: WallWindow, _spoken: Language) -> None:
    wall.show_floor(Floor("pbx", True, NOW), NOW)


def _crowd(wall: WallWindow, _spoken: Language) -> None:
    wall.show_floor(crowd(50, 500, 2000), NOW)


def _extreme(wall: WallWindow, spoken: Language) -> None:
    wall.show_floor(extreme(sample.floor(spoken)), NOW)


SCENES: dict[str, Show] = {
    "live": _live,
    "stale": _stale,
    "past": _past,
    "result": _result,
    "empty": _empty,
    "crowd": _crowd,
    "extreme": _extreme,
}


@pytest.fixture
def wall(qtbot: QtBot, clock: FixedClock, speak: Speak) -> Iterator[WallWindow]:
    clock.at = NOW
    made = WallWindow(clock)
    qtbot.addWidget(made)
    made.use(Hand(Role.SUPERVISOR))
    made.show()
    yield made


def show(wall: WallWindow, scene: Show, spoken: Language, size: tuple[int, int]) -> None:
    """Show a scene on a screen of this size."""
    wall.leave_past()
    wall.resize(*size)
    scene(wall, spoken)
    settle()


@pytest.mark.parametrize(
    ("spoken", "size"),
    [
        (Language.EN, (1920, 1080)),
        (Language.FA, (1920, 1080)),
        (Language.EN, (1280, 720)),
        (Language.FA, (1024, 768)),
        (Language.FA, (3840, 2160)),
    ],
)
def test_nothing_is_cut_and_nothing_lies_over_its_neighbour(
    wall: WallWindow, speak: Speak, spoken: Language, size: tuple[int, int]
) -> None:
    speak(spoken)
    found = []
    for name, scene in SCENES.items():
        show(wall, scene, spoken, size)
        assert (wall.width(), wall.height()) == size, name
        found += [f"{name}: {fault}" for fault in faults(wall)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("name", ["live", "stale", "past", "crowd"])
def test_right_to_left_is_the_mirror(wall: WallWindow, qapp: QApplication, name: str) -> None:
    try:
        show(wall, SCENES[name], Language.EN, (1920, 1080))
        before = places(wall, STAYS)
        turn(qapp, Qt.LayoutDirection.RightToLeft)
        show(wall, SCENES[name], Language.EN, (1920, 1080))
        after = places(wall, STAYS)
    finally:
        turn(qapp, Qt.LayoutDirection.LeftToRight)
    found = unmirrored(before, after)
    assert not found, "\n" + "\n".join(found)
