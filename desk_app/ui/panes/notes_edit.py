"""The notes of a call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from desk_app.ui.panes.autosave import Autosave
from desk_app.ui.theme import Role
from desk_app.ui.widgets import line_height


class NotesEdit(QTextEdit):
    """Plain text of one call, saved as it is typed, when the focus goes and when it is hidden.

    A QTextEdit for its line height, which QPlainTextEdit does not have; rich text is refused.
    """

    notes_changed = Signal(str, str)  # call key, the whole text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._autosave = Autosave(self.toPlainText, self._load, self)
        self._autosave.changed.connect(self.notes_changed)
        self.textChanged.connect(self._autosave.touched)

    def show_notes(self, key: str, notes: str | None) -> None:
        """Show the notes of a call as a snapshot has them, unless newer words are here.

        None while they are on their way.
        """
        self._autosave.show(key, notes)

    def pending(self) -> tuple[str, str] | None:
        """Return (call key, text) that has not been handed over yet, else None."""
        return self._autosave.pending()

    def flush(self) -> None:
        """Hand over what is pending, at once."""
        self._autosave.flush()

    def _load(self, notes: str) -> None:
        cursor = self.textCursor()
        position, anchor = cursor.position(), cursor.anchor()
        before = self.toPlainText()
        if before and notes.endswith(before):  # words were put in front: stay at the same word
            position, anchor = (at + len(notes) - len(before) for at in (position, anchor))
        self.setPlainText(notes)
        self._space_lines()
        cursor = self.textCursor()
        end = self.document().characterCount() - 1
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(position, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _space_lines(self) -> None:
        spacing = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        spacing.setLineHeight(line_height(Role.BODY) + 1, fixed)
        document = self.document()
        document.setUndoRedoEnabled(False)  # so that Ctrl+Z takes back words, not spacing
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        document.setUndoRedoEnabled(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over before the agent goes elsewhere."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand over before the pane goes away."""
        self.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Space the lines anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._space_lines()
