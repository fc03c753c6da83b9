"""What is painted piece by piece, and by pictures, is what would be painted whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import msgspec
import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.telephony.team.board import AgentStatus, Floor
from desk_app.ui.language import Language
from desk_app.ui.theme import Weight, motion
from desk_app.ui.wall import lines
from desk_app.ui.wall.agents import AgentTile
from desk_app.ui.wall.callers import CallerRow
from desk_app.ui.wall.turns import MOST
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock, Speak
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S, crowd

INK, GROUND = "#ECEDEF", "#1A1C20"
TEXTS = ("Taraneh V.", "\u206602:41\u2069", "ژینا پوررضایی", "۱۲ در مکالمه", "fjord (71%)")


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Let no tint fade between two looks at the wall."""
    motion.use(still=True)
    yield
    motion.use(still=False)


def rgb(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB32)


def settle(wall: WallWindow) -> None:
    """Let everything be painted whose turn it is."""
    QApplication.processEvents()
    while not wall.look.turns.over:
        QApplication.processEvents()
    QApplication.processEvents()  # what the last turn has made to be painted


def same_as_whole(wall: WallWindow) -> bool:
    """Whether what lies on the screen by now is what a repaint of everything gives."""
    settle(wall)
    on_screen = wall.screen().grabWindow(wall.winId()).toImage()
    return rgb(on_screen) == rgb(wall.grab().toImage())


def moved(floor: Floor, now_us: int, luck: random.Random) -> Floor:
    """Return a floor on which somebody was taken, and agents do something else."""
    queues, agents = list(floor.queues), list(floor.agents)
    for _ in range(6):
        at = luck.randrange(len(queues))
        queues[at] = msgspec.structs.replace(queues[at], waiting=queues[at].waiting[1:])
        at = luck.randrange(len(agents))
        status = luck.choice([*AgentStatus])
        agents[at] = msgspec.structs.replace(agents[at], status=status, since_us=now_us)
    return msgspec.structs.replace(
        floor, queues=tuple(queues), agents=tuple(agents), heard_us=now_us
    )


@pytest.mark.parametrize("spoken", Language)
def test_nothing_of_what_was_lies_on_the_wall_when_pieces_of_it_change(
    wall: WallWindow, speak: Speak, clock: FixedClock, qtbot: QtBot, spoken: Language
) -> None:
    speak(spoken)
    floor = crowd(12, 60, 120)
    luck = random.Random(5)
    wall.show_floor(floor, NOW)
    for _ in range(4):
        floor = moved(floor, clock.at, luck)
        wall.show_floor(floor, clock.at)
        QApplication.processEvents()
        clock.go_to(clock.at + S)
        QApplication.processEvents()
    assert same_as_whole(wall)
    wall.board.turn_next()
    wall.board.agents.tiles()[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert same_as_whole(wall)
    wall.lose()
    assert same_as_whole(wall)
    wall.show_floor(sample.floor(spoken, clock.at), clock.at)
    assert same_as_whole(wall)


class Painted(QObject):
    """How many cells each frame painted."""

    def __init__(self, wall: WallWindow, *kinds: type[QWidget]) -> None:
        super().__init__(wall)
        self.frames: list[int] = []
        self._wall = wall
        for kind in kinds:
            for cell in wall.findChildren(kind):
                cell.installEventFilter(self)
        wall.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._wall:
            if event.type() == QEvent.Type.UpdateRequest:
                self.frames.append(0)
        elif event.type() == QEvent.Type.Paint:
            self.frames[-1] += 1
        return False


def test_no_frame_paints_more_than_its_share_of_a_floor_that_is_another(
    wall: WallWindow, clock: FixedClock
) -> None:
    floor = crowd(12, 60, 120)
    wall.show_floor(floor, NOW)
    settle(wall)
    painted = Painted(wall, AgentTile, CallerRow)
    clock.at += 7 * S  # every time is another
    wall.show_floor(msgspec.structs.replace(floor, heard_us=clock.at), clock.at)
    cells = len(wall.board.agents.tiles()) + len(wall.board.callers.rows())
    assert cells > MOST
    settle(wall)
    assert sum(painted.frames) == cells
    assert max(painted.frames) <= MOST


@pytest.mark.parametrize("size", [(1280, 720), (1919, 1080)])
def test_another_size_is_painted_with_all_that_is_in_it(
    wall: WallWindow, size: tuple[int, int]
) -> None:
    assert same_as_whole(wall)
    wall.resize(*size)
    assert same_as_whole(wall)


@pytest.mark.parametrize(("ratio", "rtl"), [*product((1, 2), (False, True))])
def test_a_picture_of_a_line_is_the_line(qapp: QApplication, ratio: int, rtl: bool) -> None:
    of = lines.Type(19, Weight.MEDIUM)
    for said, high in product(TEXTS, (30, 31)):
        drawn, shown = (QImage(260 * ratio, 60 * ratio, QImage.Format.Format_RGB32) for _ in "ab")
        rect = QRect(20, 10, 220, high)
        for image in (drawn, shown):
            image.setDevicePixelRatio(ratio)
            image.fill(QColor(GROUND))
        painter = QPainter(drawn)
        for _ in "ab":  # what is drawn again is drawn as it is kept
            painter.fillRect(0, 0, 260, 60, QColor(GROUND))
            lines.draw(painter, rect, said, of, INK, rtl=rtl)
        painter.end()
        painter = QPainter(shown)
        assert lines.whole_ratio(ratio) == ratio
        kept = lines.picture(said, of, (INK, GROUND), ratio, rtl, high & 1)
        start = rect.right() + 1 if rtl else rect.left()
        painter.drawPixmap(start + kept.left, rect.top() + high // 2 + kept.top, kept.pixmap)
        painter.end()
        assert drawn == shown, (said, high)


def test_where_pixels_are_no_whole_units_lines_are_drawn() -> None:
    assert lines.whole_ratio(1.5) == 0


def test_the_pictures_that_are_kept_are_bounded(qapp: QApplication) -> None:
    of = lines.Type(8, Weight.REGULAR)
    for at in range(lines.MOST + 10):
        lines.picture(str(at), of, (INK, GROUND), 1, False, 0)
    assert lines.picture.cache_info().currsize == lines.MOST
    lines.picture.cache_clear()
