"""What has happened between the invented customers and the company, up to now.

A story's steps are told forward from its beginning and stop at now, so how a
ticket stands follows from how far its story has come: told to the end it is
solved, a last word from the customer leaves it open, one from us pending.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from desk_app.demo import laleh
from desk_app.demo.contacts import (
    CALLS,
    Contact,
    History,
    Kind,
    OpenStory,
    Promised,
    Ticket,
    day_word,
)
from desk_app.demo.crowd_plan import NUMBERS
from desk_app.demo.people import Person
from desk_app.demo.texts import Language, Step, Story, Text, names, stories

_OPENS_DAY, _CLOSES_DAY = 8, 20
_OPEN_STORIES = 46
_MY_OPEN_STORIES = 6
_WITH_A_PAST = 2  # the pair that shares a line: a choice must have something to show
_SHIFT_H = 6.0  # how long the agent has been at work
_SERVED = 24
_SHORT = 8  # the larger, the more waits are short
# Who left the queues in that time: why (a LeftWhy), place, how many waited, seconds.
_UNSERVED = (
    ("", 3, 5, 141),
    ("", 2, 2, 4),
    ("callback", 4, 6, 38),
    ("", 6, 8, 97),
    ("message", 5, 7, 52),
    ("full", 0, 0, 0),
    ("", 1, 3, 206),
    ("", 3, 3, 3),
    ("late", 1, 4, 600),
    ("message", 2, 4, 33),
    ("", 4, 7, 118),
)
_DISPOSITIONS = {"pending": "waiting_customer", "open": "escalated"}


def history(everybody: list[Person], language: Language, now: datetime, seed: int = 1) -> History:
    """Return the whole history, contacts in order of time. `now` is aware, in local time."""
    teller = Teller(now, language, seed)
    laleh.tell(teller.told, everybody[0], now)
    rest = everybody[3:]
    busy = teller.rng.sample(rest, _OPEN_STORIES)
    for place, person in enumerate(busy):
        teller.open_story(person, mine=place < _MY_OPEN_STORIES)
    for person in rest:
        least = 1 if person in rest[:_WITH_A_PAST] else 0
        for _ in range(max(least, teller.rng.choices((0, 1, 2, 3), (2, 4, 3, 2))[0])):
            teller.old_story(person)
    calm = [person for person in rest if person.index not in teller.told.open_stories]
    callers = teller.rng.sample(calm, _SERVED + len(_UNSERVED))
    teller.my_shift(callers[:_SERVED])
    teller.not_served(callers[_SERVED:])
    teller.promises({person.index: person for person in everybody})
    teller.told.contacts.sort(key=lambda contact: contact.at)
    return teller.told


class Teller:
    """Tells stories into a `History`."""

    def __init__(self, now: datetime, language: Language, seed: int) -> None:
        self.now = now
        self.language: Language = language
        self.rng = random.Random(seed)  # noqa: S311  (a play, not a secret)
        self.told = History()

    # --- stories -------------------------------------------------------------------------

    def open_story(self, person: Person, *, mine: bool) -> None:
        """Tell the beginning of a story of the last days."""
        story = self._story_for(person)
        steps = self.rng.randint(1, len(story.step) - 1)
        hours = sum(step.after for step in story.step[:steps]) + self.rng.uniform(1, 15)
        self._tell(person, story, self.now - timedelta(hours=hours), steps, mine=mine)

    def old_story(self, person: Person) -> None:
        """Tell a story of the past year, long over."""
        begun = self.now - timedelta(days=self.rng.triangular(9, 380, 40))
        story = self._story_for(person)
        self._tell(person, story, begun, len(story.step), mine=False)

    def _story_for(self, person: Person, by_call: bool = False) -> Story:
        fitting = ("business", "any") if person.business else ("home", "any")
        pool = [story for story in stories().story if story.who in fitting]
        return self.rng.choice([s for s in pool if not by_call or s.step[0].kind == "call"])

    def _tell(
        self, person: Person, story: Story, begun: datetime, steps: int, *, mine: bool
    ) -> None:
        at, place, last = self._in_hours(begun), len(self.told.tickets), begun
        owner = self._colleague("me" if mine else None)
        told: list[Contact] = []
        for step in story.step[:steps]:
            at = self._in_hours(at + timedelta(hours=step.after * self.rng.uniform(0.8, 1.25)))
            if at > self.now - timedelta(minutes=12):
                break
            told.append(self._contact(person, story, step, at, last, owner, place))
            last = at
        if not told:
            return
        finished = len(told) == len(story.step)
        status = "solved" if finished else self._standing(told[-1])
        if not finished:
            self.told.open_stories[person.index] = OpenStory(story.key, told[0].at)
        self.told.contacts += told
        self.told.tickets.append(
            Ticket(
                person=person.index,
                subject=story.subject.to(person.writes),
                category=story.category,
                disposition=story.disposition if finished else _DISPOSITIONS[status],
                priority=story.priority,
                status=status,
                owner=owner.to(self.language),
                created=told[0].at,
                updated=told[-1].at,
            )
        )

    @staticmethod
    def _standing(last: Contact) -> str:
        return "pending" if last.kind in ("out", "note") else "open"

    def _contact(
        self,
        person: Person,
        story: Story,
        step: Step,
        at: datetime,
        last: datetime,
        owner: Text,
        place: int,
    ) -> Contact:
        to = person.writes
        who = owner if step.kind in ("note", "out") else self._colleague(None)
        words = {"when": day_word(last, at, to)}
        talk = round(step.talk * self.rng.uniform(0.6, 1.5))
        lost = step.kind == "lost"
        return Contact(
            person=person.index,
            kind=step.kind,
            at=at,
            text=step.text.to(to).format(**words),
            title=step.title.to(to),
            who="" if step.kind in ("mail", "lost") else who.to(self.language),
            queue=names().queue[story.queue].to(self.language) if step.kind in CALLS else "",
            talk_s=0 if lost else talk,
            wait_s=talk if lost else self._wait_s(4, 190) if step.kind == "call" else 0,
            ticket=place,
            place=1 + talk // 60 if lost else 0,
            waiting=3 + talk // 60 if lost else 0,
        )

    # --- the agent's own day -------------------------------------------------------------

    def my_shift(self, callers: Iterable[Person]) -> None:
        """Tell the agent's calls of the last hours: two missed, some made, most answered."""
        me = names().colleague["me"]
        people = list(callers)
        slot = timedelta(hours=_SHIFT_H) / len(people)
        for place, person in enumerate(people):
            at = self.now - slot * (len(people) - place) + slot * self.rng.uniform(0, 0.4)
            kind: Kind = "missed" if place in (5, 19) else "out" if place % 7 == 3 else "call"
            story = self._story_for(person, by_call=True)
            contact = Contact(
                person=person.index,
                kind=kind,
                at=at,
                text="" if kind == "missed" else story.step[0].text.to(person.writes),
                who=me.to(self.language),
                queue="" if kind == "out" else names().queue[story.queue].to(self.language),
                talk_s=0 if kind == "missed" else self.rng.randint(60, 560),
                wait_s=0 if kind == "out" else self._wait_s(5, 150),
                ticket=len(self.told.tickets),
            )
            self._my_ticket(person, story, contact, me)

    def not_served(self, callers: Iterable[Person]) -> None:
        """Tell who left the queues in the last hours, each with the draft of a ticket."""
        slot = timedelta(hours=_SHIFT_H) / len(_UNSERVED)
        for turn, (person, (why, place, waiting, wait_s)) in enumerate(
            zip(callers, _UNSERVED, strict=True)
        ):
            story = self._story_for(person, by_call=True)
            at = self.now - slot * (len(_UNSERVED) - turn) + slot * self.rng.uniform(0.1, 0.5)
            contact = Contact(
                person=person.index,
                kind="lost",
                at=at,
                queue=names().queue[self._desks_queue(story)].to(self.language),
                wait_s=wait_s,
                ticket=len(self.told.tickets),
                place=place,
                waiting=waiting,
                why=why,
            )
            self._my_ticket(person, story, contact, names().colleague["me"])

    @staticmethod
    def _desks_queue(story: Story) -> str:
        return story.queue if story.queue in NUMBERS else "support"

    def _my_ticket(self, person: Person, story: Story, contact: Contact, me: Text) -> None:
        missed = contact.kind in ("missed", "lost")
        after = contact.wait_s if contact.kind == "lost" else contact.talk_s
        over = contact.at + timedelta(seconds=after + self.rng.randint(10, 50))
        self.told.contacts.append(contact)
        self.told.tickets.append(
            Ticket(
                person=person.index,
                subject="" if missed else story.subject.to(person.writes),
                category="" if missed else story.category,
                disposition="" if missed else story.disposition,
                priority="normal" if missed else story.priority,
                status="draft" if missed else "solved",
                owner="" if missed else me.to(self.language),
                created=contact.at,
                updated=over,
            )
        )

    def promises(self, everybody: dict[int, Person]) -> None:
        """Tell what the agent has promised for today, one of it late."""
        me = names().colleague["me"].to(self.language)
        waiting = [
            place
            for place, ticket in enumerate(self.told.tickets)
            if ticket.owner == me and ticket.status in ("open", "pending")
        ]
        hour = (self.now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        dues = [self.now.replace(second=0, microsecond=0) + timedelta(minutes=m) for m in (-28, 33)]
        dues += [hour + timedelta(minutes=m) for m in (0, 30, 45)]
        night = self.now.replace(hour=23, minute=59, second=0, microsecond=0)
        for place, due in zip(waiting, dues, strict=False):
            ticket = self.told.tickets[place]
            story = stories().named(self.told.open_stories[ticket.person].key)
            what = story.promise.to(everybody[ticket.person].writes)
            self.told.promises.append(Promised(place, what, min(due, night)))

    # --- small things --------------------------------------------------------------------

    def _colleague(self, key: str | None) -> Text:
        pool = names().colleague
        return pool[key or self.rng.choice([name for name in pool if name != "me"])]

    def _wait_s(self, least: int, most: int) -> int:
        """Return how long somebody waited who was served: two of three less than 20 s."""
        share = self.rng.randint(least, most) / most
        return least + round((most - least) * share**_SHORT)

    def _in_hours(self, at: datetime) -> datetime:
        """Return the same moment, or the next morning's when the company sleeps."""
        if _OPENS_DAY <= at.hour < _CLOSES_DAY:
            return at
        day = at if at.hour < _OPENS_DAY else at + timedelta(days=1)
        return day.replace(hour=_OPENS_DAY, minute=self.rng.randrange(5, 55))
