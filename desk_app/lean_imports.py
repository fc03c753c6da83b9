"""PySide6 without its watch on every import; to be imported before what is built on Qt.

PySide6 wraps `builtins.__import__` and reads the source of each module that is imported from
then on, in search of the word `__feature__`, which nobody uses here: 0.1 s of a start.
It keeps the interpreter's own function as `builtins.__orig_import__`.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - puts its watch on

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
