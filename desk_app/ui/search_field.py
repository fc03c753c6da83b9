"""The field that finds people and dials numbers, and the rows it offers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desk_app import dialling
from desk_app.crm.records import CustomerBrief, RecentCall
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.intents import Intents
from desk_app.ui.redial import dialled
from desk_app.ui.suggestions import Row, Suggestions
from desk_app.ui.theme import Size
from desk_app.ui.widgets import IconLabel, KeyCap, Live, t3
from desk_app.ui.widgets.painting import rounded
from desk_app.ui.widgets.popover import Popover

_LONGEST = 128


class SearchField(Live, QWidget):
    """A line edit in a painted frame. Digits in any script offer a call; words look for people.

    Enter picks the chosen row, the arrow keys choose, Esc closes the rows, then clears. In
    the empty field arrow-up lists what was dialled last.
    """

    def __init__(self, intents: Intents, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setMaxLength(_LONGEST)
        self.edit.installEventFilter(self)
        self.card = Popover(window)
        self.card.body.setContentsMargins(6, 6, 6, 6)
        self.rows = Suggestions()
        self.card.body.addWidget(self.rows)
        self.card.begin()
        self._people: tuple[CustomerBrief, ...] = ()
        self._calls: Sequence[RecentCall] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addSpacing(11)
        row.addWidget(IconLabel("search", ink=t3, size=16))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap("Ctrl K"))
        row.addSpacing(7)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(Size.CONTROL)
        self.edit.textChanged.connect(self._on_typed)
        self.rows.picked.connect(self._on_picked)
        self.begin()

    def take_focus(self) -> None:
        """Put the cursor here, everything selected: Ctrl+K."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def put(self, text: str) -> None:
        """Offer a text that comes from elsewhere, with the cursor behind it."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.setText(text[:_LONGEST])

    def show_results(self, query: str, people: Sequence[CustomerBrief]) -> None:
        """Offer the people found for `query`; an answer that comes too late is dropped."""
        if query == self.edit.text().strip():
            self._people = tuple(people)
            self._offer()

    def know(self, calls: Sequence[RecentCall]) -> None:
        """Know the last calls, newest first; nothing is made of them before it is asked for."""
        self._calls = calls

    def redial(self) -> None:
        """List what was dialled last: Ctrl+Shift+K, or arrow-up in the empty field."""
        self.take_focus()
        self.edit.clear()
        again = self.tr("Dial")
        rows = [Row("phone", d.title, d.note, again, d.number) for d in dialled(self._calls)]
        if not rows:
            rows = [Row("phone", self.tr("No calls made yet."), "", "", "")]
        self._show(rows)

    def _on_typed(self, text: str) -> None:
        words = text.strip()
        self._people = ()
        if len(words) > 1:
            self._intents.search.emit(words)
        self._offer()

    def _offer(self) -> None:
        number = dialling.clean(self.edit.text())
        rows = []
        if number:
            shown = say.phone(number) if number[0] in "+0123456789*#" else say.isolate(number)
            title = self.tr("Call {number}").format(number=shown)
            rows.append(Row("phone", title, "", self.tr("Dial"), number))
        rows += [self.rows.person(p) for p in self._people]
        self._show(rows)

    def _show(self, rows: Sequence[Row]) -> None:
        self.rows.show_rows(rows)
        if rows and self.edit.hasFocus():
            self.card.open_under(self, width=self.width())
            self.card.setFixedHeight(self.rows.height() + 12)
        else:
            self.card.close_card()

    def _on_picked(self, value: object) -> None:
        number = value.number if isinstance(value, CustomerBrief) else str(value)
        if number:
            self.card.close_card()
            self.edit.clear()
            self._intents.dial.emit(number)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys, Enter and Esc of the line edit act on the rows."""
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            if kind == QEvent.Type.FocusOut:
                self.card.close_card()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.rows.move_choice(1)
            case Qt.Key.Key_Up if not self.edit.text() and self.card.isHidden():
                self.redial()
            case Qt.Key.Key_Up:
                self.rows.move_choice(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.card.isVisible():
                    self.rows.pick()
            case Qt.Key.Key_Escape:
                self.edit.clear()
                self.card.close_card()
            case _:
                return False
        return True

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click on the frame is a click in the field."""
        self.take_focus()

    def sizeHint(self) -> QSize:
        """Return a comfortable width."""
        return QSize(320, Size.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """Return what is still usable."""
        return QSize(160, Size.CONTROL)

    def retranslate(self) -> None:
        """Set the words again."""
        self.edit.setPlaceholderText(self.tr("Search people or dial"))
        self.edit.setAccessibleName(self.tr("Search people or dial"))
        self.edit.setToolTip(self.tr("Search or dial (Ctrl+K)"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        t = theme.tokens()
        if self.edit.hasFocus():
            rounded(painter, self.rect(), 8, t.surface, t.lapis.line, 2)
            rounded(painter, self.rect().adjusted(1, 1, -1, -1), 7, None, t.lapis.solid)
        else:
            rounded(painter, self.rect(), 8, t.bg, t.line)
