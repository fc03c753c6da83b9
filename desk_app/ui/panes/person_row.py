"""A person in a list: initials, name, what distinguishes them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.crm.records import CustomerBrief
from desk_app.ui import text, theme
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets import Avatar, ElidedLabel, PaintedButton, line_height, t3
from desk_app.ui.widgets.painting import Words, paint_row, rounded, tell_whole

_NAME_LIMIT = 60


class PersonLine(QWidget):
    """A colleague of the caller: a small grey avatar, the name, the role at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self._avatar = Avatar(24, tone=Tone.GREY)
        self._name = ElidedLabel("", own_direction=True)
        self._role = ElidedLabel("", Role.META, ink=t3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._role)

    def show_person(self, person: CustomerBrief) -> None:
        """Show a person."""
        self._avatar.set_name(person.name)
        self._name.setText(text.plain_text(person.name, _NAME_LIMIT))
        self._role.setText(text.plain_text(person.role, _NAME_LIMIT))
        self.show()


class PersonButton(PaintedButton):
    """A customer to choose: 56 px high, an edge, the whole of it can be pressed."""

    _HEIGHT = 56

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = CustomerBrief(0, "")
        self._end = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.begin()

    def show_person(self, person: CustomerBrief, now_us: int) -> None:
        """Show a customer; the end of the row says when we last heard of them."""
        self._person = person
        self._end = (
            text.ago(person.last_contact_us, now_us=now_us) if person.last_contact_us else ""
        )
        self.setText(text.plain_text(person.name, _NAME_LIMIT))
        self.setAccessibleName(". ".join(p for p in (self.text(), self._about(), self._end) if p))
        self.show()
        self.update()

    def person(self) -> CustomerBrief:
        """Return the customer shown."""
        return self._person

    def _about(self) -> str:
        parts = (self._person.role, self._person.company, self._person.city)
        said = [text.embed(text.plain_text(part, _NAME_LIMIT)) for part in parts if part]
        return " · ".join(said)

    def sizeHint(self) -> QSize:
        """Return the row's size."""
        return QSize(200, self._HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, Size.RADIUS_CARD)
        fill = t.hover if self.underMouse() or self.isDown() else t.surface
        edge = t.lapis.solid if self.shows_focus() else t.line2
        rounded(painter, box, Size.RADIUS_CARD, fill, edge)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = Words(self._end, theme.font(Role.META), t.t3)
        end_width = end.width() if self._end else 0
        inner = self.rect().adjusted(12, 0, -12, 0)
        self._paint_initials(painter, inner, rtl=rtl)
        room = inner.width() - 28 - 10 - (end_width + 8 if end_width else 0)
        left = inner.left() + (inner.width() - 38 - room if rtl else 38)
        name = Words(self.text(), theme.font(Role.BODY, Weight.MEDIUM), t.t1)
        upper = QRect(left, 9, room, line_height(Role.BODY))
        cut = paint_row(self, painter, upper, [name], 0)
        about = Words(self._about(), theme.font(Role.META), t.t2)
        whole = QRect(inner.left() + (0 if rtl else 38), 30, inner.width() - 38, 18)
        cut |= paint_row(self, painter, whole, [about], 0)
        tell_whole(self, self.accessibleName(), cut=cut)
        if end_width:
            end_left = inner.left() if rtl else inner.right() + 1 - end_width
            end.paint(self, painter, QRect(end_left, 9, end_width, 20))

    def _paint_initials(self, painter: QPainter, inner: QRect, *, rtl: bool) -> None:
        hue = theme.tokens().hue(Tone.LAPIS)
        circle = QRect(inner.right() - 27 if rtl else inner.left(), 14, 28, 28)
        rounded(painter, circle, 14, hue.tint)
        painter.setFont(theme.font(Role.TINY, Weight.SEMIBOLD))
        painter.setPen(QColor(hue.text))
        letters = text.initials(self._person.name)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, letters)
