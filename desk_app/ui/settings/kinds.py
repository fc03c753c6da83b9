"""Which editor a setting gets, and how lists are written in it."""

from __future__ import annotations

from desk_app.agent import REASONS
from desk_app.settings import Row
from desk_app.ui import states
from desk_app.ui.settings import countries, words
from desk_app.ui.settings.editors import (
    ChoiceEditor,
    Editor,
    LinesEditor,
    NumberEditor,
    TextEditor,
    ToggleEditor,
)
from desk_app.ui.settings.special import FileEditor, KeyEditor

_OF_PEOPLE = frozenset({"general.name", "account.display_name"})
_FILES = {"audio.ring_sound": "wav", "account.ca_file": "pem"}
_ARROW = "=>"


def _say_reason(entry: object) -> str:
    return states.of_reason(str(entry)).text


def _read_reason(line: str) -> str:
    return next((r for r in REASONS if line in (r, states.of_reason(r).text)), line)


def _say_rule(entry: object) -> str:
    assert isinstance(entry, tuple)  # noqa: S101
    return f" {_ARROW} ".join(entry)


def _read_rule(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(_ARROW))


def editor(row: Row) -> Editor:
    """Return a new editor for a setting."""
    key = row.key
    if key == "numbers.region":
        return ChoiceEditor(countries.offers)
    if key == "numbers.rewrite":
        return LinesEditor(_say_rule, _read_rule)
    if key == "calls.reasons":
        return LinesEditor(_say_reason, _read_reason, code=False)
    if key in _FILES:
        return FileEditor(_FILES[key])
    if key.startswith("keys."):
        return KeyEditor()
    if row.choices:
        return ChoiceEditor(lambda: [(v, words.choice(key, v)) for v in row.choices])
    if row.type == "bool":
        return ToggleEditor()
    if row.bounds:
        return NumberEditor(row.unit, whole=row.type == "int")
    if row.type == "str":
        return TextEditor(code=key not in _OF_PEOPLE)
    return LinesEditor()
