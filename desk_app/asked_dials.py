"""Numbers that somebody outside the window asked for: dialled when the line is up."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app import dialling
from desk_app.desk import Desk
from desk_app.state import DeskState, EngineState
from desk_app.telephony.messages import RegistrationState

log = logging.getLogger(__name__)

PATIENCE_MS = 20_000
"""A call that begins later than this after the click would be a surprise."""


def line_is_up(state: DeskState) -> bool:
    """Whether a call can be made now."""
    if state.engine is not EngineState.UP:
        return False
    registration = state.registration.state
    direct = registration is RegistrationState.NONE and bool(state.listening)
    return direct or registration is RegistrationState.REGISTERED


class AskedDials(QObject):
    """Dials what other programs ask for. UI thread.

    `asked()`: the window is to come forward. `offered(str)`: the person has to decide; the
    text belongs into the search field. That is the fate of codes with * or # (a link on a
    web page could divert the line), of text that is no number, and of a number whose line
    did not come up in time. The last one asked for counts.
    """

    asked = Signal()
    offered = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting = ""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        desk.changed.connect(self._look)

    def ask(self, text: str) -> None:
        """Dial `text` as a link or a person wrote it; "" only brings the window forward."""
        self.asked.emit()
        number = dialling.clean(text)
        if not text:
            return
        self._patience.stop()
        self._waiting = ""
        if not number or set(number) & set("*#"):
            self.offered.emit(number or text)
            return
        log.info("asked from outside to dial")
        self._waiting = number
        self._patience.start()
        self._look(self._desk.state)

    def _look(self, state: DeskState) -> None:
        if self._waiting and line_is_up(state):
            number, self._waiting = self._waiting, ""
            self._patience.stop()
            self._desk.dial(number)

    def _give_up(self) -> None:
        number, self._waiting = self._waiting, ""
        self.offered.emit(number)
