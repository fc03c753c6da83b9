"""Writes when this desk's agent is on duty for the desk's own queues.

On a team's PBX the bridge does, which sees what the PBX has.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desk_app.agent import AgentState
from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import DutyChange
from desk_app.desk import Desk, now_us
from desk_app.state import DeskState

LENGTHEN_MS = 60_000


class DutyDesk(QObject):
    """Follows the desk's state. UI thread; what the database refuses is told again later."""

    def __init__(
        self,
        desk: Desk,
        book: CallBook,
        background: Background,
        agent: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book, self._background, self._agent = book, background, agent
        self._now = DutyChange(0, "", None)
        self._untold: tuple[DutyChange, ...] = ()
        self._lengthen = QTimer(self, interval=LENGTHEN_MS)
        self._lengthen.timeout.connect(self._tell)
        desk.changed.connect(self._on_desk)

    def _on_desk(self, state: DeskState) -> None:
        name, reason = self._agent(), _reason(state)
        if (name, reason) != (self._now.agent, self._now.reason):
            self._change(name, reason)

    def _change(self, name: str, reason: str | None) -> None:
        before = self._now
        at_us = max(now_us(), before.at_us + 1)  # the clock may be put back
        self._now = DutyChange(at_us, name, reason)
        if before.reason is not None and before.agent != name:
            self._untold += (DutyChange(at_us, before.agent, None),)
        if (before.reason, reason) != (None, None):
            self._untold += (self._now,)
            self._tell()

    def _tell(self) -> None:
        """Write what is not written, and that the last of it lasts, be the database another one."""
        changes, at_us = self._untold, max(now_us(), self._now.at_us + 1)
        lasts = DutyChange(at_us, self._now.agent, self._now.reason)
        self._background.run(
            lambda: self._book.crm.tell_duty((*changes, lasts), at_us),
            lambda _: self._on_told(changes),
            self._on_refused,
        )
        if self._now.reason is None:
            self._lengthen.stop()
        else:
            self._lengthen.start()

    def _on_told(self, changes: tuple[DutyChange, ...]) -> None:
        self._untold = tuple(change for change in self._untold if change not in changes)

    def _on_refused(self, error: Exception) -> None:
        self._book.problem(error)  # said by the desk, whose own work is refused as well

    def close(self) -> None:
        """The agent is on duty here no more: the program ends."""
        self._change(self._now.agent, None)
        self._lengthen.stop()


def _reason(state: DeskState) -> str | None:
    """Return why the agent takes no calls, "" for one who does, None for one off duty."""
    if state.queues.me or not state.queues.logged_in:
        return None
    match state.agent.state:
        case AgentState.OFFLINE:
            return None
        case AgentState.NOT_READY:
            return state.agent.reason
    return ""
