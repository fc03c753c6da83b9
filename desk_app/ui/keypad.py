"""The keypad: DTMF by mouse and by keyboard, in any script's digits."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import ElidedLabel, PaintedButton, t2
from desk_app.ui.widgets.painting import rounded
from desk_app.ui.widgets.popover import Popover

KEYS = "123456789*0#"
_SHOWN = 24


class PadKey(PaintedButton):
    """One key of the pad."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.sign = sign
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(sign)
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the size of a key."""
        return QSize(64, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key."""
        painter = QPainter(self)
        t = theme.tokens()
        over = self.underMouse() or self.isDown()
        rounded(painter, self.rect(), 8, t.hover if over else t.surface, t.line2)
        painter.setFont(theme.font(Role.TITLE, Weight.MEDIUM))
        painter.setPen(QColor(t.t1))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, say.digits(self.sign))


class Keypad(Popover):
    """Twelve keys, never mirrored, and what has been sent. Type on the keyboard as well."""

    pressed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._sent = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = ElidedLabel("", Role.TITLE, Weight.MEDIUM)
        self._hint = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self.body.addWidget(self._shown)
        pad = QWidget()
        pad.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for index, sign in enumerate(KEYS):
            key = PadKey(sign)
            key.clicked.connect(lambda _=False, s=sign: self.send(s))
            grid.addWidget(key, index // 3, index % 3)
        self.body.addWidget(pad)
        self.body.addWidget(self._hint)
        self.begin()

    def clear(self) -> None:
        """Forget what was sent: another call."""
        self._sent = ""
        self._show()

    def send(self, sign: str) -> None:
        """Send one sign and show it."""
        self._sent = (self._sent + sign)[-_SHOWN:]
        self._show()
        self.pressed.emit(sign)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send digits, * and # typed on the keyboard, in any script."""
        sign = say.latin_digits(event.text())
        if sign and sign in KEYS:
            self.send(sign)
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self._shown.setText(say.isolate(say.digits(self._sent)) if self._sent else " ")

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Keypad"))
        self._hint.setText(self.tr("Type or click. Esc closes."))
        self._show()
