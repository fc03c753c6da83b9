"""One tour through the demo in one language and theme: ready, ringing, talking, wrap-up."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk_app import settings_file
from desk_app.agent import AgentState
from desk_app.app import WINDOW, build
from desk_app.core import Core
from desk_app.demo import run as demonstration
from desk_app.state import Case, DeskState
from desk_app.telephony.messages import RecordingState
from desk_app.ui.main_view import MainView

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
DEADLINE_MS = 90_000
TALK_S = 5
SETTLE_MS = 700  # fades and the first meters


class Tour:
    """Goes on when the desk says that the next sight is there."""

    def __init__(
        self,
        app: QApplication,
        core: Core,
        view: MainView,
        language: str,
        save: Callable[[str], object],
    ) -> None:
        self._app, self._core, self._view = app, core, view
        self._language = language
        self._save = save
        self._busy = False
        self._asked_to_record = False
        self.steps: list[tuple[str, Callable[[DeskState], object], Callable[[Case | None], None]]]
        self.steps = [
            ("ready", lambda s: s.recent and s.listening, lambda _: None),
            ("ringing", lambda s: s.ringing and s.ringing[0].ticket, self._answer),
            ("call", self._talks, self._hang_up),
            ("wrap-up", lambda s: s.agent.state is AgentState.WRAP_UP, lambda _: app.quit()),
        ]
        core.desk.changed.connect(self._look)
        view.clock.tick.connect(lambda: self._look(core.desk.state))

    def _look(self, state: DeskState) -> None:
        if self._busy or not self.steps or not self.steps[0][1](state):
            return
        self._busy = True
        QTimer.singleShot(SETTLE_MS, self._take)

    def _take(self) -> None:
        name, _, then = self.steps.pop(0)
        self._save(name)
        self._busy = False
        then(self._core.desk.state.current_case)
        self._look(self._core.desk.state)

    def _answer(self, case: Case | None) -> None:
        assert case is not None
        key = case.call.key
        self._view.window.intents.answer.emit(key)
        self._view.call_page.timeline.card.continue_shown()
        self._core.tickets.save_notes(key, NOTES[self._language])

    def _talks(self, state: DeskState) -> bool:
        case = state.current_case
        if case is None or case.call.answered_us is None:
            return False
        if case.call.recording is RecordingState.OFF and not self._asked_to_record:
            self._asked_to_record = True
            self._view.window.intents.record.emit(case.call.key, RecordingState.ON)
        talked_s = self._view.clock.seconds_since(case.call.answered_us)
        written = case.ticket is not None and case.ticket.notes == NOTES[self._language]
        return written and talked_s > TALK_S and case.call.recording is RecordingState.ON

    def _hang_up(self, case: Case | None) -> None:
        assert case is not None
        self._view.window.intents.hang_up.emit(case.call.key)


def main(language: str, theme: str, folder: Path) -> int:
    """Take the pictures; return 1 when the tour stood still."""
    app = QApplication(sys.argv[:1])
    setup = demonstration.prepare("fa" if language == "fa" else "en")
    callers = None
    try:
        settings_file.save(setup.paths.settings, "general.theme", theme)
        settings_file.save(setup.paths.settings, "audio.silent", True)
        callers = demonstration.start_callers(setup)
        core, view = build(app, setup.paths)
        window = view.window
        window.resize(*WINDOW)
        tour = Tour(
            app,
            core,
            view,
            language,
            lambda name: window.grab().save(str(folder / f"{name}-{language}-{theme}.png")),
        )
        view.show_state(core.desk.state)
        window.show()
        core.start()
        demonstration.let_them_call(callers)
        QTimer.singleShot(DEADLINE_MS, app.quit)
        app.exec()
        core.phone.end_engine()
        core.close()
        return int(bool(tour.steps))
    finally:
        demonstration.clean_up(setup, callers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
