"""The floor itself: queues, agents, callers and the day, laid out for the screen it is on."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app import floor_figures as fold
from desk_app.floor_figures import QueueStanding
from desk_app.levels import Level
from desk_app.telephony.team.board import AgentNow, Floor, QueueTerms
from desk_app.ui import when
from desk_app.ui.wall import agents as tiles
from desk_app.ui.wall import callers as lines
from desk_app.ui.wall import queues as rows
from desk_app.ui.wall.agents import AgentGrid
from desk_app.ui.wall.callers import CallerList
from desk_app.ui.wall.easel import Part, WallLook
from desk_app.ui.wall.queues import QueueTable
from desk_app.ui.wall.today import Today

PARTS = 3
"""How many parts turn pages."""
_START, _GUTTER = 1282, 32  # width of queues and agents, and of what lies between
_GAP = 20
_LONG_TALK = 2.0  # times the average
_ROW = (138.0, 112.0)  # pitch of a queue where there is room, and at least
_TILE = (88.0, 80.0)
_LINE = (52.0, 48.0)
_FEWEST_TILES = 3  # rows of agents that stay in sight where there are so many
_TODAY = 320.0


class Fit(msgspec.Struct, frozen=True):
    """How many rows of queues and of agents fit, and how high they are."""

    queues: int
    queue_pitch: float
    tiles: int
    tile_pitch: float


def fit(room: float, queues: int, agents: int) -> Fit:
    """Return what fits into `room` units: all of it if it can, a page of each if not."""
    wanted = -(-agents // tiles.ACROSS)
    room -= rows.HEAD + _GAP + tiles.HEAD
    for step in range(11):
        row = _ROW[0] - (_ROW[0] - _ROW[1]) * step / 10
        tile = _TILE[0] - (_TILE[0] - _TILE[1]) * step / 10
        if queues * row + wanted * tile - tiles.GAP <= room:
            return Fit(max(1, queues), row, max(wanted, int((room - queues * row) // tile)), tile)
    row, tile = _ROW[1], _TILE[1]
    kept = min(wanted, _FEWEST_TILES) * tile
    shown = max(1, min(queues, int((room - kept + tiles.GAP) // row)))
    left = int((room - shown * row + tiles.GAP) // tile)
    return Fit(shown, row, max(1, left), tile)


class Board(Part):
    """Paints a floor at an instant. `opened(queue, figure)`: calls behind a figure are wanted."""

    opened = Signal(str, str)

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.floor = Floor()
        self.standings: tuple[QueueStanding, ...] = ()
        self._terms: dict[str, QueueTerms] = {}
        self._agents: tuple[AgentNow, ...] = ()
        self._callers: list[fold.Waits] = []
        self._long: dict[str, float] = {}
        self._day = fold.all_queues(self.floor)
        self._second = 0
        self._fit: tuple[object, ...] = ()
        self.queues = QueueTable(look, self)
        self.agents = AgentGrid(look, self)
        self.callers = CallerList(look, self)
        self.today = Today(look, self)
        self._parts = (self.queues, self.agents, self.callers)
        self._turn = 0
        self.queues.opened.connect(self.opened)
        self.today.opened.connect(self.opened)
        self.begin()

    def show_floor(
        self,
        floor: Floor,
        standings: tuple[tuple[QueueStanding, Level], ...],
        at_us: int,
    ) -> None:
        """Show a floor at an instant, the standings with the level each is shown at."""
        new = floor is not self.floor
        worst = tuple(sorted(standings, key=lambda shown: -shown[1]))
        order = tuple(standing.now.name for standing, _ in worst)
        if new:
            self._order_agents(floor, order, at_us)
            self._callers = fold.by_wait(floor)
            self._terms = {queue.name: queue.terms for queue in floor.queues}
            self._long = {
                queue.name: _LONG_TALK * average
                for queue in floor.queues
                if (average := fold.handle_s(queue.day)) is not None
            }
            self._day = fold.all_queues(floor)
        self.floor = floor
        self._fit_rows()
        self.queues.show_queues(worst, at_us)
        self.agents.show_agents(self._agents, at_us, self._long)
        self.callers.show_callers(self._callers, self._terms, at_us)
        self.today.show_day(self._day, when.time_of(at_us).hour())

    def _order_agents(self, floor: Floor, order: tuple[str, ...], at_us: int) -> None:
        """Sort the agents anew, but once a second at most: a tile must rest to be read."""
        second = at_us // 1_000_000
        ids = {agent.id: agent for agent in floor.agents}
        same = len(ids) == len(self._agents) and all(a.id in ids for a in self._agents)
        if second == self._second and same:
            self._agents = tuple([ids[agent.id] for agent in self._agents])
            return
        self._second = second
        self._agents = fold.by_status(floor.agents, order)

    def turn_next(self) -> None:
        """Let one part go on to its next page; each has its turn.

        A page of new texts is the longest frame there is, and eyes follow one part at a time.
        """
        part = self._parts[self._turn]
        self._turn = (self._turn + 1) % PARTS
        part.turn_by_itself()

    def lay_out(self) -> None:
        """Place the four parts."""
        self._fit = ()
        self._fit_rows()
        self.update_all()  # in another unit

    def _fit_rows(self) -> None:
        """Place everything again if the numbers of rows have changed."""
        wide, high = self.units()
        made = fit(high, len(self.floor.queues), len(self.floor.agents))
        if (made, wide, high) == self._fit or high < 200:
            return
        self._fit = (made, wide, high)
        start = _START * wide / (1920 - 64)
        top = rows.HEAD + made.queues * made.queue_pitch
        self.put(self.queues, 0, 0, start, top)
        self.queues.fit(made.queues, made.queue_pitch)
        self.put(self.agents, 0, top + _GAP, start, high - top - _GAP)
        self.agents.fit(made.tiles, made.tile_pitch)
        left, room = start + _GUTTER, wide - start - _GUTTER
        line = _LINE[0] if high >= 980 else _LINE[1]
        fits = int((high - _GAP - _TODAY - lines.HEAD) // line)
        low = lines.HEAD + fits * line
        self.put(self.callers, left, 0, room, low)
        self.callers.fit(fits, line)
        self.put(self.today, left, low + _GAP, room, high - low - _GAP)
        self.today.lay_out()
