"""The wall: what it shows, how it grows old, what it lets people do."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt, QVariantAnimation
from PySide6.QtGui import QAccessible, QAction, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desk_app.floor_alarms import Alarm, AlarmKind
from desk_app.levels import Level
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor, QueueNow, WaitingCaller
from desk_app.telephony.team.orders import (
    HangUpCall,
    LogOut,
    MoveTo,
    OrderResult,
    Pause,
    PickUp,
    Role,
    Spy,
    SpyOn,
)
from desk_app.ui.language import Language
from desk_app.ui.theme import motion
from desk_app.ui.wall import words
from desk_app.ui.wall.header import Mode
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock, Speak, focus
from tests.ui.layout.paper import said_by
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S

Told = Callable[[str], list[tuple[object, ...]]]


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def popped(qtbot: QtBot) -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def entry(menu: QMenu, *path: str) -> QAction:
    for step in path[:-1]:
        under = entry(menu, step).menu()
        assert isinstance(under, QMenu)
        menu = under
    return next(a for a in menu.actions() if bare(a.text()).startswith(path[-1]))


def mode(wall: WallWindow) -> Mode:
    return wall.mode  # a call, so that no checker takes it for the same as before


# --- what is shown


def test_the_worst_queue_comes_first_with_icon_word_and_hue(wall: WallWindow) -> None:
    rows = wall.board.queues.rows()
    assert [row.standing.now.name for row in rows if row.standing] == [
        "Support",
        "Billing",
        "Visits",
        "Sales",
    ]
    assert [row.level for row in rows] == [Level.OVER, Level.NEAR, Level.NEAR, Level.NORMAL]
    assert "Over limit" in rows[0].name.accessibleName()
    assert "".join(said.text for said in said_by(rows[0].figures["in_time"])) == "71%target 80%"
    assert "answered within 20 s" in bare(rows[0].figures["in_time"].toolTip())


def test_a_wait_of_more_than_an_hour_shows_its_hours(wall: WallWindow) -> None:
    caller = WaitingCaller("pbx:x", "", "", 1, NOW - 3660 * S)
    wall.show_floor(Floor("pbx", True, NOW, (QueueNow("Support", (caller,)),)), NOW)
    shown = bare(wall.board.queues.rows()[0].figures["longest"].accessibleName())
    assert "1:01:00" in shown


def test_callers_of_all_queues_stand_by_their_wait_and_nobody_reads_their_numbers(
    wall: WallWindow,
) -> None:
    rows = wall.board.callers.rows()
    assert len(rows) == 11
    said = [bare(row.accessibleName()) for row in rows]
    assert said[0].startswith("1. 0912 ••• 0416. Support. 02:41")
    assert "2nd call today" in said[2]
    assert "Key account" in said[6]
    assert "Number withheld" in said[10]
    assert not any("000" in line for line in said)


def test_a_supervisor_opens_names_and_numbers_at_the_desk_only(
    wall: WallWindow, qtbot: QtBot
) -> None:
    wall.board.callers.opener.click()
    assert "0912 000 0416" in bare(wall.board.callers.rows()[0].accessibleName())
    wall.showFullScreen()
    qtbot.waitUntil(lambda: not wall.board.callers.open)
    assert "•••" in wall.board.callers.rows()[0].accessibleName()
    assert not wall.board.callers.opener.isEnabled()


def test_an_agent_may_not_open_names(wall: WallWindow) -> None:
    wall.use(Hand(Role.AGENT))
    wall.board.callers.opener.click()
    assert not wall.board.callers.open


def test_a_long_talk_is_marked(wall: WallWindow) -> None:
    first = wall.board.agents.tiles()[0]
    assert first.agent is not None
    assert first.agent.name == "Omid R."
    assert "twice the average" in first.accessibleName()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+989120000416", "0912 ••• 0416"),
        ("+982188007702", "021 •••• 7702"),
        ("+442079460958", "+44 •••••• 0958"),
        ("214", "214"),
        ("98765432100", "987 •••• 2100"),
    ],
)
def test_the_middle_of_a_number_is_hidden(number: str, shown: str) -> None:
    assert bare(words.masked(number)) == shown


# --- old figures


def ink_of(wall: WallWindow) -> set[str]:
    picture = wall.board.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = [picture.pixelColor(x, y) for x in range(0, picture.width(), 3) for y in (60, 120, 300)]
    return {c.name() for c in seen if c.hsvSaturation() > 40 and c.value() > 60}


def test_the_age_is_shown_from_three_seconds_on(wall: WallWindow, clock: FixedClock) -> None:
    assert wall.header.chip.text() == "Live"
    clock.go_to(NOW + 4 * S)
    assert mode(wall) is Mode.AGEING
    assert wall.header.chip.text() == "Live, 4 s"


def test_after_ten_seconds_without_news_all_is_grey_and_the_timers_stand(
    wall: WallWindow, clock: FixedClock
) -> None:
    assert ink_of(wall)
    clock.go_to(NOW + 10 * S)
    assert bare(wall.header.chip.text()) == "Stale since 14:03:07"
    assert "No news from the PBX." in wall.banner.accessibleName()
    assert not ink_of(wall)
    figure = wall.board.queues.rows()[0].figures["longest"]
    assert "02:41" in figure.accessibleName()
    clock.go_to(NOW + 70 * S)
    assert "02:41" in figure.accessibleName()
    assert "70 s ago" in wall.banner.accessibleName()


def test_a_lost_link_is_told_at_once_and_its_return_too(
    wall: WallWindow, clock: FixedClock
) -> None:
    wall.show_floor(sample.floor(linked=False), NOW)
    assert mode(wall) is Mode.STALE
    assert "Link to the PBX lost." in wall.banner.accessibleName()
    assert wall.banner.isVisible()
    clock.at = NOW + 60 * S
    wall.show_floor(sample.floor(now_us=clock.at), clock.at)
    assert mode(wall) is Mode.LIVE
    assert not wall.banner.isVisible()
    assert ink_of(wall)


def test_a_clock_that_runs_ahead_does_not_keep_dead_figures_alive(
    wall: WallWindow, clock: FixedClock
) -> None:
    ahead = sample.floor(now_us=NOW + 3600 * S)
    wall.show_floor(ahead, NOW)
    assert mode(wall) is Mode.LIVE
    clock.go_to(NOW + 11 * S)
    assert mode(wall) is Mode.STALE


def test_nothing_can_be_ordered_of_figures_that_are_old(wall: WallWindow) -> None:
    wall.show_floor(sample.floor(linked=False), NOW)
    wall.board.agents.tiles()[0].click()
    assert QApplication.activePopupWidget() is None


# --- alarms


def test_an_alarm_is_raised_once_and_is_over_after_a_calm_while(
    qtbot: QtBot, clock: FixedClock
) -> None:
    clock.at = NOW
    wall = WallWindow(clock)
    qtbot.addWidget(wall)
    wall.set_queues(sample.sections())
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
        wall.set_queues(sample.sections())
        raised: list[Alarm] = []
        wall.alarm.connect(raised.append)
        wall.show_floor(sample.floor(), NOW)
        assert raised
        assert not wall.board.queues.findChildren(QVariantAnimation)
    finally:
        motion.use(still=False)


def test_a_past_without_a_link_is_grey_and_says_since_when(
    wall: WallWindow, clock: FixedClock
) -> None:
    at_us = NOW - 3600 * S
    wall.show_past(sample.floor(now_us=at_us - 65 * S, linked=False), at_us)
    assert bare(wall.header.chip.text()) == "As it was at 13:03, stale since 13:02:02"
    assert not ink_of(wall)
    assert "02:41" in wall.board.queues.rows()[0].figures["longest"].accessibleName()
    wall.leave_past()
    assert ink_of(wall)


def test_a_lost_database_is_told_at_once_and_its_return_too(wall: WallWindow) -> None:
    wall.lose()
    assert mode(wall) is Mode.STALE
    assert "Link to the team's database lost." in wall.banner.accessibleName()
    assert "Connecting again by itself" in wall.banner.accessibleName()
    wall.show_floor(sample.floor(), NOW)
    assert mode(wall) is Mode.LIVE
    assert not wall.banner.isVisible()


# --- acts


def test_figures_open_the_calls_behind_them(wall: WallWindow, told: Told) -> None:
    heard = told("calls_behind")
    row = wall.board.queues.rows()[0]
    for button in row.figures.values():
        button.click()
    wall.board.today.figures["lost"].click()
    assert heard == [
        ("Support", "waiting"),
        ("Support", "longest"),
        ("Support", "in_time"),
        ("Support", "answered"),
        ("Support", "lost"),
        ("", "lost"),
    ]


def test_a_supervisor_orders_from_an_agents_tile(
    wall: WallWindow, told: Told, qtbot: QtBot
) -> None:
    heard = told("ordered")
    messages = told("message_wanted")
    wall.board.agents.tiles()[0].click()
    menu = popped(qtbot)
    for path in (
        ("Listen",),
        ("Whisper",),
        ("Barge",),
        ("Pause", "Training"),
        ("Log out of", "Support"),
        ("Send",),
    ):
        entry(menu, *path).trigger()
    menu.close()
    assert [order for (order,) in heard] == [
        SpyOn("PJSIP/200", "PJSIP/900", Spy.LISTEN),
        SpyOn("PJSIP/200", "PJSIP/900", Spy.WHISPER),
        SpyOn("PJSIP/200", "PJSIP/900", Spy.BARGE),
        Pause("PJSIP/200", "training"),
        LogOut("PJSIP/200", "Support"),
    ]
    assert messages == [("PJSIP/200",)]


def test_a_supervisor_orders_from_a_callers_row(wall: WallWindow, told: Told, qtbot: QtBot) -> None:
    heard = told("ordered")
    row = wall.board.callers.rows()[1]
    row.click()
    menu = popped(qtbot)
    entry(menu, "Assign", "Dara O.").trigger()
    entry(menu, "Move ahead").trigger()
    entry(menu, "Move to", "Billing").trigger()
    entry(menu, "Hang up").trigger()
    menu.close()
    key = row.caller.key
    assert [order for (order,) in heard] == [
        PickUp("PJSIP/219", key),
        MoveTo(key, "Support", ahead=True),
        MoveTo(key, "Billing"),
        HangUpCall(key),
    ]


def test_who_may_not_is_offered_nothing(wall: WallWindow) -> None:
    wall.use(Hand(Role.AGENT, "PJSIP/201"))
    wall.board.agents.tiles()[0].click()
    wall.board.callers.rows()[0].click()
    assert QApplication.activePopupWidget() is None


def test_without_a_phone_nobody_listens(wall: WallWindow, qtbot: QtBot) -> None:
    wall.use(Hand(Role.SUPERVISOR))
    wall.board.agents.tiles()[0].click()
    menu = popped(qtbot)
    assert not [a for a in menu.actions() if "Listen" in a.text()]
    menu.close()


@pytest.mark.parametrize("result", OrderResult)
def test_what_became_of_an_order_is_one_short_sentence(
    wall: WallWindow, result: OrderResult
) -> None:
    wall.show_result(HangUpCall("pbx:1"), result)
    said = wall.header.accessibleDescription()
    assert said.endswith(".")
    assert len(said) < 60


# --- keys


def test_keys_go_from_tile_to_tile_and_open_the_menu(wall: WallWindow, qtbot: QtBot) -> None:
    tiles = wall.board.agents.tiles()
    tiles[0].setFocus(Qt.FocusReason.TabFocusReason)
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 6), (Qt.Key.Key_Left, 5)):
        qtbot.keyClick(focus(), key)
        assert focus() is tiles[at]
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    popped(qtbot).close()


def test_f11_fills_the_screen_and_escape_leaves_one_after_the_other(
    wall: WallWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(wall, Qt.Key.Key_F11)
    assert wall.isFullScreen()
    qtbot.keyClick(wall, Qt.Key.Key_H)
    assert wall.history.isVisible()
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.history.isVisible()
    assert wall.isFullScreen()
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isFullScreen()


# --- the past


def test_a_minute_of_the_past_day_is_picked_and_shown_as_it_was(
    wall: WallWindow, told: Told, qtbot: QtBot, clock: FixedClock
) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    wall.history.field.setText("11:30")
    qtbot.keyClick(wall.history.field, Qt.Key.Key_Return)
    at_us = NOW - NOW % (60 * S) - (2 * 60 + 33) * 60 * S
    assert wanted == [(at_us,)]
    wall.show_past(sample.floor(now_us=at_us), at_us)
    assert mode(wall) is Mode.PAST
    assert bare(wall.header.chip.text()) == "As it was at 11:30"
    wall.show_floor(Floor("pbx", True, NOW), NOW)
    assert len(wall.board.queues.rows()) == 4  # live news does not disturb
    clock.go_to(NOW + 5 * S)
    assert "02:41" in wall.board.queues.rows()[0].figures["longest"].accessibleName()
    wall.history.live.click()
    assert mode(wall) is not Mode.PAST
    assert wall.board.queues.rows() == []


def test_the_slider_asks_once_it_rests(wall: WallWindow, told: Told, qtbot: QtBot) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    slider = wall.history.slider
    for _ in range(5):
        qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [(NOW - NOW % (60 * S) - 5 * 3600 * S,)]


def test_yesterday_is_meant_by_a_time_that_is_still_to_come(
    wall: WallWindow, told: Told, qtbot: QtBot
) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    wall.history.field.setText("۱۸:۰۰")
    qtbot.keyClick(wall.history.field, Qt.Key.Key_Return)
    (moment,) = wanted[0]
    assert isinstance(moment, int)
    assert 20 * 3600 * S - 180 * S < NOW - moment < 20.1 * 3600 * S


# --- size


def crowd(queues: int, agents: int, waiting: int) -> Floor:
    made = tuple(
        QueueNow(
            f"Queue {at:02}",
            tuple(
                WaitingCaller(f"pbx:{at}.{n}", f"+98912{n:07}", "", n, NOW - n * S)
                for n in range(1, waiting // queues + 1)
            ),
        )
        for at in range(queues)
    )
    people = tuple(
        AgentNow(f"PJSIP/{n}", f"Agent {n:03}", AgentStatus.TALKING, NOW - n * S, queue="Queue 01")
        for n in range(agents)
    )
    return Floor("pbx", True, NOW, made, people)


def test_what_does_not_fit_comes_page_after_page(wall: WallWindow, qtbot: QtBot) -> None:
    wall.show_floor(crowd(50, 500, 2000), NOW)
    board = wall.board
    assert 3 <= len(board.queues.rows()) < 10
    assert 15 <= len(board.agents.tiles()) <= 40
    assert len(board.callers.rows()) == 11
    assert board.queues.pages > 5
    first = board.callers.rows()[0].accessibleName()
    board.turn_pages()
    assert board.callers.rows()[0].accessibleName() != first
    seen: set[str] = set()
    for _ in range(board.agents.pages):
        seen |= {tile.agent.id for tile in board.agents.tiles() if tile.agent}
        board.agents.turn()
    assert len(seen) == 500


def test_a_page_at_which_somebody_is_at_work_stays(wall: WallWindow) -> None:
    wall.show_floor(crowd(50, 500, 2000), NOW)
    tile = wall.board.agents.tiles()[3]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    before = tile.agent
    wall.board.turn_pages()
    assert tile.agent is before
    assert wall.board.callers.page == 1


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (1600, 1200)])
def test_the_whole_floor_of_the_pictures_fits_every_screen(
    wall: WallWindow, size: tuple[int, int]
) -> None:
    wall.resize(*size)
    assert len(wall.board.queues.rows()) == 4
    assert len(wall.board.agents.tiles()) == 20
    assert len(wall.board.callers.rows()) == 11
    lowest = wall.board.agents.tiles()[-1]
    foot = lowest.mapTo(wall, QPoint(0, lowest.height())).y()
    assert foot <= size[1]


def test_it_speaks_persian_from_the_right(
    wall: WallWindow, speak: Speak, clock: FixedClock
) -> None:
    speak(Language.FA)
    wall.set_queues(sample.sections(Language.FA))
    wall.show_floor(sample.floor(Language.FA), NOW)
    row = wall.board.queues.rows()[0]
    name, spark = row.name.geometry(), row.spark.geometry()
    assert name.left() > spark.right()
    assert "۰۲:۴۱" in row.figures["longest"].accessibleName()
    head = {said.text for said in said_by(wall.header)}
    assert any("آبان" in line for line in head)


def test_everything_that_can_be_reached_by_key_has_a_name_and_a_role(
    wall: WallWindow, qtbot: QtBot
) -> None:
    wall.toggle_history()
    reached = [
        widget
        for widget in wall.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 55  # 20 figures, 20 tiles, 11 callers, the day, the head
    unnamed = [type(widget).__name__ for widget in reached if not widget.accessibleName()]
    assert not unnamed
    roles = {
        QAccessible.queryAccessibleInterface(widget).role()
        for widget in reached
        if not isinstance(widget, QLineEdit)
    }
    assert roles == {QAccessible.Role.Button, QAccessible.Role.Slider}
