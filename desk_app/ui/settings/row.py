"""One setting: what it is at the start, its editor at the end, what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app import setting_checks
from desk_app.setting_checks import Fault
from desk_app.settings import Row, Settings
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.settings import words
from desk_app.ui.settings.editors import WIDTH, Editor
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import IconLabel, Label, Live, t2, text_of


def fault_sentence(fault: Fault, row: Row) -> str:
    """Return what is wrong, and what would be right, in one sentence."""
    match fault:
        case Fault.NUMBER:
            least, most = (say.digits(f"{bound:g}") for bound in row.bounds or (0, 0))
            words = QCoreApplication.translate("settings", "Enter a number from {least} to {most}.")
            return words.format(least=least, most=most)
        case Fault.REGION:
            return QCoreApplication.translate("settings", "Enter two capital letters, such as IR.")
        case Fault.ADDRESS:
            return QCoreApplication.translate(
                "settings", "Enter an address such as {example}."
            ).format(example=say.isolate("pbx.example:5060"))
        case Fault.NETWORK:
            return QCoreApplication.translate(
                "settings", "Enter addresses or networks, such as {example}."
            ).format(example=say.isolate("10.0.0.0/8"))
        case Fault.SERVER:
            return QCoreApplication.translate(
                "settings", "Enter an address such as {example}, without a password."
            ).format(example=say.isolate("postgresql://mina@db.example/desk"))
        case Fault.RULE:
            return QCoreApplication.translate(
                "settings", "Enter rules such as {example}; one is not usable."
            ).format(example=say.isolate("^9(.*)$ => \\1"))
        case Fault.FILE:
            return QCoreApplication.translate("settings", "There is no such file. Check its path.")
        case Fault.SOUND:
            return QCoreApplication.translate(
                "settings", "That file is no WAV sound that can be played. Choose another."
            )
        case Fault.CERTIFICATES:
            return QCoreApplication.translate(
                "settings", "There are no certificates in that file. Choose a PEM file."
            )
        case Fault.KEY:
            return QCoreApplication.translate(
                "settings", "Press a function key from F2 on, alone or with Shift, Ctrl or Alt."
            )
        case Fault.TAKEN:
            return QCoreApplication.translate(
                "settings", "Another act has this key. Press one that is free."
            )
        case Fault.LONG:
            return QCoreApplication.translate("settings", "That is too long. Shorten it.")
        case Fault.OTHER:
            return QCoreApplication.translate("settings", "That cannot be used here.")


class SettingRow(Live, QWidget):
    """Emits `changed(key, value)` for a value that fits; says what is wrong with one that does not.

    What does not fit is never in force and never written; the editor keeps it to be corrected.
    """

    changed = Signal(str, object)

    def __init__(self, row: Row, editor: Editor) -> None:
        super().__init__()
        self.row, self.editor = row, editor
        self._fault: Fault | None = None
        self._settings = Settings()
        self.label = Label("", Role.BODY, Weight.MEDIUM)
        self.sentence = Label("", Role.META, ink=t2, wrap=True)
        self.wrong = IconLabel("octagon-alert", "", Role.META, ink=text_of(Tone.POMEGRANATE))
        self.wrong.hide()
        what = QVBoxLayout()
        what.setSpacing(2)
        what.addWidget(self.label)
        what.addWidget(self.sentence)
        what.addWidget(self.wrong)
        what.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(24)
        line.addLayout(what, 1)
        editor.setFixedWidth(WIDTH)
        line.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
        editor.edited.connect(self._on_edited)
        self.begin()

    def show_settings(self, settings: Settings) -> None:
        """Show the value in force."""
        self._settings = settings
        section, name = self.row.key.split(".")
        self.editor.show_value(getattr(getattr(settings, section), name))

    def _on_edited(self, value: object) -> None:
        self._fault = setting_checks.fault(self.row.key, value, self._settings)
        self._show_fault()
        if self._fault is None:
            self.changed.emit(self.row.key, value)

    def _show_fault(self) -> None:
        said = fault_sentence(self._fault, self.row) if self._fault else ""
        self.wrong.set("octagon-alert", said, text_of(Tone.POMEGRANATE))
        self.wrong.setToolTip(said)
        self.wrong.setVisible(bool(said))
        self.editor.describe(words.label(self.row.key), said or words.sentence(self.row.key))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line above, which comes and goes with the row."""
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(theme.tokens().line))

    def matches(self, wanted: tuple[str, ...]) -> bool:
        """Whether all of these folded words are somewhere in the row's own words."""
        said = (self.row.key, words.label(self.row.key), words.sentence(self.row.key))
        choices = (words.choice(self.row.key, value) for value in self.row.choices)
        all_words = fold(" ".join((*said, self.row.sentence, *choices)))
        return all(word in all_words for word in wanted)

    def retranslate(self) -> None:
        """Set all texts again."""
        self.label.setText(words.label(self.row.key))
        self.sentence.setText(words.sentence(self.row.key))
        self.sentence.setVisible(self.sentence.text().rstrip(".") != self.label.text())
        self._show_fault()


_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " ", "أ": "ا", "ة": "ه"})


def fold(text: str) -> str:
    """Return text as searches compare it: letters, digits and half-spaces of one form."""
    return say.latin_digits(text).translate(_LETTERS).casefold()
