"""The desk without windows: the real engine, real SIP, a real database."""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.agent import AgentState
from desk_app.core import Core, assemble
from desk_app.crm.records import CallerKind, OutcomeOfCall, TicketChanges, TicketNow, TicketStatus
from desk_app.paths import Paths
from desk_app.state import Case, DataProblem, DeskState, EngineState, Saving
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import Answer, Goodbye, HangUp, Reject
from tests.rigs.patience import PATIENCE_MS
from tests.rigs.ports import free_port
from tests.rigs.uac import NoAnswer, Uac

LALEH = "02149258000"


class Rig:
    """A desk that is up and listens, and whoever calls it."""

    def __init__(self, folder: Path, qtbot: QtBot, more: str = "") -> None:
        self.qtbot = qtbot
        self.paths = Paths(folder)
        self.port = free_port()
        folder.mkdir(exist_ok=True)
        self.paths.settings.write_text(
            f'[sip]\nlisten = "127.0.0.1:{self.port}"\nallow_from = ["127.0.0.1"]\n'
            f'{more}[general]\nname = "Mina"\n[audio]\nsilent = true\n[calls]\nwrap_up_s = 60\n'
        )
        self.core: Core
        self.open()

    def open(self) -> None:
        self.core = assemble(self.paths)
        self.core.start()
        self.wait(lambda: bool(self.state.listening))
        self.wait(lambda: self.state.agent.state is not AgentState.OFFLINE)

    @property
    def state(self) -> DeskState:
        return self.core.desk.state

    def wait(self, condition: Callable[[], object], within_ms: int = PATIENCE_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=within_ms)

    def case(self, index: int = 0) -> Case:
        self.wait(lambda: len(self.state.cases) > index and self.state.cases[index].ticket)
        case: Case = self.state.cases[index]
        return case

    def ticket(self, key: str) -> TicketNow:
        """The call's ticket, asked where the database lives, after all that was sent before."""
        found: list[TicketNow] = []
        failed: list[Exception] = []
        self.core.background.run(
            lambda: self.core.book.crm.ticket_of(key), found.append, failed.append
        )
        self.wait(lambda: found or failed)
        assert not failed
        return found[0]

    def customer_name(self) -> str:
        caller = self.state.cases[0].caller
        return caller.customer.name if caller and caller.customer else ""

    def notes(self) -> str:
        ticket = self.state.cases[0].ticket
        return ticket.notes if ticket else ""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(tmp_path / "data", qtbot)
    yield rig
    rig.core.phone.request(Goodbye())
    rig.core.close()
    # The next desk's database thread may not be the one that collects this one's timers.
    del rig.core
    gc.collect()


def test_from_invite_to_ticket(rig: Rig) -> None:
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH, "Laleh Farahmand")
        case = rig.case()
        assert case.call.state is CallState.RINGING
        assert rig.state.agent.state is AgentState.RINGING
        assert case.caller is not None
        assert (case.caller.kind, case.caller.e164) == (CallerKind.UNKNOWN, "+982149258000")
        assert case.ticket is not None
        assert case.ticket.status is TicketStatus.DRAFT
        key = case.call.key

        rig.core.desk.request(Answer(key=key))
        caller.talk(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.TALKING)
        rig.core.tickets.new_customer(key, "لاله فرهمند")
        rig.wait(lambda: rig.customer_name() == "لاله فرهمند")
        rig.core.tickets.save_notes(key, "Fibre drops every evening")
        rig.wait(
            lambda: rig.case().saving is Saving.SAVED and rig.notes() == "Fibre drops every evening"
        )
        caller.hang_up(ring)

    rig.wait(lambda: rig.state.agent.state is AgentState.WRAP_UP)
    assert rig.state.current == key
    rig.core.tickets.finish(key, TicketChanges(subject="Fibre", disposition="solved"))
    rig.wait(lambda: rig.state.agent.state is AgentState.READY and not rig.state.cases)
    rig.wait(lambda: rig.state.recent and rig.state.recent[0].outcome is OutcomeOfCall.ANSWERED)
    ticket = rig.ticket(key)
    assert (ticket.subject, ticket.status, ticket.owner, ticket.notes) == (
        "Fibre",
        TicketStatus.SOLVED,
        "Mina",
        "Fibre drops every evening",
    )
    assert rig.state.recent[0].name == "لاله فرهمند"
    assert rig.state.day.answered == 1


def test_a_caller_who_gives_up_leaves_a_ticket(rig: Rig) -> None:
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH)
        key = rig.case().call.key
        caller.cancel(ring)
    rig.wait(lambda: not rig.state.cases)
    rig.wait(lambda: [c.outcome for c in rig.state.recent] == [OutcomeOfCall.ABANDONED])
    assert rig.ticket(key).status is TicketStatus.DRAFT
    assert rig.state.agent.state is AgentState.READY


def test_a_second_caller_does_not_push_the_first_away(rig: Rig) -> None:
    with Uac() as first, Uac() as second:
        ring = first.ring(rig.port, LALEH)
        key = rig.case().call.key
        rig.core.desk.request(Answer(key=key))
        first.talk(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.TALKING)
        other = second.ring(rig.port, "09120001142")
        rig.case(1)
        assert rig.state.current == key
        assert [case.call.number for case in rig.state.ringing] == ["09120001142"]
        rig.core.desk.request(Reject(key=rig.case(1).call.key, busy=True))
        rig.wait(lambda: len(rig.state.cases) == 1)
        first.hang_up(ring)
        assert other.ringing_ns


def test_a_break_chosen_in_a_call_begins_where_there_is_no_wrap_up(rig: Rig) -> None:
    rig.core.configuration.change("calls.wrap_up_s", 0)
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH)
        rig.core.desk.request(Answer(key=rig.case().call.key))
        caller.talk(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.TALKING)
        rig.core.desk.choose_state("Lunch")
        assert rig.state.agent.state is AgentState.TALKING
        caller.hang_up(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.NOT_READY)
        assert rig.state.agent.reason == "Lunch"
    rig.wait(lambda: busy(rig.port))  # the engine hears of it


def busy(port: int) -> bool:
    """Call once; return whether the phone says that it is busy."""
    with Uac() as caller:
        try:
            caller.cancel(caller.ring(port, "09120001142"))
        except NoAnswer as answer:
            return "486" in str(answer)
    return False


def test_the_engine_dies_in_a_call_and_the_ticket_says_so(rig: Rig) -> None:
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH)
        key = rig.case().call.key
        rig.core.desk.request(Answer(key=key))
        caller.talk(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.TALKING)
        os.kill(rig.core.phone.engine_pid, signal.SIGKILL)
        rig.wait(lambda: rig.state.engine is EngineState.RESTARTING)
        assert any(notice.problem is EngineState.RESTARTING for notice in rig.state.notices)
        rig.wait(lambda: rig.state.engine is EngineState.UP and bool(rig.state.listening))
        rig.wait(lambda: [call.outcome for call in rig.state.recent] == [OutcomeOfCall.LOST])
        assert rig.state.agent.state is AgentState.WRAP_UP
        assert rig.ticket(key).call_key == key
        again = caller.ring(rig.port, LALEH)
        rig.wait(lambda: bool(rig.state.ringing))
        caller.cancel(again)


def test_a_new_desk_finds_the_call_with_its_ticket_and_notes(rig: Rig) -> None:
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH)
        key = rig.case().call.key
        rig.core.desk.request(Answer(key=key))
        caller.talk(ring)
        rig.wait(lambda: rig.state.agent.state is AgentState.TALKING)
        rig.core.tickets.save_notes(key, "half a sen")
        rig.wait(lambda: rig.notes() == "half a sen")
        old = rig.core
        old.phone.abandon()
        rig.open()
        case = rig.case()
        assert (case.call.key, case.call.state) == (key, CallState.ACTIVE)
        assert case.ticket is not None
        assert case.ticket.notes == "half a sen"
        assert rig.state.current == key
        rig.core.desk.request(HangUp(key=key))
        rig.wait(lambda: rig.state.agent.state is AgentState.WRAP_UP)
        old.background.close()


def test_a_locked_database_keeps_words_and_calls_until_it_opens(rig: Rig) -> None:
    rig.wait(rig.paths.database.exists)
    other = sqlite3.connect(rig.paths.database, isolation_level=None)
    with Uac() as caller:
        other.execute("begin immediate")
        ring = caller.ring(rig.port, LALEH)
        rig.wait(lambda: bool(rig.state.ringing))
        key = rig.state.cases[0].call.key
        rig.core.tickets.save_notes(key, "typed while locked")
        rig.wait(lambda: rig.state.cases[0].saving is Saving.KEPT)
        assert any(notice.problem is DataProblem.LOCKED for notice in rig.state.notices)
        assert "typed while locked" in rig.paths.unsaved.read_text()
        other.execute("rollback")
        other.close()
        rig.wait(lambda: rig.state.cases[0].saving is Saving.SAVED)
        assert not rig.state.notices
        caller.cancel(ring)
    rig.wait(lambda: bool(rig.state.recent))
    assert len(rig.state.recent) == 1
    assert rig.ticket(key).notes == "typed while locked"
    rig.wait(lambda: not rig.paths.unsaved.exists())


def test_an_earlier_ticket_is_opened_finished_and_put_away(rig: Rig) -> None:
    with Uac() as caller:
        ring = caller.ring(rig.port, LALEH)
        key = rig.case().call.key
        caller.cancel(ring)
    rig.wait(lambda: not rig.state.cases)
    ticket = rig.ticket(key)
    rig.core.tickets.open(ticket.id)
    rig.wait(lambda: rig.state.current == key)
    assert rig.state.agent.state is AgentState.READY
    with Uac() as caller:  # a ring leaves it where it is
        ring = caller.ring(rig.port, "09120001142")
        rig.wait(lambda: bool(rig.state.ringing))
        assert rig.state.current == key
        caller.cancel(ring)
    rig.wait(lambda: len(rig.state.cases) == 1)
    rig.core.tickets.save_notes(key, "called back")
    rig.core.tickets.finish(key, TicketChanges(disposition="solved"))
    rig.wait(lambda: not rig.state.cases)
    assert (rig.ticket(key).notes, rig.ticket(key).status) == ("called back", TicketStatus.SOLVED)
