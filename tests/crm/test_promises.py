"""What was promised, by when: made once, moved, kept, taken back, found through any ticket."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.crm.database import check_database, open_database, version_of
from desk_app.crm.migrations import HEAD
from desk_app.crm.promises import REMINDER_MIN, PromiseConflict, UnknownPromise
from desk_app.crm.records import PromiseChanges, TicketChanges, TicketStatus
from desk_app.crm.service import Crm
from desk_app.crm.text import LONGEST
from tests.crm.calls import Journal
from tests.crm.conftest import NOW_US, Clock
from tests.crm.test_database import RELEASED

HOUR = 3_600_000_000
BACK = PromiseChanges(what="Call back with the new visit time", due_us=NOW_US + HOUR, owner="Omid")


@pytest.fixture
def talking(crm: Crm) -> int:
    """Return the ticket of a call `A` from Laleh, a customer."""
    journal = Journal()
    ticket = crm.fold(journal.event("A", "ring")).ticket.id
    crm.fold(journal.event("A", "answer"))
    crm.new_customer("A", "Laleh Farahmand", "Khorshidak Toys")
    return ticket


def call_out(crm: Crm, key: str = "B", number: str = "02149258000") -> Journal:
    """Let the agent call somebody who answers."""
    journal = Journal("out")
    crm.fold(journal.event(key, "dial", direction="out", number=number, name=""))
    crm.fold(journal.event(key, "answer", direction="out", number=number, name=""))
    return journal


def test_a_promise_has_all_that_the_line_shows(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    assert crm.promises_of("Omid") == (made,)
    assert (made.ticket_id, made.name, made.number, made.owner) == (
        talking,
        "Laleh Farahmand",
        "02149258000",
        "Omid",
    )
    assert (made.what, made.due_us, made.reminder_min) == (BACK.what, BACK.due_us, REMINDER_MIN)
    assert crm.promises_of("Mina") == ()


def test_told_again_it_is_the_same_promise(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, BACK, "A")
    again = crm.keep_promise(0, BACK, "A")
    assert made is not None and again is not None
    assert made.id == again.id
    changed = crm.keep_promise(0, PromiseChanges(what="Something else", owner="Omid"), "A")
    assert changed is not None
    assert (changed.id, changed.what, changed.due_us) == (made.id, "Something else", made.due_us)
    assert len(crm.promises_of("Omid")) == 1


def test_words_without_a_time_are_no_promise_yet(crm: Crm, talking: int) -> None:
    assert crm.keep_promise(0, PromiseChanges(what="Call", owner="Omid"), "A") is None
    assert crm.keep_promise(0, PromiseChanges(due_us=NOW_US, owner="Omid"), "A") is None
    assert crm.promises_of("Omid") == ()


def test_promises_come_in_the_order_in_which_they_are_due(crm: Crm) -> None:
    for key, due in (("A", 3), ("B", -1), ("C", 2)):
        crm.fold(Journal(key).event(key, "ring"))
        crm.keep_promise(0, PromiseChanges(what=key, due_us=NOW_US + due, owner="Omid"), key)
    assert [p.what for p in crm.promises_of("Omid")] == ["B", "C", "A"]
    assert [p.what for p in crm.promises_of("Omid", limit=1)] == ["B"]


def test_a_promise_made_before_the_agent_had_a_name_is_still_seen(crm: Crm, talking: int) -> None:
    crm.keep_promise(0, PromiseChanges(what="x", due_us=NOW_US, owner=""), "A")
    assert [p.what for p in crm.promises_of("Omid")] == ["x"]
    crm.keep_promise(0, PromiseChanges(what="y", owner="Omid"), "A")
    assert [p.what for p in crm.promises_of("")] == []
    assert [p.what for p in crm.promises_of("Omid")] == ["y"]


def test_another_agents_promise_in_the_same_ticket_is_left_alone(crm: Crm, talking: int) -> None:
    crm.keep_promise(0, BACK, "A")
    crm.keep_promise(0, PromiseChanges(what="mine", due_us=NOW_US, owner="Mina"), "A")
    assert [p.what for p in crm.promises_of("Omid")] == [BACK.what]
    assert [p.what for p in crm.promises_of("Mina")] == ["mine"]


def test_moved_done_and_taken_back(crm: Crm, talking: int, clock: Clock) -> None:
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    moved = crm.change_promise(made.id, PromiseChanges(due_us=NOW_US + 2 * HOUR))
    assert moved is not None
    assert (moved.due_us, moved.what, moved.version) == (NOW_US + 2 * HOUR, made.what, 2)
    for _ in range(2):  # told twice
        assert crm.change_promise(made.id, PromiseChanges(done_us=clock.now_us)) is None
    assert crm.promises_of("Omid") == ()
    second = crm.keep_promise(0, BACK, "A")
    assert second is not None
    assert second.id != made.id
    assert crm.keep_promise(0, PromiseChanges(what=" ", owner="Omid"), "A") is None
    with pytest.raises(UnknownPromise):
        crm.change_promise(second.id, PromiseChanges(due_us=1))


def test_a_list_painted_before_anothers_change_overwrites_nothing(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    crm.change_promise(made.id, PromiseChanges(due_us=NOW_US))
    with pytest.raises(PromiseConflict):
        crm.change_promise(made.id, PromiseChanges(due_us=1, version=made.version))
    assert crm.promises_of("Omid")[0].due_us == NOW_US


def test_words_are_bounded_and_plain(crm: Crm, talking: int) -> None:
    words = "<b>a\u202e\x00b\n" + "x" * 10**5
    made = crm.keep_promise(
        0, PromiseChanges(what=words, due_us=1, owner="O", number="1" * 999), "A"
    )
    assert made is not None
    assert made.what.startswith("<b>ab x")
    assert len(made.what) == len(made.number) == LONGEST


def test_a_promise_follows_its_ticket_into_another_and_back(crm: Crm, talking: int) -> None:
    crm.fold(Journal("old", start_us=1_763_200_000_000_000).event("OLD", "ring"))
    earlier = crm.finish_wrap_up("OLD", TicketChanges(status=TicketStatus.OPEN)).id
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    crm.continue_ticket("A", earlier)
    assert [p.ticket_id for p in crm.promises_of("Omid")] == [earlier]
    same = crm.keep_promise(earlier, PromiseChanges(what="changed", owner="Omid"))
    assert same is not None
    assert same.id == made.id
    crm.undo_continue("A")
    assert [p.ticket_id for p in crm.promises_of("Omid")] == [talking]


def test_who_the_caller_turns_out_to_be_is_named(crm: Crm) -> None:
    crm.fold(Journal().event("A", "ring", name="SHOP"))
    crm.keep_promise(0, BACK, "A")
    assert crm.promises_of("Omid")[0].name == "SHOP"
    crm.new_customer("A", "Laleh")
    named = crm.promises_of("Omid")[0]
    assert (named.name, named.customer_id is not None) == ("Laleh", True)


def test_a_call_that_keeps_it_goes_on_in_its_ticket(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    call_out(crm)
    for _ in range(2):  # told twice
        crm.fulfil_promise(made.id, "B")
    assert crm.promises_of("Omid") == ()
    assert crm.ticket_of("B").id == talking
    assert crm.ticket_of("B").continued


def test_a_call_to_a_number_nobody_has_is_for_the_promises_customer(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, PromiseChanges(what="x", due_us=1, number="09120001140"), "A")
    assert made is not None
    call_out(crm, number="09120001140")
    crm.fulfil_promise(made.id, "B")
    assert crm.case("B").caller.customer.name == "Laleh Farahmand"  # type: ignore[union-attr]
    assert crm.ticket_of("B").id == talking


def test_a_call_that_is_another_customers_keeps_its_own_ticket(crm: Crm, talking: int) -> None:
    made = crm.keep_promise(0, BACK, "A")
    assert made is not None
    call_out(crm, number="09120003340")
    crm.new_customer("B", "Siavash Golzari")
    crm.fulfil_promise(made.id, "B")
    assert crm.promises_of("Omid") == ()
    assert crm.ticket_of("B").id != talking


def test_a_ticket_without_a_call_takes_the_customers_first_number(crm: Crm, talking: int) -> None:
    crm.finish_wrap_up("A", TicketChanges(subject="Fibre"))
    made = crm.keep_promise(talking, BACK)
    assert made is not None
    assert (made.number, made.name) == ("02149258000", "Laleh Farahmand")


@pytest.mark.parametrize("released", RELEASED, ids=lambda p: p.stem)
def test_a_database_from_before_there_were_promises_takes_them(
    released: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(released, tmp_path / "old.sqlite"))
    assert version_of(path) == "0001"
    with opened(path) as crm:
        before = list(crm.list_tickets())
        made = crm.keep_promise(0, BACK, "A")
        assert made is not None
        assert made.name == "Laleh Farahmand"
        crm.backup(tmp_path / "copy.sqlite")
    for file in (path, tmp_path / "copy.sqlite"):
        assert (version_of(file), check_database(file)) == (HEAD, ())
        with opened(file) as crm:
            assert list(crm.list_tickets()) == before
            assert crm.promises_of("Omid") == (made,)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Crm]:
    crm = Crm(path)
    crm.open()
    yield crm
    crm.close()


def test_a_promise_of_no_ticket_is_damage_that_the_check_names(path: Path) -> None:
    open_database(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO promises VALUES (1, 77, NULL, '', 'x', '', 1, 1, 1, NULL, 1)")
    assert check_database(path) == ("row 1 of promises refers to a missing row of tickets",)
