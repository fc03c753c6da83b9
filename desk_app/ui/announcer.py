"""Rings, messages and changes of the agent's state, said by a screen reader anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desk_app.agent import AgentState
from desk_app.state import DeskState
from desk_app.ui import problems, states, who
from desk_app.ui import text as say

_Politeness = QAccessible.AnnouncementPoliteness


def speak(source: QObject, text: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
    """Let the system's screen reader say a text; without one this does nothing."""
    event = QAccessibleAnnouncementEvent(source, text)
    event.setPoliteness(politeness)
    QAccessible.updateAccessibility(event)


class Announcer(QObject):
    """Compares snapshots and says what is new: a ring at once, a state when there is time.

    The state that a ring or an answer brings is told by the ring and by the voice in the ear.
    """

    def __init__(
        self,
        source: QObject,
        tell: Callable[[QObject, str, QAccessible.AnnouncementPoliteness], None] = speak,
    ) -> None:
        super().__init__(source)
        self._source, self._tell = source, tell
        self._rang: frozenset[str] = frozenset()
        self._agent = DeskState().agent
        self._reminded: frozenset[int] = frozenset()
        self._messages: frozenset[int] = frozenset()
        self._first = True

    def show_state(self, state: DeskState) -> None:
        """Follow a snapshot."""
        ringing = {case.call.key: case for case in state.ringing}
        for key, case in ringing.items():
            # The record comes a moment after the ring: the name is worth the wait.
            if key not in self._rang and case.caller is not None:
                person = who.of_case(case)
                said = self.tr("Incoming call from {name}").format(name=person.name)
                queue = say.plain_text(case.call.queue, 40)
                text = ", ".join(part for part in (said, queue) if part)
                self._tell(self._source, text, _Politeness.Assertive)
                self._rang |= {key}
        self._rang &= ringing.keys()
        self._say_state(state)
        for promise in state.due:
            if promise.id not in self._reminded:
                name = say.plain_text(promise.name, 60) or say.phone(promise.number)
                said = self.tr("Reminder: call {name} back by {time}")
                due = say.clock_time(promise.due_us)
                text = said.format(name=name, time=due)
                self._tell(self._source, text, _Politeness.Polite)
        self._reminded = frozenset(state.reminders)
        for message in state.messages:
            if message.id not in self._messages:
                self._tell(self._source, problems.message(message), _Politeness.Assertive)
        self._messages = frozenset(message.id for message in state.messages)

    def _say_state(self, state: DeskState) -> None:
        before, self._agent = self._agent, state.agent
        first, self._first = self._first, False
        same = (before.state, before.reason) == (state.agent.state, state.agent.reason)
        if first or same or state.agent.state is AgentState.RINGING:
            return
        look = states.of_agent(state.agent)
        said = self.tr("Your state: {state}").format(state=look.text)
        self._tell(self._source, said, _Politeness.Polite)
