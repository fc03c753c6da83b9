"""The expected wait of real callers: in the journal, and its error in the figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desk_app.call_events import event_of
from desk_app.crm.figure_rules import Figure
from desk_app.crm.service import Crm
from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import CallFact, Fact, Move, OnDuty, Opening, Take
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.telephony.engine.test_queue import SALES, SUPPORT, call

SUPPORT_ONLY = OnDuty(ready=False, queues=("Support",), handle_s=120.0)  # busy with another call


@pytest.fixture
def queue(engine: EngineRig) -> EngineRig:
    """An engine with two queues and nobody on duty."""
    engine.configure(queues=(SUPPORT, SALES))
    return engine


def journal(engine: EngineRig, key: str) -> list[CallFact]:
    return [fact for fact in read_after(engine.data_dir / FILE_NAME, 0) if fact.key == key]


def test_a_place_further_back_is_a_longer_wait(queue: EngineRig, peer: Agent, other: Agent) -> None:
    queue.desk.ask(SUPPORT_ONLY)
    _, first = call(queue, peer)
    _, second = call(queue, other)
    assert (first.expected_s, second.expected_s) == (120.0, 240.0)
    assert next(fact.expected_s for fact in journal(queue, second.key)) == 240.0


@pytest.mark.parametrize(
    "duty",
    [
        None,
        OnDuty(ready=False, queues=("Sales",), handle_s=120.0),
        OnDuty(ready=False, queues=("Support",), handle_s=120.0, paused=True),
        OnDuty(ready=False, queues=("Support",)),
    ],
    ids=["nobody", "in another queue", "paused", "nobody handled yet"],
)
def test_nothing_is_foretold_that_nobody_knows(
    queue: EngineRig, peer: Agent, duty: OnDuty | None
) -> None:
    if duty is not None:
        queue.desk.ask(duty)
    _, queued = call(queue, peer)
    assert queued.expected_s is None


def test_who_is_refused_is_foretold_nothing(queue: EngineRig, peer: Agent) -> None:
    never = Opening(days=(), from_minute=0, to_minute=1)
    closed = {"openings": (never,)}
    queue.configure(queues=(replace(SUPPORT, **closed),))
    queue.desk.ask(SUPPORT_ONLY)
    _, queued = call(queue, peer)
    assert (queued.reason, queued.expected_s) == ("closed", None)


def test_another_queue_has_another_forecast(queue: EngineRig, peer: Agent, other: Agent) -> None:
    queue.desk.ask(OnDuty(ready=False, queues=("Support", "Sales"), handle_s=60.0))
    _, first = call(queue, peer, "600")
    _, later = call(queue, other)
    queue.desk.ask(Move(key=later.key, queue="Sales"))
    moved = queue.desk.fact(Fact.MOVED, later.key)
    assert (first.expected_s, later.expected_s, moved.expected_s) == (60.0, 60.0, 120.0)
    queue.desk.ask(Move(key=first.key, queue="Support"))
    queue.desk.ask(Move(key=first.key, queue="Sales"))  # by the time of entry, so ahead again
    again = queue.desk.wait(
        CallFact, lambda f: f.key == first.key and f.fact is Fact.MOVED and f.queue == "Sales"
    )
    assert again.expected_s == 60.0


def test_the_journal_tells_how_wrong_it_was(queue: EngineRig, peer: Agent, tmp_path: Path) -> None:
    queue.desk.ask(SUPPORT_ONLY)
    there, queued = call(queue, peer)
    queue.desk.ask(Take(key=queued.key))
    answered = queue.desk.fact(Fact.ANSWERED, queued.key)
    peer.hang_up(there)
    queue.desk.fact(Fact.ENDED, queued.key)
    crm = Crm(tmp_path / "desk.db")
    crm.open()
    facts = journal(queue, queued.key)
    for fact in (*facts, *facts):  # a fold is idempotent
        crm.fold(event_of(fact, "Omid"))
    figures = crm.queue_figures("Support", queued.at_us, queued.at_us + 1)
    assert figures.count(Figure.FORECAST) == 1
    assert figures.error_s == pytest.approx(120.0 - (answered.at_us - queued.at_us) / 1e6)
    crm.close()
