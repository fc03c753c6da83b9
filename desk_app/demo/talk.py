"""One side of a conversation: when a caller speaks, listens, and says goodbye.

Pure: told the time, the agent's loudness and whether the call is held, it says what
to do next. Times are seconds of any one clock.
"""

from __future__ import annotations

import itertools
from typing import TypeAlias

import msgspec

from desk_app.demo.script import Pace, Speaker

LOUD = 10  # pjmedia's level of about -37 dBFS (measured: -20 is 25, -50 is 3), above a room
_AFTER_GOODBYE = 0.8


class Say(msgspec.Struct, frozen=True):
    """Speak this sentence; `Conversation.speaking` is to be told how long it takes."""

    text: str


class HangUp(msgspec.Struct, frozen=True):
    """Leave the call."""


Move: TypeAlias = Say | HangUp | None


class Conversation:
    """What one person says in one call.

    `called` people answer with their name at once; those who call wait for the agent's
    greeting, or for `pace.listen` of silence.
    """

    def __init__(
        self, speaker: Speaker, pace: Pace, now: float, talk_s: float, called: bool
    ) -> None:
        self._pace = pace
        self._goodbye = speaker.goodbye
        self._after_hold = speaker.after_hold
        first = speaker.answer if called else speaker.hello
        self._coming = itertools.chain(
            (first,), speaker.lines, itertools.cycle(speaker.fillers or speaker.lines)
        )
        self._next = next(self._coming)
        self._ends_at = now + talk_s
        self._quiet_since = now - (pace.listen if called else 0.0)
        self._spoke_until = now
        self._heard = False
        self._held_since: float | None = None
        self._leaving = False

    def speaking(self, until: float) -> None:
        """Take note that the sentence just begun ends at `until`."""
        self._spoke_until = self._quiet_since = until
        self._heard = False

    def move(self, now: float, level: int, held: bool) -> Move:
        """Return what to do now. A sentence is returned once; say it or it is lost."""
        if held:
            self._held_since = now if self._held_since is None else self._held_since
            return None
        if self._held_since is not None:
            return self._resume(now)
        if now < self._spoke_until:
            return None
        if self._leaving:
            return HangUp() if now >= self._spoke_until + _AFTER_GOODBYE else None
        if level >= LOUD:
            self._heard = True
            self._quiet_since = now
            return None
        patience = self._pace.breath if self._heard else self._pace.listen
        if now - self._quiet_since < patience:
            return None
        return self._say(now)

    def _say(self, now: float) -> Say:
        if now >= self._ends_at:
            self._leaving = True
            return Say(self._goodbye)
        text, self._next = self._next, next(self._coming)
        return Say(text)

    def _resume(self, now: float) -> Say:
        """Return from hold; the time on hold does not count as talk."""
        self._ends_at += now - (self._held_since or now)
        self._held_since = None
        self._leaving = False
        return Say(self._after_hold)
