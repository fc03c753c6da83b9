"""The other calls in hand, as chips in the call bar: held ones with their timers, ringing ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk_app.state import Case
from desk_app.ui import text as say
from desk_app.ui import theme, who
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import Live, PaintedButton
from desk_app.ui.widgets.painting import (
    Icon,
    Piece,
    Words,
    paint_row,
    rounded,
    row_width,
    tell_whole,
)

_WIDTH = 176


class LineChip(PaintedButton):
    """One other call."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Piece] = []
        self._tone = Tone.GREY
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_call(self, icon: str, name: str, timer: str, tone: Tone) -> None:
        """Show icon, name and timer."""
        self._tone = tone
        ink = theme.tokens().hue(tone).text
        self._pieces = [
            Icon(icon, 14, ink),
            Words(name, theme.font(Role.META, Weight.MEDIUM), ink),
            Words(timer, theme.font(Role.META), ink),
        ]
        self.setAccessibleName(f"{name} {timer}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the content, bounded."""
        return QSize(min(_WIDTH, row_width(self._pieces, 6) + 16), 28)

    def minimumSizeHint(self) -> QSize:
        """Return room for the icon and the timer."""
        return QSize(min(84, self.sizeHint().width()), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        hue = theme.tokens().hue(self._tone)
        box = self.face(painter, 7)
        rounded(painter, box, 7, theme.tokens().surface, hue.line)
        cut = paint_row(self, painter, self.rect().adjusted(8, 0, -8, 0), self._pieces, 6)
        tell_whole(self, self.accessibleName(), cut=cut)


class CallLines(Live, QWidget):
    """Two chips at most; the second gathers the rest in a menu. A click goes to that call."""

    def __init__(self, intents: Intents, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents, self._clock = intents, clock
        self._cases: tuple[Case, ...] = ()
        self.chips = (LineChip(), LineChip())
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(1)
        for index, chip in enumerate(self.chips):
            column.addWidget(chip)
            chip.clicked.connect(lambda _=False, i=index: self._on_chip(i))
        column.addStretch(1)
        clock.tick.connect(self._tick)
        self.begin()

    def side_by_side(self, height: int) -> None:
        """Put the chips into one row and make them higher."""
        self._column.setDirection(QBoxLayout.Direction.LeftToRight)
        for chip in self.chips:
            chip.setFixedHeight(height)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Paint these calls; ringing ones come first."""
        self._cases = tuple(sorted(cases, key=lambda c: not c.call.ringing_here))
        self._tick()
        self.chips[0].setVisible(len(self._cases) > 0)
        self.chips[1].setVisible(len(self._cases) > 1)

    def _gathers(self, index: int) -> bool:
        return index == 1 and len(self._cases) > 2

    def _tick(self) -> None:
        for index, chip in enumerate(self.chips[: len(self._cases)]):
            if self._gathers(index):
                said = self.tr("{n} more calls").format(n=say.digits(len(self._cases) - 1))
                chip.show_call("phone", said, "", Tone.GREY)
                continue
            chip.show_call(*self._words(self._cases[index]))
            chip.updateGeometry()

    def _words(self, case: Case) -> tuple[str, str, str, Tone]:
        call, name = case.call, who.of_case(case).name
        since = call.answered_us if call.answered_us is not None else call.started_us
        timer = say.duration(self._clock.seconds_since(since))
        if call.ringing_here:
            return "phone-incoming", name, timer, Tone.TURQUOISE
        if call.held:
            return "pause", name, timer, Tone.LAPIS
        return "phone-call", name, timer, Tone.LAPIS

    def _on_chip(self, index: int) -> None:
        if self._gathers(index):
            below = self.chips[index].rect().bottomLeft()
            self.menu(self._cases[1:]).popup(self.chips[index].mapToGlobal(below))
        elif self._cases[index].call.ringing_here:
            below = self.chips[index].rect().bottomLeft()
            self.menu(self._cases[index : index + 1]).popup(self.chips[index].mapToGlobal(below))
        else:
            self._intents.switch_to.emit(self._cases[index].call.key)

    def menu(self, cases: Sequence[Case]) -> QMenu:
        """Return what can be done with these calls."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for case in cases:
            key, name = case.call.key, say.embed(who.of_case(case).name).replace("&", "&&")
            if case.call.ringing_here:
                answer = menu.addAction(self.tr("Answer {name}").format(name=name))
                answer.triggered.connect(lambda _=False, k=key: self._intents.answer.emit(k))
                decline = menu.addAction(self.tr("Decline {name}").format(name=name))
                decline.triggered.connect(lambda _=False, k=key: self._intents.decline.emit(k))
            else:
                switch = menu.addAction(self.tr("Go to {name}").format(name=name))
                switch.triggered.connect(lambda _=False, k=key: self._intents.switch_to.emit(k))
        return menu

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Other calls"))
        self._tick()

    def restyle(self) -> None:
        """Take the colours again."""
        self._tick()
