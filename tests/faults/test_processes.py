"""Desk and engine are killed, at the worst moments."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from desk_app.agent import AgentState
from desk_app.crm.records import TicketStatus
from desk_app.state import EngineState
from desk_app.telephony.messages import RegistrationState
from tests.faults.program import Program
from tests.rigs.registrar import Registrar


def test_a_desk_killed_in_wrap_up_leaves_the_ticket_to_the_agent(program: Program) -> None:
    program.open()
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.core.tickets.save_notes(key, "call back tomorrow")
        caller.hang_up(ring)
        program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
        program.settle()
    program.core.phone.abandon()  # what a killed desk does not do: everything else
    program.core.background.close()
    program.open()
    program.wait(lambda: program.state.waiting_for_me)
    (waiting,) = program.state.waiting_for_me
    program.close()
    (ticket,) = program.recorded(key)
    assert (ticket["id"], ticket["owner"], ticket["status"], ticket["notes"]) == (
        waiting.id,
        "Mina",
        TicketStatus.OPEN,
        "call back tomorrow",
    )


def test_an_engine_killed_five_times_is_told_and_comes_back(program: Program) -> None:
    program.open()
    keys = []
    for _ in range(5):
        with program.ringing() as (_, _, key):
            keys.append(key)
            os.kill(program.core.phone.engine_pid, signal.SIGKILL)
            program.told(EngineState.RESTARTING)
            program.wait(lambda: program.state.engine is EngineState.UP)
            program.wait(lambda: program.state.listening and program.over(key))
    assert program.notices() == []
    keys.append(program.a_call_works())
    program.close()
    program.recorded(*keys)


def test_a_killed_engine_registers_again(
    program: Program, record_property: Callable[[str, object], None]
) -> None:
    with Registrar({"100": "right"}, "tcp") as registrar:
        program.settings(
            f'[account]\nuser = "100"\ndomain = "{registrar.host}"\ntransport = "tcp"\n'
        )
        program.open()
        program.core.configuration.set_password("right")
        registrar.wait_registered("100")
        program.wait(lambda: program.state.registration.state is RegistrationState.REGISTERED)
        changes: list[tuple[RegistrationState, float]] = []
        program.core.desk.changed.connect(
            lambda state: changes.append((state.registration.state, time.monotonic()))
        )
        killed = time.monotonic()
        os.kill(program.core.phone.engine_pid, signal.SIGKILL)
        program.wait(lambda: changes and changes[-1][0] is RegistrationState.REGISTERED)
        again = next(at for state, at in reversed(changes) if state is RegistrationState.REGISTERED)
        record_property("registered_again_s", round(again - killed, 3))
        print(f"registered again {again - killed:.3f} s after the kill")
        program.a_call_works()
