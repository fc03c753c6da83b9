"""The play's script: who calls in which order, and what everybody says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

from desk_app.crm.numbers import NumberRules, read_number
from desk_app.demo.contacts import CALLS, History, day_word
from desk_app.demo.people import Person
from desk_app.demo.script import Pace, Planned, Script, Speaker, Voice
from desk_app.demo.texts import Language, Spoken, Text, names, stories

CALLS_PLANNED = 120
COLLEAGUES = {"201": ("omid", True), "202": ("mina", False), "203": ("taraneh", False)}
STRANGERS = ("0912 000 9087", "021 5500 9964", "0935 000 9313", "+44 20 7946 0958")
_GIVES_UP_S = (12.0, 20.0)
_WAITS_S = (40.0, 60.0)

# What a newcomer sees first, one of each kind; afterwards kinds are drawn.
_OPENING = ("laleh", "known", "second", "sharing", "stranger", "known", "hurried", "withheld")
_KINDS = {"known": 10, "second": 3, "sharing": 1, "stranger": 2, "hurried": 2, "withheld": 1}


def dialled(number: str) -> str:
    """Return a number as the SIP user part of a caller: digits, a leading plus kept."""
    return "".join(char for char in number if char.isdigit() or char == "+")


def _forms(number: str) -> tuple[str, ...]:
    """Return how a desk may dial a number: as it is written, and in full."""
    written, full = dialled(number), read_number(number, NumberRules()).e164
    return (written,) if written == full else (written, full)


def script(
    everybody: list[Person],
    past: History,
    language: Language,
    now: datetime,
    seed: int = 1,
    pace: Pace | None = None,
) -> Script:
    """Return the script for these people and their past. `now` is aware, in local time."""
    writer = _Writer(everybody, past, language, now, seed)
    return Script(
        speakers=tuple(writer.speakers()),
        plan=tuple(writer.plan()),
        pace=pace or Pace(),
        seed=seed,
    )


class _Writer:
    def __init__(
        self,
        everybody: list[Person],
        past: History,
        language: Language,
        now: datetime,
        seed: int,
    ) -> None:
        self._everybody = everybody
        self._past = past
        self._language: Language = language
        self._now = now
        self._rng = random.Random(seed)  # noqa: S311  (a play, not a secret)
        self._said: Spoken = stories().spoken
        self._queue_of = {
            contact.person: contact.queue for contact in past.contacts if contact.kind in CALLS
        }

    # --- who speaks ----------------------------------------------------------------------

    def speakers(self) -> Iterator[Speaker]:
        """Yield customers in their order, then strangers, one without a number, colleagues."""
        for person in self._everybody:
            yield self._customer(person)
        for place, number in enumerate(STRANGERS):
            to: Language = "en" if number.startswith("+") else self._language
            yield self._nobody(number, self._said.stranger, to, place % 2 == 0)
        yield self._nobody("", self._said.nameless, self._language, male=True)
        for extension, (key, male) in COLLEAGUES.items():
            yield self._colleague(extension, names().colleague[key].to(self._language), male)

    def _customer(self, person: Person) -> Speaker:
        to = person.speaks
        hello = self._said.hello_business if person.business else self._said.hello_home
        words = {"name": person.name, "company": person.company}
        return self._speaker(
            name=person.name,
            numbers=tuple(form for number in person.numbers for form in _forms(number.raw)),
            voice=self._voice(to, person.male),
            hello=hello.to(to).format(**words),
            answer=self._said.called_back.to(to),
            lines=self._about(person),
        )

    def _about(self, person: Person) -> tuple[str, ...]:
        """Return what a customer says: about the open matter, else about something new."""
        to = person.speaks
        waits = self._past.open_stories.get(person.index)
        if waits is not None:
            when = day_word(waits.begun, self._now, to)
            again = stories().named(waits.key).again
            return tuple(text.to(to).format(when=when) for text in again)
        fitting = ("business", "any") if person.business else ("home", "any")
        story = self._rng.choice([s for s in stories().story if s.who in fitting])
        return tuple(text.to(to) for text in story.say)

    def _nobody(self, number: str, lines: tuple[Text, ...], to: Language, male: bool) -> Speaker:
        return self._speaker(
            name="",
            numbers=(dialled(number),) if number else (),
            voice=self._voice(to, male),
            hello=self._said.hello_withheld.to(to),
            answer=self._said.called_back.to(to),
            lines=tuple(text.to(to) for text in lines),
        )

    def _colleague(self, extension: str, name: str, male: bool) -> Speaker:
        to = self._language
        hello = self._said.colleague_hello.to(to).format(name=name)
        return self._speaker(
            name=name,
            numbers=(extension,),
            voice=self._voice(to, male),
            hello=hello,
            answer=hello,
            lines=tuple(text.to(to) for text in self._said.colleague),
        )

    def _speaker(
        self,
        name: str,
        numbers: tuple[str, ...],
        voice: Voice,
        hello: str,
        answer: str,
        lines: tuple[str, ...],
    ) -> Speaker:
        to = voice.language
        return Speaker(
            name=name,
            numbers=numbers,
            voice=voice,
            hello=hello,
            answer=answer,
            lines=lines,
            fillers=tuple(text.to(to) for text in self._said.filler),
            after_hold=self._said.after_hold.to(to),
            goodbye=self._rng.choice(self._said.goodbye).to(to),
        )

    def _voice(self, to: Language, male: bool) -> Voice:
        return Voice(to, male, self._rng.randint(38, 62), self._rng.randint(145, 170))

    # --- who calls when ------------------------------------------------------------------

    def plan(self) -> Iterator[Planned]:
        """Yield the calls in order: Laleh first, one of each kind, then as it comes."""
        drawn = self._rng.choices(
            list(_KINDS), list(_KINDS.values()), k=CALLS_PLANNED - len(_OPENING)
        )
        busy = sorted(set(self._past.open_stories) - {0})
        known = self._rng.sample(busy, len(busy))
        known += self._rng.sample(range(5, len(self._everybody)), CALLS_PLANNED)
        coming = iter(known)
        strangers = len(self._everybody)
        for place, kind in enumerate([*_OPENING, *drawn]):
            match kind:
                case "laleh":
                    yield self._call(0, waited_s=130)
                case "sharing":
                    yield self._call(3, show_name=False)
                case "stranger":
                    yield self._call(strangers + place % len(STRANGERS), show_name=False)
                case "withheld":
                    yield self._call(strangers + len(STRANGERS), withheld=True)
                case "hurried":
                    yield self._call(next(coming), patience_s=self._rng.uniform(*_GIVES_UP_S))
                case _:
                    yield self._call(next(coming), second=kind == "second")

    def _call(
        self,
        speaker: int,
        *,
        waited_s: int | None = None,
        show_name: bool = True,
        withheld: bool = False,
        patience_s: float | None = None,
        second: bool = False,
    ) -> Planned:
        customer = speaker < len(self._everybody)
        support = names().queue["support"].to(self._language)
        queued = self._rng.random() < 0.75
        if waited_s is None:
            waited_s = self._rng.randint(6, 260) if queued else 0
        number = ""
        if customer:
            number = dialled(self._everybody[speaker].numbers[0].raw)
        elif not withheld:
            number = dialled(STRANGERS[speaker - len(self._everybody)])
        return Planned(
            speaker=speaker,
            number=number,
            show_name=show_name,
            withheld=withheld,
            queue=self._queue_of.get(speaker, support) if waited_s else "",
            waited_s=waited_s,
            patience_s=self._rng.uniform(*_WAITS_S) if patience_s is None else patience_s,
            second=second,
        )
