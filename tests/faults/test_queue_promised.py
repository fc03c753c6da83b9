"""The whole program and a caller for whom the queue had no room: promised a call, and called."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack

from PySide6.QtCore import Qt

from desk_app.crm.service import Crm
from desk_app.state import EngineState
from desk_app.telephony.calls import CallState
from tests.faults.program import Program
from tests.faults.test_queue import Callers, order, ready, rest
from tests.rigs.agent import Agent
from tests.rigs.sipp import Sipp, uac

QUEUE = """
[[queues]]
name = "Support"
numbers = ["*"]
max_waiting = 1
when_full = "callback"
priority_tags = { "key account" = 10 }
"""
# By the time this caller hears the promise, the records have long said who it is.
HESITANT = uac("<sip:02149258000@[local_ip]>", answered=True, ring_ms=300).replace(
    "<send ack_txn", '<pause milliseconds="400"/>\n<send ack_txn'
)


def test_who_found_the_queue_full_is_known_and_called_on_the_same_ticket(
    program: Program,
) -> None:
    people = program.paths.data_dir.parent / "people.csv"
    people.write_text("name,phone,tags\nParto Gohar,02149258000,key account\n", "utf-8")
    program.paths.create()
    crm = Crm(program.paths.database)
    crm.open()
    crm.import_csv(people)
    crm.close()
    program.settings(f"[calls]\nwrap_up_s = 0\n{QUEUE}")
    program.open()
    rest(program)
    with ExitStack() as stack:
        first = Callers(program, stack).call("02149258001")
        customer = stack.enter_context(Agent("02149258000"))
        refused = Sipp(HESITANT, f"127.0.0.1:{program.port}")
        program.wait(lambda: len(order(program)) == 2)
        (key,) = set(order(program)) - {first.key}
        program.wait(lambda: order(program) == [key, first.key])
        caller = program.state.queues.board.callers[key]
        assert (caller.name, caller.callback, caller.why) == ("Parto Gohar", True, "key account")
        assert refused.wait().code == 0
        os.kill(program.core.phone.engine_pid, signal.SIGKILL)
        program.wait(lambda: program.state.engine is EngineState.RESTARTING)
        program.wait(lambda: program.state.engine is EngineState.UP and program.state.listening)
        program.wait(lambda: order(program) == [key])
        program.core.configuration.change("sip.gateway", customer.uri.partition("@")[2])
        ready(program)
        program.wait(lambda: program.state.ringing)
        program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
        back = customer.wait("incoming")
        customer.do("answer", call=back["call"], status=200)
        program.wait(lambda: program.case(key).call.state is CallState.ACTIVE)
        customer.hang_up(back["call"])
        program.wait(lambda: program.over(key))
    program.close()
    program.recorded(first.key, key)
    outcomes = {call["key"]: call["outcome"] for call in program.rows()[0]}
    assert outcomes == {first.key: "lost", key: "answered"}
