"""The table's figures come from the records, and open into their calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app.core import Core, assemble, midnight_us
from desk_app.crm.call_log import CallEvent, EventKind
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg
from desk_app.paths import Paths
from desk_app.queue_figures import QueueFigures
from desk_app.queue_settings import QueueSection
from desk_app.ui.main_view import MainView
from desk_app.ui.queue.calls_behind import CallsBehind
from tests.rigs.patience import PATIENCE_MS

S = 1_000_000


@pytest.fixture
def core(qtbot: QtBot, tmp_path: Path) -> Iterator[Core]:
    made = assemble(Paths(tmp_path))
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, core: Core) -> MainView:
    made = MainView()
    qtbot.addWidget(made.window)
    QueueFigures(core, made)
    core.desk.changed.connect(made.show_state)
    return made


def a_call(core: Core, key: str, seq: int, wait_s: int) -> None:
    """Enter a call of Support that was answered after so long."""
    told: list[tuple[EventKind, int, dict[str, Any]]] = [
        (EventKind.ENTER, 0, {"queue": "Support", "number": "02149258000"}),
        (EventKind.RING, wait_s - 1, {"leg": f"{key}.1"}),
        (EventKind.ANSWER, wait_s, {"leg": f"{key}.1"}),
        (
            EventKind.END,
            wait_s + 60,
            {"leg_outcome": OutcomeOfLeg.ANSWERED, "outcome": OutcomeOfCall.ANSWERED},
        ),
    ]
    for number, (kind, at_s, more) in enumerate(told):
        given: dict[str, Any] = {
            "source": "j",
            "seq": seq * 10 + number,
            "kind": kind,
            "at_us": midnight_us() + at_s * S,
            "aliases": (f"desk:{key}",),
            "leg": key,
            "agent": "Omid",
            "direction": "in",
        }
        core.book.crm.fold(CallEvent(**(given | more)))


def test_figures_and_their_calls(core: Core, view: MainView, qtbot: QtBot) -> None:
    entered: list[int] = []

    def enter() -> int:
        for number, wait_s in enumerate((5, 10, 90)):
            a_call(core, f"k{number}", number + 1, wait_s)
        return 3

    core.background.run(enter, entered.append, core.desk.database_refused)
    qtbot.waitUntil(lambda: entered == [3], timeout=PATIENCE_MS)
    queues = (QueueSection(name="Support", target_s=20), QueueSection(name="Sales"))
    core.desk.change(queues=replace(core.desk.state.queues, queues=queues))
    table = view.ready_page.queues
    qtbot.waitUntil(lambda: table.rows()[0].answered.text() == "3", timeout=PATIENCE_MS)
    support, sales = table.rows()
    assert "67%" in support.level.text()
    assert sales.answered.text() == "–"
    support.level.click()
    qtbot.waitUntil(lambda: bool(view.window.findChildren(CallsBehind)), timeout=PATIENCE_MS)
    (sheet,) = view.window.findChildren(CallsBehind)
    assert len(sheet.rows()) == 2
    assert "answered in time today" in sheet.title.text()
    sheet.accept()
