"""A telephone number that is dialled by a click or Enter, and copied by its menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui import language, number_menu, text, theme
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import PaintedButton, line_height
from desk_app.ui.widgets.painting import Words, paint_row


class NumberLink(PaintedButton):
    """Shows a number as people write it, dials it as it is stored."""

    dial_requested = Signal(str)

    def __init__(
        self,
        role: Role = Role.BODY,
        weight: Weight = Weight.REGULAR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._weight, self._number = role, weight, ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.dial_requested.emit(self._number))
        number_menu.offer(self, self.number, self.dial_requested.emit)
        self.begin()

    def set_number(self, number: str) -> None:
        """Show another number, raw or E.164."""
        self._number = number
        self.retranslate()

    def number(self) -> str:
        """Return the number as it will be dialled."""
        return self._number

    def retranslate(self) -> None:
        """Write the number in the digits of the language."""
        self.setText(text.phone(self._number))
        said = self.tr("Call {number}").format(number=self.text())
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.restyle()

    def _words(self) -> Words:
        t = theme.tokens()
        # Persian numbers are read in groups, not in columns: proportional figures.
        font = theme.font(self._role, self._weight, not language.is_persian())
        return Words(self.text(), font, t.lapis.text if self.underMouse() else t.t1)

    def sizeHint(self) -> QSize:
        """Return the number's size."""
        return QSize(self._words().width(), line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        """Return little: it may be cut."""
        return QSize(min(48, self.sizeHint().width()), line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number, underlined under the mouse."""
        painter = QPainter(self)
        words = self._words()
        self.face(painter, 3)
        paint_row(self, painter, self.rect(), [words], 0)
        if self.underMouse():
            painter.setPen(words.colour)
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            width = min(QFontMetrics(words.font).horizontalAdvance(words.text), self.width())
            left = self.width() - width if rtl else 0
            painter.drawLine(left, self.height() - 3, left + width, self.height() - 3)
