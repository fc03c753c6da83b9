"""The queue and what should not happen to it: floods, storms, rubbish, bad files."""

from __future__ import annotations

import random
import socket
import struct
import wave
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    CallFact,
    End,
    Fact,
    HangUp,
    LetGo,
    OnDuty,
    QueueDoubt,
    QueuePlan,
    Take,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.sipp import Sipp, uac
from tests.rigs.uac import Ring, Uac

EVERYBODY = QueuePlan(name="Support", numbers=("*",), max_waiting=100)


@pytest.fixture
def queue(engine: EngineRig) -> EngineRig:
    """An engine with one queue, for every number."""
    engine.configure(queues=(EVERYBODY,))
    return engine


def call(queue: EngineRig, phone: Agent) -> tuple[int, CallFact]:
    """Let a phone call the queue until it is answered; return its call and QUEUED."""
    known = {f.key for f in queue.desk.heard if isinstance(f, CallFact)}
    there = phone.call(f"sip:500@{queue.sip}")
    entered = queue.desk.wait(CallFact, lambda f: f.fact is Fact.QUEUED and f.key not in known)
    phone.wait("confirmed", call=there)
    return there, entered


def still_works(queue: EngineRig, peer: Agent) -> None:
    """Somebody calls, waits with music, is taken and hangs up."""
    peer.reset()
    there, entered = call(queue, peer)
    peer.hears_something(there)
    queue.desk.ask(OnDuty(ready=False, queues=("Support",)))
    assert queue.desk.ask(Take(key=entered.key)).key == entered.key
    queue.desk.fact(Fact.ANSWERED, entered.key)
    peer.hang_up(there)
    assert queue.desk.fact(Fact.ENDED, entered.key).end is End.ANSWERED


def test_callers_over_the_limit_hear_words_and_not_silence(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    queue.configure(queues=(QueuePlan(name="Support", numbers=("*",), max_waiting=1),))
    call(queue, peer)
    for _ in range(2):
        there, entered = call(queue, other)
        other.hears_something(there)
        ended = queue.desk.fact(Fact.ENDED, entered.key)
        assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.FULL)
        assert ended.at_us - entered.at_us > 2_000_000  # long enough to say why
        other.wait("ended", call=there)


def test_fifty_invites_at_once_are_fifty_calls(queue: EngineRig, peer: Agent) -> None:
    room = queue.desk.snapshot.max_calls
    callers = Sipp(uac(answered=True, ring_ms=None), queue.sip, calls=50)

    def told(*kinds: Fact) -> set[str]:
        facts = (f for f in queue.desk.heard if isinstance(f, CallFact))
        return {f.key for f in facts if f.fact in kinds}

    queue.desk.wait_for(lambda: len(told(Fact.QUEUED, Fact.ENDED)) == 50)
    result = callers.leave()
    queue.desk.wait_for(lambda: len(told(Fact.ENDED)) == 50)
    stored = read_after(queue.data_dir / FILE_NAME, queue.desk.snapshot.last_seq)
    ends = Counter(fact.end for fact in stored if fact.fact is Fact.ENDED)
    if room > 50:
        assert result.code == 0, result.errors
        assert ends == {End.ABANDONED: 50}
        entries = [fact for fact in stored if fact.fact is Fact.QUEUED]
        assert len({fact.key for fact in entries}) == 50
        assert {fact.queue for fact in entries} == {"Support"}
        assert Counter(fact.fact for fact in stored) == {Fact.QUEUED: 50, Fact.ENDED: 50}
        left = [fact for fact in stored if fact.fact is Fact.ENDED]
        assert all(1 <= fact.place <= fact.waiting <= 50 for fact in left)
        assert max(fact.waiting for fact in left) == 50
    else:
        assert sum(ends.values()) == 50
        assert ends[End.BUSY] >= 50 - room
    still_works(queue, peer)


def waits(queue: EngineRig, caller: Uac) -> tuple[Ring, CallFact]:
    """Let a bare caller enter the queue."""
    ring = caller.ring(queue.port, "+989121234567", user="500")
    caller.talk(ring)
    return ring, queue.desk.fact(Fact.QUEUED)


def test_a_hundred_reinvites_do_not_cost_the_place(queue: EngineRig, peer: Agent) -> None:
    with Uac() as caller:
        ring, entered = waits(queue, caller)
        statuses = {caller.reinvite(ring, sequence) for sequence in range(2, 102)}
        assert statuses == {200}
        assert queue.desk.facts(entered.key) == [Fact.QUEUED]
        queue.desk.ask(OnDuty(ready=False, queues=("Support",)))
        assert queue.desk.ask(Take()).key == entered.key
        queue.desk.fact(Fact.ANSWERED, entered.key)
        caller.hang_up(ring, 102)
        assert queue.desk.fact(Fact.ENDED, entered.key).end is End.ANSWERED
    still_works(queue, peer)


def test_a_storm_of_reinvites_is_no_sign_of_life(queue: EngineRig, peer: Agent) -> None:
    queue.configure(queues=(QueuePlan(name="Support", numbers=("*",), silent_s=3),))
    with Uac() as caller:
        ring, entered = waits(queue, caller)

        def ended() -> bool:
            return Fact.ENDED in queue.desk.facts(entered.key)

        for sequence in range(2, 102):
            # The later ones are not even acknowledged.
            caller.reinvite(ring, sequence, acknowledge=sequence <= 52)
            queue.desk.read_for(0.1)
            if ended():
                break
        end = queue.desk.fact(Fact.ENDED, entered.key)
        assert (end.end, end.reason) == (End.OVERFLOWED, LetGo.SILENT)
    still_works(queue, peer)


def test_a_burst_of_reinvites_breaks_nothing(queue: EngineRig, peer: Agent) -> None:
    with Uac() as caller:
        ring, entered = waits(queue, caller)
        for sequence in range(2, 102):
            caller.reinvite(ring, sequence, acknowledge=False)
        queue.desk.read_for(0.5)
        assert Fact.ENDED not in queue.desk.facts(entered.key)
        still_works(queue, peer)
        queue.desk.ask(HangUp(key=entered.key))
        queue.desk.fact(Fact.ENDED, entered.key)


def test_rubbish_for_digits_means_nothing(queue: EngineRig, peer: Agent) -> None:
    dice = random.Random(4)
    there, entered = call(queue, peer)
    peer.do("dtmf", call=there, digits="03456789*#ABCD0000")
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as media,
        Uac(media_port=_bound(media)) as caller,
    ):
        ring = caller.ring(queue.port, "+989121234567", user="500")
        caller.talk(ring)
        for number in range(500):
            event = dice.choice([1, 2, 7, 16, 99, 255]) if number % 2 else 200
            body = (
                dice.randbytes(dice.randrange(4))
                if number % 3
                else struct.pack("!BBH", event, 0, 0)
            )
            if body[:1] in (b"\x01", b"\x02"):
                continue
            head = struct.pack("!BBHII", 0x80, 101, number, number * 160, 9)
            media.sendto(head + body, ("127.0.0.1", ring.media_port))
        queue.desk.read_for(1.0)
        told = {f.fact for f in queue.desk.heard if isinstance(f, CallFact)}
        assert told == {Fact.QUEUED}
        caller.hang_up(ring)
    peer.hang_up(there)
    queue.desk.fact(Fact.ENDED, entered.key)
    still_works(queue, peer)


def _bound(media: socket.socket) -> int:
    media.bind(("127.0.0.1", 0))
    port: int = media.getsockname()[1]
    return port


def _missing(folder: Path) -> None:
    (folder / "greeting.wav").unlink(missing_ok=True)


def _of_a_moment(folder: Path, samples: int = 16) -> None:
    with wave.open(str(folder / "greeting.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(4 * samples))


def _cut_off(folder: Path) -> None:
    _of_a_moment(folder, 16_000)
    whole = (folder / "greeting.wav").read_bytes()
    (folder / "greeting.wav").write_bytes(whole[:-400])


@pytest.mark.parametrize(
    ("make", "why"),
    [(_missing, "unreadable"), (_of_a_moment, "too-short"), (_cut_off, "truncated")],
)
def test_a_greeting_that_cannot_be_used_is_named_and_the_queue_heard(
    queue: EngineRig, peer: Agent, tmp_path: Path, make: Callable[[Path], None], why: str
) -> None:
    make(tmp_path)
    queue.configure(
        queues=(QueuePlan(name="Support", numbers=("*",), greeting=str(tmp_path / "greeting.wav")),)
    )
    doubt = queue.desk.wait(QueueDoubt)
    assert (doubt.queue, doubt.file, doubt.why) == ("Support", "greeting.wav", why)
    still_works(queue, peer)


def test_bad_files_in_a_folder_of_prompts_are_named_and_replaced(
    queue: EngineRig, peer: Agent, tmp_path: Path
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "greeting.wav").write_bytes(b"RIFF" + bytes(400))
    (tmp_path / "en" / "greting.wav").write_bytes(b"misspelt")
    queue.configure(queues=(EVERYBODY,), prompts=str(tmp_path))
    assert queue.desk.wait(QueueDoubt, lambda d: d.file == "en/greeting.wav").why == "not-wav"
    assert queue.desk.wait(QueueDoubt, lambda d: d.file == "en/greting.wav").why == "unknown-name"
    still_works(queue, peer)
    queue.configure(queues=(EVERYBODY,), prompts=str(tmp_path / "nowhere"))
    assert queue.desk.wait(QueueDoubt, lambda d: d.file == "nowhere").why == "no-folder"
    still_works(queue, peer)


def promised(queue: EngineRig, customer: Agent) -> tuple[int, CallFact]:
    """Let a caller press 1; the promise is still being spoken."""
    there, entered = call(queue, customer)
    customer.do("dtmf", call=there, digits="1")
    queue.desk.fact(Fact.CALLBACK, entered.key)
    return there, entered


def test_who_is_taken_while_a_call_back_is_promised_is_an_ordinary_call(queue: EngineRig) -> None:
    with Agent("02149258000") as customer:
        there, entered = promised(queue, customer)
        assert queue.desk.ask(Take(key=entered.key)).key == entered.key
        queue.desk.fact(Fact.ANSWERED, entered.key)
        customer.hears_silence(there)  # the promise is over
        queue.desk.read_for(0.3)
        assert Fact.ENDED not in queue.desk.facts(entered.key)
        customer.hang_up(there)
        assert queue.desk.fact(Fact.ENDED, entered.key).end is End.ANSWERED
    assert queue.attach().snapshot.calls == ()


def test_an_offer_of_somebody_who_hangs_up_to_be_called_back_still_rings_out(
    queue: EngineRig,
) -> None:
    queue.configure(queues=(EVERYBODY,), offer_s=3)
    with Agent("02149258000") as customer:
        there, entered = promised(queue, customer)
        queue.desk.ask(OnDuty(ready=True, queues=("Support",)))
        queue.desk.fact(Fact.OFFERED, entered.key)
        customer.hang_up(there)
        not_taken = queue.desk.fact(Fact.NOT_TAKEN, entered.key)
        assert not_taken.end is End.RANG_OUT
        queue.desk.ask(HangUp(key=entered.key))
        queue.desk.fact(Fact.ENDED, entered.key)
