"""Older pages of a caller's history on the real desk: the right case gets them, or nobody."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import EntryKind, TimelinePage
from desk_app.history import PAGE
from desk_app.state import DataProblem
from desk_app.telephony.messages import Goodbye
from tests.rigs.uac import Uac
from tests.test_desk import LALEH, Rig

COUNT = 250


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(tmp_path / "data", qtbot)
    yield rig
    rig.core.phone.request(Goodbye())
    rig.core.close()
    # The next desk's database thread may not be the one that collects this one's timers.
    del rig.core
    gc.collect()


def ring(rig: Rig, caller: Uac) -> tuple[str, int, list[tuple[str, TimelinePage]]]:
    """Let a customer ring who has a history; return call key, customer and what will be read."""
    caller.ring(rig.port, LALEH, "Laleh")
    key = rig.case().call.key
    rig.core.tickets.new_customer(key, "Laleh")
    rig.wait(rig.customer_name)
    found = rig.case().caller
    assert found is not None and found.customer is not None
    customer = found.customer.id
    with sqlite3.connect(rig.paths.database) as db:
        db.executemany(
            "insert into interactions (customer_id, kind, at_us, title, text, who, queue,"
            " direction, outcome, talk_us, wait_us, recording, call_key)"
            " values (?, ?, ?, '', '', '', '', '', '', 0, 0, '', '')",
            [(customer, ("note", "chat")[n % 2], n) for n in range(1, COUNT + 1)],
        )
    db.close()
    read: list[tuple[str, TimelinePage]] = []
    rig.core.history.read.connect(lambda key, page: read.append((key, page)))
    return key, customer, read


def all_work_done(rig: Rig) -> None:
    """Wait until the database thread has answered all that was asked before."""
    answers: list[None] = []
    rig.core.background.run(lambda: None, answers.append, lambda _: None)
    rig.wait(lambda: answers)


def test_pages_follow_each_other_to_the_end(rig: Rig) -> None:
    with Uac() as caller:
        key, customer, read = ring(rig, caller)
        before, seen = None, []
        while not (read and read[-1][1].last):
            known = len(read)
            rig.core.history.more(key, customer, EntryKind.NOTE, before)
            rig.wait(partial(lambda n: len(read) > n, known))
            said, page = read[-1]
            assert (said, page.kind, page.before) == (key, EntryKind.NOTE, before)
            assert len(page.entries) <= PAGE
            seen += [entry.at_us for entry in page.entries]
            before = page.entries[-1].at_us, page.entries[-1].id
        assert seen == list(range(COUNT, 0, -2))


def test_a_case_that_has_another_customer_by_then_gets_nothing(rig: Rig) -> None:
    with Uac() as caller:
        key, customer, read = ring(rig, caller)
        rig.core.history.more(key, customer + 1, None, None)
        rig.core.history.more("another call", customer, None, None)
        rig.core.tickets.new_customer(key, "Sahar")
        rig.core.history.more(key, customer, None, None)
        rig.wait(lambda: rig.customer_name() == "Sahar")
        all_work_done(rig)
        assert read == []


def test_what_the_database_refuses_is_read_when_it_can_be(rig: Rig) -> None:
    with Uac() as caller:
        key, customer, read = ring(rig, caller)
        with sqlite3.connect(rig.paths.database) as db:
            db.execute("alter table interactions rename to away")
        rig.core.history.more(key, customer, None, None)
        rig.wait(lambda: any(isinstance(n.problem, DataProblem) for n in rig.state.notices))
        assert read == []
        with sqlite3.connect(rig.paths.database) as db:
            db.execute("alter table away rename to interactions")
        db.close()
        rig.wait(lambda: read)
        assert len(read[0][1].entries) == PAGE
        rig.wait(lambda: not any(isinstance(n.problem, DataProblem) for n in rig.state.notices))
