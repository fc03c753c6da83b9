"""The window's keyboard map: one table for the shortcuts and for the sheet that shows them."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication


class Act(enum.Enum):
    """What a key of the frame does; the value is Qt's portable key sequence."""

    ANSWER = "F9"
    DECLINE_OR_HANG_UP = "Shift+F9"
    MUTE = "F8"
    HOLD = "F7"
    TRANSFER = "F6"
    ADD = "Shift+F6"
    KEYPAD = "F5"
    RECORD = "Shift+F8"
    SEARCH = "Ctrl+K"
    REDIAL = "Ctrl+Shift+K"
    BREAK = "Ctrl+B"
    WAITING = "Ctrl+Shift+Q"
    COMPACT = "Ctrl+M"
    MORE_WRAP_UP = "Ctrl++"
    SETTINGS = "Ctrl+,"
    SHORTCUTS = "F1"


ALSO = {Act.MORE_WRAP_UP: ("Ctrl+=", "Ctrl+Shift+=")}
"""Plus is on another key of some layouts, and Shift counts with it."""


CHANGEABLE = {
    "answer": Act.ANSWER,
    "hang_up": Act.DECLINE_OR_HANG_UP,
    "mute": Act.MUTE,
    "hold": Act.HOLD,
    "transfer": Act.TRANSFER,
    "add": Act.ADD,
    "keypad": Act.KEYPAD,
    "record": Act.RECORD,
}
"""Names in the settings; the other keys are the same everywhere."""

_chosen: dict[Act, str] = {}


def use(chosen: Mapping[str, str]) -> None:
    """Take other keys, by their names in the settings; windows hear of it by LanguageChange."""
    _chosen.clear()
    _chosen.update((act, chosen[name]) for name, act in CHANGEABLE.items() if name in chosen)


def of(act: Act) -> str:
    """Return the key in use, as Qt's portable key sequence."""
    return _chosen.get(act, act.value)


def cap(act: Act) -> str:
    """Return the key in use as it stands on a key cap."""
    return of(act).replace("Shift+", "⇧ ").replace("+", " ")


def explain(act: Act) -> str:
    """Return what the key does, in the language in use."""
    return {
        Act.ANSWER: QCoreApplication.translate("keys", "Answer, or take the next waiting caller"),
        Act.DECLINE_OR_HANG_UP: QCoreApplication.translate("keys", "Decline, hang up"),
        Act.MUTE: QCoreApplication.translate("keys", "Mute"),
        Act.HOLD: QCoreApplication.translate("keys", "Hold, resume"),
        Act.TRANSFER: QCoreApplication.translate("keys", "Transfer"),
        Act.ADD: QCoreApplication.translate("keys", "Add a person"),
        Act.KEYPAD: QCoreApplication.translate("keys", "Keypad"),
        Act.RECORD: QCoreApplication.translate("keys", "Record on, off"),
        Act.SEARCH: QCoreApplication.translate("keys", "Search, dial"),
        Act.REDIAL: QCoreApplication.translate("keys", "Numbers dialled last"),
        Act.BREAK: QCoreApplication.translate("keys", "Break now, or after this call"),
        Act.WAITING: QCoreApplication.translate("keys", "Who waits in my queues"),
        Act.COMPACT: QCoreApplication.translate("keys", "Small window, whole window"),
        Act.MORE_WRAP_UP: QCoreApplication.translate("keys", "30 s more wrap-up"),
        Act.SETTINGS: QCoreApplication.translate("keys", "Settings"),
        Act.SHORTCUTS: QCoreApplication.translate("keys", "All shortcuts"),
    }[act]


def of_panes() -> tuple[tuple[str, str], ...]:
    """Return the keys that the panes handle themselves, with what they do."""
    return (
        ("Ctrl+J", QCoreApplication.translate("keys", "Continue the suggested ticket")),
        ("Ctrl+P", QCoreApplication.translate("keys", "Promise a call back")),
        ("Ctrl+Enter", QCoreApplication.translate("keys", "Save; in wrap-up save and go Ready")),
        ("1 – 6", QCoreApplication.translate("keys", "How the call ended (in the list)")),
        ("Esc", QCoreApplication.translate("keys", "Close the top layer")),
    )
