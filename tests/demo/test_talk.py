"""When a caller speaks and when they listen."""

from __future__ import annotations

import itertools

from desk_app.demo.script import Pace, Speaker, Voice
from desk_app.demo.talk import LOUD, Conversation, HangUp, Say

PACE = Pace(listen=3.0, breath=1.0)
LALEH = Speaker(
    name="Laleh",
    numbers=("1",),
    voice=Voice("en", male=False),
    hello="hello",
    answer="yes?",
    lines=("one", "two"),
    fillers=("mm",),
    after_hold="still here",
    goodbye="goodbye",
)


def _talk(talk_s: float = 60.0, *, called: bool = False) -> Conversation:
    return Conversation(LALEH, PACE, 0.0, talk_s, called)


def test_a_caller_lets_the_agent_greet_first() -> None:
    talk = _talk()
    assert talk.move(0.5, 0, False) is None
    assert talk.move(1.0, LOUD, False) is None
    assert talk.move(1.9, 0, False) is None
    assert talk.move(2.1, 0, False) == Say("hello")


def test_a_caller_speaks_up_when_nobody_says_anything() -> None:
    talk = _talk()
    assert talk.move(2.9, 0, False) is None
    assert talk.move(3.0, 0, False) == Say("hello")


def test_somebody_who_is_called_answers_at_once() -> None:
    assert _talk(called=True).move(0.0, 0, False) == Say("yes?")


def test_nobody_speaks_into_the_agents_words() -> None:
    talk = _talk()
    assert all(talk.move(t / 10, LOUD, False) is None for t in range(200))


def test_the_next_sentence_comes_after_the_agent_has_answered() -> None:
    talk = _talk()
    assert talk.move(3.0, 0, False) == Say("hello")
    talk.speaking(5.0)
    assert talk.move(4.5, LOUD, False) is None  # does not count: both speak
    assert talk.move(5.5, LOUD, False) is None
    assert talk.move(6.4, 0, False) is None
    assert talk.move(6.5, 0, False) == Say("one")


def test_the_talk_ends_with_goodbye_and_hanging_up() -> None:
    talk = _talk(talk_s=20.0)
    now, said = 0.0, []
    for now in itertools.count(0.0, 0.1):
        move = talk.move(now, 0, False)
        if isinstance(move, Say):
            said.append(move.text)
            talk.speaking(now + 1.0)
        if isinstance(move, HangUp):
            break
    assert said == ["hello", "one", "two", "mm", "mm", "goodbye"]
    assert 20.0 < now < 30.0


def test_hold_is_silence_and_does_not_count_as_talk() -> None:
    talk = _talk(talk_s=10.0)
    assert talk.move(3.0, 0, False) == Say("hello")
    talk.speaking(4.0)
    assert [talk.move(t, 0, True) for t in (5.0, 50.0, 100.0)] == [None, None, None]
    assert talk.move(105.0, 0, False) == Say("still here")
    talk.speaking(106.0)
    assert talk.move(109.0, 0, False) == Say("one")
