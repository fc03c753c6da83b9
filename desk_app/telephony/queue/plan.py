"""A queue as it is set up: who enters it, what callers hear, when it lets them go."""

from __future__ import annotations

import enum
from datetime import datetime

from desk_app.telephony.facts import Message


class Overflow(enum.StrEnum):
    """What becomes of a caller whom the queue cannot take, or has kept too long."""

    MESSAGE = "message"  # says so and hangs up
    FORWARD = "forward"  # on to another number
    CALLBACK = "callback"  # will be called back, in the place held so far
    VOICEMAIL = "voicemail"  # may leave a message


class Opening(Message, frozen=True, tag="Opening"):
    """Open on these weekdays (0 = Monday) from one minute of the day to another, local time.

    An end before the start is the next day's.
    """

    days: tuple[int, ...]
    from_minute: int
    to_minute: int


class QueuePlan(Message, frozen=True, tag="QueuePlan"):
    """One queue. `numbers` are called user parts; "*" is every number no other queue has."""

    name: str
    numbers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)  # prompts, one after the other
    greeting: str = ""  # WAV file; "" = the built-in one
    music: str = ""
    announce_every_s: int = 45  # 0 = never
    max_waiting: int = 20
    max_wait_s: int = 1200
    silent_s: int = 60  # a line from which nothing comes for so long is dead
    when_full: Overflow = Overflow.MESSAGE
    when_late: Overflow = Overflow.MESSAGE
    when_closed: Overflow = Overflow.MESSAGE
    forward_to: str = ""
    callbacks: bool = True  # callers may press 1
    voicemail: bool = True  # callers may press 2
    openings: tuple[Opening, ...] = ()  # none = always open
    holidays: tuple[str, ...] = ()  # "2026-03-21"

    def is_open(self, now: datetime) -> bool:
        """Whether callers are taken at this local time."""
        if not self.openings:
            return now.date().isoformat() not in self.holidays
        minute = now.hour * 60 + now.minute
        return any(self._open_by(opening, now, minute) for opening in self.openings)

    def _open_by(self, opening: Opening, now: datetime, minute: int) -> bool:
        today = now.weekday() in opening.days and now.date().isoformat() not in self.holidays
        if opening.from_minute < opening.to_minute:
            return today and opening.from_minute <= minute < opening.to_minute
        before = datetime.fromordinal(now.toordinal() - 1)
        last_night = (
            before.weekday() in opening.days and before.date().isoformat() not in self.holidays
        )
        return (today and minute >= opening.from_minute) or (
            last_night and minute < opening.to_minute
        )


def plan_for(plans: tuple[QueuePlan, ...], called: str) -> QueuePlan | None:
    """Return the queue that a called number enters, None for none."""
    exact = next((plan for plan in plans if called in plan.numbers), None)
    return exact or next((plan for plan in plans if "*" in plan.numbers), None)
