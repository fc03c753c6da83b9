"""Names from callers, colleagues and the PBX on the wall: as they are, never as markup."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from desk_app.telephony.team.board import Floor
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import as_read
from tests.ui.wall import sample

MARKUP = "1 <b>x</b>. <img src=y>"


def hostile(floor: Floor) -> Floor:
    """Return a floor whose names are all markup."""
    named = {queue.name: f"{queue.name} {MARKUP}" for queue in floor.queues}
    queues = tuple(
        replace(
            queue,
            name=named[queue.name],
            waiting=tuple(replace(c, name=MARKUP, tag=MARKUP) for c in queue.waiting),
        )
        for queue in floor.queues
    )
    agents = tuple(
        replace(agent, name=MARKUP, reason=MARKUP, queues=tuple(named.values()))
        for agent in floor.agents
    )
    return replace(floor, queues=queues, agents=agents)


def test_no_tooltip_of_the_wall_takes_a_name_for_markup(wall: WallWindow) -> None:
    wall.board.callers.show_names(on=True)
    wall.show_floor(hostile(sample.floor()), sample.NOW)
    row, tile = wall.board.callers.rows()[0], wall.board.agents.tiles()[0]
    queue = wall.board.queues.rows()[0]
    named: tuple[QWidget, ...] = (row, tile, queue.name, *queue.figures.values())
    for widget in named:
        assert "<b>x</b>" in as_read(widget.toolTip())
    assert len(as_read(queue.figures["waiting"].toolTip()).splitlines()) == 2
