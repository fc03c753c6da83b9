"""What somebody does in a queue."""

from __future__ import annotations

from desk_app.demo.script import Speaker, Voice, Wish
from desk_app.demo.talk import LOUD, HangUp, Say
from desk_app.demo.waiting import QUIET_S, Move, Press, Served, Waiting

LALEH = Speaker(
    name="Laleh",
    numbers=("1",),
    voice=Voice("en", male=False),
    hello="hello",
    answer="yes?",
    lines=("one", "two", "three"),
    fillers=("mm",),
    after_hold="still here",
    goodbye="goodbye",
)


def waiting(wish: Wish = "wait") -> Waiting:
    return Waiting(LALEH, wish, leaves_at=60.0, presses_at=20.0, now=0.0)


def music(who: Waiting, until: float, since: float = 0.0) -> tuple[float, Move]:
    """Play music until something is done; return when and what."""
    for tenths in range(round(since * 10), round(until * 10)):
        move = who.move(tenths / 10, LOUD)
        if move is not None:
            return tenths / 10, move
    return until, None


def test_a_caller_waits_as_long_as_the_patience_lasts() -> None:
    assert music(waiting(), 100.0) == (60.0, HangUp())


def test_the_end_of_the_music_is_somebody_there() -> None:
    who = waiting()
    assert music(who, 10.0) == (10.0, None)
    assert who.move(10.0 + QUIET_S - 0.2, 0) is None
    assert who.move(10.0 + QUIET_S, 0) == Served()


def test_a_pause_between_two_words_is_not() -> None:
    who = waiting()
    for second in range(10):
        assert who.move(second, LOUD) is None
        assert who.move(second + 0.9, 0) is None


def test_1_is_pressed_once_and_then_the_queue_says_goodbye() -> None:
    who = waiting("callback")
    assert music(who, 30.0) == (20.0, Press("1"))
    assert music(who, 50.0, since=20.1) == (50.0, None)
    assert who.move(50.0 + QUIET_S, 0) == Served()  # the agent was quicker


def test_a_key_that_means_nothing_does_not_keep_anybody() -> None:
    wishes: tuple[Wish, ...] = ("callback", "message")
    for wish in wishes:
        who = waiting(wish)
        music(who, 30.0)
        assert music(who, 100.0, since=20.1) == (60.0, HangUp())


def test_a_message_is_spoken_after_the_tone_and_ended() -> None:
    who = waiting("message")
    assert music(who, 30.0) == (20.0, Press("2"))
    assert music(who, 28.0, since=20.1) == (28.0, None)  # "please speak after the tone"
    done: list[Move] = []
    for tenths in range(280, 600):
        move = who.move(tenths / 10, 0)
        if move is not None:
            done.append(move)
        if isinstance(move, Say):
            who.speaking(tenths / 10 + 2.0)
    assert done[:5] == [Say("hello"), Say("one"), Say("two"), Say("goodbye"), Press("#")]
    assert done[5:6] == [HangUp()]  # nobody has hung up for twelve seconds
