"""The queue on the whole program: eight callers wait, are served, and survive what dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desk_app.agent import NOT_RESPONDING, AgentState
from desk_app.crm.service import Crm
from desk_app.state import DataProblem, EngineState, QueueProblem
from desk_app.telephony.calls import CallState
from desk_app.telephony.journal_files import journals, read_after
from desk_app.telephony.messages import Done, DoNotDisturb, Fact, RegistrationState
from desk_app.telephony.queue.wav import Reason
from tests.faults.program import Program
from tests.rigs.agent import Agent
from tests.rigs.ports import free_port
from tests.rigs.uac import Ring, Uac

QUEUE = """
[[queues]]
name = "Support"
numbers = ["500"]
priority_tags = { "key account" = 10 }
[[queues]]
name = "Sales"
numbers = ["600"]
"""


@dataclass
class Caller:
    """Somebody whom the queue has taken in."""

    uac: Uac
    ring: Ring
    key: str


class Callers:
    """Lets people call queues, one after the other."""

    def __init__(self, program: Program, stack: ExitStack) -> None:
        self._program, self._stack = program, stack

    def call(self, number: str, queue: str = "500") -> Caller:
        """Call a queue; return when the desk shows the caller waiting."""
        program = self._program
        before = set(program.state.queues.board.callers)
        uac = self._stack.enter_context(Uac())
        ring = uac.ring(program.port, number, user=queue)
        uac.talk(ring)
        program.wait(lambda: set(program.state.queues.board.callers) - before)
        (key,) = set(program.state.queues.board.callers) - before
        return Caller(uac, ring, key)

    def fill(self, most: int = 8) -> list[Caller]:
        """Let eight call, or as many as the engine holds."""
        count = min(most, self._program.state.queues.holds)
        return [self.call(f"0214925800{n}") for n in range(count)]


@pytest.fixture
def callers(program: Program) -> Iterator[Callers]:
    """A desk with two queues, not ready, and people who can call."""
    program.settings(f"[calls]\nwrap_up_s = 0\n{QUEUE}")
    program.open()
    rest(program)
    with ExitStack() as stack:
        yield Callers(program, stack)


def rest(program: Program) -> None:
    """Be not ready, and wait until the engine knows."""
    done: list[int] = []
    program.core.phone.reported.connect(
        lambda report: done.append(report.request) if isinstance(report, Done) else None
    )
    program.view.window.intents.choose_state.emit("break")
    last = program.core.desk.request(DoNotDisturb(on=True))
    program.wait(lambda: last in done)


def order(program: Program) -> list[str]:
    return [caller.key for caller in program.state.queues.board.of("Support")]


def ready(program: Program) -> None:
    program.view.window.intents.choose_state.emit("")


def test_eight_wait_and_are_served_in_order(program: Program, callers: Callers) -> None:
    waiting = callers.fill()
    keys = [caller.key for caller in waiting]
    assert order(program) == keys
    assert program.state.cases == ()  # who waits is not on the desk
    ready(program)
    for n, caller in enumerate(waiting):
        program.wait(lambda: [r.call.key for r in program.state.ringing] == keys[n : n + 1])  # noqa: B023
        assert order(program)[0] == caller.key
        program.wait(lambda: program.state.current_case and program.state.current_case.caller)
        program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
        program.wait(lambda: program.state.agent.state is AgentState.TALKING)
        assert order(program) == keys[n + 1 :]
        caller.uac.hang_up(caller.ring)
    program.wait(lambda: not program.state.cases)
    assert program.state.agent.state is AgentState.READY
    program.close()
    program.recorded(*keys)


def test_f9_takes_the_next_and_any_can_be_taken(program: Program, callers: Callers) -> None:
    first, second, third = callers.fill(3)
    program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    assert program.state.current == first.key
    program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)  # not while somebody is talked to
    program.settle()
    assert order(program) == [second.key, third.key]
    first.uac.hang_up(first.ring)
    program.wait(lambda: not program.state.cases)
    assert program.state.agent.state is AgentState.NOT_READY
    program.view.window.intents.take.emit(third.key)
    program.wait(lambda: program.state.current == third.key)
    program.view.window.intents.move.emit(second.key, "Sales")
    program.wait(lambda: [c.key for c in program.state.queues.board.of("Sales")] == [second.key])
    program.view.window.intents.hang_up.emit(second.key)
    program.wait(lambda: not program.state.queues.board.callers)
    program.close()
    program.recorded(first.key, second.key, third.key)


def test_who_declines_is_offered_nobody_until_ready(program: Program, callers: Callers) -> None:
    first, second = callers.fill(2)
    ready(program)
    program.wait(lambda: program.state.ringing)
    assert program.state.ringing[0].call.key == first.key
    program.view.window.intents.decline.emit(first.key)
    program.wait(lambda: program.state.agent.reason == NOT_RESPONDING)
    assert program.state.cases == ()
    assert order(program) == [first.key, second.key]  # in the same place
    program.told(QueueProblem.NOT_RESPONDING)
    second.uac.hang_up(second.ring)  # lets the engine look for the next
    program.wait(lambda: order(program) == [first.key])
    program.settle()
    assert not program.state.ringing
    line = next(line for line in program.view.window.banner.lines if line.isVisible())
    program.qtbot.mouseClick(line.act, Qt.MouseButton.LeftButton)
    program.wait(lambda: program.state.ringing)
    assert program.notices() == []
    assert program.state.ringing[0].call.leg == 2


def test_an_offer_that_rings_out_stops_the_offers(program: Program, callers: Callers) -> None:
    program.core.configuration.change("waiting.offer_s", 5)
    (first,) = callers.fill(1)
    ready(program)
    program.wait(lambda: program.state.ringing)
    program.wait(lambda: program.state.agent.reason == NOT_RESPONDING)
    assert order(program) == [first.key]


def test_a_new_desk_has_the_whole_board(program: Program, callers: Callers) -> None:
    waiting = callers.fill()
    program.wait(lambda: len(program.state.queues.callers) == len(waiting))
    before = program.state.queues
    program.core.phone.abandon()
    program.core.background.close()
    program.view.window.close()
    program.view.end()
    program.open(listens=False)
    program.wait(lambda: len(program.state.queues.board.callers) == len(waiting))
    assert program.state.queues.board.of("Support") == before.board.of("Support")
    program.wait(lambda: len(program.state.queues.callers) == len(waiting))
    for key, caller in program.state.queues.callers.items():
        assert (caller.number, caller.e164) == (
            before.callers[key].number,
            before.callers[key].e164,
        )
    program.wait(lambda: program.state.ringing)  # a new desk is ready: on it goes
    assert program.state.ringing[0].call.key == waiting[0].key
    case = program.state.ringing[0]
    program.wait(lambda: program.case(case.call.key).ticket)


def test_an_engine_that_dies_leaves_a_ticket_for_each(program: Program, callers: Callers) -> None:
    waiting = callers.fill()
    os.kill(program.core.phone.engine_pid, signal.SIGKILL)
    program.wait(lambda: program.state.engine is EngineState.RESTARTING)
    program.wait(lambda: program.state.engine is EngineState.UP and program.state.listening)
    program.wait(lambda: not program.state.queues.board.callers)
    program.settle()
    program.close()
    program.recorded(*[caller.key for caller in waiting])
    assert {call["outcome"] for call in program.rows()[0]} == {"lost"}


def test_a_key_account_goes_ahead_and_is_named(program: Program) -> None:
    people = program.paths.data_dir.parent / "people.csv"
    people.write_text("name,phone,tags\nParto Gohar,02149258007,key account\n", "utf-8")
    program.paths.create()
    crm = Crm(program.paths.database)
    crm.open()
    crm.import_csv(people)
    crm.close()
    program.settings(QUEUE)
    program.open()
    rest(program)
    with ExitStack() as stack:
        callers = Callers(program, stack)
        first = callers.call("02149258001")
        important = callers.call("02149258007")
        program.wait(lambda: order(program) == [important.key, first.key])
        caller = program.state.queues.board.callers[important.key]
        assert (caller.name, caller.priority, caller.why) == ("Parto Gohar", 10, "key account")


def test_a_promised_call_is_dialled_with_the_record_in_the_panes(
    program: Program, callers: Callers
) -> None:
    with Agent("02149258000") as customer:
        there = customer.call(f"sip:500@127.0.0.1:{program.port}")
        customer.wait("confirmed", call=there)
        program.wait(lambda: program.state.queues.board.callers)
        (key,) = program.state.queues.board.callers
        customer.do("dtmf", call=there, digits="1")
        customer.wait("ended", call=there)
        program.core.configuration.change("sip.gateway", customer.uri.partition("@")[2])
        program.wait(lambda: program.state.queues.board.callers[key].callback)
        ready(program)
        program.wait(lambda: program.state.ringing)
        program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
        back = customer.wait("incoming")
        program.wait(lambda: program.case(key).call.calling_back)
        customer.do("answer", call=back["call"], status=200)
        program.wait(lambda: program.case(key).call.state is CallState.ACTIVE)
        assert program.case(key).caller is not None
        assert not program.state.queues.board.callers
        customer.hang_up(back["call"])
        program.wait(lambda: program.over(key))
    program.close()
    program.recorded(key)


def test_who_waits_is_served_though_the_registrar_is_gone(program: Program) -> None:
    account = f'[account]\nuser = "100"\ndomain = "127.0.0.1:{free_port()}"\ntransport = "tcp"\n'
    program.settings(f"{account}{QUEUE}")
    program.open(listens=False)
    program.core.configuration.set_password("right")
    program.wait(lambda: program.state.registration.state is RegistrationState.LOST)
    program.wait(lambda: program.state.listening)
    assert program.state.agent.state is AgentState.OFFLINE
    with Uac() as caller:
        ring = caller.ring(program.port, "02149258000", user="500")
        program.wait(lambda: program.state.ringing)
        program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
        caller.talk(ring)
        program.wait(lambda: program.state.agent.state is AgentState.TALKING)
        caller.hang_up(ring)
        program.wait(lambda: program.state.agent.state is not AgentState.TALKING)


def expected_s(program: Program, key: str) -> float | None:
    """Return what the engine has journalled at a caller's entry."""
    facts = (f for path in journals(program.paths.data_dir) for f in read_after(path, 0))
    return next(f.expected_s for f in facts if f.key == key and f.fact is Fact.QUEUED)


def test_the_expected_wait_is_that_of_the_queues_served(program: Program, callers: Callers) -> None:
    assert program.state.queues.handle_s == 0
    (caller,) = callers.fill(1)
    ready(program)
    program.wait(lambda: program.state.ringing)
    program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    caller.uac.hang_up(caller.ring)
    program.wait(lambda: program.state.queues.handle_s > 0)
    told = program.core.queues._told
    assert (told.handle_s, told.paused) == (program.state.queues.handle_s, False)
    rest(program)
    assert program.core.queues._told.paused
    waits = callers.call("02149258009", "500")
    program.wait(lambda: waits.key in program.state.queues.board.callers)
    assert expected_s(program, waits.key) is None  # nobody is there
    ready(program)
    program.wait(lambda: not program.core.queues._told.paused)
    program.wait(lambda: program.state.ringing)
    behind = callers.call("02149258010", "500")
    program.wait(lambda: behind.key in program.state.queues.board.callers)
    assert expected_s(program, behind.key) == 2 * told.handle_s
    for gone in (waits, behind):
        gone.uac.hang_up(gone.ring)
    program.wait(lambda: not program.state.queues.board.callers)
    program.view.window.intents.log_in.emit("Support", False)
    program.wait(lambda: program.state.queues.handle_s == 0)
    assert program.state.day.handle_s
    assert program.core.queues._told.handle_s == 0  # nobody has been served in Sales yet


def test_log_out_is_remembered(program: Program, callers: Callers) -> None:
    program.view.window.intents.log_in.emit("Support", False)
    assert program.state.queues.logged_in == ("Sales",)
    callers.fill(1)
    sales = callers.call("02149258009", "600")
    ready(program)
    program.wait(lambda: program.state.ringing)
    assert program.state.ringing[0].call.key == sales.key
    sales.uac.hang_up(sales.ring)
    program.wait(lambda: not program.state.cases)
    program.close()
    program.open()
    assert program.state.queues.logged_in == ("Sales",)
    program.view.window.intents.log_in.emit("Support", True)
    program.wait(lambda: program.state.queues.logged_in == ("Support", "Sales"))


def test_bad_queues_and_files_are_named_and_the_phone_works(program: Program) -> None:
    noise = program.paths.data_dir.parent / "noise.wav"
    noise.write_bytes(b"no sound at all")
    program.settings(
        f'{QUEUE}\ngreeting = "{noise}"\n[[queues]]\nname = "Night"\nhours = "Xyz 8-9"\n'
        '[[queues]]\nname = "Twice"\nnumbers = ["600"]\n'
    )
    program.open()
    said = program.told(DataProblem.QUEUE_UNUSABLE)
    assert "Night.hours" in said
    assert "Twice.numbers" in said
    assert "noise.wav" in program.told(Reason.NOT_WAV)
    assert [queue.name for queue in program.state.queues.queues] == ["Support", "Sales"]
    rest(program)
    with ExitStack() as stack:
        Callers(program, stack).call("02149258000")
    good = program.paths.settings.read_text("utf-8").partition('[[queues]]\nname = "Night"')[0]
    program.paths.settings.write_text(good.replace(str(noise), ""), "utf-8")
    program.wait(lambda: program.notices() == [])


def test_a_new_desk_hears_of_a_file_that_the_engine_cannot_play(program: Program) -> None:
    program.settings(QUEUE.replace('name = "Sales"', 'name = "Sales"\nmusic = "/nowhere.wav"'))
    program.open()
    program.told(Reason.UNREADABLE)
    rest(program)
    with ExitStack() as stack:
        Callers(program, stack).call("02149258000")
        program.core.phone.abandon()
        program.core.background.close()
        program.view.window.close()
        program.view.end()
        program.open(listens=False)
        program.wait(lambda: Reason.UNREADABLE in program.notices())
