"""Editors of sound files: a WAV file, or a folder of them, typed or chosen, and looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.sound_files import Heard, Sounds
from desk_app.ui import queue_words
from desk_app.ui import text as say
from desk_app.ui.settings.editors import Editor
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import Button, Kind, Label, text_of

_LONGEST = 512


class SoundFileEditor(Editor):
    """A path; empty for what is built in. `asked(Sounds, path)` wants it looked at."""

    asked = Signal(object, str)

    def __init__(self, sounds: Sounds) -> None:
        whole = QWidget()
        self.edit = QLineEdit(whole)
        super().__init__(self.edit)
        self.row.addWidget(whole)
        self._sounds = sounds
        self._shown: str | None = None
        self._heard: Heard | None = None
        self.edit.setMaxLength(_LONGEST)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.choose = Button("", Kind.PLAIN, small=True)
        self.said = Label("", Role.META, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.edit, 1)
        line.addWidget(self.choose)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.said)
        self.said.hide()
        self.edit.editingFinished.connect(self._on_finished)
        self.choose.clicked.connect(self._on_choose)
        self.begin()

    def show_value(self, value: object) -> None:
        """Show the path in force, and have it looked at when it is another."""
        typing = self.edit.hasFocus() and self.edit.text() != self._shown
        if value == self._shown:
            return
        self._shown = str(value)
        if not typing:
            self.edit.setText(self._shown)
        self.show_heard(self._shown, None)
        if self._shown:
            self.asked.emit(self._sounds, self._shown)

    def show_heard(self, path: str, heard: Heard | None) -> None:
        """Say what was found at a path, if it still is the one in force."""
        if path != self._shown:
            return
        self._heard = heard
        self.said.setVisible(heard is not None)
        if heard is not None:
            self._say(heard)

    def _say(self, heard: Heard) -> None:
        if heard.bad:
            name, why = heard.bad[0]
            words = queue_words.reason(why)
            if self._sounds is Sounds.FOLDER:
                words = f"{words} ({say.isolate(say.plain_text(name, 60))})"
            tone = Tone.POMEGRANATE
        elif self._sounds is Sounds.FOLDER:
            words, tone = self.tr("All files in it can be played."), Tone.TURQUOISE
        else:
            length = say.duration(round(heard.seconds))
            words, tone = (
                self.tr("It can be played: {length}").format(length=length),
                Tone.TURQUOISE,
            )
        self.said.set_ink(text_of(tone))
        self.said.setText(words)

    def _on_finished(self) -> None:
        typed = say.plain_text(self.edit.text(), _LONGEST).strip()
        if self.edit.isModified() and typed != self._shown:
            self.edited.emit(typed)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.choose.text(), self.edit.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._sounds is Sounds.FOLDER:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter(self.tr("Sounds (*.wav)"))
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """Take a path that was chosen."""
        if path != self._shown:
            self.edited.emit(path)

    def retranslate(self) -> None:
        """Set the words again."""
        self.choose.setText(self.tr("Choose…"))
        if self._heard is not None:
            self._say(self._heard)
