"""The subject of a draft."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.ui.panes.autosave import Autosave

_LIMIT = 200


class SubjectEdit(QLineEdit):
    """One line, saved like the notes."""

    subject_changed = Signal(str, str)  # call key, the whole text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LIMIT)
        self._autosave = Autosave(self.text, self.setText, self)
        self._autosave.changed.connect(self.subject_changed)
        self.textEdited.connect(self._autosave.touched)

    def show_subject(self, key: str, subject: str) -> None:
        """Show a draft's subject as a snapshot has it, unless newer words are here."""
        self._autosave.show(key, subject)

    def flush(self) -> None:
        """Hand over what is pending, at once."""
        self._autosave.flush()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over before the agent goes elsewhere."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand over before the pane goes away."""
        self.flush()
        super().hideEvent(event)
