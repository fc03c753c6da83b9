"""The promises of the desk: made in a ticket, moved, kept by a call, reminded of once.

Lives on the UI thread. What the database refuses is in the `Unsaved` file until it takes it,
as with edits of tickets, and the window shows it as if it were there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from desk_app import promised
from desk_app.agent import BUSY, AgentState
from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import CallFolded, Promise, PromiseChanges
from desk_app.desk import RETRY_MS, Desk, now_us
from desk_app.promised import PREFIX, Moment
from desk_app.state import DeskState, Saving
from desk_app.telephony.calls import Call
from desk_app.telephony.messages import Dial, Done, Report, Trouble
from desk_app.telephony.phone import Phone
from desk_app.ticket_desk import address
from desk_app.unsaved import PromiseEdit, Unsaved

log = logging.getLogger(__name__)

LOOK_MS = 60_000
"""The clock may be put forward and the computer may sleep: no reminder is timed from further."""

_BUSY = BUSY - {AgentState.WRAP_UP}


class _Saved(msgspec.Struct, frozen=True):
    promises: tuple[Promise, ...]
    case: CallFolded | None = None  # of the call that kept the promise


class PromiseDesk(QObject):
    """Keeps `DeskState.promises` and `reminders` true. Every method returns at once."""

    def __init__(
        self,
        desk: Desk,
        phone: Phone,
        book: CallBook,
        background: Background,
        unsaved: Unsaved,
        agent: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._background = background
        self._unsaved = unsaved
        self._agent = agent
        self._read: tuple[Promise, ...] | None = None
        self._edits = unsaved.promises
        self._sending: set[str] = set()
        self._dialled: dict[int, int] = {}  # request of a Dial: promise
        self._calls: dict[str, int] = {}  # call that was dialled for a promise
        self._reminded: set[Moment] = set()
        self._reminding: set[Moment] = set()
        self._held_back = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.save_kept)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._show)
        desk.promises_read.connect(self._on_read)
        desk.changed.connect(self._on_desk_changed)
        phone.reported.connect(self._on_reported)
        phone.call_changed.connect(self._on_call_changed)
        phone.detached.connect(self._dialled.clear)  # an engine that died answers no more

    # --- what the agent does ---------------------------------------------------------------

    def make(self, case_key: str, changes: PromiseChanges) -> None:
        """Make the promise of a call or ticket, or change it; an empty `what` takes it back."""
        self._add(case_key, PromiseEdit(replace(changes, owner=self._agent())))

    def move(self, promise_id: int, due_us: int) -> None:
        """Let a promise be due at another time."""
        self._add(f"{PREFIX}{promise_id}", PromiseEdit(PromiseChanges(due_us=due_us)))

    def done(self, promise_id: int) -> None:
        """Note that a promise was kept without a call from here."""
        self._add(f"{PREFIX}{promise_id}", PromiseEdit(PromiseChanges(done_us=now_us())))

    def call(self, promise_id: int) -> None:
        """Call the promise's number; somebody answering keeps the promise."""
        found = next((p for p in self._desk.state.promises if p.id == promise_id), None)
        busy = {*self._dialled.values(), *self._calls.values()}
        if found is None or not found.number or promise_id in busy:
            return
        request = self._desk.request(Dial(target=self._desk.dial_target(found.number)))
        self._dialled[request] = promise_id
        self._reminded.add(promised.moment(found))
        self._reminding.discard(promised.moment(found))
        self._show()

    # --- what is kept and tried again ------------------------------------------------------

    def save_kept(self) -> None:
        """Offer the database again what it has refused, also from an earlier run."""
        for key in tuple(self._edits):
            self._send(key)

    def close(self) -> None:
        """Put on disk what the database has not confirmed; the program ends."""
        self._retry.stop()
        self._clock.stop()
        self._keep_all()

    def _keep_all(self) -> None:
        for key, edit in self._edits.items():
            self._unsaved.keep_promise(key, edit)

    def _mark_kept(self, key: str) -> None:
        """Say that it is on this computer, unless something newer is on its way."""
        if key in self._edits and key not in self._sending:
            self._mark(key, Saving.KEPT)

    def _add(self, key: str, edit: PromiseEdit) -> None:
        before = self._edits.get(key)
        self._edits[key] = before.then(edit) if before else edit
        self._show()
        self._send(key)

    def _send(self, key: str) -> None:
        """Save what waits for a promise: one piece of work at a time, so that the newest wins."""
        edit = self._edits.get(key)
        if edit is None or key in self._sending:
            return
        self._sending.add(key)

        def saved(result: _Saved) -> None:
            self._sending.discard(key)
            if self._edits.get(key) == edit:
                del self._edits[key]
                self._unsaved.forget_promise(key)
                self._desk.database_took(f"a promise of {key}")
                self._mark(key, Saving.SAVED)
            self._take_case(edit.kept_by, result.case)
            self._on_read(result.promises)
            self._send(key)

        def refused(error: Exception) -> None:
            self._sending.discard(key)
            self._keep_all()
            self._unsaved.when_written(lambda: self._mark_kept(key))
            if not isinstance(error, LookupError):  # else the call itself is still to be entered
                self._desk.database_refused(error, f"a promise of {key}")
            self._retry.start()

        self._background.run(partial(_save, self._book, key, edit), saved, refused)

    def _mark(self, key: str, saving: Saving) -> None:
        case = self._desk.state.case(key)
        if case is not None and (saving is Saving.KEPT or case.saving is Saving.KEPT):
            self._desk.put_case(replace(case, saving=saving))

    def _take_case(self, call_key: str, folded: CallFolded | None) -> None:
        case = self._desk.state.case(call_key)
        if case is not None and folded is not None:
            now = replace(case, caller=folded.caller, ticket=folded.ticket)
            self._desk.put_case(now)

    # --- what the phone says ---------------------------------------------------------------

    def _on_reported(self, report: Report) -> None:
        if not isinstance(report, Done | Trouble) or report.request not in self._dialled:
            return
        promise_id = self._dialled.pop(report.request)
        if isinstance(report, Done) and report.key:
            self._calls[report.key] = promise_id
            case = self._desk.state.case(report.key)
            if case is not None:
                self._on_call_changed(case.call)

    def _on_call_changed(self, call: Call) -> None:
        if call.key not in self._calls:
            return
        if call.answered_us is not None:
            promise_id = self._calls.pop(call.key)
            self._add(f"{PREFIX}{promise_id}", PromiseEdit(PromiseChanges(), kept_by=call.key))
        elif not call.live:
            del self._calls[call.key]

    # --- what the window shows -------------------------------------------------------------

    def _on_read(self, promises: tuple[Promise, ...]) -> None:
        if self._read is None:  # late ones are red on the ready page: no strip for each
            self._reminded |= promised.late(promises, now_us())
        self._read = promises
        self._show()

    def _on_desk_changed(self, state: DeskState) -> None:
        if self._held_back and state.agent.state not in _BUSY:
            self._show()

    def _show(self) -> None:
        shown = promised.overlaid(self._read or (), self._edits)
        now = now_us()
        begun = promised.to_remind(shown, self._reminded, now)
        # A strip that came or went in a call would move what is under the pointer.
        self._held_back = bool(begun) and self._desk.state.agent.state in _BUSY
        if not self._held_back:
            self._reminded |= begun
            self._reminding |= begun
        reminders = tuple(p.id for p in shown if promised.moment(p) in self._reminding)
        self._desk.change(promises=shown, reminders=reminders)
        following = promised.next_reminder_us(shown, self._reminded | begun)
        if following is None:
            self._clock.stop()
        else:
            self._clock.start(min(LOOK_MS, max(0, following - now) // 1000 + 1))


def _save(book: CallBook, key: str, edit: PromiseEdit) -> _Saved:
    """Write what waits for a promise and read them all again. Database thread."""
    from desk_app.crm.promises import UnknownPromise

    try:
        _write(book, key, edit)
    except UnknownPromise:
        log.warning("%s was taken back before it could be changed", key)
    except LookupError:  # refused with the call's own facts
        book.catch_up()
        _write(book, key, edit)
    return _Saved(book.promises(), book.crm.case(edit.kept_by) if edit.kept_by else None)


def _write(book: CallBook, key: str, edit: PromiseEdit) -> None:
    if not key.startswith(PREFIX):
        ticket_id, call_key = address(key)
        book.crm.keep_promise(ticket_id, edit.changes, call_key)
        return
    promise_id = int(key.removeprefix(PREFIX))
    if edit.changes != PromiseChanges():
        book.crm.change_promise(promise_id, edit.changes)
    if edit.kept_by:
        book.crm.fulfil_promise(promise_id, edit.kept_by)
