"""The queues of the wall: one row each, the worst first."""

from __future__ import annotations

from PySide6.QtCore import Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.floor_figures import QueueStanding, share_lost
from desk_app.levels import Level
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.queue import words as queue_words
from desk_app.ui.theme import Tone, Weight, motion
from desk_app.ui.wall import words
from desk_app.ui.wall.easel import Easel, Part, WallLook
from desk_app.ui.wall.figures import AgentsByState, Figure, QueueName, Sparkline, Value
from desk_app.ui.wall.pages import Paged

COLUMNS = (20, 198, 306, 484, 632, 744, 866, 1110, 1282)
HEAD, GAP = 32, 8
TINT_MS, _TINT = 400, 0.35
WAITING, LONGEST, SERVICE, ANSWERED, LOST = "waiting", "longest", "in_time", "answered", "lost"
"""Names of figures, for whoever lists the calls behind them."""
_FIGURES = (WAITING, LONGEST, SERVICE, ANSWERED, LOST)
_TONES = {Level.NORMAL: None, Level.NEAR: Tone.SAFFRON, Level.OVER: Tone.POMEGRANATE}


class QueueRow(Part):
    """One queue: how bad, how many, how long, how well, who works."""

    opened = Signal(str, str)  # queue, figure

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.level = Level.NORMAL
        self._tint = 0.0
        self.standing: QueueStanding | None = None
        self._shown: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.name = QueueName(look, self, self._ground)
        self.figures = {figure: Figure(look, self, self._ground) for figure in _FIGURES}
        self.agents = AgentsByState(look, self, self._ground)
        self.spark = Sparkline(look, self)
        for figure, button in self.figures.items():
            button.clicked.connect(lambda _=False, f=figure: self._on_figure(f))
        self.begin()

    def _on_figure(self, figure: str) -> None:
        if self.standing is not None:
            self.opened.emit(self.standing.now.name, figure)

    def show_standing(self, standing: QueueStanding, level: Level, now_us: int) -> None:
        """Show a queue at an instant."""
        oldest_us = standing.oldest_us
        longest_s = None if oldest_us is None else max(0, (now_us - oldest_us) // 1_000_000)
        shown = (
            standing.now,
            standing.agents,
            standing.outlook,
            level,
            longest_s,
        )
        if shown == self._shown:
            return
        if self.standing is not None and self.standing.now.name != standing.now.name:
            self.show_tint(0.0)
        self._shown, self.standing = shown, standing
        if level is not self.level:
            self.level = level
            self.look.turns.ask(self)
        look = queue_words.look(level)
        said = words.spoken(standing, longest_s, look.text)
        self.name.show_queue(standing.now.name, look, said)
        self._show_waiting(standing, longest_s)
        self._show_day(standing)
        self.agents.show_counts(standing.agents)
        calm = Tone.TURQUOISE if level is Level.NORMAL else look.tone
        self.spark.show_hour(
            standing.now.last_hour,
            len(standing.now.waiting),
            standing.now.terms.waiting_limit,
            calm,
        )

    def show_tint(self, strength: float) -> None:
        """Tint the row with the colour of its level, from 0 to 1."""
        if strength != self._tint:
            self._tint = strength
            self.update()

    def _ground(self) -> str:
        t = self.look.tokens()
        fill = t.pomegranate.tint if self.level is Level.OVER else t.surface
        return "" if self._tint else fill

    def _show_waiting(self, standing: QueueStanding, longest_s: float | None) -> None:
        name = words.plain(standing.now.name)
        many = say.digits(len(standing.now.waiting))
        tone = _TONES[standing.waiting]
        said = self.tr("{queue}: {n} waiting. Show who.").format(queue=name, n=many)
        said = "\n".join(filter(None, (said, queue_words.expected(standing.outlook))))
        self.figures[WAITING].show_value(Value(many, "", tone, 68), said)
        time = "–" if longest_s is None else say.duration(longest_s)
        said = self.tr("{queue}: longest wait {time}. Show the caller.")
        self.figures[LONGEST].show_value(
            Value(time, words.limit(standing), _TONES[standing.longest]),
            said.format(queue=name, time=time),
        )

    def _show_day(self, standing: QueueStanding) -> None:
        name, day = words.plain(standing.now.name), standing.now.day
        level = standing.service_level
        share = "–" if level is None else words.percent(level)
        said = f"{name}: {share}. {words.definition(standing)}"
        under = words.target(standing) if standing.now.terms.service_percent else ""
        tone = Tone.POMEGRANATE if standing.service is Level.OVER else None
        self.figures[SERVICE].show_value(Value(share, under, tone), said)
        answered = say.digits(day.answered)
        said = self.tr("{queue}: {n} answered today. Show the calls.")
        self.figures[ANSWERED].show_value(
            Value(answered, self.tr("answered"), None, 34, Weight.MEDIUM),
            said.format(queue=name, n=answered),
        )
        gone = say.digits(standing.lost)
        said = self.tr("{queue}: {n} lost today. Show the calls.")
        self.figures[LOST].show_value(
            Value(
                gone,
                words.lost(standing.lost, share_lost(day.answered, standing.lost)),
                None,
                34,
                Weight.MEDIUM,
            ),
            said.format(queue=name, n=gone),
        )

    def retranslate(self) -> None:
        """Say it in other words when it is shown next."""
        self._shown = ()
        super().retranslate()

    def lay_out(self) -> None:
        """Place the columns."""
        high = self.units()[1]
        self.put(self.name, COLUMNS[0], 1, 174, high - 2)
        for at, button in enumerate(self.figures.values(), 1):
            wide = COLUMNS[at + 1] - COLUMNS[at]
            self.put(button, COLUMNS[at] - 4, 4, wide - 2, high - 8)
        self.put(self.agents, COLUMNS[6], 4, 240, high - 8)
        self.put(self.spark, COLUMNS[7], 4, 156, high - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card; a bad queue has a stripe, a very bad one a tint."""
        easel = Easel(self, self.look)
        t = easel.t
        wide, high = self.units()
        hue = t.hue(queue_words.look(self.level).tone)
        over = self.level is Level.OVER
        fill, edge = (hue.tint, hue.line) if over else (t.surface, t.line)
        if not self._tint and easel.box(10, 2, wide - 20, high - 4).contains(event.rect()):
            easel.painter.fillRect(
                event.rect(), QColor(fill)
            )  # curves are slow, and only at the ends
            return
        easel.ground(event.rect())
        if self.level is not Level.NORMAL:
            easel.card((0, 0, 24, high), 10, hue.solid)  # of which a stripe stays in sight
            easel.painter.setClipRect(easel.box(6, 0, wide - 6, high))
        easel.card((0, 0, wide, high), 10, fill, edge)
        if self._tint:
            easel.card((0, 0, wide, high), 10, theme.colour(hue.solid, _TINT * self._tint))


class QueueTable(Paged):
    """The rows that fit; `opened(queue, figure)`: the calls behind a figure are wanted."""

    opened = Signal(str, str)

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._shown: tuple[tuple[QueueStanding, Level], ...] = ()
        self._now_us = 0
        self._pitch = 138.0
        self._rows: list[QueueRow] = []
        self.begin()

    def count(self) -> int:
        """Return how many queues there are."""
        return len(self._shown)

    def rows(self) -> list[QueueRow]:
        """Return the rows in sight."""
        return [row for row in self._rows if not row.isHidden()]

    def cells(self) -> list[QWidget]:
        """Return the figures in sight, row by row."""
        return [button for row in self.rows() for button in row.figures.values()]

    def columns(self) -> int:
        """Return how many figures a row has."""
        return len(_FIGURES)

    def show_queues(self, shown: tuple[tuple[QueueStanding, Level], ...], now_us: int) -> None:
        """Show how the queues stand at an instant."""
        self._shown, self._now_us = shown, now_us
        self.show_page()

    def tint(self, queue: str) -> None:
        """Tint a queue's row once, for whoever looks at the wall in that moment."""
        if motion.reduced():
            return
        fading = QVariantAnimation(self, duration=TINT_MS)
        fading.setStartValue(1.0)
        fading.setEndValue(0.0)
        fading.valueChanged.connect(lambda strength: self._show_tint(queue, strength))
        fading.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    def _show_tint(self, queue: str, strength: float) -> None:
        for row in self.rows():
            if row.standing is not None and row.standing.now.name == queue:
                row.show_tint(round(strength, 1))

    def fit(self, room: int, pitch: float) -> None:
        """Show so many rows, one every `pitch` units."""
        self.room, self._pitch = room, pitch
        self.show_page()
        self.lay_out()

    def show_page(self) -> None:
        """Show the queues of this page."""
        first = self.first()
        shown = self._shown[first : first + self.room]
        while len(self._rows) < len(shown):
            row = QueueRow(self.look, self)
            row.opened.connect(self.opened)
            self._rows.append(row)
            self._place(len(self._rows) - 1)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_standing(*shown[at], self._now_us)
        head = self.page_said()
        if head != self.accessibleDescription():
            self.setAccessibleDescription(head)
            self.update_head(HEAD)

    def lay_out(self) -> None:
        """Place the rows."""
        for at in range(len(self._rows)):
            self._place(at)
        self.update()

    def _place(self, at: int) -> None:
        self.put(self._rows[at], 0, HEAD + at * self._pitch, self.units()[0], self._pitch - GAP)
        self._rows[at].lay_out()

    def retranslate(self) -> None:
        """Name the table and say everything again."""
        super().retranslate()
        self.setAccessibleName(self.tr("Queues"))
        self.show_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heads of the columns."""
        easel = Easel(self, self.look)
        easel.ground(event.rect())
        if event.rect().top() > self.look.px(HEAD) and self._shown:
            return
        heads = (
            (0, self.tr("Queue")),
            (1, self.tr("Waiting")),
            (2, self.tr("Longest wait")),
            (3, self.tr("Service level")),
            (4, self.tr("Today")),
            (6, self.tr("Agents")),
            (7, self.tr("Waiting, last 60 min")),
        )
        for column, said in heads:
            wide = COLUMNS[column + 1] - COLUMNS[column] - 4
            easel.text((COLUMNS[column], 0, wide, HEAD), said, 17, easel.t.t3)
        if not self._shown:
            said = self.tr("No queue is known yet.")
            easel.text((20, HEAD + 12, 700, 32), said, 20, easel.t.t2)
        if self.pages > 1:
            x = COLUMNS[0] + self.look.width(heads[0][1], 17) + 10
            easel.text((x, 0, 194 - x, HEAD), self.page_said(), 17, easel.t.t3)
