"""Words to an agent's desk: written here, and when they were seen there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.crm.records import TeamMessage
from desk_app.ui import text as say
from desk_app.ui.about import Sheet
from desk_app.ui.theme import Role
from desk_app.ui.wall import words
from desk_app.ui.widgets import Button, ElidedLabel, Kind, Label, t1, t2

LONGEST = 500
_SHOWN = 5


class MessageSheet(Sheet):
    """`send_wanted(words)` is to be answered by `show_result`, then by `show_sent`."""

    send_wanted = Signal(str)

    def __init__(self, agent: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._agent = agent
        self._sent: tuple[TeamMessage, ...] = ()
        self._failed: str | None = None
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setMinimumWidth(420)
        self.send = Button("", Kind.PRIMARY, icon="send")
        self.send.setEnabled(False)
        self.said = Label("", Role.META, ink=t1, wrap=True)
        self.lines = [ElidedLabel("", Role.META, ink=t2) for _ in range(_SHOWN)]
        self.field.textChanged.connect(lambda typed: self.send.setEnabled(bool(typed.strip())))
        self.field.returnPressed.connect(self.send.click)
        self.send.clicked.connect(self._on_send)
        for widget in (self.field, self.said, *self.lines):
            self.column.addWidget(widget)
        self.finish()
        self.foot.addWidget(self.send)
        self.field.setFocus()

    def _on_send(self) -> None:
        self.send.setEnabled(False)  # until it is answered: a message is sent once
        self.send_wanted.emit(self.field.text())

    def show_result(self, sent: bool | None) -> None:
        """Say what became of the words: False: nobody there can be told; None: try again."""
        if sent:
            self._failed = None
            self.field.clear()
        else:
            self._failed = "nobody" if sent is False else "again"
            self.send.setEnabled(bool(self.field.text().strip()))
        self._say()

    def show_sent(self, sent: tuple[TeamMessage, ...]) -> None:
        """Show what was sent before, newest first."""
        self._sent = sent
        self._say()

    def _say(self) -> None:
        failed = {
            None: "",
            "nobody": self.tr("Not sent: nobody logs in to a desk with this phone."),
            "again": self.tr("Not sent: the database does not answer. Try again."),
        }[self._failed]
        self.said.setText(failed)
        self.said.setVisible(bool(failed))
        for line, message in zip(self.lines, self._sent, strict=False):
            line.setText(self._line(message))
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(self._sent))

    def _line(self, message: TeamMessage) -> str:
        seen = self.tr("not seen yet")
        if message.read_us is not None:
            seen = self.tr("seen {time}").format(time=say.clock_time(message.read_us))
        body = say.embed(say.plain_text(message.body, LONGEST))
        return f"{say.clock_time(message.at_us)} · {seen} · {body}"

    def retranslate(self) -> None:
        """Set all words again."""
        super().retranslate()
        title = self.tr("Message to {name}").format(name=words.plain(self._agent))
        self.title.setText(title)
        self.setWindowTitle(title)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(self.tr("Shown on the agent's desk at once"))
        self.send.setText(self.tr("Send"))
        self._say()
