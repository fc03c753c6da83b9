"""What the agent has promised, as the window shows it: pure folds over the database's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec.structs import replace

from desk_app.crm.records import Promise
from desk_app.unsaved import PromiseEdit

PREFIX = "promise:"
"""What an edit of a promise itself is kept under; others go by the key of their case."""

_MINUTE_US = 60_000_000
Moment = tuple[int, int]
"""A promise's number and when it is due: moved, it is another moment."""


def overlaid(promises: Iterable[Promise], edits: Mapping[str, PromiseEdit]) -> tuple[Promise, ...]:
    """Return the promises as they will be when the database has taken the edits that wait."""
    shown = []
    for promise in promises:
        edit = edits.get(f"{PREFIX}{promise.id}")
        if edit is None:
            shown.append(promise)
        elif edit.changes.done_us is None and not edit.kept_by and edit.changes.what != "":
            shown.append(replace(promise, due_us=edit.changes.due_us or promise.due_us))
    return tuple(sorted(shown, key=lambda promise: (promise.due_us, promise.id)))


def moment(promise: Promise) -> Moment:
    """Return what a reminder is about."""
    return promise.id, promise.due_us


def reminds_us(promise: Promise) -> int:
    """Return when the agent is to be reminded (UTC µs)."""
    return promise.due_us - promise.reminder_min * _MINUTE_US


def late(promises: Iterable[Promise], now_us: int) -> set[Moment]:
    """Return the moments that have passed."""
    return {moment(p) for p in promises if p.due_us <= now_us}


def to_remind(promises: Iterable[Promise], known: Set[Moment], now_us: int) -> set[Moment]:
    """Return the moments of which the agent is to be reminded now and was not before."""
    return {moment(p) for p in promises if reminds_us(p) <= now_us} - known


def next_reminder_us(promises: Iterable[Promise], known: Set[Moment]) -> int | None:
    """Return when there is something to remind of next, None when there is nothing."""
    return min((reminds_us(p) for p in promises if moment(p) not in known), default=None)
