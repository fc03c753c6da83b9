"""A window's keys: made once, and set again when the person chooses others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.ui import keys
from desk_app.ui.keys import ALSO, Act


class KeyMap:
    """One shortcut of a window for each of its acts."""

    def __init__(self, window: QWidget, acts: Mapping[Act, Callable[[], None]]) -> None:
        self._made: dict[Act, QShortcut] = {}
        for act, what in acts.items():
            made = QShortcut(window)
            made.setAutoRepeat(False)
            made.activated.connect(what)
            self._made[act] = made
        self.set_again()

    def set_again(self) -> None:
        """Take the keys as they are chosen now. Two acts with one key would both be dead."""
        taken: set[str] = set()
        for act, made in self._made.items():
            wanted = dict.fromkeys((keys.of(act), *ALSO.get(act, ())))
            made.setKeys([QKeySequence(key) for key in wanted if key not in taken])
            taken.update(wanted)
