"""What somebody does in a queue: listens, presses a key, loses patience, is served.

Nobody tells a caller that the agent is there: the music stops. Pure; times are seconds
of any one clock.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from desk_app.demo.script import Speaker, Wish
from desk_app.demo.talk import LOUD, HangUp, Say

QUIET_S = 1.5  # music has no gap, and what is said in between none beyond 0.5 s (measured)
_NOTHING_S = 12.0  # who is spoken to no more after a key was pressed, hangs up


class Press(msgspec.Struct, frozen=True):
    """Press this key."""

    digit: str


class Served(msgspec.Struct, frozen=True):
    """Somebody is there: talk."""


Move: TypeAlias = Press | Say | Served | HangUp | None

_KEYS = {"callback": "1", "message": "2"}


class Waiting:
    """One caller in a queue, from the queue's answer at `now` to `leaves_at` at the latest."""

    def __init__(
        self, speaker: Speaker, wish: Wish, leaves_at: float, presses_at: float, now: float
    ) -> None:
        self._leaves_at = leaves_at
        self._key = _KEYS.get(wish, "")
        self._presses_at = presses_at
        self._message = [speaker.hello, *speaker.lines[:2], speaker.goodbye]
        self._loud_at = now
        self._spoke_until = now
        self._pressed = False
        self._begun = False

    def speaking(self, until: float) -> None:
        """Take note that the sentence just begun ends at `until`."""
        self._spoke_until = until

    def move(self, now: float, level: int) -> Move:
        """Return what to do now. A sentence is returned once; say it or it is lost."""
        if level >= LOUD:
            self._loud_at = now
        if self._pressed:
            return self._after_key(now)
        if now - self._loud_at >= QUIET_S:
            return Served()
        if now >= self._leaves_at:
            return HangUp()
        if self._key and now >= self._presses_at:
            self._pressed = True
            self._loud_at = now
            return Press(self._key)
        return None

    def _after_key(self, now: float) -> Move:
        """Wait to be seen off, or speak after the tone and end it with #."""
        if now >= self._leaves_at and not self._begun:  # the key meant nothing there
            return HangUp()
        if self._key == "1":  # one who is seen off hears words until the end
            return Served() if now - self._loud_at >= QUIET_S else None
        if now < max(self._spoke_until, self._loud_at + QUIET_S):
            return None
        self._begun = True
        if self._message:
            return Say(self._message.pop(0))
        if self._key == "2":
            self._key = "#"
            self._spoke_until = now + _NOTHING_S
            return Press("#")
        return HangUp()
