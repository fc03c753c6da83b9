"""The embedded queue with real callers: taken in, greeted, offered, let go."""

from __future__ import annotations

import contextlib
import time
import wave
from datetime import datetime
from pathlib import Path

import pytest

from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    End,
    Fact,
    HangUp,
    LetGo,
    Move,
    NotResponding,
    OnDuty,
    Opening,
    Overflow,
    Prioritise,
    QueueDoubt,
    QueuePlan,
    Reject,
    Take,
)
from desk_app.telephony.queue.board import fold
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.uac import Uac

SUPPORT = QueuePlan(name="Support", numbers=("500",), callbacks=True)
SALES = QueuePlan(name="Sales", numbers=("600",))


@pytest.fixture
def queue(engine: EngineRig) -> EngineRig:
    """An engine with two queues and nobody on duty."""
    engine.configure(queues=(SUPPORT, SALES))
    return engine


def call(engine: EngineRig, peer: Agent, number: str = "500") -> tuple[int, CallFact]:
    """Let a phone call a queue until it is answered by it; return its call and QUEUED."""
    known = {f.key for f in engine.desk.heard if isinstance(f, CallFact)}
    number_there = peer.call(f"sip:{number}@{engine.sip}")
    fact = engine.desk.wait(CallFact, lambda f: f.fact is Fact.QUEUED and f.key not in known)
    peer.wait("confirmed", call=number_there)
    return number_there, fact


def on_duty(engine: EngineRig, *, ready: bool = True, handle_s: float = 0) -> None:
    """Log the agent in to both queues."""
    engine.desk.ask(OnDuty(ready=ready, queues=("Support", "Sales"), handle_s=handle_s))


def test_a_caller_hears_the_queue_and_then_the_agent(queue: EngineRig, peer: Agent) -> None:
    there, queued = call(queue, peer)
    assert (queued.queue, queued.number) == ("Support", "peer")
    on_duty(queue)
    offered = queue.desk.fact(Fact.OFFERED, queued.key)
    assert offered.leg == 1
    assert offered.waited_s > 0
    queue.desk.ask(Answer(key=queued.key))
    answered = queue.desk.fact(Fact.ANSWERED, queued.key)
    assert answered.leg == 1
    peer.hears_silence(there)  # the agent has no microphone here, and the music is over
    peer.hang_up(there)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.leg) == (End.ANSWERED, 1)


def test_a_free_agent_is_rung_before_the_queue_answers(queue: EngineRig, peer: Agent) -> None:
    on_duty(queue)
    there = peer.call(f"sip:500@{queue.sip}")
    offered = queue.desk.fact(Fact.OFFERED)
    peer.wait("early", call=there, status=180)
    queue.desk.ask(Answer(key=offered.key))
    peer.wait("confirmed", call=there)
    queue.desk.fact(Fact.ANSWERED)
    assert queue.desk.facts(offered.key) == [Fact.QUEUED, Fact.OFFERED, Fact.ANSWERED]


def test_callers_are_served_in_order_and_by_priority(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    _, first = call(queue, peer)
    _, second = call(queue, other)
    _, third = call(queue, peer)
    board = fold(f for f in queue.desk.heard if isinstance(f, CallFact))
    assert [c.key for c in board.of("Support")] == [first.key, second.key, third.key]
    queue.desk.ask(Prioritise(key=third.key, priority=5, why="key account"))
    taken = queue.desk.ask(OnDuty(ready=False, queues=("Support",)))
    assert taken.key == ""
    assert queue.desk.ask(Take()).key == third.key
    queue.desk.fact(Fact.ANSWERED, third.key)
    assert queue.desk.ask(Take(key=second.key)).key == second.key
    queue.desk.fact(Fact.HELD, third.key)  # the agent has one call at a time


def test_an_offer_that_rings_out_leaves_the_place_and_stops_the_offers(
    queue: EngineRig, peer: Agent
) -> None:
    queue.configure(queues=(SUPPORT, SALES), offer_s=1)
    there, queued = call(queue, peer)
    on_duty(queue)
    queue.desk.fact(Fact.OFFERED, queued.key)
    not_taken = queue.desk.fact(Fact.NOT_TAKEN, queued.key)
    assert (not_taken.end, not_taken.leg) == (End.RANG_OUT, 1)
    assert queue.desk.wait(NotResponding).key == queued.key
    queue.desk.read_for(1.5)
    assert queue.desk.facts(queued.key).count(Fact.OFFERED) == 1
    queue.configure(queues=(SUPPORT, SALES))
    on_duty(queue)
    second = queue.desk.wait(CallFact, lambda f: f.fact is Fact.OFFERED and f.leg == 2)
    assert second.waited_s > not_taken.at_us / 1e6 - queued.at_us / 1e6
    queue.desk.ask(Reject(key=queued.key))
    queue.desk.wait(CallFact, lambda f: f.fact is Fact.NOT_TAKEN and f.end is End.REJECTED)
    peer.hang_up(there)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.place, ended.waiting) == (End.ABANDONED, 1, 1)


def test_a_caller_who_gives_up_while_it_rings_makes_room_for_the_next(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    there, first = call(queue, peer)
    _, second = call(queue, other)
    on_duty(queue)
    queue.desk.fact(Fact.OFFERED, first.key)
    peer.hang_up(there)
    assert queue.desk.fact(Fact.ENDED, first.key).end is End.ABANDONED
    queue.desk.fact(Fact.OFFERED, second.key)


def test_who_is_over_the_limit_hears_so(queue: EngineRig, peer: Agent, other: Agent) -> None:
    queue.configure(queues=(QueuePlan(name="Support", numbers=("*",), max_waiting=1),))
    _, first = call(queue, peer)
    there, second = call(queue, other)
    assert second.reason == LetGo.FULL
    ended = queue.desk.fact(Fact.ENDED, second.key)
    assert (ended.end, ended.reason, ended.place) == (End.OVERFLOWED, LetGo.FULL, 0)
    other.wait("ended", call=there)
    assert queue.desk.facts(first.key) == [Fact.QUEUED]


def test_a_closed_queue_says_so(queue: EngineRig, peer: Agent) -> None:
    tomorrow = (datetime.now().astimezone().weekday() + 1) % 7
    closed = QueuePlan(name="Support", numbers=("500",), openings=(Opening((tomorrow,), 600, 660),))
    queue.configure(queues=(closed,))
    _, queued = call(queue, peer)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.CLOSED)


def test_who_has_waited_too_long_is_let_go(queue: EngineRig, peer: Agent) -> None:
    queue.configure(queues=(QueuePlan(name="Support", numbers=("500",), max_wait_s=1),))
    _, queued = call(queue, peer)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.LATE)
    assert (ended.place, ended.waiting) == (1, 1)


def test_a_late_caller_is_forwarded(queue: EngineRig, peer: Agent, other: Agent) -> None:
    plan = QueuePlan(
        name="Support",
        numbers=("500",),
        max_wait_s=1,
        when_late=Overflow.FORWARD,
        forward_to=other.uri,
    )
    queue.configure(queues=(plan,))
    _, queued = call(queue, peer)
    arrived = other.wait("incoming")
    other.do("answer", call=arrived["call"], status=200)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.FORWARDED)


def test_digit_1_keeps_the_place_and_the_callback_is_the_same_call(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    there, queued = call(queue, peer)
    call(queue, other)
    # A caller has a number to call; this phone's name must have a digit in it.
    peer.do("dtmf", call=there, digits="1")
    queue.desk.read_for(1.0)
    assert Fact.CALLBACK not in queue.desk.facts(queued.key)
    peer.hang_up(there)
    with Agent("02149258000") as customer:
        there, queued = call(queue, customer)
        customer.do("dtmf", call=there, digits="9#5")  # means nothing
        customer.do("dtmf", call=there, digits="1")
        queue.desk.fact(Fact.CALLBACK, queued.key)
        customer.wait("ended", call=there)
        assert Fact.ENDED not in queue.desk.facts(queued.key)
        queue.attach()  # a new desk finds the promise
        assert queued.key in {now.key for now in queue.desk.snapshot.calls}
        assert queue.desk.ask(Take(key=queued.key, target=customer.uri)).key == queued.key
        back = customer.wait("incoming")
        customer.do("answer", call=back["call"], status=200)
        queue.desk.fact(Fact.ANSWERED, queued.key)
        queue.desk.ask(HangUp(key=queued.key))
        assert queue.desk.fact(Fact.ENDED, queued.key).end is End.ANSWERED


def test_a_promised_call_outlives_the_engine(own_engine: EngineRig) -> None:
    own_engine.configure(queues=(SUPPORT,))
    with Agent("02149258000") as customer:
        there, queued = call(own_engine, customer)
        _, waiting = call(own_engine, customer)
        customer.do("dtmf", call=there, digits="1")
        own_engine.desk.fact(Fact.CALLBACK, queued.key)
        own_engine.kill()
        own_engine.start()
        own_engine.configure(queues=(SUPPORT,))
        assert [now.key for now in own_engine.desk.snapshot.calls] == [queued.key]
        facts = read_after(own_engine.data_dir / FILE_NAME, 0)
        lost = [f for f in facts if f.fact is Fact.ENDED]
        assert [(f.key, f.end) for f in lost] == [(waiting.key, End.LOST)]
        own_engine.desk.ask(OnDuty(ready=True, queues=("Support",)))
        own_engine.desk.fact(Fact.OFFERED, queued.key)
        own_engine.desk.ask(Answer(key=queued.key, target=customer.uri))
        customer.wait("incoming")


def test_digit_2_leaves_a_message(queue: EngineRig, peer: Agent) -> None:
    there, queued = call(queue, peer)
    peer.do("tone", call=there, hertz=700)
    peer.do("dtmf", call=there, digits="2")
    queue.desk.fact(Fact.MESSAGE, queued.key)
    recordings = queue.data_dir / "recordings"
    deadline = time.monotonic() + PATIENCE_S
    while not any(p.stat().st_size > 64_000 for p in recordings.rglob(f"*{queued.key}*")):
        queue.desk.read_for(0.1)
        assert time.monotonic() < deadline
    peer.do("dtmf", call=there, digits="#")
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.MESSAGE)
    assert heard_s(recordings / ended.path) > 1.0


def heard_s(path: Path) -> float:
    """Return the seconds in a message; the conference writes its lengths a moment later."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with contextlib.suppress(wave.Error, EOFError), wave.open(str(path), "rb") as file:
            if file.getnframes():
                return file.getnframes() / file.getframerate()
        assert time.monotonic() < deadline


def test_a_moved_caller_keeps_the_time_of_entry(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    _, first = call(queue, peer)
    _, second = call(queue, other, "600")
    queue.desk.ask(Move(key=first.key, queue="Sales"))
    queue.desk.refused(Move(key=first.key, queue="Nowhere"))
    queue.desk.fact(Fact.MOVED, first.key)
    board = fold(f for f in queue.desk.heard if isinstance(f, CallFact))
    assert [c.key for c in board.of("Sales")] == [first.key, second.key]


def test_the_queue_goes_on_without_a_desk(queue: EngineRig, peer: Agent, other: Agent) -> None:
    on_duty(queue)
    peer.call(f"sip:600@{queue.sip}")
    offered = queue.desk.fact(Fact.OFFERED)
    queue.desk.ask(Answer(key=offered.key))
    queue.desk.close()
    there = other.call(f"sip:500@{queue.sip}")
    other.wait("confirmed", call=there)
    queue.attach()
    waiting = [n for n in queue.desk.snapshot.calls if n.facts[-1].fact is Fact.QUEUED]
    assert len(waiting) == 1
    queue.desk.read_for(0.5)
    assert Fact.OFFERED not in queue.desk.facts(waiting[0].key)


def test_two_callers_with_one_number_are_two_calls(queue: EngineRig, peer: Agent) -> None:
    _, first = call(queue, peer)
    _, second = call(queue, peer)
    assert first.key != second.key
    assert first.number == second.number


def test_a_dead_line_does_not_hold_a_place(queue: EngineRig) -> None:
    queue.configure(queues=(QueuePlan(name="Support", numbers=("500",), silent_s=2),))
    with Uac() as caller:
        ring = caller.ring(queue.port, "+989121234567", user="500")
        caller.talk(ring)  # and says nothing, not even that it is there
        queued = queue.desk.fact(Fact.QUEUED)
        ended = queue.desk.fact(Fact.ENDED, queued.key)
        assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.SILENT)


def test_a_caller_who_holds_and_comes_back_hears_the_queue_again(
    queue: EngineRig, peer: Agent
) -> None:
    there, queued = call(queue, peer)
    for on in (True, False, True, False):
        peer.do("hold", call=there, on=on)
        peer.wait("media", call=there)
    on_duty(queue)
    queue.desk.ask(Answer(key=queue.desk.fact(Fact.OFFERED).key))
    queue.desk.fact(Fact.ANSWERED, queued.key)
    peer.hang_up(there)
    assert queue.desk.fact(Fact.ENDED, queued.key).end is End.ANSWERED


def test_a_message_of_nothing_is_a_caller_who_left(queue: EngineRig, peer: Agent) -> None:
    there, queued = call(queue, peer)
    peer.do("dtmf", call=there, digits="2")
    queue.desk.fact(Fact.MESSAGE, queued.key)
    peer.hang_up(there)
    ended = queue.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.path) == (End.ABANDONED, "")


def test_files_that_cannot_be_played_are_named(queue: EngineRig, tmp_path: Path) -> None:
    bad = tmp_path / "music.wav"
    bad.write_bytes(b"no music at all")
    queue.configure(queues=(QueuePlan(name="Support", numbers=("500",), music=str(bad)),))
    doubt = queue.desk.wait(QueueDoubt)
    assert (doubt.queue, doubt.file, doubt.why) == ("Support", "music.wav", "not-wav")
