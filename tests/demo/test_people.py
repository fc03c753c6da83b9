"""The invented customers are believable, valid and always the same."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

import phonenumbers

from desk_app.demo.people import PEOPLE, Person, people
from desk_app.demo.texts import Language

_PERSIAN = re.compile("[\u0600-\u06ff]")


def test_same_moment_and_seed_give_the_same_people(
    everybody: list[Person], language: Language, now: datetime
) -> None:
    assert people(language, now) == everybody
    assert people(language, now, seed=2)[5:] != everybody[5:]
    assert [person.index for person in everybody] == list(range(PEOPLE))


def test_every_number_is_valid(everybody: list[Person]) -> None:
    for person in everybody:
        assert person.numbers
        for number in person.numbers:
            parsed = phonenumbers.parse(number.raw, "IR")
            assert phonenumbers.is_valid_number(parsed), number


def test_only_the_clinics_pair_shares_a_number(everybody: list[Person]) -> None:
    holders: dict[str, list[int]] = {}
    for person in everybody:
        for number in person.numbers:
            e164 = phonenumbers.format_number(
                phonenumbers.parse(number.raw, "IR"), phonenumbers.PhoneNumberFormat.E164
            )
            holders.setdefault(e164, []).append(person.index)
    assert [who for who in holders.values() if len(who) > 1] == [[3, 4]]


def test_names_and_mail_addresses_are_everybodys_own(everybody: list[Person]) -> None:
    for values in ([p.name for p in everybody], [p.email for p in everybody]):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    for person in everybody:
        assert re.fullmatch(r"[a-z0-9.]+@[a-z0-9]+\.example", person.email), person.email


def test_laleh_farahmand_comes_first_as_drawn(everybody: list[Person], language: Language) -> None:
    laleh = everybody[0]
    assert laleh.name == ("لاله فرهمند" if language == "fa" else "Laleh Farahmand")
    assert [number.raw for number in laleh.numbers] == ["021 4925 8000", "0912 000 1142"]
    assert laleh.contract == "KH-20417"
    assert len(laleh.tags) == 2
    assert laleh.good_to_know


def test_most_people_write_in_the_demonstrations_script_and_some_do_not(
    everybody: list[Person], language: Language
) -> None:
    mine = [person for person in everybody if person.writes == language]
    assert 0.85 < len(mine) / len(everybody) < 0.99
    for person in everybody:
        texts = (person.name, person.city, person.plan)
        assert all(bool(_PERSIAN.search(text)) == (person.writes == "fa") for text in texts)
