"""One queue in the settings: `[[queues]]`, checked, and as the engine is told of it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from desk_app import dialling, opening_hours
from desk_app.telephony.messages import Overflow, QueuePlan

HIGHEST_PRIORITY = 1000
LANGUAGES = ("en", "fa")
_HALF_SPACE = "\u200c"  # ZWNJ, within Persian words
_NUMBER = re.compile(r"\*|[\w.+#-][\w.+*#-]{0,63}")

Line = Annotated[str, Meta(min_length=1, max_length=64)]
Weight = Annotated[int, Meta(ge=1, le=HIGHEST_PRIORITY)]


class Wrong(enum.Enum):
    """What types cannot say about a queue."""

    NAME = "it needs a name of visible letters"
    NUMBER = "this is no number that can be called"
    HOURS_PART = "these are no opening hours"
    HOURS_DAY = "this is no day of the week"
    HOURS_TIME = "these are no hours from and to"
    HOLIDAY = "this is no date"
    TAGS = "these are no tags with numbers from 1 to 1000"
    FORWARD = "forward_to is missing"
    NAME_TAKEN = "another queue has this name"
    NUMBER_TAKEN = "another queue has this number"


class Unfit(ValueError):
    """A value that a queue cannot have; `piece` is the part of it that is wrong."""

    def __init__(self, key: str, wrong: Wrong, piece: str = "") -> None:
        super().__init__(f"{wrong.value}: {piece}" if piece else wrong.value)
        self.key, self.wrong, self.piece = key, wrong, piece


class QueueSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A queue of this desk. Repeat the section for more."""

    name: Annotated[str, Meta(max_length=40, description="What the queue is called; needed.")]
    numbers: Annotated[
        tuple[Line, ...],
        Meta(
            max_length=100,
            description="Called numbers that enter it; * for all that no other queue has.",
        ),
    ] = ()
    languages: Annotated[
        tuple[Literal["en", "fa"], ...],
        Meta(
            max_length=2,
            description="Languages callers hear, in order; empty for both, the window's first.",
        ),
    ] = ()
    greeting: Annotated[str, Meta(description="A WAV file; empty for the built-in greeting.")] = ""
    music: Annotated[str, Meta(description="A WAV file; empty for the built-in music.")] = ""
    announce_every_s: Annotated[
        int,
        Meta(ge=0, le=3600, description="The place is said again after this time; 0 for never."),
    ] = 45
    max_waiting: Annotated[
        int, Meta(ge=1, le=200, description="More callers than this are not taken in.")
    ] = 20
    max_wait_s: Annotated[
        int, Meta(ge=10, le=36_000, description="Nobody is kept waiting longer.")
    ] = 1200
    when_full: Annotated[Overflow, Meta(description="What becomes of callers over the limit.")] = (
        Overflow.MESSAGE
    )
    when_late: Annotated[Overflow, Meta(description="What becomes of who has waited too long.")] = (
        Overflow.MESSAGE
    )
    when_closed: Annotated[
        Overflow, Meta(description="What becomes of callers outside the opening hours.")
    ] = Overflow.MESSAGE
    forward_to: Annotated[
        str, Meta(max_length=128, description="Number that callers are forwarded to.")
    ] = ""
    callbacks: Annotated[
        bool, Meta(description="Callers may press 1 to be called back, in their place.")
    ] = True
    voicemail: Annotated[bool, Meta(description="Callers may press 2 to leave a message.")] = True
    hours: Annotated[
        str,
        Meta(
            max_length=opening_hours.LONGEST,
            description="Opening hours, such as Sat-Wed 08:00-20:00; Thu 08:00-13:00. "
            "Empty for always open.",
        ),
    ] = ""
    holidays: Annotated[
        tuple[Line, ...],
        Meta(max_length=400, description="Dates when it is closed: 2027-03-21 or 1406-01-01."),
    ] = ()
    target_s: Annotated[
        int, Meta(ge=1, le=3600, description="Calls answered within this time are in time.")
    ] = 20
    limit_s: Annotated[
        int, Meta(ge=1, le=36_000, description="Whoever waits longer than this is shown in red.")
    ] = 120
    near_percent: Annotated[
        int, Meta(ge=1, le=100, description="From this share of a limit on it is shown as near.")
    ] = 75
    waiting_limit: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="More waiting callers are an alarm on the wall; 0 for no limit.",
        ),
    ] = 0
    service_percent: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="A service level under this is an alarm on the wall; 0 for none.",
        ),
    ] = 80
    alarm_sound: Annotated[
        bool, Meta(description="The wall sounds when a limit of this queue is passed.")
    ] = False
    priority_tags: Annotated[
        dict[Line, Weight],
        Meta(
            max_length=50,
            description="Tags of customers who go ahead, the higher number first: "
            '"key account" = 10.',
        ),
    ] = {}

    def priority(self, tags: Iterable[str]) -> tuple[int, str]:
        """Return the highest priority that a customer's tags give, and the tag that gives it."""
        weights = {tag.casefold(): (weight, tag) for tag, weight in self.priority_tags.items()}
        given = (weights[tag.casefold()] for tag in tags if tag.casefold() in weights)
        return max(given, default=(0, ""))


def check(name: str, value: Any) -> None:
    """Raise Unfit for a value of one setting of a queue that types alone let pass."""
    if name == "name" and not (value.strip() and value.replace(_HALF_SPACE, "").isprintable()):
        raise Unfit(name, Wrong.NAME)
    if name == "numbers":
        for number in value:
            if not _NUMBER.fullmatch(number):
                raise Unfit(name, Wrong.NUMBER, number)
    if name == "forward_to" and value and not dialling.clean(value):
        raise Unfit(name, Wrong.NUMBER, value)
    if name == "hours":
        try:
            opening_hours.read(value)
        except opening_hours.Unreadable as error:
            raise Unfit(name, _OF_HOURS[error.what], error.piece) from error
    if name == "holidays":
        for date in value:
            if opening_hours.holiday(date) is None:
                raise Unfit(name, Wrong.HOLIDAY, date)


def check_whole(queue: QueueSection, others: Sequence[QueueSection]) -> None:
    """Raise Unfit for what the settings of a queue cannot be together, or beside other queues'."""
    for field in msgspec.structs.fields(QueueSection):
        check(field.name, getattr(queue, field.name))
    for name in ("when_full", "when_late", "when_closed"):
        if getattr(queue, name) is Overflow.FORWARD and not queue.forward_to.strip():
            raise Unfit(name, Wrong.FORWARD)
    if queue.name.casefold() in {other.name.casefold() for other in others}:
        raise Unfit("name", Wrong.NAME_TAKEN, queue.name)
    taken = {number for other in others for number in other.numbers}
    for number in queue.numbers:
        if number in taken:
            raise Unfit("numbers", Wrong.NUMBER_TAKEN, number)


def plan(queue: QueueSection, spoken: str, dial: Callable[[str], str]) -> QueuePlan:
    """Return a queue as the engine works it.

    `spoken` is the window's language, `dial` says what is dialled for a number.
    """
    fields = {
        field: getattr(queue, field) for field in QueuePlan.__struct_fields__ if field in _SAME
    }
    both = sorted(LANGUAGES, key=lambda language: language != spoken)
    holidays = (opening_hours.holiday(date) for date in queue.holidays)
    return QueuePlan(
        **fields,
        languages=queue.languages or tuple(both),
        greeting=expanded(queue.greeting),
        music=expanded(queue.music),
        forward_to=dial(queue.forward_to) if queue.forward_to else "",
        openings=opening_hours.read(queue.hours),
        holidays=tuple(date for date in holidays if date),
    )


def expanded(path: str) -> str:
    """Return a path with "~" resolved where there is a home."""
    try:
        return str(Path(path).expanduser()) if path else ""
    except RuntimeError:
        return path


_SAME = frozenset(
    {
        "name",
        "numbers",
        "announce_every_s",
        "max_waiting",
        "max_wait_s",
        "when_full",
        "when_late",
        "when_closed",
        "callbacks",
        "voicemail",
    }
)

_OF_HOURS = {
    opening_hours.What.PART: Wrong.HOURS_PART,
    opening_hours.What.DAY: Wrong.HOURS_DAY,
    opening_hours.What.TIME: Wrong.HOURS_TIME,
}
