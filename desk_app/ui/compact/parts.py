"""Painted parts of the small window; everything that can be pressed is 44 px or more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desk_app.crm.records import OutcomeOfCall, RecentCall
from desk_app.telephony.messages import Direction
from desk_app.ui import keys, number_menu, theme, who
from desk_app.ui import text as say
from desk_app.ui.call_controls import CallControls
from desk_app.ui.keypad import KEYS, PadKey
from desk_app.ui.keys import Act
from desk_app.ui.panes.recent_row import is_missed
from desk_app.ui.state_pill import StatePill
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import PaintedButton
from desk_app.ui.widgets.control import Control
from desk_app.ui.widgets.painting import Icon, Key, Piece, Words, focus_ring, paint_row, rounded

HIT = 44
_LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS"}
_LETTERS |= {"8": "TUV", "9": "WXYZ", "0": "+"}


class IconButton(PaintedButton):
    """An icon of the head; `checkable` ones are tinted while they are on."""

    def __init__(self, icon: str, *, checkable: bool = False) -> None:
        super().__init__()
        self._icon = icon
        self.setCheckable(checkable)
        self.begin()

    def name(self, said: str) -> None:
        """Say what it does."""
        self.setAccessibleName(said)
        self.setToolTip(said)

    def sizeHint(self) -> QSize:
        """Return the hit area; the picture is smaller."""
        return QSize(HIT, HIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon on its box."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.rect().adjusted(6, 6, -6, -6)
        if self.shows_focus():
            focus_ring(painter, self.rect().adjusted(4, 4, -4, -4), 7)
        if self.isChecked():
            rounded(painter, box, 7, t.lapis.tint)
        elif self.underMouse():
            rounded(painter, box, 7, t.hover)
        ink = t.lapis.text if self.isChecked() else t.t2
        painter.drawPixmap(13, 13, theme.pixmap(self, self._icon, 18, ink))


class CompactPill(StatePill):
    """The state, 28 px to the eye, 44 to the finger."""

    def sizeHint(self) -> QSize:
        """Return the hit area."""
        return QSize(super().sizeHint().width(), HIT)

    def _face(self, painter: QPainter) -> QRect:
        box = self.rect().adjusted(0, 8, 0, -8)
        return focus_ring(painter, box, 8) if self.shows_focus() else box

    def _other_window(self) -> str:
        return self.tr("Whole window")


class CompactControl(Control):
    """A control of 64 px that takes the width it is given, its key in the corner."""

    HEIGHT = 64

    def __init__(self, icon: str, act: Act, *, danger: bool = False) -> None:
        super().__init__(icon, act, danger=danger)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if danger:
            self.setFixedHeight(HIT)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        key = keys.cap(self._act).replace("⇧ ", "⇧")
        if self._danger:
            words = Words(self.text(), theme.font(14, Weight.SEMIBOLD), ink)
            cap = Key(key.replace("⇧", "⇧ "), ink, theme.colour(ink, 0.5), None)
            pieces: list[Piece] = [Icon(self._icon, 18, ink), words, cap]
            paint_row(self, painter, self.rect(), pieces, 8, centred=True)
            return
        left = (self.width() - 20) / 2
        painter.drawPixmap(QPointF(left, 13), theme.pixmap(self, self._icon, 20, ink))
        painter.setFont(theme.font(Role.META, Weight.MEDIUM))
        painter.setPen(QColor(ink))
        words_box = QRect(2, 36, self.width() - 4, 20)
        painter.drawText(words_box, Qt.AlignmentFlag.AlignCenter, self.text())
        quiet = ink if self.tone() is not None else theme.tokens().t3
        painter.setFont(theme.font(10))
        painter.setPen(QColor(quiet))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        corner = self.rect().adjusted(7, 5, -7, 0)
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(corner, flags, say.isolate(key))


class CompactControls(CallControls):
    """The call's controls, three in a row; Hang up stands elsewhere."""

    def _control(self, icon: str, act: Act, *, danger: bool = False) -> Control:
        return CompactControl(icon, act, danger=danger)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for index, control in enumerate(self.all()[:-1]):
            grid.addWidget(control, index // 3, index % 3)


class DialKey(PadKey):
    """A key of the dial pad with its letters."""

    HEIGHT = 52

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a key."""
        return QSize(100, self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key."""
        painter = QPainter(self)
        t = theme.tokens()
        over = self.underMouse() or self.isDown()
        rounded(painter, self.rect(), 10, t.hover if over else t.surface, t.line)
        painter.setPen(QColor(t.t1))
        painter.setFont(theme.font(20, Weight.MEDIUM))
        sign = "✱" if self.sign == "*" else say.digits(self.sign)
        upper = self.rect().adjusted(0, 8, 0, -18)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, sign)
        letters = _LETTERS.get(self.sign, "")
        painter.setPen(QColor(t.t3))
        painter.setFont(theme.font(10, Weight.MEDIUM))
        lower = self.rect().adjusted(0, 33, 0, -5)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, letters)


class DialPad(QWidget):
    """Twelve keys, never mirrored."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for index, sign in enumerate(KEYS):
            key = DialKey(sign)
            key.clicked.connect(lambda _=False, s=sign: self.pressed.emit(s))
            grid.addWidget(key, index // 3, index % 3)


class CompactRecent(PaintedButton):
    """One of the last calls: a click calls back."""

    dial_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._call: RecentCall | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_click)
        number_menu.offer(
            self, lambda: self._call.number if self._call else "", self.dial_requested.emit
        )
        self.begin()

    def show_call(self, call: RecentCall) -> None:
        """Show a call."""
        self._call = call
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Set the words again."""
        call = self._call
        if call is None:
            return
        number = who.number_of(call.number)
        name = who.name_of(call.name, call.number) or number or self.tr("Number withheld")
        self.setText(name)
        self.setToolTip(self.tr("Call {number}").format(number=number) if number else "")
        said = [name, self._note(call), say.clock_time(call.ring_us)]
        self.setAccessibleName(". ".join(part for part in said if part))
        self.update()

    def _note(self, call: RecentCall) -> str:
        if is_missed(call):
            return self.tr("Missed")
        reached = call.outcome in (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN)
        return say.duration(call.talk_s) if reached else self.tr("Not reached")

    def sizeHint(self) -> QSize:
        """Return the row's size."""
        return QSize(200, HIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row and the line under it."""
        call = self._call
        if call is None:
            return
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, 4)
        if self.underMouse():
            painter.fillRect(box, QColor(t.hover))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
        missed = is_missed(call)
        outgoing = call.direction == Direction.OUT
        icon = "phone-missed" if missed else "phone-outgoing" if outgoing else "phone-incoming"
        red = t.hue(Tone.POMEGRANATE).text
        weight = Weight.MEDIUM if missed else Weight.REGULAR
        note = Words(self._note(call), theme.font(Role.META), red if missed else t.t3)
        at = Words(say.clock_time(call.ring_us), theme.font(Role.META), t.t3)
        tail = note.width() + 8 + max(38, at.width())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self.width() - tail - 8
        names = QRect(tail + 8 if rtl else 0, 0, room, self.height())
        name = Words(self.text(), theme.font(Role.BODY, weight), t.t1)
        paint_row(self, painter, names, [Icon(icon, 14, red if missed else t.t3), name], 8)
        ends = QRect(0 if rtl else self.width() - tail, 0, tail, self.height())
        paint_row(self, painter, ends, [note, at], 8)

    def _on_click(self) -> None:
        if self._call is not None and any(c.isdigit() for c in self._call.number):
            self.dial_requested.emit(self._call.number)
