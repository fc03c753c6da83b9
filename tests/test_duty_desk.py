"""When the agent was on duty, written by a real desk with a queue of its own."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.agent import BREAK, AgentState
from desk_app.telephony.messages import Goodbye
from tests.test_desk import Rig

QUEUE = '[[queues]]\nname = "Support"\nnumbers = ["*"]\n'


@pytest.fixture(params=[QUEUE, ""])
def rig(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(tmp_path / "data", qtbot, request.param)
    yield rig
    gc.collect()


def close(rig: Rig) -> None:
    rig.core.phone.request(Goodbye())
    rig.core.close()
    del rig.core


def duty(database: Path) -> list[tuple[str, str, int, int]]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = connection.execute("SELECT agent, reason, from_us, until_us FROM duty ORDER BY id")
    rows: list[tuple[str, str, int, int]] = found.fetchall()
    connection.close()
    return rows


def test_a_shift_is_written_as_it_goes_and_a_desk_without_queues_has_none(
    rig: Rig, tmp_path: Path
) -> None:
    database = rig.core.paths.database
    opened: list[object] = []
    has_queue = bool(rig.state.queues.logged_in)
    rig.wait(lambda: rig.state.agent.state is AgentState.READY)
    rig.core.background.run(lambda: rig.core.book.crm, opened.append, opened.append)
    rig.wait(lambda: opened)
    for reason in (BREAK, ""):
        rig.core.desk.choose_state(reason)
    if has_queue:
        shift = [("Mina", ""), ("Mina", BREAK), ("Mina", "")]
        rig.wait(lambda: [row[:2] for row in duty(database)[-3:]] == shift)
    close(rig)
    rows = duty(database)
    if not has_queue:
        assert rows == []
        return
    on, off, on_again = rows[-3:]
    assert all(begin < end for _, _, begin, end in rows)
    assert (on[3], off[3]) == (off[2], on_again[2]), "one ends where the next begins"
