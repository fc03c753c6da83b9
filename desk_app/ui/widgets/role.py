"""What a painted widget is to a screen reader, where Qt cannot tell from its class."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_kept: list[QAccessibleWidget] = []
"""Qt owns and deletes them with their widgets; PySide 6.12 does not know, and would as well."""


def play(widget: QWidget, role: QAccessible.Role) -> None:
    """Let `widget` be a `role`; its name and description are told as ever."""
    made = QAccessibleWidget(widget, role, "")
    _kept.append(made)
    QAccessible.registerAccessibleInterface(made)
