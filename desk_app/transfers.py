"""Attended transfer: the caller waits while the agent asks a colleague."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk_app.desk import Desk
from desk_app.telephony.messages import AttendedTransfer, Dial, Done, HangUp, Hold, Report
from desk_app.telephony.phone import Phone


class Transfers(QObject):
    """Knows which call is the consultation for which caller. UI thread."""

    def __init__(self, phone: Phone, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: tuple[int, str] | None = None  # (Dial's request, call in hand)
        phone.reported.connect(self._on_reported)

    def consult(self, call_key: str, target: str) -> None:
        """Call a colleague; the engine puts the caller on hold."""
        number = self._desk.request(Dial(target=self._desk.dial_target(target)))
        self._asked = (number, call_key)

    def complete(self) -> None:
        """Connect the caller with the consulted colleague and leave."""
        if self._desk.state.consulting:
            call, consult = self._desk.state.consulting
            self._desk.request(AttendedTransfer(key=call, consult=consult))

    def cancel(self) -> None:
        """Give up the consultation and go back to the caller."""
        if self._desk.state.consulting:
            call, consult = self._desk.state.consulting
            self._desk.settle(self._desk.state.agent, consulting=None)
            self._desk.request(HangUp(key=consult))
            self._desk.request(Hold(key=call, on=False))

    def _on_reported(self, report: Report) -> None:
        if isinstance(report, Done) and self._asked and report.request == self._asked[0]:
            caller, self._asked = self._asked[1], None
            if report.key:
                self._desk.settle(self._desk.state.agent, consulting=(caller, report.key))
