"""The acts of the tour, in order: each picture is taken when its sight is really there."""

from __future__ import annotations

import sqlite3

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.agent import BREAK, AgentState
from desk_app.crm.records import TicketChanges
from desk_app.first_start import offer
from desk_app.state import DataProblem, DeskState
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import Problem, RecordingState, RegistrationState
from desk_app.ui.language import Language
from desk_app.ui.reports.page import CHARTS, HOURS, TABLE, ReportsPage
from desk_app.ui.settings.page import DOCTOR, SettingsPage
from desk_app.ui.wall.window import WallWindow
from tests.rigs.registrar import Registrar
from tests.screenshots.stage import Acts, Stage, Until, settled
from tests.ui.conftest import FixedClock
from tests.ui.wall import sample as floors

NOTES = {
    "en": "Technician did not come 09–11 and nobody called her.\n"
    "Card terminals down since 13:20, shop is open until 22:00.\n"
    "Shop upstairs has the same problem → splitter, see Omid's note.\n"
    "Wants a new visit today, will accept after 16:00",
    "fa": "تکنسین ساعت ۹ تا ۱۱ نیامد و کسی هم تماس نگرفت.\n"
    "کارت‌خوان‌ها از ۱۳:۲۰ قطع‌اند، فروشگاه تا ۲۲ باز است.\n"
    "فروشگاه طبقهٔ بالا هم همین مشکل را دارد ← اسپلیتر، یادداشت امید را ببینید.\n"
    "امروز بازدید تازه می‌خواهد، بعد از ساعت ۱۶",
}
TALK_S = 5
WAITING = 7
WALL = (1920, 1080)


def _told(problem: Problem | DataProblem) -> Until:
    return lambda state: any(notice.problem is problem for notice in state.notices)


def _settings(stage: Stage) -> SettingsPage:
    page = stage.window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def _dialog() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isModal())


def idle(stage: Stage) -> Acts:
    """Ready, what the search offers, the menu of states, the shortcuts, the small window."""
    window, view = stage.window, stage.view
    yield lambda state: state.recent and state.listening
    window.activateWindow()
    yield settled
    stage.take("ready")
    window.top_bar.search.put(stage.say("far", "فر"))
    yield lambda _: len(window.top_bar.search.rows.rows()) > 1
    stage.take("search")
    window.top_bar.search.edit.clear()
    window.top_bar.search.edit.clearFocus()
    window.top_bar.pill.click()
    yield settled
    stage.take("states")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    window._show_shortcuts()
    yield settled
    stage.take("shortcuts", _dialog())
    _dialog().close()
    view.toggle_compact()
    yield settled
    stage.take("compact-idle", view.compact)
    view.toggle_compact()
    yield settled


def settings(stage: Stage) -> Acts:
    """Settings by section and by search, sound, doctor, and the first start."""
    window = stage.window
    window.intents.open_settings.emit("general")
    page = _settings(stage)
    yield settled
    stage.take("settings")
    page.open_section("audio")
    yield settled
    stage.take("settings-sound")
    page.search.setText(stage.say("ring", "زنگ"))
    yield settled
    stage.take("settings-search")
    page.open_section(DOCTOR)
    yield lambda _: page.doctor.again.isEnabled()
    stage.take("doctor")
    window.leave_section()
    dialog = offer(stage.core, stage.view)
    for step in ("", "-account", "-sound"):
        yield settled
        stage.take(f"first-start{step}", dialog)
        dialog.next.click()
    yield settled


def reports(stage: Stage) -> Acts:
    """The reports of this month: table, charts, hours, and the choice of days."""
    window = stage.window
    window.rail.reports.click()
    page = window.pages.currentWidget()
    assert isinstance(page, ReportsPage)
    page.filters.card.usual[4].click()
    yield lambda _: page.answered
    for view in (TABLE, CHARTS, HOURS):
        page.views.choose(view)
        page.views.chosen.emit(view)
        yield settled
        stage.take(f"reports-{view}")
    page.filters.period.click()
    yield settled
    stage.take("reports-period")
    page.filters.card.close_card()
    window.leave_section()
    yield settled


def ringing(stage: Stage) -> Acts:
    """The first ring: in the window, over other programs, in the small window."""
    stage.let_them_call()
    yield lambda state: state.ringing and state.ringing[0].ticket
    stage.window.activateWindow()
    yield settled
    stage.take("ringing")
    stage.window.hide()
    attention = stage.view.attention
    assert attention is not None
    yield lambda _: attention.toast.isVisible()
    stage.take("ring-toast", attention.toast)
    stage.view.toggle_compact()
    yield settled
    stage.take("compact-ringing", stage.view.compact)
    stage.view.toggle_compact()
    yield settled


def talking(stage: Stage) -> Acts:
    """A call in hand, its keypad and transfer panel, the small window, the second ring."""
    window, key = stage.window, stage.case.call.key
    window.intents.answer.emit(key)
    stage.view.call_page.timeline.card.continue_shown()
    stage.core.tickets.save_notes(key, NOTES[stage.language])
    yield lambda _: stage.case.call.answered_us is not None
    window.intents.record.emit(key, RecordingState.ON)

    def talks(_state: DeskState) -> bool:
        case = stage.case
        since = case.call.answered_us or 0
        written = case.ticket is not None and case.ticket.notes == NOTES[stage.language]
        recorded = case.call.recording is RecordingState.ON
        return written and recorded and stage.view.clock.seconds_since(since) > TALK_S

    yield talks
    stage.take("call")
    controls = window.call_bar.controls
    controls.toggle_keypad()
    yield settled
    stage.take("keypad")
    controls.toggle_keypad()
    controls.toggle_transfer()
    controls.panel.target.setText(stage.say("far", "فر"))
    yield lambda _: controls.panel.people.count() > 0
    stage.take("transfer")
    controls.toggle_transfer()
    stage.view.toggle_compact()
    yield settled
    stage.take("compact-call", stage.view.compact)
    stage.view.toggle_compact()
    yield lambda state: state.ringing and state.ringing[0].caller
    stage.take("second-ring")


def several(stage: Stage) -> Acts:
    """Two calls: both on hold, all together; then one caller and a colleague asked."""
    window, first = stage.window, stage.case.call.key
    second = stage.state.ringing[0].call.key
    window.intents.answer.emit(second)
    yield lambda _: stage.case.call.key == second and stage.case.call.answered_us is not None
    window.call_bar.controls.toggle_hold()
    yield lambda state: all(case.call.held for case in state.cases)
    stage.take("hold")
    window.intents.confer.emit((first, second))
    yield lambda state: len(state.conference) == 2
    stage.take("conference")
    window.intents.confer.emit(())
    yield lambda state: not state.conference
    window.intents.hang_up.emit(second)
    yield lambda state: all(case.call.key != second or not case.call.live for case in state.cases)
    window.intents.switch_to.emit(first)
    yield lambda _: stage.case.call.key == first and not stage.case.call.held
    window.intents.consult.emit(first, "201")
    yield _asked
    if not window.call_bar.controls.panel.isVisible():
        window.call_bar.controls.toggle_transfer()
    yield settled
    stage.take("consulting")
    window.call_bar.controls.panel.cancel.click()
    yield lambda _: stage.case.call.key == first and not stage.case.call.held


def _asked(state: DeskState) -> bool:
    asked = state.case(state.consulting[1]) if state.consulting else None
    return asked is not None and asked.call.state is CallState.ACTIVE


def refused(stage: Stage) -> Acts:
    """The database is held by another program while notes are typed."""
    other = sqlite3.connect(stage.core.paths.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    stage.core.tickets.save_notes(stage.case.call.key, NOTES[stage.language] + ".")
    yield _told(DataProblem.LOCKED)
    stage.take("database-refused")
    other.rollback()
    other.close()
    yield lambda state: not _told(DataProblem.LOCKED)(state)


def wrap_up(stage: Stage) -> Acts:
    """The call is over, its ticket is not."""
    key = stage.case.call.key
    stage.window.intents.hang_up.emit(key)
    yield lambda state: state.agent.state is AgentState.WRAP_UP
    stage.take("wrap-up")
    stage.core.desk.choose_state(BREAK)  # those who wait are looked at first
    stage.core.tickets.finish(key, TicketChanges(disposition="solved"))
    yield lambda state: state.agent.state is AgentState.NOT_READY


def queues(stage: Stage) -> Acts:
    """Eight wait: the queues on the ready page, the list of those who wait."""
    stage.fill_queues()
    yield lambda state: len(state.queues.board.callers) >= WAITING
    stage.take("queues")
    stage.window.queues.toggle()
    yield settled
    stage.take("queue-list")
    stage.window.queues.toggle()
    stage.send_them_home()
    yield lambda state: not state.queues.board.callers


def line_lost(stage: Stage) -> Acts:
    """The phone system that the desk is registered with is gone."""
    change = stage.core.configuration.change
    with Registrar({"214": "right"}, "tcp") as registrar:
        change("sip.listen", "")
        change("account.transport", "tcp")
        change("account.domain", registrar.host)
        change("account.user", "214")
        stage.core.configuration.set_password("right")
        yield lambda state: state.registration.state is RegistrationState.REGISTERED
    stage.window.intents.reconnect.emit()
    yield _told(Problem.REGISTRAR_UNREACHABLE)
    stage.take("line-lost")


def wall(stage: Stage) -> Acts:
    """The supervisor's wall: live, with the link lost, and as it was at a minute of the day."""
    spoken = Language(stage.language)
    clock = FixedClock()
    clock.at = floors.NOW
    window = WallWindow(clock)
    window.setGeometry(0, 0, *WALL)
    window.show_floor(floors.floor(spoken), clock.at)
    window.show()
    yield settled
    stage.take("wall", window)
    clock.at += 48 * floors.S
    window.show_floor(floors.floor(spoken, linked=False), clock.at)
    clock.tick.emit()
    yield settled
    stage.take("wall-stale", window)
    at_us = floors.NOW - 2 * 3600 * floors.S
    window.show_past(floors.floor(spoken, at_us), at_us)
    yield settled
    stage.take("wall-history", window)
    window.close()


ACTS = [
    idle,
    settings,
    reports,
    ringing,
    talking,
    several,
    refused,
    wrap_up,
    queues,
    line_lost,
    wall,
]
