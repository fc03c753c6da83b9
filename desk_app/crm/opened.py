"""What every half of `Crm` works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.crm.opening import AnyDatabase


class Opened:
    """A database that is open, or not yet; and the clock."""

    _open: AnyDatabase | None
    _now_us: Callable[[], int]

    @property
    def _database(self) -> AnyDatabase:
        if self._open is None:
            raise RuntimeError("Crm.open has not been called")
        return self._open
