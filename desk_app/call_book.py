"""The call book: the engine's facts, entered into the database in the journal's order.

Runs on the database thread. A fact that the database refused is entered later
from the journal, before any newer one of the same journal: nothing is skipped,
and the fold makes every repetition harmless.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desk_app.call_events import event_of
from desk_app.crm.records import (
    CallFolded,
    DayFigures,
    OpenTicket,
    Promise,
    RecentCall,
)
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.state import DataProblem
from desk_app.telephony import journal_files
from desk_app.telephony.messages import CallFact, Fact

if TYPE_CHECKING:
    from desk_app.crm.numbers import NumberRules
    from desk_app.crm.service import Crm

log = logging.getLogger(__name__)

RECENT = 50
KEEP_DAYS = 90
CALL_BACK_DAYS = 7  # so long a caller whom nobody served is worth a call
_DAY_US = 86_400_000_000

_ASK_WHO = {
    Fact.INCOMING,
    Fact.QUEUED,
    Fact.MOVED,
    Fact.CALLBACK,
    Fact.DIALING,
    Fact.IDENTITY,
}

_PROBLEMS = {
    DatabaseProblem.LOCKED: DataProblem.LOCKED,
    DatabaseProblem.FULL: DataProblem.FULL,
    DatabaseProblem.READ_ONLY: DataProblem.READ_ONLY,
    DatabaseProblem.CORRUPT: DataProblem.CORRUPT,
    DatabaseProblem.NEWER: DataProblem.NEWER,
    DatabaseProblem.FOREIGN: DataProblem.CORRUPT,
    DatabaseProblem.REFUSED: DataProblem.LOGIN_REFUSED,
    DatabaseProblem.NO_RIGHTS: DataProblem.NO_RIGHTS,
    DatabaseProblem.OLDER: DataProblem.OLDER,
}


AWAY_S = 1.5
_AWAY = {DatabaseProblem.GONE, DatabaseProblem.LATE}
_OF_THE_FILE = {
    DatabaseProblem.READ_ONLY,
    DatabaseProblem.CORRUPT,
    DatabaseProblem.MISSING,
    DatabaseProblem.DISK,
}


class Lists(msgspec.Struct, frozen=True):
    """What the ready page lists."""

    recent: tuple[RecentCall, ...]
    day: DayFigures
    waiting_for_me: tuple[OpenTicket, ...]
    to_call_back: tuple[RecentCall, ...]  # whom a queue owes a call
    promises: tuple[Promise, ...]
    handle_s: float  # recent mean of the agent's queues, 0 = none known
    errors_s: Mapping[str, float]  # by queue: how wrong the expected wait was lately, in the mean


class Folded(msgspec.Struct, frozen=True):
    """What entering facts brought: calls in the order of their last fact, perhaps lists."""

    calls: tuple[tuple[str, CallFolded], ...] = ()  # by this desk's key of the call
    lists: Lists | None = None


class CallBook:
    """Enters facts and answers with what the desk paints. Database thread, but for `expect`.

    `make_crm` is called there as well: loading SQLAlchemy takes longer than the window.
    So are `agent`, `day_start_us` and `queues`, the names of those that the agent serves.
    """

    def __init__(
        self,
        make_crm: Callable[[], Crm],
        data_dir: Path,
        agent: Callable[[], str],
        day_start_us: Callable[[], int],
        queues: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        self._make_crm = make_crm
        self._opened: Crm | None = None
        self._data_dir = data_dir
        self._agent = agent
        self._day_start_us = day_start_us
        self._queues = queues
        self._doubtful = False  # opened anew before the next use
        self._away: DatabaseTrouble | None = None  # a server's; not asked again before
        self._ask_again = 0.0  # this monotonic instant
        self._listed = False
        self._pruned = False
        self._refused: dict[tuple[str, int], CallFact] = {}
        self._last: dict[str, int] = {}
        self._live: tuple[str, ...] = ()

    def expect(self, live_keys: tuple[str, ...]) -> None:
        """Tell which calls are up, so that the next catching up brings their cases. UI thread."""
        self._live = live_keys

    def read_by(self, rules: NumberRules, language: str) -> None:
        """Read numbers by other rules and name places in a language ("en", "fa") from now on."""
        if self._opened is not None:  # else `make_crm` knows them
            self._opened.set_rules(rules, language)

    def reader(self) -> Crm:
        """Return the database once more, opened, for long reading on a thread of its own.

        Raises DatabaseTrouble.
        """
        crm = self._make_crm()
        crm.open(create=False)
        return crm

    @property
    def crm(self) -> Crm:
        """The open database.

        Raises:
            DatabaseTrouble: it cannot be opened now.
        """
        if self._opened is not None and (self._doubtful or self._opened.replaced):
            self._opened.close()
            self._opened = None
        if self._opened is None:
            if self._away is not None and time.monotonic() < self._ask_again:
                raise self._away
            crm = self._make_crm()
            try:
                crm.open()
            except DatabaseTrouble as trouble:
                self._spare(trouble)
                raise
            self._opened, self._away = crm, None
            self._doubtful = self._listed = False
            self._last.clear()
        return self._opened

    def reopen(self) -> None:
        """Open the database anew before its next use: it is another one. Any thread."""
        self._away, self._doubtful = None, True

    def _spare(self, trouble: DatabaseTrouble) -> None:
        """Refuse at once for a while what a server that is away would only let wait."""
        if trouble.problem in _AWAY:
            self._away, self._ask_again = trouble, time.monotonic() + AWAY_S

    def take(self, fact: CallFact) -> Folded:
        """Enter one fact, and first whatever of its journal is still missing.

        Raises:
            DatabaseTrouble: nothing is lost, `catch_up` enters it later.
        """
        name = (fact.journal, fact.seq)
        self._refused[name] = fact  # the journal may be in the engine's memory only
        if fact.seq > self._last_seq(fact.journal) + 1:
            self._enter_missing()
        if fact.seq > self._last_seq(fact.journal):
            folded = self._enter(fact)
        else:  # catching up was faster than the telling
            folded = self.crm.case(fact.key)
        self._refused.pop(name, None)
        ended = fact.fact is Fact.ENDED
        return Folded(((fact.key, folded),), self.lists() if ended else None)

    def catch_up(self) -> Folded:
        """Enter everything the journals have and the database has not.

        Raises:
            DatabaseTrouble: as above.
        """
        crm = self.crm
        entered = self._enter_missing()
        calls = []
        for key in self._live:
            with contextlib.suppress(LookupError):  # not in a journal that can be read
                calls.append((key, crm.case(key)))
        if not self._pruned:
            self._prune_journals()
        lists = self.lists() if entered or not self._listed else None
        self._listed = True
        return Folded(tuple(calls), lists)

    def _prune_journals(self) -> None:
        """Forget, once a run, what has long been stored; a restored backup may want the rest."""
        self._pruned = True
        before_us = time.time_ns() // 1000 - KEEP_DAYS * _DAY_US
        for path in journal_files.journals(self._data_dir):
            with contextlib.suppress(sqlite3.Error):  # the next run tries again
                source = journal_files.journal_id(path)
                journal_files.prune(path, self._last_seq(source), before_us)

    def lists(self) -> Lists:
        """Return the lists of the ready page."""
        queues = self._queues()
        return Lists(
            recent=self.crm.recent_calls(RECENT),
            day=self.crm.day(self._day_start_us(), self._agent()),
            waiting_for_me=self.crm.open_tickets_of(self._agent()),
            to_call_back=self.crm.to_call_back(
                time.time_ns() // 1000 - CALL_BACK_DAYS * _DAY_US, RECENT
            ),
            promises=self.promises(),
            handle_s=self.crm.recent_handle_s(queues),
            errors_s=self.crm.recent_errors_s(queues),
        )

    def promises(self) -> tuple[Promise, ...]:
        """Return what the agent has promised and not done, the earliest due first."""
        return self.crm.promises_of(self._agent())

    def problem(self, error: Exception) -> DataProblem:
        """Return what to tell the person about a failed piece of work. Any thread."""
        if isinstance(error, DatabaseTrouble):
            log.warning("database: %s", error)
            if error is not self._away:
                self._spare(error)
            self._doubtful = self._doubtful or error.problem in _OF_THE_FILE
            return _PROBLEMS.get(error.problem, DataProblem.UNREACHABLE)
        log.error("database work failed", exc_info=error)
        return DataProblem.UNREACHABLE

    def passing(self, error: Exception) -> bool:
        """Whether trying the same again later may help. Any thread."""
        return isinstance(error, DatabaseTrouble)

    def _last_seq(self, source: str) -> int:
        if source not in self._last:
            self._last[source] = self.crm.last_seq(source)
        return self._last[source]

    def _enter(self, fact: CallFact) -> CallFolded:
        folded = self.crm.fold(event_of(fact, self._agent()), want_caller=fact.fact in _ASK_WHO)
        self._last[fact.journal] = max(fact.seq, self._last.get(fact.journal, 0))
        return folded

    def _enter_missing(self) -> int:
        """Enter what the journals have, then what was only told; return how many facts."""
        entered = 0
        for fact in _missing(self._data_dir, self._last_seq):
            entered += self._try_to_enter(fact)
        for name, fact in list(self._refused.items()):
            entered += self._try_to_enter(fact)
            del self._refused[name]
        return entered

    def _try_to_enter(self, fact: CallFact) -> bool:
        """Enter a fact; one that cannot be entered for a fault of ours must not stop the others."""
        try:
            self._enter(fact)
        except DatabaseTrouble:
            raise
        except Exception:
            log.exception("fact %d of journal %s cannot be entered", fact.seq, fact.journal)
            return False
        return True


def _missing(data_dir: Path, last_seq: Callable[[str], int]) -> Iterator[CallFact]:
    """Yield the facts of every journal in the folder that the database has not."""
    for path in journal_files.journals(data_dir):
        try:
            source = journal_files.journal_id(path)
            facts = journal_files.read_after(path, last_seq(source))
        except sqlite3.Error as error:
            log.warning("journal %s cannot be read: %s", path.name, error)
            continue
        yield from facts


def enter_journals(crm: Crm, data_dir: Path, agent: str) -> None:
    """Enter what a desk that is not running left in its journals; for the command line.

    Raises:
        DatabaseTrouble: the database takes nothing.
    """
    for fact in _missing(data_dir, crm.last_seq):
        crm.fold(event_of(fact, agent))
