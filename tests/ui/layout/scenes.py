"""Everything the desk can show, from sample data: each scene leaves one thing to look at."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from desk_app.agent import Agent, AgentState, WrapUp
from desk_app.crm.records import Caller, TicketNow
from desk_app.crm.report_spans import Calendar
from desk_app.doctor import Finding, Topic, What
from desk_app.state import Case, DataProblem, DeskState, EngineState, Notice
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import (
    Direction,
    Problem,
    RecordingState,
)
from desk_app.ui.about import About, Shortcuts, Versions
from desk_app.ui.intents import Intents
from desk_app.ui.main_view import MainView
from desk_app.ui.password_dialog import PasswordDialog
from desk_app.ui.reports import words as words_of_reports
from desk_app.ui.reports.page import CHARTS, HOURS, TABLE, ReportsPage
from desk_app.ui.ring_toast import RingToast
from desk_app.ui.settings import words
from desk_app.ui.settings.first_start import FirstStart
from desk_app.ui.settings.page import DOCTOR, SettingsPage
from tests.ui.layout.texts import SETTINGS, Data, S
from tests.ui.panes import sample
from tests.ui.reports import sample as report_sample

Scene = Callable[[MainView, Data], QWidget]


def _known(data: Data, call: Call, ticket: TicketNow | None = None) -> Case:
    return Case(call, data.caller, ticket or data.ticket)


def _talking(data: Data, **more: object) -> Call:
    answered = replace(
        data.call,
        state=CallState.ACTIVE,
        answered_us=sample.RING + 8 * S,
        recording=RecordingState.ON,
    )
    return replace(answered, **more)


def _state(data: Data, what: AgentState, *cases: Case, **more: object) -> DeskState:
    agent = Agent(what, since_us=sample.NOW - 22 * S)
    current = cases[0].call.key if cases else ""
    state = replace(data.base, agent=agent, cases=cases, current=current)
    return replace(state, **more)


def _others(data: Data) -> tuple[Case, ...]:
    held = _talking(data, key="k2", held=True)
    rings = replace(data.call, key="k3")
    out = replace(data.call, key="k4", direction=Direction.OUT, state=CallState.DIALING)
    return _known(data, held), _known(data, rings), Case(out)


def _main(make: Callable[[Data], DeskState]) -> Scene:
    def scene(view: MainView, data: Data) -> QWidget:
        view.show_state(make(data))
        return view.window

    return scene


def _call_state(data: Data) -> DeskState:
    return _state(data, AgentState.TALKING, _known(data, _talking(data)))


def _several_state(data: Data, **more: object) -> DeskState:
    first = _known(data, _talking(data))
    return _state(data, AgentState.TALKING, first, *_others(data), **more)


def _wrap_up_state(data: Data) -> DeskState:
    wrap_up = WrapUp(data.call.key, sample.NOW - 22 * S, 60)
    agent = Agent(AgentState.WRAP_UP, since_us=sample.NOW - 22 * S, wrap_up=wrap_up)
    over = _talking(data, state=CallState.ENDED, ended_us=sample.NOW, recording=RecordingState.OFF)
    return replace(_state(data, AgentState.WRAP_UP, _known(data, over)), agent=agent)


def _notices_state(data: Data) -> DeskState:
    notices = (Problem.REGISTRAR_UNREACHABLE, DataProblem.LOCKED, EngineState.RESTARTING)
    return replace(_call_state(data), notices=tuple(Notice(problem) for problem in notices))


def _stranger(caller: Caller) -> Callable[[Data], DeskState]:
    def make(data: Data) -> DeskState:
        shown = replace(caller, choice=caller.choice and data.people)
        call = _talking(data, number=caller.number, recording=RecordingState.OFF)
        return _state(data, AgentState.TALKING, Case(call, shown, data.ticket))

    return make


def _transfer(view: MainView, data: Data) -> QWidget:
    view.show_state(_call_state(data))
    controls = view.window.call_bar.controls
    controls.toggle_transfer()
    controls.panel.target.setText("far")
    controls.panel.show_results(data.people)
    return view.window


def _consulting(view: MainView, data: Data) -> QWidget:
    view.show_state(_several_state(data, consulting=(data.call.key, "k2")))
    view.window.call_bar.controls.toggle_transfer()
    return view.window


def _keypad(view: MainView, data: Data) -> QWidget:
    view.show_state(_call_state(data))
    view.window.call_bar.controls.toggle_keypad()
    return view.window


def _search(view: MainView, data: Data) -> QWidget:
    view.show_state(data.base)
    view.window.top_bar.search.put("0912")
    view.window.show_results("0912", data.people)
    return view.window


def _who_waits(view: MainView, data: Data) -> QWidget:
    view.show_state(data.base)
    view.window.queues.open_list(data.base.queues.logged_in[0], view.window.queues.chips)
    return view.window


def _waiting_page(view: MainView, data: Data) -> QWidget:
    view.show_state(data.base)
    view.window.queues.open_page(data.base.queues.logged_in[0])
    return view.window


def _compact(make: Callable[[Data], DeskState]) -> Scene:
    def scene(view: MainView, data: Data) -> QWidget:
        view.show_state(make(data))
        view.toggle_compact()
        assert view.compact is not None
        return view.compact

    return scene


def _settings(section: str, found: str = "") -> Scene:
    def scene(view: MainView, data: Data) -> QWidget:
        page = SettingsPage()
        page.show_settings(SETTINGS)
        page.show_state(data.base)
        page.doctor.show_findings(
            [
                Finding(Topic.NETWORK, False, What.SETTING_UNUSABLE, "sip.listen " * 30),
                Finding(Topic.SOUND, True, What.SETTINGS_GOOD),
            ]
        )
        page.open_section(section)
        page.search.setText(found)
        view.show_state(data.base)
        view.window.show_section(page)
        return view.window

    return scene


def _reports(kind: str) -> Scene:
    def scene(view: MainView, data: Data) -> QWidget:
        page = ReportsPage(view.clock.now_us, view.window)
        asked = replace(report_sample.ASKED, agent="far " * 9 if kind == "agent" else "")
        made = report_sample.report(asked, jalali=words_of_reports.calendar() is Calendar.JALALI)
        page.expect(made.asked)
        page.show_report(made)
        page.views.choose(kind if kind in (TABLE, CHARTS, HOURS) else TABLE)
        page.show_report(made)
        view.show_state(data.base)
        view.window.show_section(page, view.window.rail.reports)
        if kind == "period":
            page.filters.period.click()
        return view.window

    return scene


def _first_start(step: int) -> Scene:
    def scene(view: MainView, data: Data) -> QWidget:
        dialog = FirstStart(SETTINGS, view.window)
        dialog.show_state(data.base)
        for _ in range(step):
            dialog.next.click()
        dialog.show()
        return dialog

    return scene


def _dialog(make: Callable[[QWidget], QWidget]) -> Scene:
    def scene(view: MainView, _data: Data) -> QWidget:
        dialog = make(view.window)
        dialog.show()
        return dialog

    return scene


def _toast(view: MainView, data: Data) -> QWidget:
    toast = RingToast(Intents(view.window), view.clock)
    toast.setParent(view.window, toast.windowFlags())
    toast.show_cases([_known(data, data.call), _known(data, replace(data.call, key="k3"))])
    return toast


def _ringing_state(data: Data) -> DeskState:
    return _state(data, AgentState.RINGING, _known(data, data.call))


def _two_ring(data: Data) -> DeskState:
    again = _known(data, replace(data.call, key="k3"))
    return _state(data, AgentState.RINGING, _known(data, data.call), again)


PAGES: dict[str, Scene] = {
    "ready": _main(lambda data: data.base),
    "empty": _main(lambda _: DeskState(engine=EngineState.STARTING)),
    "not ready": _main(lambda data: replace(data.base, agent=Agent(AgentState.NOT_READY))),
    "ringing": _main(_ringing_state),
    "two ring": _main(_two_ring),
    "call": _main(_call_state),
    "continued": _main(
        lambda data: _state(
            data, AgentState.TALKING, _known(data, _talking(data), sample.CONTINUED)
        )
    ),
    "several calls": _main(_several_state),
    "conference": _main(lambda data: _several_state(data, conference=(data.call.key, "k2"))),
    "transfer": _transfer,
    "consulting": _consulting,
    "keypad": _keypad,
    "wrap-up": _main(_wrap_up_state),
    "notices": _main(_notices_state),
    "unknown caller": _main(_stranger(sample.UNKNOWN)),
    "choice of callers": _main(_stranger(sample.SEVERAL)),
    "withheld": _main(_stranger(sample.WITHHELD)),
    "colleague": _main(_stranger(sample.INTERNAL)),
    "search": _search,
    "who waits": _who_waits,
    "waiting page": _waiting_page,
    **{f"settings {name}": _settings(name) for name in (*words.SECTIONS, DOCTOR)},
    **{f"reports {kind}": _reports(kind) for kind in (TABLE, CHARTS, HOURS, "agent", "period")},
    "settings found": _settings("general", "e"),
}
WINDOWS: dict[str, Scene] = {
    "compact idle": _compact(lambda data: data.base),
    "compact ringing": _compact(_ringing_state),
    "compact call": _compact(_call_state),
    "compact several": _compact(_several_state),
    "compact wrap-up": _compact(_wrap_up_state),
    "toast": _toast,
    "first start": _first_start(0),
    "first start, account": _first_start(1),
    "first start, sound": _first_start(2),
    "about": _dialog(lambda window: About(Versions("0.1.0", "2.17"), window)),
    "shortcuts": _dialog(Shortcuts),
    "password": _dialog(lambda window: PasswordDialog("214@pbx.example", window)),
}
