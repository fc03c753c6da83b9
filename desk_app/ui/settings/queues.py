"""The queues on the settings page: which there are, one more, one less, and all of the chosen."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.doctor import FEW_CALLERS
from desk_app.queue_settings import QueueSection
from desk_app.settings import queue_table
from desk_app.sound_files import Heard
from desk_app.ui import text as say
from desk_app.ui.settings.queue_row import QueueRow
from desk_app.ui.settings.sound_file import SoundFileEditor
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import Button, IconLabel, Kind, Label, Live, Select, t2, text_of


class QueuesPanel(Live, QWidget):
    """Emits `changed("queues", all of them)`. `asked(Sounds, path)` wants a file looked at."""

    changed = Signal(str, object)
    asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._queues: tuple[QueueSection, ...] = ()
        self._at = 0
        self._holds = 0
        self.few = IconLabel("triangle-alert", "", Role.BODY, ink=text_of(Tone.SAFFRON))
        self.few.hide()
        self.none = Label("", Role.BODY, ink=t2, wrap=True)
        self.choose = Select()
        self.choose.setMinimumWidth(200)
        self.add = Button("", Kind.PLAIN, icon="plus", small=True)
        self.remove = Button("", Kind.PLAIN, icon="trash", small=True)
        self.rows: dict[str, QueueRow] = {}
        self.fields = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.few)
        column.addWidget(self.none)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.choose)
        head.addWidget(self.add)
        head.addWidget(self.remove)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.fields)
        self._fill()
        self.choose.activated.connect(self._on_chosen)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.begin()
        self._show()

    def _fill(self) -> None:
        column = QVBoxLayout(self.fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in queue_table():
            made = QueueRow(row, self._mine_and_others)
            made.changed.connect(self._on_changed)
            if isinstance(made.editor, SoundFileEditor):
                made.editor.asked.connect(self.asked)
            self.rows[row.key] = made
            column.addWidget(made)

    def _mine_and_others(self) -> tuple[QueueSection, tuple[QueueSection, ...]]:
        others = self._queues[: self._at] + self._queues[self._at + 1 :]
        return self._queues[self._at], others

    # --- what is shown -----------------------------------------------------------------------

    def show_queues(self, queues: tuple[QueueSection, ...]) -> None:
        """Show the queues in force."""
        if len(queues) > len(self._queues) > 0 and queues[:-1] == self._queues:
            self._at = len(queues) - 1  # the one just added
        self._queues = queues
        self._at = max(0, min(self._at, len(queues) - 1))
        self._show()

    def show_holds(self, holds: int) -> None:
        """Say how many can wait in this engine if that is little."""
        self._holds = holds
        self.few.setVisible(0 < holds < FEW_CALLERS)
        said = self.tr("This engine holds {n} waiting callers.").format(n=say.digits(holds))
        self.few.set("triangle-alert", said, text_of(Tone.SAFFRON))

    def show_heard(self, path: str, heard: Heard) -> None:
        """Say what was found at a path."""
        for row in self.rows.values():
            if isinstance(row.editor, SoundFileEditor):
                row.editor.show_heard(path, heard)

    def _show(self) -> None:
        there = bool(self._queues)
        self.choose.clear()
        for queue in self._queues:
            self.choose.addItem(say.embed(say.plain_text(queue.name, 40)))
        self.choose.setCurrentIndex(self._at if there else -1)
        for widget in (self.choose, self.remove, self.fields):
            widget.setVisible(there)
        self.none.setVisible(not there)
        if there:
            for key, row in self.rows.items():
                row.editor.show_value(getattr(self._queues[self._at], key.partition(".")[2]))

    def matches(self, wanted: tuple[str, ...]) -> bool:
        """Show the settings with all of these words; whether there are any."""
        found = False
        for row in self.rows.values():
            fits = row.matches(wanted)
            row.setVisible(fits)
            found |= fits
        return found and bool(self._queues)

    # --- what is done ------------------------------------------------------------------------

    def _on_chosen(self, index: int) -> None:
        self._at = index
        for row in self.rows.values():
            row.forget_fault()
        self._show()

    def _on_changed(self, key: str, value: object) -> None:
        mine = msgspec.structs.replace(self._queues[self._at], **{key.partition(".")[2]: value})
        queues = (*self._queues[: self._at], mine, *self._queues[self._at + 1 :])
        self.changed.emit("queues", queues)

    def _on_add(self) -> None:
        taken = {queue.name.casefold() for queue in self._queues}
        names = (self.tr("Queue {n}").format(n=say.digits(n)) for n in range(1, 1000))
        name = next(name for name in names if name.casefold() not in taken)
        for row in self.rows.values():
            row.forget_fault()
        self.changed.emit("queues", (*self._queues, QueueSection(name=name)))
        self.rows["queues.name"].editor.setFocus()

    def _on_remove(self) -> None:
        for row in self.rows.values():
            row.forget_fault()
        self.changed.emit("queues", self._mine_and_others()[1])

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Queues"))
        self.none.setText(
            self.tr("There is no queue: calls ring at once. Add one to let callers wait in order.")
        )
        self.choose.setAccessibleName(self.tr("Queue"))
        self.add.setText(self.tr("Add a queue"))
        self.remove.setText(self.tr("Remove"))
        self.show_holds(self._holds)
