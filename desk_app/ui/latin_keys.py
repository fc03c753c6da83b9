"""Ctrl shortcuts by the key's place on the keyboard, whatever letters the layout puts there.

Where a Persian layout is the only one, Qt reports Ctrl and a Persian letter, and neither
Ctrl+K nor Ctrl+C happens. The key's own code says which key it was.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

# X11 and Wayland: evdev's codes plus 8.
_EVDEV_ROWS = {10: "1234567890-=", 24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM,"}
_WINDOWS_COMMA = 0xBC
_EVDEV = {first + at: sign for first, row in _EVDEV_ROWS.items() for at, sign in enumerate(row)}


def latin_key(event: QKeyEvent) -> Qt.Key | None:
    """Return the key a US layout has in this place, None when it cannot be told."""
    if sys.platform == "win32":
        code = event.nativeVirtualKey()  # letters and digits are their own ASCII codes
        if code == _WINDOWS_COMMA:
            return Qt.Key.Key_Comma
        return Qt.Key(code) if chr(code).isalnum() and code < 128 else None
    sign = _EVDEV.get(event.nativeScanCode()) if sys.platform == "linux" else None
    return Qt.Key(ord(sign)) if sign else None


class LatinKeys(QObject):
    """An event filter for a window's `windowHandle()`: every key passes there first.

    Not for the application: there each event of each widget would pass through Python.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Do what the Latin key would have done."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        letter = 128 <= event.key() < Qt.Key.Key_Escape
        key = latin_key(event) if ctrl and letter else None
        if key is None:
            return False
        if not self._activate(QKeySequence(QKeyCombination(event.modifiers(), key))):
            target = self._window.focusWidget() or self._window
            latin = QKeyEvent(event.type(), key, event.modifiers(), "", event.isAutoRepeat())
            QCoreApplication.sendEvent(target, latin)
        return True

    def _activate(self, sequence: QKeySequence) -> bool:
        for shortcut in self._window.findChildren(QShortcut):
            owner, sequences = shortcut.parent(), shortcut.keys()
            seen = isinstance(owner, QWidget) and owner.isVisible()
            if seen and shortcut.isEnabled() and sequence in sequences:
                shortcut.activated.emit()
                return True
        return False
