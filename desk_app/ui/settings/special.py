"""Editors for what is better pointed at than typed: a file, a key."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QFileDialog, QKeySequenceEdit, QLineEdit

from desk_app.ui.settings.editors import WIDTH, Editor, TextEditor
from desk_app.ui.widgets import Button, Kind
from desk_app.ui.widgets.role import play

_FILTERS: dict[str, object] = {
    "wav": QT_TRANSLATE_NOOP("settings", "Sounds (*.wav)"),
    "pem": QT_TRANSLATE_NOOP("settings", "Certificates (*.pem *.crt)"),
}


class FileEditor(TextEditor):
    """A path, typed or chosen; `kind` is "wav" or "pem"."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.choose = Button("", Kind.PLAIN)
        super().__init__()
        self.edit.setMinimumWidth(0)
        self.edit.setMaximumWidth(WIDTH)
        self.row.setStretch(0, 1)
        self.row.addWidget(self.choose)
        self.choose.clicked.connect(self._on_choose)

    def dialog(self) -> QFileDialog:
        """Return the dialog that `choose` opens; what it finds is as good as typed."""
        said = QCoreApplication.translate("settings", str(_FILTERS[self._kind]))
        made = QFileDialog(self, self.choose.text(), self.edit.text(), said)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setFileMode(QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(self.take)
        return made

    def take(self, path: str) -> None:
        """Take a path that was chosen."""
        self.edit.setText(path)
        if path != self.shown():
            self.edited.emit(path)

    def _on_choose(self) -> None:
        self.dialog().open()

    def describe(self, name: str, sentence: str) -> None:
        """Tell screen readers what this is."""
        super().describe(name, sentence)
        self.choose.setAccessibleName(f"{name}: {self.choose.text()}")

    def retranslate(self) -> None:
        """Set the words again."""
        self.choose.setText(QCoreApplication.translate("settings", "Choose…"))


class KeyEditor(Editor):
    """Takes the key that is pressed in it."""

    def __init__(self) -> None:
        self.edit = QKeySequenceEdit()
        super().__init__(self.edit)
        self._shown = ""
        play(self.edit, QAccessible.Role.HotkeyField)
        self.edit.setMaximumSequenceLength(1)
        self.edit.setFixedWidth(160)
        self._line = self.edit.findChild(QLineEdit)
        if self._line is not None:  # Qt would name Shift in the language, which no key cap does
            self._line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.keySequenceChanged.connect(self._write)
        self.row.addStretch(1)
        self.edit.editingFinished.connect(self._on_finished)
        self.begin()

    def show_value(self, value: object) -> None:
        """Show the key."""
        self._shown = str(value)
        self.edit.setKeySequence(QKeySequence(self._shown))
        self._write()

    def _write(self) -> None:
        if self._line is not None:
            self._line.setText(self._pressed())

    def _pressed(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def retranslate(self) -> None:
        """Write the key again."""
        self._write()

    def _on_finished(self) -> None:
        pressed = self._pressed()
        if not pressed:
            self.show_value(self._shown)
        elif pressed != self._shown:
            self.edited.emit(pressed)
