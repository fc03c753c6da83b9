"""The pure fold: any order, any repetition, any grouping, one result."""

from __future__ import annotations

import functools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.crm.call_log import (
    Authority,
    CallEvent,
    CallRecord,
    CallState,
    EventKind,
    best_leg,
    fold,
    join,
    record_of,
)
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg
from tests.crm.calls import ENDS, SECOND_US, START_US, Journal
from tests.crm.strategies import events


@given(st.lists(events(), max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(told: list[CallEvent], random: object) -> None:
    again = told * 2
    random.shuffle(again)  # type: ignore[attr-defined]
    assert fold(again) == fold(told)


@given(events(), events(), events())
def test_join_is_associative_commutative_and_idempotent(
    a: CallEvent, b: CallEvent, c: CallEvent
) -> None:
    x, y, z = record_of(a), record_of(b), record_of(c)
    assert join(x, join(y, z)) == join(join(x, y), z)
    assert join(x, y) == join(y, x)
    assert join(x, x) == x


@given(st.lists(events(), min_size=1, max_size=8))
def test_every_reading_of_a_record_is_sound(told: list[CallEvent]) -> None:
    for record in fold(told):
        assert (record.outcome is OutcomeOfCall.OPEN) == (record.ended_us is None)
        assert (record.state is CallState.ENDED) == (record.ended_us is not None)
        assert record.talk_us >= 0
        assert record.wait_us >= 0
        assert record.direction in ("in", "out")
        assert not record.left_why or record.answered_us is None
        assert {leg.key for leg in record.agent_legs} <= {leg.key for leg in record.legs}
        assert record.key


def one(told: list[CallEvent]) -> CallRecord:
    (record,) = fold(told)
    return record


def ring_all(answerer: int = 3) -> list[CallEvent]:
    """Eight desks ring for one caller; one answers and the others are told so."""
    desks = [Journal(f"j{i}", f"agent{i}") for i in range(8)]
    told = [desk.event(f"K{i}", "ring", "1", waited_s=9.0) for i, desk in enumerate(desks)]
    told.append(desks[answerer].event(f"K{answerer}", "answer", "1"))
    told += [
        desk.event(f"K{i}", "end", "1", end="elsewhere")
        for i, desk in enumerate(desks)
        if i != answerer
    ]
    return told


def test_eight_desks_ringing_for_one_caller_are_one_answered_call() -> None:
    told = ring_all()
    talking = one(told)
    assert (talking.state, talking.outcome) == (CallState.ACTIVE, OutcomeOfCall.OPEN)
    desk = Journal("j3", "agent3", start_us=START_US + 300 * SECOND_US)
    ended = desk.event("K3", "end", "1", end="answered")
    over = one([*told, msgspec.structs.replace(ended, seq=9)])
    assert over.outcome is OutcomeOfCall.ANSWERED
    assert over.key == "K0"
    assert [leg.outcome for leg in over.legs].count(OutcomeOfLeg.ELSEWHERE) == 7
    assert best_leg(leg.outcome for leg in over.legs) is OutcomeOfLeg.ANSWERED
    assert over.wait_us == 10 * SECOND_US
    assert over.talk_us == 299 * SECOND_US


def test_answered_elsewhere_is_no_miss_for_the_desk_that_knows_only_its_leg() -> None:
    record = one(Journal().call("K", "elsewhere"))
    assert record.outcome is OutcomeOfCall.ANSWERED
    assert record.legs[0].outcome is OutcomeOfLeg.ELSEWHERE
    assert record.answered_us is None


@pytest.mark.parametrize("end", sorted(set(ENDS) - {"elsewhere"}))
def test_a_lone_leg_decides_how_the_call_ended(end: str) -> None:
    record = one(Journal().call("K", end))
    assert record.outcome is ENDS[end][1]
    assert record.legs[0].outcome is ENDS[end][0]


def test_the_best_of_what_phones_saw_is_the_outcome() -> None:
    told = [
        *Journal("j1").call("A", "rejected", "1"),
        *Journal("j2").call("B", "rang_out", "1"),
        *Journal("j3").call("C", "abandoned", "1"),
    ]
    assert one(told).outcome is OutcomeOfCall.ABANDONED


def test_a_queue_that_tries_again_opens_the_call_again() -> None:
    journal = Journal()
    told = journal.call("A", "rang_out", "1")
    assert one(told).state is CallState.ENDED
    told.append(journal.event("B", "ring", "1"))
    assert one(told).outcome is OutcomeOfCall.OPEN
    told += [journal.event("B", "answer", "1"), journal.event("B", "end", "1", end="answered")]
    assert one(told).outcome is OutcomeOfCall.ANSWERED
    assert [leg.outcome.value for leg in one(told).legs] == ["rang_out", "answered"]


def test_a_talk_whose_engine_died_is_lost_although_others_were_told_elsewhere() -> None:
    told = ring_all(answerer=0)
    lost = Journal("j0", "agent0", START_US + 99 * SECOND_US).event("K0", "end", "1", end="lost")
    record = one([*told, lost])
    assert record.outcome is OutcomeOfCall.LOST
    assert record.legs[0].outcome is OutcomeOfLeg.ANSWERED
    assert record.talk_us > 0


def test_a_call_lost_on_one_phone_and_answered_on_another_later_is_answered() -> None:
    first, second = Journal("j1"), Journal("j2", start_us=START_US + 60 * SECOND_US)
    told = [
        first.event("A", "ring", "1"),
        first.event("A", "answer", "1"),
        first.event("A", "end", "1", end="lost"),
        *second.call("B", "answered", "1"),
    ]
    assert one(told).outcome is OutcomeOfCall.ANSWERED


def test_a_lost_ringing_phone_does_not_spoil_an_answered_call() -> None:
    told = [*Journal("j1").call("A", "lost", "1"), *Journal("j2").call("B", "answered", "1")]
    assert one(told).outcome is OutcomeOfCall.ANSWERED


def test_the_exchange_has_the_last_word() -> None:
    told = Journal().call("A", "rang_out", "1")
    ledger = CallEvent(
        source="pbx",
        seq=1,
        kind=EventKind.END,
        at_us=START_US + 60 * SECOND_US,
        aliases=("linkedid:1",),
        authority=Authority.PBX,
        outcome=OutcomeOfCall.ABANDONED,
    )
    record = one([ledger, *told])
    assert record.outcome is OutcomeOfCall.ABANDONED
    assert record.authority is Authority.PBX
    assert record.ended_us == ledger.at_us
    assert record.legs[0].outcome is OutcomeOfLeg.RANG_OUT


def test_an_end_without_a_word_on_how_is_a_failed_call() -> None:
    told = CallEvent(source="pbx", seq=1, kind=EventKind.END, at_us=START_US, aliases=("x",))
    assert one([told]).outcome is OutcomeOfCall.FAILED


def test_names_that_meet_make_two_records_one() -> None:
    a, b = Journal("j1"), Journal("j2")
    apart = [a.event("A", "ring", "1"), b.event("B", "ring", "2")]
    assert len(fold(apart)) == 2
    bridge = CallEvent(
        source="pbx",
        seq=1,
        kind=EventKind.PROGRESS,
        at_us=START_US,
        aliases=("linkedid:1", "linkedid:2"),
        authority=Authority.PBX,
    )
    assert len(fold([*apart, bridge])) == 1


def test_a_call_passed_on_to_us_belongs_to_whom_it_was_passed_on_from() -> None:
    journal = Journal()
    told = [
        journal.event("A", "ring", number="201", name="Mina"),
        journal.event("A", "answer", number="201", name="Mina"),
        journal.event("A", "identity", number="02149258000", name="Laleh"),
    ]
    record = one(told)
    assert (record.number, record.name) == ("02149258000", "Laleh")


def test_the_far_end_of_an_outgoing_call_stays_whom_we_dialled() -> None:
    journal = Journal()
    told = [
        journal.event("A", "dial", direction="out"),
        journal.event("A", "identity", direction="out", number="214", name="Reception"),
    ]
    assert one(told).number == "02149258000"


def test_where_a_call_is_transferred_to_is_not_who_called() -> None:
    journal = Journal()
    told = [journal.event("A", "transfer", number="300"), journal.event("A", "ring")]
    assert one(told).number == "02149258000"


def test_a_record_from_before_forecasts_is_still_read() -> None:
    (record,) = fold([Journal().event("A", "ring")])
    kept = msgspec.to_builtins(record)
    del kept["expected_said"]
    assert msgspec.convert(kept, CallRecord, strict=False) == record


def test_hostile_texts_enter_plain_and_bounded() -> None:
    name = "\u202e<b>" + "x" * 5000 + "\x00\x07"
    record = one([Journal().event("A", "ring", name=name, queue="a\nb", number="1" * 9000)])
    assert record.name.startswith("<b>xxx")
    assert len(record.name) == 256
    assert record.queue == "a b"
    assert len(record.number) == 256


@given(st.lists(events(), min_size=2, max_size=10), st.integers(0, 10))
def test_folding_parts_and_joining_them_is_folding_the_whole(
    told: list[CallEvent], cut: int
) -> None:
    one_call = [msgspec.structs.replace(e, aliases=(*e.aliases, "linkedid:all")) for e in told]
    (whole,) = fold(one_call)
    parts = [fold(part) for part in (one_call[:cut], one_call[cut:]) if part]
    assert functools.reduce(join, [record for part in parts for record in part]) == whole
