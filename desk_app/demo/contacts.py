"""What can have happened between a customer and the company: plain data, and words for days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec

from desk_app.demo.texts import Text

Kind = Literal["call", "out", "lost", "missed", "mail", "chat", "note"]
"""`lost`: left the queue before a telephone rang; `missed`: rang the agent's in vain."""

CALLS: frozenset[Kind] = frozenset({"call", "out", "lost", "missed"})

_WEEKDAYS = (
    Text("دوشنبه", "Monday"),
    Text("سه‌شنبه", "Tuesday"),
    Text("چهارشنبه", "Wednesday"),
    Text("پنجشنبه", "Thursday"),
    Text("جمعه", "Friday"),
    Text("شنبه", "Saturday"),
    Text("یکشنبه", "Sunday"),
)


class Contact(msgspec.Struct, frozen=True):
    """One thing that happened. `ticket` is the place of its ticket in `History.tickets`.

    Of a `lost` call: the place in the queue when it was left, how many waited then, and the
    value of a `LeftWhy` if the queue let the caller go or owes a call.
    """

    person: int
    kind: Kind
    at: datetime
    text: str = ""
    title: str = ""
    who: str = ""
    queue: str = ""
    talk_s: int = 0
    wait_s: int = 0
    ticket: int | None = None
    place: int = 0
    waiting: int = 0
    why: str = ""


class Ticket(msgspec.Struct, frozen=True):
    """A piece of work. `status` is the value of a `TicketStatus`, `category` a built-in code."""

    person: int
    subject: str
    category: str
    disposition: str
    priority: str
    status: str
    owner: str
    created: datetime
    updated: datetime
    closing: str = ""  # what the customer said of it in the end


class OpenStory(msgspec.Struct, frozen=True):
    """What a customer is still in touch about: the story's key, and since when."""

    key: str
    begun: datetime


class Promised(msgspec.Struct, frozen=True):
    """A callback that the agent has promised in a ticket, which is given by its place."""

    ticket: int
    what: str
    due: datetime


@dataclass
class History:
    """Everything that happened, and what the customers (by place) still wait for."""

    contacts: list[Contact] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    open_stories: dict[int, OpenStory] = field(default_factory=dict)
    promises: list[Promised] = field(default_factory=list)


def weekday(at: datetime, language: str) -> str:
    """Return the day's name."""
    return _WEEKDAYS[at.weekday()].to(language)


def day_word(then: datetime, at: datetime, language: str) -> str:
    """Return how one says at `at` on which day `then` was: "yesterday", "on Monday"."""
    days = (at.date() - then.date()).days
    if 2 < days < 7:
        name = weekday(then, language)
        return name if language == "fa" else f"on {name}"
    words = {0: Text("امروز", "today"), 1: Text("دیروز", "yesterday")}
    words[2] = Text("پریروز", "the day before yesterday")
    later = Text("هفتهٔ پیش", "last week") if days < 14 else Text("چند هفته پیش", "some weeks ago")
    return words.get(days, later).to(language)
