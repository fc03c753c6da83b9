"""Who is calling, in the few words a bar has room for."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication

from desk_app.crm.records import Caller, CallerKind, EntryKind, OutcomeOfCall, TimelineEntry
from desk_app.crm.text import is_withheld
from desk_app.state import Case
from desk_app.telephony.calls import Call
from desk_app.ui import text as say


class Who(msgspec.Struct, frozen=True):
    """`name` heads the bar, `number` and `company` stand under it; any may be empty."""

    name: str
    number: str
    company: str
    person: str  # the name for the avatar; "" when nobody is known


def of_case(case: Case) -> Who:
    """Return the words for a call: the customer's, else what the network said."""
    return of_call(case.call, case.caller)


def of_call(call: Call, caller: Caller | None) -> Who:
    """Return the words for a call whose caller may not be known yet."""
    number = say.phone(call.number)
    if caller is not None and caller.customer is not None:
        customer = caller.customer
        name = say.plain_text(customer.name)
        return Who(name or number, number, say.plain_text(customer.company), name)
    shown = say.plain_text(call.name)
    if caller is not None and caller.kind is CallerKind.WITHHELD:
        return Who(QCoreApplication.translate("who", "Number withheld"), "", "", "")
    if caller is not None and caller.kind is CallerKind.SEVERAL:
        said = QCoreApplication.translate("who", "{n} people have this number")
        people = said.format(n=say.digits(len(caller.choice)))
        return Who(shown or number, number, people, shown)
    place = say.plain_text(caller.place) if caller is not None else ""
    if shown and shown != say.plain_text(call.number):
        return Who(shown, number, place, shown)
    if number:
        return Who(number, place, "", "")
    return Who(QCoreApplication.translate("who", "Unknown caller"), "", "", "")


def name_of(name: str, number: str) -> str:
    """Return a name as the network said it, "" where it says no more than "Anonymous"."""
    shown = say.plain_text(name, 60)
    return "" if is_withheld(number) and is_withheld(shown) else shown


def number_of(number: str) -> str:
    """Return a number for the eye, "" for one that was withheld."""
    return "" if is_withheld(number) else say.phone(number)


class History(msgspec.Struct, frozen=True):
    """Two lines of the ring strip: what came today, and when the caller last called."""

    today: str
    last_call: str


def history(caller: Caller | None, call_key: str, *, now_us: int) -> History | None:
    """Return what happened before, None while nothing is known.

    Looks only at the entries the snapshot brings, newest first.
    """
    if caller is None or caller.kind is CallerKind.WITHHELD:
        return None
    entries = [e for e in caller.timeline if not call_key or e.call_key != call_key]
    calls = [e for e in entries if e.kind is EntryKind.CALL]
    if not entries:
        if caller.kind is not CallerKind.UNKNOWN:
            return None
        unknown = QCoreApplication.translate("who", "Not known yet")
        return History(unknown, QCoreApplication.translate("who", "First call"))
    return History(_today(entries, now_us), _last_call(calls, now_us))


def _lost(entry: TimelineEntry) -> bool:
    return entry.kind is EntryKind.CALL and entry.outcome not in (
        OutcomeOfCall.ANSWERED,
        OutcomeOfCall.OPEN,
    )


def _emails(n: int) -> str:
    one = QCoreApplication.translate("who", "1 e-mail")
    many = QCoreApplication.translate("who", "{n} e-mails")
    return one if n == 1 else many.format(n=say.digits(n))


def _chats(n: int) -> str:
    one = QCoreApplication.translate("who", "1 chat")
    many = QCoreApplication.translate("who", "{n} chats")
    return one if n == 1 else many.format(n=say.digits(n))


def _calls(n: int) -> str:
    one = QCoreApplication.translate("who", "1 call")
    many = QCoreApplication.translate("who", "{n} calls")
    return one if n == 1 else many.format(n=say.digits(n))


def _lost_calls(n: int) -> str:
    one = QCoreApplication.translate("who", "1 lost call")
    many = QCoreApplication.translate("who", "{n} lost calls")
    return one if n == 1 else many.format(n=say.digits(n))


def _today(entries: list[TimelineEntry], now_us: int) -> str:
    today = [e for e in entries if say.days_between(e.at_us, now_us) == 0]
    lost = sum(_lost(e) for e in today)
    kinds = [e.kind for e in today]
    counts = (
        (_emails, kinds.count(EntryKind.EMAIL)),
        (_chats, kinds.count(EntryKind.CHAT)),
        (_calls, kinds.count(EntryKind.CALL) - lost),
        (_lost_calls, lost),
    )
    parts = [words(n) for words, n in counts if n]
    if not parts:
        return QCoreApplication.translate("who", "Before today")
    comma = QCoreApplication.translate("who", ", ", "between the items of a list")
    return QCoreApplication.translate("who", "Today: {list}").format(list=comma.join(parts))


def _last_call(calls: list[TimelineEntry], now_us: int) -> str:
    if not calls:
        return QCoreApplication.translate("who", "First call")
    days = [say.days_between(e.at_us, now_us) for e in calls]
    if 1 in days:
        return QCoreApplication.translate("who", "Called yesterday")
    last = calls[0].at_us
    if days[0] == 0:
        said = QCoreApplication.translate("who", "Called at {time}")
        return said.format(time=say.clock_time(last))
    said = QCoreApplication.translate("who", "Called {date}")
    return said.format(date=say.short_date(last, now_us=now_us))
