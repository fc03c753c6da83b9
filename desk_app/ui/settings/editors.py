"""One small editor for each kind of setting. All emit `edited` with what was typed, unchecked."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desk_app.ui import language
from desk_app.ui import text as say
from desk_app.ui.settings import words
from desk_app.ui.settings.switch import Switch
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Label, Live, Select, t3

WIDTH = 320
_LONGEST = 512
_MOST_LINES = 4000  # characters


class Editor(Live, QWidget):
    """Base: a row with the widget that takes the focus at its start."""

    edited = Signal(object)
    """The value as typed: text where it could not even be read as what it should be."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.setFocusProxy(field)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        if not field.parentWidget():
            self.row.addWidget(field)

    @abstractmethod
    def show_value(self, value: object) -> None:
        """Show the setting in force; does not disturb somebody who is typing."""

    def describe(self, name: str, sentence: str) -> None:
        """Tell screen readers what this is."""
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(sentence)


class TextEditor(Editor):
    """One line. `code` is for addresses and names of machines: left to right in any window."""

    def __init__(self, *, code: bool = True) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self._shown = ""
        self.edit.setMaxLength(_LONGEST)
        self.edit.setFixedWidth(WIDTH)
        if code:
            self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.editingFinished.connect(self._on_finished)
        self.begin()

    def show_value(self, value: object) -> None:
        """Show the text."""
        typing = self.edit.hasFocus() and self.edit.text() != self._shown
        self._shown = str(value)
        if not typing:
            self.edit.setText(self._shown)

    def shown(self) -> str:
        """Return the text in force."""
        return self._shown

    def _on_finished(self) -> None:
        typed = say.plain_text(self.edit.text(), _LONGEST).strip()
        # A file may hold more than the field: only what a person typed is a change.
        if self.edit.isModified() and typed != self._shown:
            self.edited.emit(typed)


class NumberEditor(Editor):
    """A number in the digits of the language, with its unit behind it."""

    def __init__(self, unit: str, *, whole: bool) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self._unit, self._whole = unit, whole
        self._shown: object = None
        self._words = Label("", Role.BODY, ink=t3)
        self.edit.setMaxLength(12)
        self.edit.setFixedWidth(96)
        self.row.addWidget(self._words)
        self.row.addStretch(1)
        self.edit.editingFinished.connect(self._on_finished)
        self.begin()

    def show_value(self, value: object) -> None:
        """Show the number."""
        typing = self.edit.hasFocus() and self._read() != self._shown
        self._shown = value
        if not typing:
            self.edit.setText(self._written())

    def _written(self) -> str:
        number = self._shown
        if isinstance(number, float):
            number = f"{number:g}"
        return "" if number is None else say.digits(str(number))

    def _read(self) -> object:
        typed = say.latin_digits(self.edit.text()).strip().replace("٫", ".")
        try:
            return int(typed) if self._whole else float(typed)
        except ValueError:
            return typed

    def _on_finished(self) -> None:
        if self._read() != self._shown:
            self.edited.emit(self._read())

    def retranslate(self) -> None:
        """Set unit and digits again."""
        self._words.setText(words.unit(self._unit) if self._unit else "")
        if isinstance(self._read(), int | float):
            self.edit.setText(say.digits(say.latin_digits(self.edit.text())))


class ToggleEditor(Editor):
    """On or off, at once."""

    def __init__(self) -> None:
        self.switch = Switch()
        super().__init__(self.switch)
        self.row.addStretch(1)
        self.switch.clicked.connect(self._on_clicked)
        self.begin()

    def _on_clicked(self, on: bool) -> None:
        self.edited.emit(on)

    def show_value(self, value: object) -> None:
        """Show whether it is on."""
        self.switch.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of a few. `offers` gives (value, words) in the language in use."""

    def __init__(self, offers: Callable[[], list[tuple[str, str]]]) -> None:
        self.select = Select()
        super().__init__(self.select)
        self._offers = offers
        self._shown = ""
        self.select.setFixedWidth(WIDTH)
        # Measuring each of 250 countries took a third of a second.
        self.select.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.select.activated.connect(lambda _: self.edited.emit(self.select.currentData()))
        self.begin()

    def show_value(self, value: object) -> None:
        """Show which is chosen."""
        self._shown = str(value)
        self.select.setCurrentIndex(self.select.findData(self._shown))

    def retranslate(self) -> None:
        """Name the choices again."""
        self.select.clear()
        for value, said in self._offers():
            self.select.addItem(said, value)
        self.show_value(self._shown)


class _Lines(QPlainTextEdit):
    """Says when the person leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Pass the event on, then say so."""
        super().focusOutEvent(event)
        self.left.emit()


class LinesEditor(Editor):
    """A list, one entry a line. `say_entry` and `read_entry` turn entries into lines and back."""

    def __init__(
        self,
        say_entry: Callable[[object], str] = str,
        read_entry: Callable[[str], object] = str,
        *,
        code: bool = True,
    ) -> None:
        self.edit = _Lines()
        super().__init__(self.edit)
        self._say, self._read_entry = say_entry, read_entry
        self._code = code
        self._shown: tuple[object, ...] = ()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedSize(WIDTH, 92)
        self.edit.left.connect(self._on_left)
        self.begin()

    def show_value(self, value: object) -> None:
        """Show the entries."""
        typing = self.edit.hasFocus() and self._read() != self._shown
        assert isinstance(value, tuple)  # noqa: S101
        self._shown = value
        if not typing:
            self.edit.setPlainText("\n".join(self._say(entry) for entry in value))

    def _read(self) -> tuple[object, ...]:
        lines = (say.plain_text(line, 200) for line in self._text().splitlines())
        return tuple(dict.fromkeys(self._read_entry(line) for line in lines if line))

    def _text(self) -> str:
        return self.edit.toPlainText()[:_MOST_LINES]

    def _on_left(self) -> None:
        if self._read() != self._shown:
            self.edited.emit(self._read())

    def retranslate(self) -> None:
        """Say the entries again: some have names in the language."""
        rtl = language.is_persian() and not self._code
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        option = self.edit.document().defaultTextOption()
        option.setTextDirection(direction)
        self.edit.document().setDefaultTextOption(option)
        if not self.edit.hasFocus():
            self.show_value(self._shown)
