"""The small window between calls: a number, who that is, the dial pad, the last calls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk_app import dialling
from desk_app.crm.records import CustomerBrief, RecentCall
from desk_app.ui import theme
from desk_app.ui.compact.parts import HIT, CompactRecent, DialPad
from desk_app.ui.intents import Intents
from desk_app.ui.panes.panel import column
from desk_app.ui.redial import dialled
from desk_app.ui.suggestions import Row, Suggestions
from desk_app.ui.widgets import Button, Kind, Live
from desk_app.ui.widgets.painting import rounded

RECENT = 4
_LONGEST = 128


class _Frame(QWidget):
    """The field's frame: number at the start, Call at the end."""

    def __init__(self, edit: QLineEdit, call: Button) -> None:
        super().__init__()
        self._edit = edit
        self.setFixedHeight(HIT)
        row = QHBoxLayout(self)
        # Spacers at the edges, because a layout's margins do not change sides in RTL.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(10)
        row.addWidget(edit, 1)
        row.addSpacing(6)
        row.addWidget(call)
        row.addSpacing(6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame; lapis with the focus."""
        painter = QPainter(self)
        t = theme.tokens()
        if self._edit.hasFocus():
            rounded(painter, self.rect(), 7, t.input, t.lapis.line, 2)
            rounded(painter, self.rect().adjusted(1, 1, -1, -1), 6, None, t.lapis.solid)
        else:
            rounded(painter, self.rect(), 7, t.input, t.field)


class DialPage(Live, QWidget):
    """Digits in any script are dialled, words look for people; Enter takes the first."""

    search_requested = Signal(str)

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._people: tuple[CustomerBrief, ...] = ()
        self._recent: tuple[RecentCall, ...] = ()
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setMaxLength(_LONGEST)
        self.edit.installEventFilter(self)
        self.call = Button("", Kind.PRIMARY, icon="phone")
        self.frame = _Frame(self.edit, self.call)
        self.rows = Suggestions()
        self.room = QWidget()
        self.room.setFixedHeight(HIT + 8)
        column(self.room, (0, 8, 0, 0)).addWidget(self.rows, 0, Qt.AlignmentFlag.AlignTop)
        self.pad = DialPad()
        self.recent = [CompactRecent() for _ in range(RECENT)]
        self.last = QWidget()
        below = column(self.last, (16, 8, 16, 0))
        for row in self.recent:
            row.hide()
            row.dial_requested.connect(self._dial)
            below.addWidget(row)
        layout = column(self)
        top = column(None, (16, 14, 16, 10))
        top.addWidget(self.frame)
        top.addWidget(self.room)
        layout.addLayout(top)
        keys = column(None, (16, 0, 16, 0))
        keys.addWidget(self.pad)
        layout.addLayout(keys)
        layout.addWidget(self.last)
        layout.addStretch(1)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.returnPressed.connect(self.dial_now)
        self.call.clicked.connect(self.dial_now)
        self.pad.pressed.connect(self._on_key)
        self.rows.picked.connect(self._on_picked)
        self.begin()

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def put(self, text: str) -> None:
        """Offer a text that comes from elsewhere."""
        self.edit.setText(text[:_LONGEST])

    def show_recent(self, calls: tuple[RecentCall, ...]) -> None:
        """Show the last calls, newest first."""
        if calls == self._recent:
            return
        self._recent = calls
        for row, call in zip(self.recent, calls, strict=False):
            row.show_call(call)
        for row in self.recent[len(calls) :]:
            row.hide()
        self._offer()

    def show_results(self, query: str, people: Sequence[CustomerBrief]) -> None:
        """Offer who was found; an answer that comes too late is dropped."""
        if query == self.edit.text().strip():
            self._people = tuple(people)
            self._offer()

    def dial_now(self) -> None:
        """Call the number in the field, else the person under it."""
        number = dialling.clean(self.edit.text())
        if number:
            self._dial(number)
        else:
            self.rows.pick()

    def _on_typed(self, text: str) -> None:
        self._people = ()
        words = text.strip()
        if len(words) > 1:
            self.search_requested.emit(words)
        self._offer()

    def _offer(self) -> None:
        if self.edit.text().strip():
            self.rows.show_rows([self.rows.person(p) for p in self._people[:1]])
            return
        last = dialled(self._recent)[:1]
        again = self.tr("Again")
        self.rows.show_rows([Row("phone", c.title, c.note, again, c.number) for c in last])

    def _on_key(self, sign: str) -> None:
        self.edit.insert(sign)

    def _on_picked(self, value: object) -> None:
        self._dial(value.number if isinstance(value, CustomerBrief) else str(value))

    def _dial(self, number: str) -> None:
        if number:
            self.edit.clear()
            self._intents.dial.emit(number)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let Esc clear the field, and the frame follow its focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.frame.update()
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.edit.clear()
            return True
        return False

    def retranslate(self) -> None:
        """Set the words again."""
        self.edit.setPlaceholderText(self.tr("Name or number"))
        self.edit.setAccessibleName(self.tr("Search people or dial"))
        self.call.setText(self.tr("Call"))
        self._offer()

    def restyle(self) -> None:
        """Take the field's font again."""
        self.edit.setFont(theme.font(18))
        self.update()
