"""How long a caller will wait: the one formula of engine, bridge, desk and wall. Pure."""

from __future__ import annotations

import msgspec


class Outlook(msgspec.Struct, frozen=True):
    """What somebody who entered a queue now may expect. `agents` are able to take the call."""

    agents: int
    wait_s: float | None = None  # None: it cannot honestly be said
    error_s: float | None = None  # by how much lately it was wrong, in the mean; None: no example


def expected_wait_s(place: int, handle_s: float, agents: int) -> float | None:
    """Return place × recent handle time / agents able to take the call; None: nobody can say.

    `place` counts from 1; able are agents who are ready or busy, but not paused. Without an
    agent, or before anybody was handled (`handle_s` 0), a number would be made up.
    """
    if place < 1 or handle_s <= 0 or agents < 1:
        return None
    return place * handle_s / agents
