"""Who waits, over all queues, the longest first; what can be done with a caller is the menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.floor_figures import Waits
from desk_app.levels import Level, level_of
from desk_app.telephony.team.board import QueueTerms, WaitingCaller
from desk_app.ui import text as say
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.queue import words as queue_words
from desk_app.ui.theme import Tone, Weight
from desk_app.ui.wall import words
from desk_app.ui.wall.easel import Cell, Easel, SolidCell, WallLook
from desk_app.ui.wall.pages import Paged

HEAD = 40
_NUMBER = 26.0  # width of the places, in units


class CallerRow(SolidCell):
    """One caller: place, number, why ahead, queue, wait."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.queue, self.caller = "", WaitingCaller("", "", "", 0, 0)
        self._shown: tuple[object, ...] = ()
        self._number, self._who, self._queue, self._time = "", "", "", ""
        self._notes: tuple[tuple[str, str], ...] = ()
        self._alarm = queue_words.look(Level.NORMAL)
        self.number_room = _NUMBER
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.begin()

    def show_caller(
        self,
        number: int,
        queue: str,
        caller: WaitingCaller,
        waited_s: float,
        level: Level,
        who: str,
    ) -> None:
        """Show a caller; `number` counts over all queues, `who` may be read on the wall."""
        shown = (number, queue, caller.tag, caller.calls_today, int(waited_s), level, who)
        self.caller = caller
        if shown == self._shown:
            return
        self._shown, self.queue = shown, queue
        self._number, self._who, self._time = say.digits(number), who, say.duration(waited_s)
        self._queue, self._alarm = words.plain(queue), queue_words.look(level)
        self._notes = tuple(_notes(caller))
        notes = [said for _, said in self._notes]
        wait = f"{self._time}, {self._alarm.text}"
        said = ". ".join([self._number, who, *notes, self._queue, wait])
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.look.turns.ask(self)

    def retranslate(self) -> None:
        """Say it again when it is shown next."""
        self._shown = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        easel = Easel(self, self.look)
        t = easel.t
        wide, high = self.units()
        easel.ground(event.rect())
        easel.fill((0, high - 1, wide, 1), t.line)
        if self.underMouse() and not self.shows_focus():
            easel.card((0, 1, wide, high - 3), 7, t.hover)
            easel.on = t.hover
        calm = self._alarm.tone is Tone.GREY
        ink = t.t1 if calm else t.hue(self._alarm.tone).text
        easel.text((0, 0, self.number_room, high), self._number, 20, t.t3, end=True)
        time = self.look.width(self._time, 22, Weight.SEMIBOLD)
        easel.text((wide - time, 0, time, high), self._time, 22, ink, Weight.SEMIBOLD)
        if not calm:
            easel.icon(wide - time - 25, (high - 18) / 2, self._alarm.icon, 18, ink)
        right = wide - max(98.0, time + 25) - 14 - 76
        easel.text((right, 0, 76, high), self._queue, 18, t.t2)
        left, right = self.number_room + 14, right - 14
        left += easel.text((left, 0, right - left, high), self._who, 20, t.t1, Weight.MEDIUM) + 12
        for icon, note in self._notes:
            if right - left < 23 + self.look.width(note, 16):
                continue
            easel.icon(left, (high - 18) / 2, icon, 18, t.lapis.text)
            left += 23 + easel.text((left + 23, 0, right - left - 23, high), note, 16, t.lapis.text)
            left += 12
        if self.shows_focus():
            easel.card((0, 0, wide, high), 7, None, t.lapis.solid, 2)


def _notes(caller: WaitingCaller) -> Iterator[tuple[str, str]]:
    """Yield icon and words of what is special about a caller."""
    if caller.tag:
        yield "star", words.plain(Vocabulary().tag(caller.tag), 30)
    if again := words.again(caller.calls_today):
        yield "rotate-ccw-clock", again


class Opener(Cell):
    """Says that numbers are hidden; a supervisor at the desk opens them."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.begin()

    def wanted(self) -> float:
        """Return how wide it is, in units."""
        return self.look.width(self.text(), 17) + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        easel = Easel(self, self.look)
        t = easel.t
        wide, high = self.units()
        ink = t.t1 if self.underMouse() and self.isEnabled() else t.t3
        easel.text((0, 0, wide, high), self.text(), 17, ink, end=True)
        if self.shows_focus():
            easel.card((0, 4, wide, high - 8), 7, None, t.lapis.solid, 2)


class CallerList(Paged):
    """The rows that fit. `chosen(row)`: its menu is wanted; `opened`: names are shown or not."""

    chosen = Signal(CallerRow)
    opened = Signal()

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._callers: Sequence[Waits] = ()
        self._terms: dict[str, QueueTerms] = {}
        self._now_us = 0
        self._pitch = 52.0
        self.open = False
        self.may_open = False
        self._rows: list[CallerRow] = []
        self._head: tuple[object, ...] = ()
        self.opener = Opener(look, self)
        self.opener.clicked.connect(lambda: self.show_names(on=not self.open))
        self.begin()

    def count(self) -> int:
        """Return how many wait."""
        return len(self._callers)

    def rows(self) -> list[CallerRow]:
        """Return the rows in sight."""
        return [row for row in self._rows if not row.isHidden()]

    def cells(self) -> list[QWidget]:
        """Return the rows in sight."""
        return list(self.rows())

    def show_names(self, *, on: bool) -> None:
        """Show names and whole numbers, or hide them again."""
        self.open = on and self.may_open
        self.retranslate()
        self.opened.emit()

    def allow_names(self, *, on: bool) -> None:
        """Say whether names and numbers may be opened; if not, they are hidden at once."""
        self.may_open = on
        self.show_names(on=self.open)

    def show_callers(
        self,
        callers: Sequence[Waits],
        terms: dict[str, QueueTerms],
        now_us: int,
    ) -> None:
        """Show who waits at an instant, the limits of the queues being in `terms`."""
        self._callers, self._terms, self._now_us = callers, terms, now_us
        self.show_page()

    def fit(self, rows: int, pitch: float) -> None:
        """Show so many rows, one every `pitch` units."""
        self.room, self._pitch = max(1, rows), pitch
        self.show_page()
        self.lay_out()

    def show_page(self) -> None:
        """Show the callers of this page."""
        first = self.first()
        shown = self._callers[first : first + self.room]
        while len(self._rows) < len(shown):
            row = CallerRow(self.look, self)
            row.clicked.connect(lambda _=False, made=row: self.chosen.emit(made))
            row.customContextMenuRequested.connect(lambda _=None, made=row: self.chosen.emit(made))
            self._rows.append(row)
            self._place(len(self._rows) - 1)
        number = self.look.width(say.digits(first + len(shown)), 20) + 1
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.number_room = max(_NUMBER, number)
                self._show_row(row, first + at + 1, *shown[at][1:])
        head = (self.count(), self.page, self.pages)
        if head != self._head:
            self._head = head
            self.update_head(HEAD if shown else HEAD + 40)

    def _show_row(self, row: CallerRow, number: int, queue: str, caller: WaitingCaller) -> None:
        waited_s = max(0.0, (self._now_us - caller.entered_us) / 1e6)
        terms = self._terms[queue]
        level = level_of(waited_s, terms.limit_s, terms.near_percent / 100)
        who = words.caller(caller, opened=self.open)
        row.show_caller(number, queue, caller, waited_s, level, who)

    def lay_out(self) -> None:
        """Place heading and rows."""
        wide = self.units()[0]
        room = min(wide - 260, self.opener.wanted())
        self.put(self.opener, wide - room, 0, room, HEAD)
        for at in range(len(self._rows)):
            self._place(at)
        self.update()

    def _place(self, at: int) -> None:
        self.put(self._rows[at], 0, HEAD + at * self._pitch, self.units()[0], self._pitch)

    def retranslate(self) -> None:
        """Name the list and say everything again."""
        self.setAccessibleName(self.tr("Waiting callers"))
        hidden, shown = self.tr("numbers hidden on walls"), self.tr("numbers shown, hide them")
        said = shown if self.open else hidden
        self.opener.setText(said)
        self.opener.setAccessibleName(said)
        self.opener.setToolTip(said)
        self.opener.setEnabled(self.may_open)
        focus = Qt.FocusPolicy.StrongFocus if self.may_open else Qt.FocusPolicy.NoFocus
        self.opener.setFocusPolicy(focus)
        super().retranslate()
        self.show_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading."""
        easel = Easel(self, self.look)
        easel.ground(event.rect())
        if event.rect().top() > self.look.px(HEAD) and self._callers:
            return
        t = easel.t
        room = self.units()[0] - self.opener.wanted() - 16
        title = self.tr("Waiting callers")
        x = easel.text((0, 0, room, HEAD), title, 20, t.t1, Weight.SEMIBOLD) + 10
        said = say.digits(self.count())
        if self.pages > 1:
            said = f"{said} · {self.page_said()}"
        easel.text((x, 0, max(10.0, room - x), HEAD), said, 20, t.t3)
        if not self._callers:
            easel.text((0, HEAD, 500, 40), self.tr("Nobody waits."), 20, t.t2)
