"""The agent's queues in the top bar: one chip each, the worst first, folded where it is tight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk_app.levels import Level
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.keys import Act
from desk_app.ui.queue import words
from desk_app.ui.queue.watch import QueueWatch, Standing
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.theme.icons import icon
from desk_app.ui.widgets import Live, PaintedButton
from desk_app.ui.widgets.painting import Icon, Piece, Words, paint_row, rounded, row_width

GAP = 10
_INNER = 6
_PADDING = 11
_NAME_LIMIT = 18  # characters


class QueueChip(PaintedButton):
    """ "Support · 8 waiting · longest 02:41", or shorter "Support · 8 · 02:41"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing: Standing | None = None
        self._long = False
        self._pieces: list[Piece] = []
        self.begin()

    def show_standing(self, standing: Standing, *, long: bool) -> None:
        """Show how a queue stands."""
        if (standing, long) == (self.standing, self._long) and self._pieces:
            return
        self.standing, self._long = standing, long
        self.restyle()

    def restyle(self) -> None:
        """Take words, fonts and colours again."""
        if self.standing is None:
            return
        self._pieces = _pieces(self.standing, long=self._long)
        said = words.spoken(self.standing)
        self.setAccessibleName(said)
        key = self.tr("Who waits ({key})").format(key=say.isolate(Act.WAITING.value))
        self.setToolTip(f"{said}\n{key}")
        super().restyle()

    def retranslate(self) -> None:
        """Set the words again."""
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the content with its padding."""
        return QSize(row_width(self._pieces, _INNER) + 2 * _PADDING, Size.CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip; a calm queue is quiet."""
        if self.standing is None:
            return
        painter = QPainter(self)
        t = theme.tokens()
        hue = t.hue(words.look(self.standing.level).tone)
        calm = self.standing.level is Level.NORMAL
        fill = (t.hover if self.underMouse() else t.surface) if calm else hue.tint
        edge = t.line if calm else hue.line
        box = self.face(painter, 8)
        rounded(painter, box, 8, fill, t.lapis.solid if self.shows_focus() else edge)
        inner = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        paint_row(self, painter, inner, self._pieces, _INNER)


def _pieces(standing: Standing, *, long: bool) -> list[Piece]:
    t, look = theme.tokens(), words.look(standing.level)
    calm = standing.level is Level.NORMAL
    loud, quiet = (t.t1, t.t2) if calm else (t.hue(look.tone).text,) * 2
    bold, plain = theme.font(Role.META, Weight.SEMIBOLD), theme.font(Role.META)
    dot = Words("·", plain, t.t3 if calm else quiet)
    made: list[Piece] = [
        Icon(look.icon, 14, quiet),
        Words(say.embed(say.plain_text(standing.queue, _NAME_LIMIT)), bold, loud),
        dot,
        Words(say.digits(standing.waiting), plain if calm else bold, quiet if calm else loud),
    ]
    if long:
        made.append(Words(words.waiting(), plain, quiet))
    if standing.longest_s is not None:
        made.append(dot)
        if long:
            made.append(Words(words.longest(), plain, quiet))
        made.append(Words(say.duration(standing.longest_s), bold, loud))
    return made


class MoreChip(PaintedButton):
    """ "+2": the queues there is no room for, as a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin()

    def _words(self) -> Words:
        font = theme.font(Role.META, Weight.SEMIBOLD)
        return Words(self.text(), font, theme.tokens().t2)

    def sizeHint(self) -> QSize:
        """Return the number with its padding."""
        return QSize(self._words().width() + 20, Size.CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, 8)
        fill = t.hover if self.underMouse() else t.surface
        rounded(painter, box, 8, fill, t.lapis.solid if self.shows_focus() else t.line)
        paint_row(self, painter, self.rect(), [self._words()], 0, centred=True)


class QueueChips(Live, QWidget):
    """The chips that fit into the room the bar has. `opened`: the list of a queue is wanted."""

    opened = Signal(str, QWidget)  # queue, the chip to open it under

    def __init__(self, watch: QueueWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._room = 0
        self._chips: list[QueueChip] = []
        self.more = MoreChip(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.more)
        self.more.clicked.connect(self._open_menu)
        watch.moved.connect(self._fit)
        self.begin()

    def chips(self) -> list[QueueChip]:
        """Return the chips in sight, from the start edge."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def fit(self, room: int) -> None:
        """Take no more than `room` px."""
        if room != self._room:
            self._room = room
            self._fit()

    def _fit(self) -> None:
        queues = self._watch.joined
        shown, long = self._what_fits(queues)
        while len(self._chips) < shown:
            self._make_chip()
        for index, chip in enumerate(self._chips):
            if index < shown:
                chip.show_standing(queues[index], long=long and index == 0)
            chip.setVisible(index < shown)
        hidden = len(queues) - shown
        self.more.setText(say.isolate(f"+{say.digits(hidden)}"))
        self.more.setAccessibleName(self.tr("{n} more queues").format(n=say.digits(hidden)))
        self.more.setVisible(hidden > 0)
        self.more.updateGeometry()
        self.setVisible(bool(queues))
        self.setFixedWidth(self._row.sizeHint().width())

    def _make_chip(self) -> None:
        chip = QueueChip(self)
        self._row.insertWidget(len(self._chips), chip)
        self._chips.append(chip)
        chip.clicked.connect(lambda _=False, c=chip: self._on_chip(c))

    def _what_fits(self, queues: tuple[Standing, ...]) -> tuple[int, bool]:
        """Return how many chips there is room for, and whether the first says it in full."""
        widths = [_width(queue, long=False) for queue in queues]
        if not queues:
            return 0, False
        full = _width(queues[0], long=True)
        more = self.more.fontMetrics().horizontalAdvance("+88") + 20 + GAP
        for count in range(len(queues), 0, -1):
            rest = sum(widths[1:count]) + GAP * (count - 1) + (more if count < len(queues) else 0)
            if full + rest <= self._room:
                return count, True
        return 1, False

    def _on_chip(self, chip: QueueChip) -> None:
        if chip.standing is not None:
            self.opened.emit(chip.standing.queue, chip)

    def menu(self) -> QMenu:
        """Return the menu of the queues without a chip."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for standing in self._watch.joined[len(self.chips()) :]:
            look = words.look(standing.level)
            ink = theme.tokens().hue(look.tone).text
            said = words.summary(standing).replace("&", "&&")
            action = menu.addAction(icon(look.icon, 16, ink), said)
            queue = standing.queue
            action.triggered.connect(lambda _=False, q=queue: self.opened.emit(q, self.more))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("My queues"))
        self._fit()

    def restyle(self) -> None:
        """Measure again."""
        self._fit()


def _width(standing: Standing, *, long: bool) -> int:
    return row_width(_pieces(standing, long=long), _INNER) + 2 * _PADDING
