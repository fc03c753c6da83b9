"""The agents of the wall: a tile each with state, time and queue; what can be done is its menu."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.ui import states
from desk_app.ui import text as say
from desk_app.ui.theme import Tone, Weight
from desk_app.ui.wall import words
from desk_app.ui.wall.easel import Easel, SolidCell, WallLook
from desk_app.ui.wall.pages import Paged

HEAD, GAP, ACROSS = 40, 8, 5
_LEGEND = (
    (AgentStatus.RINGING, "phone-incoming", Tone.TURQUOISE),
    (AgentStatus.TALKING, "phone-call", Tone.LAPIS),
    (AgentStatus.BUSY, "phone", Tone.LAPIS),
    (AgentStatus.WRAP_UP, "square-pen", Tone.SAFFRON),
    (AgentStatus.PAUSED, "coffee", Tone.VIOLET),
    (AgentStatus.READY, "circle-check", Tone.TURQUOISE),
    (AgentStatus.UNREACHABLE, "unplug", Tone.GREY),
)


class AgentTile(SolidCell):
    """One agent. `long_s`: from here on a talk is called long."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.agent: AgentNow | None = None
        self._time, self._long = "", False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.begin()

    def show_agent(self, agent: AgentNow, now_us: int, long_s: float | None) -> None:
        """Show an agent at an instant."""
        seconds = max(0.0, (now_us - agent.since_us) / 1e6)
        talks = agent.status is AgentStatus.TALKING
        time, long = say.duration(seconds), talks and long_s is not None and seconds > long_s
        if agent is self.agent and (time, long) == (self._time, self._long):
            return
        only_time = agent is self.agent and long == self._long
        self.agent, self._time, self._long = agent, time, long
        if not only_time:
            self._say()
        self.look.turns.ask(self)

    def _say(self) -> None:
        """Name the agent and the state; the time is told by the tooltip and would never rest."""
        if self.agent is None:
            return
        agent = self.agent
        said = f"{words.plain(agent.name)}: {states.of_team(agent).text}"
        queue = agent.queue or ", ".join(agent.queues)
        if queue:
            said += f", {words.plain(queue)}"
        if self._long:
            long = self.tr("Longer than twice the average.")
            said += f". {long}"
        self.setAccessibleName(said)
        self.setToolTip(said)

    def retranslate(self) -> None:
        """Say it again."""
        if self.agent is not None:
            self._time = ""  # in other digits
            self._say()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        easel, agent = Easel(self, self.look), self.agent
        if agent is None:
            easel.ground(event.rect())
            return
        t, shown = easel.t, states.of_team(agent)
        hue = t.hue(shown.tone)
        wide, high = self.units()
        edge = t.lapis.solid if self.shows_focus() else t.line2 if self.underMouse() else t.line
        easel.slab(8, t.surface, edge, 2 if self.shows_focus() else 1)
        easel.card((10, (high - 40) / 2, 40, 40), 8, hue.tint)
        easel.icon(20, (high - 20) / 2, shown.icon, 20, hue.text)
        top, left = (high - 44) / 2, 60.0
        right = self._paint_time(easel)
        name = words.plain(agent.name)
        easel.text((left, top, right - left, 24), name, 19, t.t1, Weight.MEDIUM)
        room = wide - 12 - left
        state = easel.text((left, top + 24, room, 20), shown.text, 16, hue.text, Weight.MEDIUM)
        queue = words.plain(agent.queue or (agent.queues[0] if agent.queues else ""))
        if queue and room - state > 32:
            box = (left + state + 8, top + 24, room - state - 8, 20)
            easel.text(box, queue, 16, t.t3)

    def _paint_time(self, easel: Easel) -> float:
        """Draw the time and return where it begins, in units."""
        look, t = self.look, easel.t
        high, right = self.height() / look.unit, self.width() / look.unit - 12
        top = (high - 44) / 2
        ink = t.saffron.text if self._long else t.t1
        room = look.width(self._time, 21, Weight.MEDIUM)
        easel.text((right - room, top - 1, room, 26), self._time, 21, ink, Weight.MEDIUM)
        right -= room + 6
        if self._long:
            easel.icon(right - 18, top + 3, "timer", 18, ink)
            right -= 24
        return right


class AgentGrid(Paged):
    """The tiles that fit. `chosen(tile)`: its menu is wanted."""

    chosen = Signal(AgentTile)

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._agents: tuple[AgentNow, ...] = ()
        self._long: dict[str, float] = {}
        self._now_us = 0
        self._pitch = 88.0
        self._tiles: list[AgentTile] = []
        self._counts: Counter[AgentStatus] = Counter()
        self._head: tuple[object, ...] = ()
        self.begin()

    def count(self) -> int:
        """Return how many agents are signed in."""
        return len(self._agents)

    def tiles(self) -> list[AgentTile]:
        """Return the tiles in sight."""
        return [tile for tile in self._tiles if not tile.isHidden()]

    def cells(self) -> list[QWidget]:
        """Return the tiles in sight."""
        return list(self.tiles())

    def columns(self) -> int:
        """Return how many lie side by side."""
        return ACROSS

    def show_agents(
        self, agents: tuple[AgentNow, ...], now_us: int, long_s: dict[str, float]
    ) -> None:
        """Show agents at an instant; `long_s` by queue: from here on a talk is called long."""
        if agents is not self._agents:
            self._counts = Counter(agent.status for agent in agents)
        self._agents, self._now_us, self._long = agents, now_us, long_s
        self.show_page()

    def fit(self, rows: int, pitch: float) -> None:
        """Show so many rows of tiles, one every `pitch` units."""
        self.room, self._pitch = max(1, rows) * ACROSS, pitch
        self.show_page()
        self.lay_out()

    def show_page(self) -> None:
        """Show the agents of this page."""
        first = self.first()
        shown = self._agents[first : first + self.room]
        while len(self._tiles) < len(shown):
            tile = AgentTile(self.look, self)
            tile.clicked.connect(lambda _=False, made=tile: self.chosen.emit(made))
            tile.customContextMenuRequested.connect(
                lambda _=None, made=tile: self.chosen.emit(made)
            )
            self._tiles.append(tile)
            self._place(len(self._tiles) - 1)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(shown))
            if at < len(shown):
                agent = shown[at]
                tile.show_agent(agent, self._now_us, self._long.get(agent.queue))
        head = (tuple(self._counts.items()), self.page, self.pages)
        if head != self._head:
            self._head = head
            self.update_head(HEAD if shown else HEAD + 40)

    def lay_out(self) -> None:
        """Place the tiles."""
        for at in range(len(self._tiles)):
            self._place(at)
        self.update()

    def _place(self, at: int) -> None:
        row, column = divmod(at, ACROSS)
        wide = (self.units()[0] - (ACROSS - 1) * GAP) / ACROSS
        top = HEAD + row * self._pitch
        self.put(self._tiles[at], column * (wide + GAP), top, wide, self._pitch - GAP)

    def retranslate(self) -> None:
        """Name the grid and say everything again."""
        super().retranslate()
        self.setAccessibleName(self.tr("Agents"))
        self.show_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading, and how many do what."""
        easel = Easel(self, self.look)
        easel.ground(event.rect())
        if event.rect().top() > self.look.px(HEAD) and self._agents:
            return
        t, wide = easel.t, self.units()[0]
        title = self.tr("Agents")
        x = easel.text((0, 0, 300, HEAD), title, 20, t.t1, Weight.SEMIBOLD) + 10
        said = self.tr("{n} signed in").format(n=say.digits(self.count()))
        if self.pages > 1:
            said = f"{said} · {self.page_said()}"
        x += easel.text((x, 0, 400, HEAD), said, 20, t.t3)
        right = wide
        for status, icon, tone in reversed(_LEGEND):
            if not self._counts[status]:
                continue
            said = f"{say.digits(self._counts[status])} {words.counted(status)}"
            room = self.look.width(said, 17, Weight.MEDIUM)
            if right - room - 24 < x + 20:
                break
            ink = t.hue(tone).text
            easel.text((right - room, 0, room, HEAD), said, 17, ink, Weight.MEDIUM)
            easel.icon(right - room - 24, (HEAD - 18) / 2, icon, 18, ink)
            right -= room + 44
        if not self._agents:
            said = self.tr("Nobody is signed in.")
            easel.text((0, HEAD, wide, 32), said, 20, t.t2)
