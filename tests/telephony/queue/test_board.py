"""The board is the facts, folded: order of service, places, repetition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.telephony.facts import CallFact, Fact
from desk_app.telephony.queue.board import QueueBoard, apply, fold


def fact(key: str, kind: Fact, at_us: int = 0, **more: object) -> CallFact:
    return CallFact(journal="j", seq=1, key=key, fact=kind, at_us=at_us, **more)  # type: ignore[arg-type]


def queued(key: str, at_us: int, queue: str = "S", **more: object) -> CallFact:
    return fact(key, Fact.QUEUED, at_us, queue=queue, **more)


def test_places_are_by_priority_then_time_of_entry() -> None:
    board = fold([queued("b", 2), queued("a", 1), queued("c", 3), queued("x", 0, "T")])
    assert [c.key for c in board.of("S")] == ["a", "b", "c"]
    assert [board.place(key) for key in "abc"] == [1, 2, 3]
    board = apply(board, fact("c", Fact.PRIORITY, priority=1, reason="key account"))
    assert [c.key for c in board.of("S")] == ["c", "a", "b"]
    assert board.of("S")[0].why == "key account"
    assert board.place("nobody") == 0


def test_who_rings_keeps_the_place_and_is_not_offered_twice() -> None:
    board = fold([queued("a", 1), queued("b", 2), fact("a", Fact.OFFERED, leg=1)])
    assert board.place("b") == 2
    assert (n := board.next(["S"])) is not None and n.key == "b"
    board = apply(board, fact("a", Fact.NOT_TAKEN))
    assert (n := board.next(["S"])) is not None and n.key == "a"
    assert board.next(["T"]) is None


def test_the_next_is_the_one_who_waits_longest_in_any_of_the_agents_queues() -> None:
    board = fold([queued("a", 5, "S"), queued("b", 4, "T")])
    assert (n := board.next(["S", "T"])) is not None and n.key == "b"


def test_who_keeps_the_place_by_callback_stays_and_who_speaks_a_message_leaves() -> None:
    board = fold([queued("a", 1), queued("b", 2), queued("c", 3)])
    board = apply(board, fact("a", Fact.CALLBACK))
    board = apply(board, fact("b", Fact.MESSAGE))
    assert [(c.key, c.callback) for c in board.of("S")] == [("a", True), ("c", False)]
    assert [c.key for c in apply(board, fact("a", Fact.DIALING)).of("S")] == ["c"]


def test_a_refused_caller_never_waits() -> None:
    assert fold([queued("a", 1, reason="full")]) == QueueBoard()


def test_a_refused_caller_who_is_promised_a_call_waits_by_the_time_of_the_refusal() -> None:
    who = {"queue": "S", "number": "021", "name": "L", "waited_s": 2.0}
    refused = queued("a", 1_000_000, reason="full")
    board = fold([refused, queued("b", 2_000_000), fact("a", Fact.CALLBACK, 3_000_000, **who)])
    assert [c.key for c in board.of("S")] == ["a", "b"]
    a = board.callers["a"]
    assert (a.entered_us, a.callback, a.offers) == (1_000_000, True, 0)
    assert (a.number, a.name) == ("021", "L")


def test_moving_keeps_the_time_of_entry() -> None:
    board = fold([queued("a", 1), queued("b", 2, "T"), fact("a", Fact.MOVED, queue="T")])
    assert [c.key for c in board.of("T")] == ["a", "b"]


def test_who_is_given_back_waits_by_the_first_entry() -> None:
    board = fold(
        [
            queued("a", 1_000_000),
            fact("a", Fact.OFFERED, leg=1),
            fact("a", Fact.ANSWERED, leg=1),
            queued("b", 2_000_000),
        ]
    )
    assert [c.key for c in board.of("S")] == ["b"]
    more = {"waited_s": 8.0, "leg": 1, "number": "021", "name": "L", "priority": 2}
    board = apply(board, fact("a", Fact.MOVED, 9_000_000, queue="T", **more))
    a = board.callers["a"]
    assert (a.entered_us, a.offers, a.number, a.name, a.priority) == (1_000_000, 1, "021", "L", 2)
    board = apply(board, fact("a", Fact.MOVED, 9_500_000, queue="S"))
    assert [c.key for c in board.of("S")] == ["a", "b"]


_KINDS = st.sampled_from([Fact.QUEUED, Fact.OFFERED, Fact.NOT_TAKEN, Fact.ANSWERED, Fact.ENDED])
_FACTS = st.lists(st.builds(fact, st.sampled_from("abcd"), _KINDS, st.integers(0, 9)), max_size=30)


@given(_FACTS)
def test_any_history_gives_places_without_gaps(facts: list[CallFact]) -> None:
    board = fold(facts)
    for queue in {c.queue for c in board.callers.values()}:
        waiting = board.of(queue)
        assert [board.place(c.key) for c in waiting] == list(range(1, len(waiting) + 1))


@given(_FACTS)
def test_the_last_word_said_twice_changes_nothing(facts: list[CallFact]) -> None:
    board = fold(facts)
    assert not facts or facts[-1].fact is Fact.QUEUED or apply(board, facts[-1]) == board
