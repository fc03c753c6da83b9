"""The real desk in a process of its own, telling the bench when its frames are painted."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desk_app import app
from desk_app.core import Core
from desk_app.crm.records import Caller
from desk_app.paths import Paths
from desk_app.state import DeskState
from desk_app.telephony.messages import Answer, CallFact, Fact, Snapshot
from desk_app.ui.main_view import MainView
from desk_app.ui.panes.call_page import CallPage
from tests.bench.commands import Commands
from tests.bench.frames import FirstFrame, Frames

REPAINT_MS = 16
REST_MS = 200  # a desk that has painted nothing for so long is at rest


class PaintMark(QObject):
    """Knows whether a widget was painted since it was last asked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget
        self._painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a Paint."""
        self._painted = self._painted or event.type() == QEvent.Type.Paint
        return False

    def take(self) -> bool:
        """Return whether it was painted, and begin anew."""
        painted, self._painted = self._painted, False
        return painted


class Probe(QObject):
    """Follows each incoming call from the engine's word to the frames that show its record.

    Painted is what was painted after the record was known: the name in the customer's
    column, and of the whole page strip, history and ticket as well.
    """

    def __init__(self, core: Core, view: MainView) -> None:
        super().__init__()
        self._core = core
        self._view = view
        self._name: PaintMark | None = None
        self._parts: list[PaintMark] = []
        view.call_page_made.connect(self._mark_parts)
        self._named: tuple[int, int] | None = None  # frame that painted the name
        self._left: list[PaintMark] = []  # parts not yet painted with the record
        self._facts: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._told: set[str] = set()
        self._answered: set[str] = set()
        self._listening = self._answers = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: Commands.say("quiet"))
        self._engine_pid = 0
        self._repaint = QTimer(self)
        self._repaint.setInterval(REPAINT_MS)
        self._repaint.timeout.connect(view.window.update)
        FirstFrame(view.window, lambda at_ns: Commands.say("usable", at_ns))
        Frames(view.window, self._on_frame)
        core.phone.fact.connect(self._on_fact)
        core.phone.attached.connect(self._on_attached)
        core.desk.changed.connect(self._on_changed)
        self._commands = Commands(
            {
                "answer": self._answer,
                "repaint": self._repaint.start,
                "rest": self._repaint.stop,
            }
        )

    def _mark_parts(self, page: CallPage) -> None:
        strip = self._view.window.ring_strip.name
        parts = (strip, page.timeline.view.viewport(), page.ticket)
        self._parts = [PaintMark(part) for part in parts]

    def _on_attached(self, snapshot: Snapshot) -> None:
        self._engine_pid = snapshot.pid

    def _on_fact(self, fact: CallFact) -> None:
        if fact.fact is Fact.INCOMING:
            self._facts[fact.key] = time.monotonic_ns()

    def _on_changed(self, state: DeskState) -> None:
        if state.listening and not self._listening:
            self._listening = True
            Commands.say("listening", time.monotonic_ns(), self._engine_pid)
        if self._answers:
            self._answer()
        for case in state.cases:
            if case.caller is not None and case.call.key not in self._known:
                self._known[case.call.key] = time.monotonic_ns()
                self._forget()

    def _forget(self) -> None:
        """Count only what is painted from now on."""
        self._named, self._left = None, list(self._parts)
        for mark in (*self._parts, *([self._name] if self._name else [])):
            mark.take()

    def _on_frame(self, begin_ns: int, end_ns: int) -> None:
        state = self._core.desk.state
        case = state.current_case
        if case is None:
            self._rest.start()
            return
        self._rest.stop()
        key, caller = case.call.key, case.caller
        if key in self._told or caller is None:
            return
        if self._named is None and self._on_screen(caller):
            self._named = (begin_ns, end_ns)
        self._left = [mark for mark in self._left if not mark.take()]
        if self._named is None or self._left:
            return
        self._told.add(key)
        known_ns = self._known[key]
        Commands.say(
            "painted", case.call.number, self._facts.get(key), known_ns, *self._named, end_ns
        )

    def _on_screen(self, caller: Caller) -> bool:
        """Return whether this frame painted the name in the customer's column."""
        if caller.customer is None:
            return False
        label = self._name.widget if self._name is not None else None
        if not isinstance(label, QLabel) or caller.customer.name not in label.text():
            self._name = self._find(caller.customer.name)
            return self._name is not None
        return self._name is not None and self._name.take() and label.isVisible()

    def _find(self, name: str) -> PaintMark | None:
        """Return the label of the customer's column that shows the name; others may never."""
        pane = self._view.call_page.customer
        found = (label for label in pane.findChildren(QLabel) if name in label.text())
        shown = next((label for label in found if label.isVisible()), None)
        return PaintMark(shown) if shown is not None else None

    def _answer(self) -> None:
        """Answer what rings now and from now on."""
        self._answers = True
        for case in self._core.desk.state.ringing:
            if case.call.key not in self._answered:
                self._answered.add(case.call.key)
                self._core.desk.request(Answer(key=case.call.key))


def main() -> int:
    """Run the desk on a data folder until its input ends; the engine ends as well."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    args = parser.parse_args()
    application = QApplication(sys.argv[:1])
    core, view = app.build(application, Paths(args.data_dir))
    probe = Probe(core, view)
    code = app.show_until_closed(application, core, view)
    del probe
    core.phone.end_engine()
    core.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
