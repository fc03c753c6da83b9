"""The queue's bench notices a call that is missing, twice, without an end or otherwise ended."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desk_app.telephony.messages import CallFact, End, Fact, QueuePlan
from tests.bench import queue_books, queue_through
from tests.rigs.sipp import Seen

PLAN = QueuePlan(name="Support", numbers=("500",), announce_every_s=0)


def test_calls_through_the_queue_are_the_same_in_all_books(tmp_path: Path) -> None:
    figures = queue_through.measure(tmp_path / "run", 12, 20, PLAN)
    assert [f.figure for f in figures if f.goal == 1 and f.ours] == []
    assert "SIPp: 12 calls, 0 refused" in figures[0].note
    assert "12 ended, 12 calls, 12 tickets" in figures[0].note

    facts = queue_books.facts_in(tmp_path / "run")
    rows, tickets = queue_books.enter(tmp_path / "run")
    begun = [f for f in facts if f.fact is Fact.QUEUED]
    seen = {f.call_id: Seen(invites=1, status=200, byes=1, bye_status=200) for f in begun}
    first, second, third, *_ = begun
    rest = [f for f in facts if not (f.key == first.key and f.fact is Fact.ENDED)]
    rest.append(msgspec.structs.replace(second, key="another"))
    seen["lost"] = Seen(invites=6)
    seen[third.call_id] = Seen(invites=1, status=486)
    rows[1]["ticket_id"] = rows[0]["ticket_id"]
    wrong = queue_books.differences(seen, rest, rows, tickets)
    assert wrong["never answered"] == wrong["not in the journal"] == ["lost"]
    assert wrong["twice in the journal"] == [second.call_id]
    assert set(wrong["without an end"]) == {first.key, "another"}
    assert wrong["without a call"] == ["another"]
    assert {first.call_id, third.call_id} <= set(wrong["ended otherwise"])
    assert len(wrong["not one ticket each"]) == 2
    assert len(wrong["tickets too many"]) == 1


def test_a_caller_who_is_seen_off_counts_as_such() -> None:
    seen = {"x": Seen(invites=1, status=200, was_hung_up=True)}
    row = {"key": "k", "outcome": "overflowed", "ticket_id": 1}
    begun = CallFact(journal="j", seq=1, key="k", fact=Fact.QUEUED, at_us=1, call_id="x")
    ended = msgspec.structs.replace(begun, seq=2, fact=Fact.ENDED, end=End.OVERFLOWED, call_id="")
    wrong = queue_books.differences(seen, [begun, ended], [row], [{"id": 1}])
    assert not any(wrong.values())
