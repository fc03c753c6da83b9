"""The demonstration's words in both languages, read from `texts/*.toml` and checked on reading."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

Language = Literal["fa", "en"]


class Text(msgspec.Struct, frozen=True, array_like=True):
    """The same thing in Persian and in English."""

    fa: str
    en: str

    def to(self, language: str) -> str:
        """Return the text in a language, English for any other than `fa`."""
        return self.fa if language == "fa" else self.en


class City(msgspec.Struct, frozen=True):
    """A city and the exchange ("021 5500") of the demonstration's land lines there."""

    name: Text
    line: str
    weight: int


class Foreigner(msgspec.Struct, frozen=True):
    """A customer from elsewhere, always written in Latin letters."""

    name: str
    company: str
    city: str
    number: str
    male: bool


class Names(msgspec.Struct, frozen=True):
    """What people, companies and places are called."""

    female: tuple[Text, ...]
    male: tuple[Text, ...]
    surname: tuple[Text, ...]
    trade: tuple[Text, ...]
    brand: tuple[Text, ...]
    role: tuple[Text, ...]
    city: tuple[City, ...]
    district: tuple[Text, ...]
    mobile: tuple[str, ...]
    business_plan: tuple[Text, ...]
    home_plan: tuple[Text, ...]
    business_tag: tuple[Text, ...]
    home_tag: tuple[Text, ...]
    balance: tuple[Text, ...]
    good_to_know: tuple[Text, ...]
    foreign: tuple[Foreigner, ...]
    colleague: dict[str, Text]
    queue: dict[str, Text]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One contact of a story, `after` hours after the one before.

    `out` is a call by a colleague, `lost` one the customer gave up in the queue; `talk` is
    seconds of talk, or of waiting for `lost`.
    """

    kind: Literal["call", "out", "lost", "mail", "chat", "note"]
    after: float
    text: Text
    title: Text = Text("", "")
    talk: int = 0


class Story(msgspec.Struct, frozen=True):
    """Why a customer gets in touch, step by step, and what is said on the telephone about it.

    `category` and `disposition` are the database's built-in codes.
    """

    key: str
    who: Literal["business", "home", "any"]
    queue: str
    category: str
    subject: Text
    priority: str
    disposition: str  # once it is solved
    promise: Text  # what the agent has said would be done, while it is open
    say: tuple[Text, ...]  # the first call
    again: tuple[Text, ...]  # a call about the same
    step: tuple[Step, ...]


class Spoken(msgspec.Struct, frozen=True):
    """Sentences that fit any call."""

    hello_business: Text
    hello_home: Text
    hello_withheld: Text
    filler: tuple[Text, ...]
    after_hold: Text
    goodbye: tuple[Text, ...]
    called_back: Text
    stranger: tuple[Text, ...]
    nameless: tuple[Text, ...]
    colleague_hello: Text
    colleague: tuple[Text, ...]


class Stories(msgspec.Struct, frozen=True):
    """All stories, and the sentences between them."""

    story: tuple[Story, ...]
    spoken: Spoken

    def named(self, key: str) -> Story:
        """Return a story by its key."""
        return next(story for story in self.story if story.key == key)


def _read(name: str) -> object:
    return tomllib.loads((Path(__file__).parent / "texts" / name).read_text("utf-8"))


@cache
def names() -> Names:
    """Return the names."""
    return msgspec.convert(_read("names.toml"), Names)


@cache
def stories() -> Stories:
    """Return the stories."""
    return msgspec.convert(_read("stories.toml"), Stories)
