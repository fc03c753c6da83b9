"""The desk's process is killed outright while the queue is full: the queue goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtCore import Qt

from desk_app.agent import AgentState
from desk_app.telephony import journal_files
from desk_app.telephony.messages import CallFact, Fact
from tests.faults.program import Program
from tests.faults.test_queue import QUEUE, order
from tests.rigs.patience import PATIENCE_S
from tests.rigs.uac import Ring, Uac


def journalled(program: Program, kind: Fact) -> list[CallFact]:
    """Return what the engine has written down, of one kind."""
    paths = journal_files.journals(program.paths.data_dir)
    return [
        fact for path in paths for fact in journal_files.read_after(path, 0) if fact.fact is kind
    ]


def listens(program: Program) -> bool:
    """Whether anybody can call."""
    asked = ["ss", "-lunH", f"sport = :{program.port}"]
    return bool(subprocess.run(asked, capture_output=True, check=True).stdout.strip())


@contextmanager
def killed(program: Program, count: int) -> Iterator[list[tuple[Uac, Ring]]]:
    """Let so many wait for a desk in a process of its own, one of them ringing; kill it."""
    words = ["-m", "desk_app", "run", "--data-dir", str(program.paths.data_dir)]
    with ExitStack() as stack:
        desk = subprocess.Popen([sys.executable, *words])
        stack.callback(desk.wait, PATIENCE_S)
        stack.callback(desk.kill)
        program.wait(lambda: listens(program))
        callers = []
        for n in range(count):
            uac = stack.enter_context(Uac())
            ring = uac.ring(program.port, f"0214925800{n}", user="500")
            uac.talk(ring)
            callers.append((uac, ring))
            program.wait(lambda: len(journalled(program, Fact.QUEUED)) == len(callers))
        program.wait(lambda: journalled(program, Fact.OFFERED))
        desk.kill()
        desk.wait(PATIENCE_S)
        yield callers


def test_eight_wait_on_when_the_desk_is_killed(program: Program) -> None:
    program.settings(f"[calls]\nwrap_up_s = 0\n{QUEUE}")
    program.open()
    count = min(8, program.state.queues.holds)  # PyPI's engine holds three
    program.close()
    with killed(program, count) as callers:
        keys = [fact.key for fact in journalled(program, Fact.QUEUED)]
        assert len(set(keys)) == count
        program.open(listens=False)
        program.wait(lambda: len(program.state.queues.board.callers) == count)
        board = program.state.queues.board
        assert order(program) == keys
        assert [board.place(key) for key in keys] == [*range(1, count + 1)]
        program.wait(lambda: len(program.state.queues.callers) == count)  # who they are
        for (uac, ring), key in zip(callers[:2], keys, strict=False):
            program.wait(lambda: [c.call.key for c in program.state.ringing] == [key])  # noqa: B023
            program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
            program.wait(lambda: program.state.agent.state is AgentState.TALKING)
            uac.hang_up(ring)  # answered 200: it was held by the engine all the time
            program.wait(lambda: program.over(key))  # noqa: B023
        assert order(program) == keys[2:]
        assert not journalled(program, Fact.ENDED)[2:]
        program.close()
    program.recorded(*keys)
