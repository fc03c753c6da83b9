"""The same calls three times over: as SIPp saw them, in the journal, as calls with tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desk_app.call_book import enter_journals
from desk_app.core import number_rules
from desk_app.crm.service import Crm
from desk_app.settings import Settings
from desk_app.telephony import journal_files
from desk_app.telephony.messages import CallFact, Fact
from tests.rigs.sipp import Seen

_TALKED = {"abandoned", "answered"}
_BEGINS = {Fact.QUEUED, Fact.INCOMING}


def facts_in(folder: Path) -> list[CallFact]:
    """Return every fact of the folder's journals."""
    return [f for path in journal_files.journals(folder) for f in journal_files.read_after(path, 0)]


def enter(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Enter the folder's journals into a new database; return its calls and its tickets."""
    crm = Crm(folder / "bench.db", number_rules(Settings()))
    crm.open()
    enter_journals(crm, folder, "bench")
    rows, tickets = list(crm.list_calls()), list(crm.list_tickets())
    crm.close()
    return rows, tickets


def differences(
    seen: dict[str, Seen],
    facts: Iterable[CallFact],
    rows: list[dict[str, Any]],
    tickets: list[dict[str, Any]],
) -> dict[str, list[str]]:
    """Say what does not agree, each with the Call-IDs or keys: empty lists when all is well."""
    facts = list(facts)
    begun = [f for f in facts if f.fact in _BEGINS and f.call_id]
    ends = {f.key: f for f in facts if f.fact is Fact.ENDED}
    key_of = {f.call_id: f.key for f in begun}
    outcome = {row["key"]: row["outcome"] for row in rows}
    ticket_of = Counter(row["ticket_id"] for row in rows)
    return {
        "never answered": [i for i, call in seen.items() if not call.status],
        "not in the journal": [i for i in seen if i not in key_of],
        "unknown to SIPp": [i for i in key_of if i not in seen],
        "twice in the journal": _several(f.call_id for f in begun),
        "without an end": [f.key for f in begun if f.key not in ends],
        "without a call": [f.key for f in begun if f.key not in outcome],
        "ended otherwise": [
            i
            for i, call in seen.items()
            if i in key_of and not _agree(call, ends.get(key_of[i]), outcome.get(key_of[i], ""))
        ],
        "not one ticket each": [
            row["key"] for row in rows if not row["ticket_id"] or ticket_of[row["ticket_id"]] > 1
        ],
        "tickets too many": [str(t["id"]) for t in tickets if t["id"] not in ticket_of],
    }


def _several(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _agree(call: Seen, end: CallFact | None, outcome: str) -> bool:
    """Whether both sides say the same: talked and hung up there, seen off here, or refused."""
    if end is None or end.end is None:
        return False
    if call.status >= 300:
        return end.sip_status == call.status and outcome not in _TALKED
    if call.was_hung_up:
        return end.by_agent or end.end.value not in _TALKED
    return call.bye_status == 200 and end.end.value == outcome and outcome in _TALKED
