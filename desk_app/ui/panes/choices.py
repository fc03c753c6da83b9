"""What the person chose in a list, until the database says so too."""

from __future__ import annotations

import msgspec

from desk_app.state import Saving
from desk_app.ui.clock import Clock

_PATIENCE_US = 2_000_000


class _Chosen(msgspec.Struct, frozen=True):
    value: str
    at_us: int


class Choices:
    """Keeps a list from falling back to the old value while the new one is being saved.

    A choice is forgotten once a snapshot confirms it, or when all has been saved and a
    snapshot still says something else: then somebody else has decided.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chosen: dict[tuple[str, str], _Chosen] = {}

    def chose(self, call_key: str, field: str, value: str) -> None:
        """Remember a choice."""
        self._chosen[call_key, field] = _Chosen(value, self._clock.now_us())

    def shown(self, call_key: str, field: str, value: str, saving: Saving) -> str:
        """Return what to show for a snapshot's `value`."""
        chosen = self._chosen.get((call_key, field))
        if chosen is None:
            return value
        old = self._clock.now_us() - chosen.at_us > _PATIENCE_US
        if chosen.value == value or (old and saving is Saving.SAVED):
            del self._chosen[call_key, field]
            return value
        return chosen.value
