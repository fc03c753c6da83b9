"""The wall's alarms: raised once, told, tinted, over after a calm while."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QVariantAnimation
from pytestqt.qtbot import QtBot

from desk_app.floor_alarms import Alarm, AlarmKind
from desk_app.levels import Level
from desk_app.telephony.team.board import Floor, QueueNow, WaitingCaller
from desk_app.ui.theme import motion
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S

Told = Callable[[str], list[tuple[object, ...]]]


def test_an_alarm_is_raised_once_and_is_over_after_a_calm_while(
    qtbot: QtBot, clock: FixedClock
) -> None:
    clock.at = NOW
    wall = WallWindow(clock)
    qtbot.addWidget(wall)
    raised: list[Alarm] = []
    over: list[tuple[Alarm, int]] = []
    wall.alarm.connect(raised.append)
    wall.alarm_over.connect(lambda alarm, at_us: over.append((alarm, at_us)))
    caller = WaitingCaller("pbx:1", "", "", 1, NOW - 100 * S)

    def show(*waiting: WaitingCaller) -> None:
        wall.show_floor(Floor("pbx", True, clock.at, (QueueNow("Support", waiting),)), clock.at)

    show(caller)
    assert [(a.kind, a.level) for a in raised] == [(AlarmKind.LONGEST_WAIT, Level.NEAR)]
    clock.at += 21 * S
    show(caller)
    clock.at += 1 * S
    show(caller)
    assert [a.level for a in raised] == [Level.NEAR, Level.OVER]
    assert (raised[1].value, raised[1].limit) == (121, 120)
    clock.at += 1 * S
    show()
    assert not over
    for _ in range(11):
        clock.at += 1 * S
        show()
    assert {a.level for a, _ in over} == {Level.NEAR, Level.OVER}
    assert len(raised) == 2


def test_a_poor_service_level_is_an_alarm_only_while_somebody_waits(
    wall: WallWindow, told: Told
) -> None:
    heard = told("alarm")
    floor = sample.floor()
    support = floor.queues[0]
    empty = msgspec.structs.replace(floor, queues=(msgspec.structs.replace(support, waiting=()),))
    wall._alarms.__init__()  # type: ignore[misc]
    wall.show_floor(empty, NOW)
    assert heard == []
    wall.show_floor(floor, NOW)
    kinds = {alarm.kind for (alarm,) in heard if alarm.queue == "Support"}  # type: ignore[attr-defined]
    assert kinds == {AlarmKind.LONGEST_WAIT, AlarmKind.WAITING, AlarmKind.SERVICE_LEVEL}


def tinted(wall: WallWindow) -> set[str]:
    rows = wall.board.queues.rows()
    return {row.standing.now.name for row in rows if row.standing is not None and row._tint}


def test_a_new_alarm_tints_its_row_once(wall: WallWindow, qtbot: QtBot) -> None:
    table = wall.board.queues
    qtbot.waitUntil(lambda: not table.findChildren(QVariantAnimation))
    floor = sample.floor()
    late = msgspec.structs.replace(floor.queues[1].waiting[0], entered_us=NOW - 70 * S)
    worse = msgspec.structs.replace(floor.queues[1], waiting=(late,))
    queues = (floor.queues[0], worse, *floor.queues[2:])
    wall.show_floor(msgspec.structs.replace(floor, queues=queues), NOW)
    assert len(table.findChildren(QVariantAnimation)) == 1
    qtbot.waitUntil(lambda: tinted(wall) == {"Billing"})
    qtbot.waitUntil(lambda: not tinted(wall))


def test_who_wants_no_motion_sees_no_tint(qtbot: QtBot, clock: FixedClock) -> None:
    motion.use(still=True)
    try:
        clock.at = NOW
        wall = WallWindow(clock)
        qtbot.addWidget(wall)
        raised: list[Alarm] = []
        wall.alarm.connect(raised.append)
        wall.show_floor(sample.floor(), NOW)
        assert raised
        assert not wall.board.queues.findChildren(QVariantAnimation)
    finally:
        motion.use(still=False)


def test_an_alarm_is_to_be_heard_where_its_queue_says_so(wall: WallWindow, told: Told) -> None:
    replace = msgspec.structs.replace
    heard, floor = told("alarm_sounds"), sample.floor()

    def raise_all(*, loud: bool) -> None:
        wall._alarms.__init__()  # type: ignore[misc]
        queues = (replace(q, terms=replace(q.terms, alarm_sound=loud)) for q in floor.queues)
        wall.show_floor(replace(floor, queues=tuple(queues)), NOW)

    raise_all(loud=False)
    assert heard == []
    raise_all(loud=True)
    assert heard == [()]
