"""The past of the invented customers hangs together, whatever the time of day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk_app.demo.contacts import CALLS, History, day_word
from desk_app.demo.history import history
from desk_app.demo.people import Person
from desk_app.demo.texts import Language, names, stories


def test_same_people_have_the_same_past(
    everybody: list[Person], past: History, language: Language, now: datetime
) -> None:
    assert history(everybody, language, now) == past


def test_nothing_happens_in_the_future_and_all_in_order(past: History, now: datetime) -> None:
    times = [contact.at for contact in past.contacts]
    assert times == sorted(times)
    assert times[-1] < now
    assert all(ticket.created <= ticket.updated <= now for ticket in past.tickets)


def test_tickets_and_their_contacts_belong_together(past: History) -> None:
    told: dict[int, list[datetime]] = {}
    for contact in past.contacts:
        if contact.ticket is not None:
            told.setdefault(contact.ticket, []).append(contact.at)
            assert past.tickets[contact.ticket].person == contact.person
    assert set(told) == set(range(len(past.tickets)))
    for place, times in told.items():
        assert min(times) == past.tickets[place].created


def test_every_word_is_filled_in(past: History) -> None:
    for contact in past.contacts:
        assert "{" not in contact.text + contact.title
        assert contact.text or contact.kind in ("lost", "missed")
        assert contact.who or contact.kind in ("mail", "lost")
        assert (contact.queue != "") or contact.kind not in CALLS or contact.kind == "out"


def test_laleh_called_yesterday_and_waits_for_the_visit(past: History, now: datetime) -> None:
    hers = [contact for contact in past.contacts if contact.person == 0]
    kinds = [contact.kind for contact in hers]
    assert kinds.count("mail") == 2
    assert sum(kind in CALLS for kind in kinds) == 7
    assert kinds[-2:] == ["mail", "lost"]
    assert {contact.at.date() for contact in hers[-2:]} == {now.date()}
    call = next(contact for contact in hers if contact.talk_s == 380)
    assert call.at.date() == now.date() - timedelta(days=1)
    assert past.tickets[call.ticket or 0].status == "pending"
    assert past.open_stories[0].begun == call.at


def test_the_agent_has_a_day_behind_and_tickets_waiting(
    past: History, language: Language, now: datetime
) -> None:
    me = names().colleague["me"].to(language)
    mine = [c for c in past.contacts if c.who == me and c.at > now - timedelta(hours=6.1)]
    assert len([contact for contact in mine if contact.kind in CALLS]) >= 20
    assert len([contact for contact in mine if contact.kind == "missed"]) == 2
    waiting = [t for t in past.tickets if t.owner == me and t.status in ("open", "pending")]
    assert len(waiting) >= 5


def test_five_callbacks_are_promised_for_today_and_one_is_late(
    past: History, language: Language, now: datetime
) -> None:
    me = names().colleague["me"].to(language)
    dues = [promised.due for promised in past.promises]
    assert len(dues) == len({promised.ticket for promised in past.promises}) == 5
    assert [due < now for due in dues] == [True, False, False, False, False]
    assert dues == sorted(dues)
    assert all(due.date() <= now.date() for due in dues)
    for promised in past.promises:
        ticket = past.tickets[promised.ticket]
        assert (ticket.owner, ticket.status != "solved") == (me, True)
        assert promised.what


def test_open_matters_are_many_and_solved_ones_more(past: History) -> None:
    still = [ticket for ticket in past.tickets if ticket.status != "solved"]
    assert 20 <= len(still) <= 60
    assert len(past.tickets) > 5 * len(still)


@pytest.mark.parametrize(
    ("days", "english", "persian"),
    [
        (0, "today", "امروز"),
        (1, "yesterday", "دیروز"),
        (2, "the day before yesterday", "پریروز"),
        (4, "on Friday", "جمعه"),
        (9, "last week", "هفتهٔ پیش"),
        (90, "some weeks ago", "چند هفته پیش"),
    ],
)
def test_days_are_named_as_people_do(days: int, english: str, persian: str) -> None:
    tuesday = datetime(2026, 11, 17, 0, 20).astimezone()
    then = tuesday - timedelta(days=days)
    assert (day_word(then, tuesday, "en"), day_word(then, tuesday, "fa")) == (english, persian)


def test_every_story_can_be_spoken_in_both_languages() -> None:
    for story in stories().story:
        for text in (*story.say, *story.again, *(step.text for step in story.step)):
            for language in ("fa", "en"):
                assert "{" not in text.to(language).format(when="yesterday"), story.key
        assert story.queue in names().queue
        assert len(story.step) > 1
