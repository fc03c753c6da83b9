"""Callers who have waited for a while and send sound: their packets are read in batches."""

from __future__ import annotations

import array
import itertools

from desk_app.telephony.messages import CallFact, Fact, HangUp, OnDuty, QueuePlan, Take
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.telephony.engine.test_sound import channels

REST_S = 3.0  # by then nobody has listened for long enough
BLOCK_S = 0.02


def waits(engine: EngineRig, caller: Agent) -> tuple[int, CallFact]:
    """Let a caller with a tone enter the queue; return the caller's call and QUEUED."""
    there = caller.call(f"sip:500@{engine.sip}")
    queued = engine.desk.fact(Fact.QUEUED)
    caller.wait("confirmed", call=there)
    caller.do("tone", call=there, hertz=440)
    return there, queued


def loud(samples: array.array[int], rate: int) -> list[bool]:
    """Return for each 20 ms whether there is sound."""
    size = int(rate * BLOCK_S)
    return [
        max(map(abs, samples[at : at + size])) > 1000
        for at in range(0, len(samples) - size + 1, size)
    ]


def test_who_has_waited_is_heard_at_once_and_without_a_gap(engine: EngineRig, peer: Agent) -> None:
    plan = QueuePlan(name="Support", numbers=("500",))
    engine.configure(queues=(plan,), record_calls=True)
    there, queued = waits(engine, peer)
    engine.desk.read_for(REST_S)
    engine.desk.ask(OnDuty(ready=False, queues=("Support",)))
    engine.desk.ask(Take(key=queued.key))
    engine.desk.fact(Fact.ANSWERED, queued.key)
    path = engine.data_dir / "recordings" / engine.desk.fact(Fact.RECORDING, queued.key).path
    engine.desk.wait_for(lambda: path.stat().st_size > 2 * 64_000)
    engine.desk.ask(HangUp(key=queued.key))
    engine.desk.fact(Fact.ENDED, queued.key)
    peer.wait("ended", call=there)
    _, right, rate = channels(path)
    heard = loud(right, rate)
    silent = len(list(itertools.takewhile(lambda sound: not sound, heard)))
    assert silent * BLOCK_S < 0.4, heard
    second = heard[silent : silent + round(1.0 / BLOCK_S)]
    assert sum(second) >= 0.8 * len(second), heard  # a busy machine speaks with gaps


def test_who_has_waited_and_speaks_is_alive_and_may_press_a_key(engine: EngineRig) -> None:
    plan = QueuePlan(name="Support", numbers=("500",), callbacks=True, silent_s=5)
    engine.configure(queues=(plan,))
    with Agent("02149258000") as customer:
        there, queued = waits(engine, customer)
        engine.desk.read_for(2 * REST_S)
        assert engine.desk.facts(queued.key) == [Fact.QUEUED]
        customer.do("dtmf", call=there, digits="1")
        engine.desk.fact(Fact.CALLBACK, queued.key)
