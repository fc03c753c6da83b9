"""One setting of a queue: its editor, and what is wrong with it beside the other queues."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from desk_app import queue_settings, settings
from desk_app.queue_settings import QueueSection, Unfit, Wrong
from desk_app.settings import Row
from desk_app.sound_files import Sounds
from desk_app.ui import queue_words
from desk_app.ui import text as say
from desk_app.ui.settings import kinds, words
from desk_app.ui.settings.editors import ChoiceEditor, Editor, LinesEditor, TextEditor
from desk_app.ui.settings.row import SettingRow
from desk_app.ui.settings.sound_file import SoundFileEditor
from desk_app.ui.theme import Tone
from desk_app.ui.widgets import text_of

_ORDERS = {(): "", ("en", "fa"): "en,fa", ("fa", "en"): "fa,en", ("en",): "en", ("fa",): "fa"}


class _Tags(LinesEditor):
    """Tags with their weights, one a line: "key account = 10"."""

    def show_value(self, value: object) -> None:
        """Show the table."""
        if isinstance(value, dict):
            value = tuple(value.items())
        super().show_value(value)


def _say_tag(entry: object) -> str:
    assert isinstance(entry, tuple)  # noqa: S101
    return " = ".join(str(part) for part in entry)


def _read_tag(line: str) -> tuple[str, object]:
    tag, _, weight = line.rpartition("=")
    digits = say.latin_digits(weight).strip()
    return tag.strip(), int(digits) if digits.isascii() and digits.isdigit() else 0


class _Languages(ChoiceEditor):
    """Which languages, in which order."""

    def show_value(self, value: object) -> None:
        """Show the order."""
        if isinstance(value, tuple):
            value = _ORDERS.get(value, "")
        super().show_value(value)


def _editor(row: Row) -> Editor:
    match row.key:
        case "queues.name":
            return TextEditor(code=False)
        case "queues.greeting":
            return SoundFileEditor(Sounds.GREETING)
        case "queues.music":
            return SoundFileEditor(Sounds.MUSIC)
        case "queues.hours":
            return TextEditor(code=False)
        case "queues.languages":
            return _Languages(
                lambda: [(order, words.choice(row.key, order)) for order in _ORDERS.values()]
            )
        case "queues.priority_tags":
            return _Tags(_say_tag, _read_tag, code=False)
    return kinds.editor(row)


class QueueRow(SettingRow):
    """Emits `changed(key, value)` for a value that fits the queue and those beside it.

    `queue` gives the queue that is shown and the others.
    """

    def __init__(
        self, row: Row, queue: Callable[[], tuple[QueueSection, tuple[QueueSection, ...]]]
    ) -> None:
        self._queue = queue
        self._unfit: Unfit | None = None
        super().__init__(row, _editor(row))

    def _on_edited(self, value: object) -> None:
        name = self.row.key.partition(".")[2]
        if name == "languages":
            value = tuple(str(value).split(",")) if value else ()
        if name == "priority_tags":
            assert isinstance(value, tuple)  # noqa: S101
            value = dict(value)
        self._unfit = None
        try:
            fitting = settings.convert(self.row.key, value)
            mine, others = self._queue()
            changed = msgspec.structs.replace(mine, **{name: fitting})
            queue_settings.check_whole(changed, others)
        except Unfit as error:
            self._unfit = error
            self._show_fault()
        except ValueError:
            if name == "priority_tags":
                self._unfit = Unfit(name, Wrong.TAGS)
                self._show_fault()
            else:
                super()._on_edited(value)  # which says what types say
        else:
            self.forget_fault()
            self.changed.emit(self.row.key, fitting)

    def forget_fault(self) -> None:
        """Say nothing wrong any more: another queue is shown, or the value is good."""
        self._fault = self._unfit = None
        self._show_fault()

    def _show_fault(self) -> None:
        super()._show_fault()
        if self._unfit is None:
            return
        piece = say.embed(say.plain_text(self._unfit.piece, 40))
        said = queue_words.wrong(self._unfit.wrong, piece)
        self.wrong.set("octagon-alert", said, text_of(Tone.POMEGRANATE))
        self.wrong.setToolTip(said)
        self.wrong.setVisible(True)
        self.editor.describe(words.label(self.row.key), said)
