"""The queues of the demonstration, and who waits in them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from desk_app.demo.contacts import CALLS, History
from desk_app.demo.people import Person
from desk_app.demo.plan import STRANGERS, dialled
from desk_app.demo.script import Crowd, Planned, Wish
from desk_app.demo.texts import Language, Text, names

NUMBERS = {"support": "1100", "billing": "1200"}
KEY_ACCOUNT = Text("مشتری ویژه", "Key account")

_CALLS_PLANNED = 120
_LIMITS_S = {"support": 120, "billing": 90}
_TYPICAL_S = 150.0  # half of them wait longer: people's patience is log-normal, or nearly
_SPREAD = 0.55
_PATIENCE_S = (25.0, 900.0)
_HURRIED_S = (2.0, 9.5)
_FIRST_STAY_S = 75.0
_WISHES_STAY_S = 150.0  # longer than it takes to hear what the keys do

# One of each kind is among the first eight; afterwards kinds are drawn.
_OPENING = ("known", "callback", "stranger", "billing", "key", "withheld", "message", "billing")
_KINDS = {
    "known": 9,
    "billing": 3,
    "key": 1,
    "stranger": 2,
    "sharing": 1,
    "withheld": 1,
    "callback": 2,
    "message": 2,
    "hurried": 2,
}


def queues(language: Language) -> Iterator[dict[str, object]]:
    """Yield the settings of each queue."""
    for key, number in NUMBERS.items():
        yield {
            "name": names().queue[key].to(language),
            "numbers": [number],
            "limit_s": _LIMITS_S[key],
            "priority_tags": {KEY_ACCOUNT.fa: 10, KEY_ACCOUNT.en: 10},
        }


def crowd(
    everybody: list[Person], past: History, language: Language, wanted: int, seed: int = 1
) -> Crowd:
    """Return who calls the queues, `wanted` of them at a time.

    Speakers are by their place in the script of `plan.script`.
    """
    return Crowd(tuple(_Writer(everybody, past, language, seed).plan()), wanted)


class _Writer:
    def __init__(
        self, everybody: list[Person], past: History, language: Language, seed: int
    ) -> None:
        self._everybody = everybody
        self._rng = random.Random(seed)  # noqa: S311  (a play, not a secret)
        billing = names().queue["billing"].to(language)
        self._billing = {c.person for c in past.contacts if c.queue == billing and c.kind in CALLS}
        self._free = self._rng.sample(range(5, len(everybody)), len(everybody) - 5)

    def plan(self) -> Iterator[Planned]:
        """Yield the calls in their order."""
        more = _CALLS_PLANNED - len(_OPENING)
        drawn = self._rng.choices(list(_KINDS), list(_KINDS.values()), k=more)
        for place, kind in enumerate([*_OPENING, *drawn]):
            stays_s = _FIRST_STAY_S if place < len(_OPENING) else _PATIENCE_S[0]
            yield self._planned(kind, place, stays_s)

    def _planned(self, kind: str, place: int, stays_s: float) -> Planned:
        strangers = len(self._everybody)
        match kind:
            case "stranger":
                number = place % len(STRANGERS)
                return self._call(strangers + number, dialled(STRANGERS[number]), stays_s)
            case "withheld":
                return self._call(strangers + len(STRANGERS), "", stays_s)
            case "sharing":
                return self._call(3, self._number(3), stays_s)
            case "billing":
                who = self._next(self._billing)
                return self._call(who, self._number(who), stays_s, to="billing")
            case "key":
                tags = {KEY_ACCOUNT.fa, KEY_ACCOUNT.en}
                who = self._next({p.index for p in self._everybody if tags.intersection(p.tags)})
            case "hurried":
                who = self._next()
                patience_s = self._rng.uniform(*_HURRIED_S)
                return Planned(who, self._number(who), patience_s=patience_s, to=NUMBERS["support"])
            case "callback" | "message" as wish:
                who = self._next()
                return self._call(who, self._number(who), stays_s, wish=wish)
            case _:
                who = self._next()
        return self._call(who, self._number(who), stays_s)

    def _call(
        self,
        speaker: int,
        number: str,
        stays_s: float,
        *,
        to: str = "support",
        wish: Wish = "wait",
    ) -> Planned:
        patience_s = self._rng.lognormvariate(math.log(_TYPICAL_S), _SPREAD)
        least = stays_s if wish == "wait" else _WISHES_STAY_S
        return Planned(
            speaker=speaker,
            number=number,
            show_name=speaker < len(self._everybody) and speaker != 3,
            withheld=not number,
            patience_s=min(max(least, patience_s), _PATIENCE_S[1]),
            to=NUMBERS[to],
            wish=wish,
        )

    def _number(self, person: int) -> str:
        return dialled(self._everybody[person].numbers[0].raw)

    def _next(self, among: set[int] | None = None) -> int:
        """Return somebody who has not called yet, of these if any of them is left."""
        fitting = (p for p in self._free if among is None or p in among)
        found = next(fitting, self._free[0])
        self._free.remove(found)
        return found
