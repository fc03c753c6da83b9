"""Desk: current call + customer + ticket; the only join of the halves.

Lives on the UI thread. The phone's facts come in, are recorded through the
call book on the database thread, and every change goes out as one frozen
`DeskState`. Widgets act through this class and its `tickets`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from desk_app import agent as agents
from desk_app import cases
from desk_app import notices as notes_of
from desk_app.background import Background
from desk_app.call_book import CallBook, Folded, Lists
from desk_app.crm.records import CallFolded
from desk_app.engine_news import EngineNews
from desk_app.state import Case, DataProblem, DeskState, Notice
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import (
    CallFact,
    Dial,
    DoNotDisturb,
    Hold,
    Request,
    Snapshot,
)
from desk_app.telephony.phone import Phone

log = logging.getLogger(__name__)

RETRY_MS = 2_000


def now_us() -> int:
    """Return the time, UTC microseconds."""
    return time.time_ns() // 1000


class Desk(QObject):
    """The join. `changed` carries the new `DeskState`; meters and quality pass straight on."""

    changed = Signal(object)
    folded = Signal(str, object)  # key, CallFolded: what the database has of a call
    wrap_up_over = Signal(str)  # key: the time ran out, nobody saved
    promises_read = Signal(tuple)  # of Promise, as the database has them
    levels = Signal(object)
    quality = Signal(object)
    echo = Signal(object)

    def __init__(
        self,
        phone: Phone,
        book: CallBook,
        background: Background,
        *,
        wrap_up_s: Callable[[], int],
        dial_uri: Callable[[str], str],
        state: DeskState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._phone = phone
        self._book = book
        self._background = background
        self._wrap_up_s = wrap_up_s
        self._dial_uri = dial_uri
        self._state = self._told = state
        self._refused: set[str] = set()
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._catch_up)
        self._wrap_up_timer = QTimer(self, singleShot=True)
        self._wrap_up_timer.timeout.connect(lambda: self.end_wrap_up(saved=False))
        phone.call_changed.connect(self._on_call_changed)
        phone.fact.connect(self._on_fact)
        phone.attached.connect(self._on_attached)
        self._news = EngineNews(self, phone)

    @property
    def state(self) -> DeskState:
        """The newest snapshot."""
        return self._state

    def close(self) -> None:
        """Say nothing more: the program ends."""
        self._retry.stop()
        self._wrap_up_timer.stop()
        self.blockSignals(True)

    def open_database(self) -> None:
        """Open the database, enter what the journals have, read the lists."""
        self._catch_up()

    def change(self, **fields: object) -> None:
        """Replace fields of the state and tell the window. For the desk's own parts only."""
        self._state = replace(self._state, **fields)
        if self._state != self._told:
            self._told = self._state
            self.changed.emit(self._state)

    # --- what the agent does ---------------------------------------------------------------

    def request(self, request: Request) -> int:
        """Pass a request on to the engine; a failure comes back as a notice."""
        return self._phone.request(request)

    def dial_target(self, text: str) -> str:
        """Return what the engine dials for a number or address as typed, pasted or clicked."""
        return self._dial_uri(text)

    def dial(self, text: str) -> None:
        """Call a number or SIP address as typed, pasted or clicked."""
        self._phone.request(Dial(target=self._dial_uri(text)))

    def switch_to(self, call_key: str) -> None:
        """Show a call and talk to it; the engine holds the others."""
        case = self._state.case(call_key)
        if case is not None and case.call.held:
            self._phone.request(Hold(key=call_key, on=False))
        self.show(call_key)

    def show(self, call_key: str) -> None:
        """Fill the panes with this call's case; "" shows the ready page."""
        self.change(current=call_key)

    def open_case(self, case: Case) -> None:
        """Fill the panes with an earlier ticket."""
        others = tuple(c for c in self._state.cases if c.call.key != case.call.key)
        self.change(cases=(*others, case), current=case.call.key)

    def close_case(self, call_key: str) -> None:
        """Put an earlier ticket away; a call that is up or in wrap-up stays."""
        case = self._state.case(call_key)
        if case is not None and not case.call.live and not self._wraps_up(call_key):
            self._put_away(call_key)

    def choose_state(self, reason: str) -> None:
        """Be ready ("") or not ready for a reason: now, or after the call in hand."""
        self.settle(agents.choose(self._state.agent, reason))

    def not_responding(self) -> None:
        """Be not ready until the agent says otherwise: an offered call was left ringing."""
        self.settle(agents.not_responding(self._state.agent))

    def more_wrap_up(self, extra_s: int) -> None:
        """Lengthen the wrap-up."""
        self.settle(agents.more_time(self._state.agent, extra_s))
        self._start_wrap_up_timer()

    def end_wrap_up(self, *, saved: bool) -> None:
        """Finish the wrap-up: ready, or as chosen during the call."""
        wrap_up = self._state.agent.wrap_up
        if wrap_up is None:
            return
        self._wrap_up_timer.stop()
        if not saved:
            self.wrap_up_over.emit(wrap_up.call_key)
        self._put_away(wrap_up.call_key)
        self.settle(agents.end_wrap_up(self._state.agent))

    def _put_away(self, call_key: str) -> None:
        fewer = cases.without(self._state, call_key)
        self.change(cases=fewer.cases, current=fewer.current)

    def refresh(self) -> None:
        """Read the lists of the ready page again."""
        self._background.run(self._book.lists, self._on_lists, self.database_refused)

    def notice(self, problem: DataProblem, detail: str = "") -> None:
        """Say something about data or settings until it is `resolved`."""
        self.change(notices=notes_of.put(self._state.notices, Notice(problem, detail)))

    def resolved(self, *problems: DataProblem) -> None:
        """Take notices back."""
        notices = self._state.notices
        for problem in problems:
            notices = notes_of.remove(notices, problem)
        self.change(notices=notices)

    def database_refused(self, error: Exception, what: str = "facts") -> None:
        """Say what is wrong with the database until it has taken all that it refused.

        What is read again by itself goes by "facts".
        """
        self._refused.add(what)
        notice = Notice(self._book.problem(error))
        others = tuple(n for n in self._state.notices if n.problem not in _DATABASE or n == notice)
        self.change(notices=notes_of.put(others, notice))
        self._retry.start()

    def database_took(self, what: str) -> None:
        """Note that what was refused is in the database now."""
        self._refused.discard(what)
        if not self._refused:
            self.resolved(*_DATABASE)

    def put_case(self, case: Case) -> None:
        """Replace the case of the same call, if the desk still has it."""
        self.change(cases=cases.with_case(self._state, case).cases)

    # --- what the phone says ---------------------------------------------------------------

    def _on_call_changed(self, call: Call) -> None:
        before = self._state.case(call.key)
        if before is None and (call.waits or not call.live):
            return
        if self._wraps_up(call.key) and call.answered_us is None:
            if call.waits or not call.live:  # given to a queue, where it is what it may
                return
            self.end_wrap_up(saved=False)
            before = None
        if before is not None and call.waits:
            self._on_waits_again(before.call)
            return
        self._state = cases.with_call(self._state, call)
        if not call.live:
            self._on_ended(call)
        elif cases.takes_the_panes(self._state, before, call):
            self._state = replace(self._state, current=call.key)
            self.end_wrap_up(saved=False)
        self.settle(self._state.agent)

    def _on_waits_again(self, before: Call) -> None:
        """Take a call off the desk that rang in vain, or whose caller was given to a queue."""
        if before.state is CallState.ACTIVE:
            talked = cases.given(before, now_us())
            self._state = cases.with_call(self._state, talked)
            self._on_ended(talked)
        else:
            self._state = cases.without(self._state, before.key)
        self.settle(self._state.agent)

    def _wraps_up(self, key: str) -> bool:
        wrap_up = self._state.agent.wrap_up
        return wrap_up is not None and wrap_up.call_key == key

    def _on_ended(self, call: Call) -> None:
        self._state = cases.after_end(self._state, call.key)
        if self._wrap_up_s() == 0 or not cases.wants_wrap_up(self._state, call):
            self._state = cases.without(self._state, call.key)
            return
        self.end_wrap_up(saved=False)
        wrapping = agents.begin_wrap_up(self._state.agent, call, self._wrap_up_s())
        self._state = replace(self._state, agent=wrapping, current=call.key)
        self._start_wrap_up_timer()

    def settle(self, agent: agents.Agent, **fields: Any) -> None:
        """Put the agent in the state that the calls make. For the desk's own parts only."""
        before, conference = self._state.agent, self._phone.conference
        state = replace(self._state, **fields)
        settled = agents.settle(
            agent,
            (case.call for case in state.cases),
            now_us(),
            conference=conference,
            consulting=state.consulting is not None,
        )
        notices = notes_of.after_agent(state.notices, settled)
        self.change(**{**fields, "agent": settled, "conference": conference, "notices": notices})
        if settled.chosen_reason != before.chosen_reason:
            self._tell_do_not_disturb()

    def _start_wrap_up_timer(self) -> None:
        wrap_up = self._state.agent.wrap_up
        if wrap_up is not None:
            self._wrap_up_timer.start(max(0, (wrap_up.ends_us - now_us()) // 1000))

    def _tell_do_not_disturb(self) -> None:
        self._phone.request(DoNotDisturb(on=bool(self._state.agent.chosen_reason)))

    def _on_fact(self, fact: CallFact) -> None:
        self._background.run(partial(self._book.take, fact), self._on_folded, self.database_refused)

    def _on_attached(self, snapshot: Snapshot) -> None:
        self._news.take_snapshot(snapshot)
        self._tell_do_not_disturb()
        self._catch_up()

    # --- what the database says ------------------------------------------------------------

    def _catch_up(self) -> None:
        on_desk = (case.call for case in self._state.cases)
        self._book.expect(tuple(dict.fromkeys(c.key for c in (*on_desk, *self._phone.calls))))
        self._background.run(self._book.catch_up, self._on_caught_up, self.database_refused)

    def _on_caught_up(self, folded: Folded) -> None:
        self.database_took("facts")
        self._on_folded(folded)

    def _on_folded(self, folded: Folded) -> None:
        for key, call in folded.calls:
            self._take_folded(key, call)
        if folded.lists is not None:
            self._on_lists(folded.lists)

    def _take_folded(self, key: str, folded: CallFolded) -> None:
        self.folded.emit(key, folded)
        case = self._state.case(key)
        if case is None:
            return
        ticket = folded.ticket
        if case.ticket is not None and case.ticket.version > ticket.version:
            ticket = case.ticket
        self.put_case(replace(case, caller=folded.caller or case.caller, ticket=ticket))

    def _on_lists(self, lists: Lists) -> None:
        self.change(
            recent=lists.recent,
            day=lists.day,
            waiting_for_me=lists.waiting_for_me,
            to_call_back=lists.to_call_back,
            queues=replace(self._state.queues, handle_s=lists.handle_s, errors_s=lists.errors_s),
        )
        self.promises_read.emit(lists.promises)


_DATABASE = (
    DataProblem.LOCKED,
    DataProblem.FULL,
    DataProblem.READ_ONLY,
    DataProblem.CORRUPT,
    DataProblem.NEWER,
    DataProblem.UNREACHABLE,
    DataProblem.LOGIN_REFUSED,
    DataProblem.NO_RIGHTS,
    DataProblem.OLDER,
)
