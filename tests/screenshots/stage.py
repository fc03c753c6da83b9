"""A real desk with real callers for one tour, and what the tour can do with them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desk_app import settings_file
from desk_app.app import WINDOW, _attend, build
from desk_app.core import Core
from desk_app.demo import run as demonstration
from desk_app.demo import script
from desk_app.demo.run import DemoSetup
from desk_app.demo.script import Crowd, Pace
from desk_app.state import Case, DeskState
from desk_app.ui.main_view import MainView
from tests.screenshots import pictures

POLL_MS = 50
SETTLE_MS = 500  # fades and the first meters
PACE = Pace(first=0.5, pause=(900.0, 900.0), talk=(600.0, 600.0), second_after=16.0, pick_up=(1, 1))

Until = Callable[[DeskState], object]
Acts = Iterator[Until]


def settled(_state: DeskState) -> bool:
    """Wait for nothing but the repaint."""
    return True


class Stage:
    """What acts use. `language` is "en" or "fa"; pictures go to `folder`."""

    def __init__(
        self,
        core: Core,
        view: MainView,
        callers: subprocess.Popen[bytes],
        setup: DemoSetup,
        look: tuple[str, str],
        folder: Path,
    ) -> None:
        self.core, self.view, self.window = core, view, view.window
        self.language, self._theme = look
        self._folder = folder
        self.callers, self._setup = callers, setup

    @property
    def state(self) -> DeskState:
        """The newest snapshot."""
        return self.core.desk.state

    @property
    def case(self) -> Case:
        """The case in the panes."""
        case = self.state.current_case
        assert case is not None
        return case

    def say(self, english: str, persian: str) -> str:
        """Return what is typed in the tour's language."""
        return persian if self.language == "fa" else english

    def take(self, name: str, of: QWidget | None = None) -> None:
        """Save what the screen shows where a window stands: the desk's, if none is given."""
        area = (of or self.window).geometry()
        pictures.take(area, self._folder / f"{name}-{self.language}-{self._theme}.png")

    def let_them_call(self) -> None:
        """Let the first customer reach for the telephone."""
        demonstration.let_them_call(self.callers)

    def fill_queues(self) -> None:
        """Let a crowd call the queues instead."""
        self._end_callers()
        self.callers = demonstration.start_callers(
            replace(self._setup, script=_crowd_of(self._setup))
        )
        demonstration.let_them_call(self.callers)

    def _end_callers(self) -> None:
        self.callers.terminate()
        self.callers.wait(10)

    def send_them_home(self) -> None:
        """Let nobody call any more, and end the calls of those who wait."""
        self._end_callers()
        for key in self.state.queues.board.callers:
            self.window.intents.hang_up.emit(key)


class Tour:
    """Goes through the acts: each yields what must be true before it goes on."""

    def __init__(self, app: QApplication, stage: Stage, acts: Sequence[Callable[[Stage], Acts]]):
        self._app, self._stage = app, stage
        self._moments = self._all(acts)
        self._until: Until | None = None
        self.act = ""
        self.done = False
        self._timer = QTimer(app, interval=POLL_MS)
        self._timer.timeout.connect(self._look)

    def _all(self, acts: Sequence[Callable[[Stage], Acts]]) -> Acts:
        for act in acts:
            self.act = act.__name__
            yield from act(self._stage)

    def begin(self) -> None:
        """Start when the event loop runs."""
        self._until = settled
        self._timer.start()

    def _look(self) -> None:
        if self._until is not None and self._until(self._stage.state):
            self._until = None
            QTimer.singleShot(SETTLE_MS, self._go_on)

    def _go_on(self) -> None:
        try:
            self._until = next(self._moments)
        except StopIteration:
            self.done = True
            self._timer.stop()
            self._app.quit()


def _rehearse(setup: DemoSetup) -> None:
    """Let one caller ring while the first is talked to, then nobody, and nobody hang up.

    The crowd that fills the queues has a play of its own, for later.
    """
    play = script.load(setup.script)
    script.save(msgspec.structs.replace(play, plan=()), _crowd_of(setup))
    plan = [
        msgspec.structs.replace(planned, second=place == 1, patience_s=600.0)
        for place, planned in enumerate(play.plan)
    ]
    rehearsed = msgspec.structs.replace(play, plan=tuple(plan), pace=PACE, crowd=Crowd())
    script.save(rehearsed, setup.script)


def _crowd_of(setup: DemoSetup) -> Path:
    return setup.script.with_name("crowd.json")


@contextmanager
def opened(app: QApplication, look: tuple[str, str], folder: Path) -> Iterator[Stage]:
    """Open the demonstration as `desk-app demo` does, and take it down."""
    setup = demonstration.prepare("fa" if look[0] == "fa" else "en")
    callers = None
    try:
        settings_file.save(setup.paths.settings, "general.theme", look[1])
        _rehearse(setup)
        callers = demonstration.start_callers(setup)
        core, view = build(app, setup.paths)
        view.show_state(core.desk.state)
        view.window.setGeometry(0, 0, *WINDOW)
        view.window.show()
        core.start()
        core.tickets.read_choices(view.set_choices)
        QTimer.singleShot(0, partial(_attend, view))
        stage = Stage(core, view, callers, setup, look, folder)
        yield stage
        callers = stage.callers
        view.window.close()
        view.end()
        core.phone.end_engine()
        core.close()
    finally:
        demonstration.clean_up(setup, callers)
