"""A key that is heard while another program has the keyboard, on X11.

X gives a grabbed key to nobody else, so it is held only as long as it is wanted. Wayland
lets no program do this; there `hold` says so. Uses the xcb libraries Qt itself needs.
"""

from __future__ import annotations

import ctypes
import logging
from ctypes import POINTER, Structure, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

from desk_app.ui import keys
from desk_app.ui.keys import Act

log = logging.getLogger(__name__)

_F1 = 0xFFBE
"""X's keysym; the other function keys follow."""

_MODIFIERS = {"Shift": 0x01, "Ctrl": 0x04, "Alt": 0x08}
_CAPS_LOCK, _NUM_LOCK = 0x02, 0x10
_KEY_PRESS = 2
_ASYNC = 1


class _Cookie(Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(Structure):
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class GlobalKey(QObject):
    """The key that answers, from anywhere, while held. `pressed` on each press; its repeats are
    left out.
    """

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sequence = ""
        self._modifiers = 0
        self._held = False
        self._xcb: Any = None
        self._connection: c_void_p | None = None
        self._code = self._root = 0
        self._released_ms = -1

    def hold(self, *, on: bool) -> bool:
        """Take the key or give it back; return whether it is ours now."""
        if on and self._connection is None and not self._connect():
            return False
        changed = keys.of(Act.ANSWER) != self._sequence
        if self._held and (changed or not on):
            self._xcb.xcb_ungrab_key(self._connection, self._code, self._root, 0x8000)
            self._xcb.xcb_flush(self._connection)
            self._held = False
        if on and not self._held:
            self._find(keys.of(Act.ANSWER))
            self._held = self._grab()
        return self._held

    def end(self) -> None:
        """Leave the X server; the key is everybody's again."""
        if self._connection is not None:
            self._notifier.setEnabled(False)
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None
            self._held = False

    def _connect(self) -> bool:
        if QGuiApplication.platformName() != "xcb":
            return False
        try:
            self._xcb = _declared(ctypes.CDLL("libxcb.so.1"))
            self._symbols = ctypes.CDLL("libxcb-keysyms.so.1")
        except OSError as error:
            log.info("no global key: %s", error)
            return False
        connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            return False
        self._connection = c_void_p(connection)
        setup = self._xcb.xcb_get_setup(self._connection)
        self._root = self._xcb.xcb_setup_roots_iterator(c_void_p(setup)).data[0]
        descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def _find(self, sequence: str) -> None:
        """Take another key sequence, such as "Shift+F9"."""
        self._sequence = sequence
        *modifiers, key = sequence.split("+")
        self._modifiers = sum(_MODIFIERS[modifier] for modifier in set(modifiers))
        self._code = self._code_of(_F1 - 1 + int(key.removeprefix("F")))

    def _code_of(self, keysym: int) -> int:
        """Return the key's code under the keyboard map in use, 0 if no key has the symbol."""
        symbols = self._symbols
        symbols.xcb_key_symbols_alloc.restype = c_void_p
        symbols.xcb_key_symbols_get_keycode.restype = POINTER(c_uint8)
        table = c_void_p(symbols.xcb_key_symbols_alloc(self._connection))
        codes = symbols.xcb_key_symbols_get_keycode(table, c_uint32(keysym))
        code = codes[0] if codes else 0
        if codes:
            _free(codes)
        symbols.xcb_key_symbols_free(table)
        return int(code)

    def _grab(self) -> bool:
        if not self._code:
            return False
        cookies = [
            self._xcb.xcb_grab_key_checked(
                self._connection, 0, self._root, self._modifiers | locks, self._code, _ASYNC, _ASYNC
            )
            for locks in (0, _CAPS_LOCK, _NUM_LOCK, _CAPS_LOCK | _NUM_LOCK)
        ]
        errors = [self._xcb.xcb_request_check(self._connection, cookie) for cookie in cookies]
        for error in filter(None, errors):
            _free(error)
        won = not any(errors)
        if not won:
            log.info("another program holds the global key")
            self._xcb.xcb_ungrab_key(self._connection, self._code, self._root, 0x8000)
            self._xcb.xcb_flush(self._connection)
        return won

    def _read(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            data = ctypes.cast(event, POINTER(c_uint8))
            kind, code = data[0] & 0x7F, data[1]
            time_ms = ctypes.cast(event, POINTER(c_uint32))[1]
            _free(event)
            if code != self._code:
                continue
            if kind != _KEY_PRESS:
                self._released_ms = time_ms
            elif time_ms != self._released_ms:  # a repeat comes with its release
                self.pressed.emit()


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_get_setup.argtypes = (c_void_p,)
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = (c_void_p,)
    xcb.xcb_connection_has_error.argtypes = (c_void_p,)
    xcb.xcb_disconnect.argtypes = (c_void_p,)
    xcb.xcb_get_file_descriptor.argtypes = (c_void_p,)
    xcb.xcb_flush.argtypes = (c_void_p,)
    xcb.xcb_grab_key_checked.restype = _Cookie
    xcb.xcb_grab_key_checked.argtypes = (
        *(c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8),
    )
    xcb.xcb_ungrab_key.argtypes = (c_void_p, c_uint8, c_uint32, c_uint16)
    xcb.xcb_request_check.restype = c_void_p
    xcb.xcb_request_check.argtypes = (c_void_p, _Cookie)
    xcb.xcb_poll_for_event.restype = c_void_p
    xcb.xcb_poll_for_event.argtypes = (c_void_p,)
    return xcb


def _free(pointer: Any) -> None:
    libc = ctypes.CDLL(None)
    libc.free.argtypes = (c_void_p,)
    libc.free(ctypes.cast(pointer, c_void_p))
