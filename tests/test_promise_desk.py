"""Promises on a desk without windows: the real engine, a real peer, a real database."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Promise, PromiseChanges
from desk_app.desk import now_us
from desk_app.state import DataProblem, Saving
from desk_app.telephony.messages import Answer, Goodbye, HangUp
from tests.rigs.agent import Agent
from tests.rigs.uac import Uac
from tests.test_desk import LALEH, Rig

HOUR = 3_600_000_000


@pytest.fixture
def peer() -> Iterator[Agent]:
    """Whoever the desk calls."""
    with Agent() as agent:
        yield agent


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot, peer: Agent) -> Iterator[Rig]:
    rig = Rig(tmp_path / "data", qtbot, f'gateway = "127.0.0.1:{peer.port}"\n')
    yield rig
    rig.core.phone.request(Goodbye())
    rig.core.close()
    del rig.core
    gc.collect()


def promised(rig: Rig, what: str = "Call back", due_us: int = 0, number: str = LALEH) -> Promise:
    """Let somebody call and give up; promise to call back; return the promise."""
    with Uac() as caller:
        ring = caller.ring(rig.port, number)
        key = rig.case().call.key
        caller.cancel(ring)
    rig.wait(lambda: not rig.state.cases)
    changes = PromiseChanges(what=what, due_us=due_us or now_us() + 5 * HOUR)
    rig.core.promises.make(key, changes)
    rig.wait(lambda: any(p.what == what for p in rig.state.promises))
    return next(p for p in rig.state.promises if p.what == what)


def call_up(rig: Rig) -> str:
    rig.wait(lambda: any(case.call.live for case in rig.state.cases))
    return next(case.call.key for case in rig.state.cases if case.call.live)


def test_an_answered_call_keeps_the_promise_and_goes_on_in_its_ticket(
    rig: Rig, peer: Agent
) -> None:
    made = promised(rig)
    rig.core.promises.call(made.id)
    rig.core.promises.call(made.id)  # pressed twice: one call
    ringing = peer.wait("incoming")
    assert f"sip:{LALEH}@" in ringing["message"]
    key = call_up(rig)
    assert [p.id for p in rig.state.promises] == [made.id]
    peer.do("answer", call=ringing["call"], status=200)
    rig.wait(lambda: not rig.state.promises)
    rig.wait(lambda: (t := rig.case().ticket) is not None and t.id == made.ticket_id)
    assert rig.ticket(key).id == made.ticket_id
    assert rig.ticket(key).continued
    assert len(rig.state.cases) == 1
    rig.core.desk.request(HangUp(key=key))


def test_nobody_answers_and_the_promise_stays(rig: Rig, peer: Agent) -> None:
    made = promised(rig)
    rig.core.promises.call(made.id)
    peer.hang_up(peer.wait("incoming")["call"], 486)
    rig.wait(lambda: not rig.state.cases and rig.state.recent[0].direction == "out")
    assert [p.id for p in rig.state.promises] == [made.id]
    assert rig.state.recent[0].ticket_id != made.ticket_id
    rig.core.promises.call(made.id)  # and can be tried again
    peer.wait("incoming")
    rig.core.desk.request(HangUp(key=call_up(rig)))


def test_a_call_of_ones_own_to_the_same_number_keeps_no_promise(rig: Rig, peer: Agent) -> None:
    made = promised(rig)
    rig.core.desk.dial(LALEH)
    peer.do("answer", call=peer.wait("incoming")["call"], status=200)
    key = call_up(rig)
    rig.wait(lambda: rig.case().call.answered_us)
    rig.core.desk.request(HangUp(key=key))
    rig.wait(lambda: rig.state.recent[0].direction == "out")
    assert [p.id for p in rig.state.promises] == [made.id]


def test_moved_and_done(rig: Rig) -> None:
    first = promised(rig, "first", now_us() + 2 * HOUR)
    second = promised(rig, "second", now_us() + 3 * HOUR, "09120001142")
    assert [p.what for p in rig.state.promises] == ["first", "second"]
    rig.core.promises.move(first.id, now_us() + 9 * HOUR)
    assert [p.what for p in rig.state.promises] == ["second", "first"]  # at once
    rig.wait(lambda: rig.state.promises[1].version == 2)
    rig.core.promises.done(second.id)
    assert [p.what for p in rig.state.promises] == ["first"]
    rig.core.desk.refresh()
    rig.core.promises.make("ticket:" + str(first.ticket_id), PromiseChanges(what=""))
    rig.wait(lambda: not rig.state.promises)


def test_what_a_locked_database_refuses_is_kept_over_a_new_start(rig: Rig) -> None:
    waits = promised(rig, "waits")
    with Uac() as caller:
        ring = caller.ring(rig.port, "09120001142")
        key = rig.case().call.key
        rig.core.desk.request(Answer(key=key))
        caller.talk(ring)
        rig.wait(lambda: rig.case().call.answered_us)
        other = sqlite3.connect(rig.paths.database, isolation_level=None)
        other.execute("begin immediate")
        soon = now_us() + HOUR
        rig.core.promises.make(key, PromiseChanges(what="new", due_us=soon))
        rig.core.promises.move(waits.id, soon + 1)
        assert [p.due_us for p in rig.state.promises] == [soon + 1]
        rig.wait(lambda: rig.case().saving is Saving.KEPT)
        assert any(notice.problem is DataProblem.LOCKED for notice in rig.state.notices)
        rig.wait(lambda: '"new"' in rig.paths.unsaved.read_text())
        old = rig.core
        old.phone.abandon()  # the desk dies
        old.desk.close()
        other.execute("rollback")
        other.close()
        old.background.close()
        rig.open()
        rig.wait(lambda: [p.what for p in rig.state.promises] == ["new", "waits"])
        rig.wait(lambda: not rig.paths.unsaved.exists())
        assert [p.due_us for p in rig.state.promises] == [soon, soon + 1]
        caller.hang_up(ring)


def test_a_reminder_comes_once_before_the_time(rig: Rig) -> None:
    made = promised(rig, "soon", now_us() + 9 * 60_000_000)
    rig.wait(lambda: rig.state.reminders == (made.id,))
    rig.core.desk.refresh()
    rig.core.promises.move(made.id, now_us() + HOUR)
    assert rig.state.reminders == ()
    rig.core.promises.move(made.id, now_us() + 10 * 60_000_000 + 1_500_000)
    assert rig.state.reminders == ()
    rig.wait(lambda: rig.state.reminders == (made.id,))  # by the clock alone
    rig.core.promises.done(made.id)
    assert rig.state.reminders == ()


def test_what_was_late_before_the_desk_opened_is_red_and_not_told(rig: Rig) -> None:
    made = promised(rig, "late", now_us() - HOUR)
    rig.wait(lambda: rig.state.reminders == (made.id,))
    old = rig.core
    old.phone.abandon()
    old.desk.close()
    old.background.close()
    rig.open()
    rig.wait(lambda: rig.state.promises)
    assert rig.state.reminders == ()


def test_a_reminder_waits_for_the_end_of_the_call(rig: Rig) -> None:
    made = promised(rig, "soon")
    with Uac() as caller:
        ring = caller.ring(rig.port, "09120001142")
        key = rig.case(0).call.key
        rig.core.promises.move(made.id, now_us() + 60_000_000)
        rig.core.desk.request(Answer(key=key))
        caller.talk(ring)
        rig.wait(lambda: rig.case().call.answered_us)
        assert rig.state.reminders == ()
        caller.hang_up(ring)
    rig.wait(lambda: rig.state.reminders == (made.id,))
