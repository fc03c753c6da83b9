"""Thousands of calls through the queue: what SIPp saw must be what the books say."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from desk_app.telephony.messages import Answer, CallFact, Fact, NotResponding, OnDuty, QueuePlan
from tests.bench import memory, queue_books
from tests.bench.report import Figure
from tests.rigs import sipp
from tests.rigs.engine import Desk, EngineRig

TALK_MS = 2_000
QUIET_S = 15.0  # so long nothing has been told after SIPp's end: what is missing is missing
_SAID = 5  # of each difference, so many


@dataclass
class _Agent:
    """Answers what is offered and is ready again as soon as it is over."""

    desk: Desk
    plan: QueuePlan
    begun: int = 0
    ended: int = 0
    answered: int = 0
    told_at: float = field(default_factory=time.monotonic)

    def ready(self) -> None:
        self.desk.say(OnDuty(ready=True, queues=(self.plan.name,)))

    def work(self) -> None:
        """Take what the engine has told in the next moment."""
        self.desk.read_for(0.05)
        news, self.desk.heard[:] = [*self.desk.heard], []
        self.desk.heard_at.clear()
        for report in news:
            if isinstance(report, NotResponding):
                self.ready()
            elif isinstance(report, CallFact):
                self._fact(report)

    def _fact(self, fact: CallFact) -> None:
        self.told_at = time.monotonic()
        self.begun += fact.fact in (Fact.QUEUED, Fact.INCOMING)
        self.answered += fact.fact is Fact.ANSWERED
        if fact.fact is Fact.OFFERED:
            self.desk.say(Answer(key=fact.key))
        elif fact.fact is Fact.ENDED:
            self.ended += 1
            if fact.leg:
                self.ready()


def measure(folder: Path, calls: int, rate: int, plan: QueuePlan) -> list[Figure]:
    """Send calls through the queue; one agent takes what one agent can."""
    with EngineRig(folder) as engine:
        engine.configure(queues=(plan,), ring_volume=0)
        run = sipp.Sipp(
            sipp.uac(answered=True, ring_ms=TALK_MS).replace("sip:101@", "sip:500@"),
            engine.sip,
            calls=calls,
            rate=rate,
            timeout_s=3 * calls // rate + 60,
            messages=True,
        )
        agent = _Agent(engine.desk, plan)
        agent.ready()
        sizes = [0.0, 0.0, 0.0]  # RSS after a tenth, a half and all of the calls
        marks = (calls // 10, calls // 2, calls)
        while not _over(run, agent, calls):
            agent.work()
            for i, mark in enumerate(marks):
                if not sizes[i] and agent.ended >= mark:
                    sizes[i] = memory.of(engine.process.pid)[1]
        sizes[2] = sizes[2] or memory.of(engine.process.pid)[1]
        result = run.wait()
    facts = queue_books.facts_in(folder)
    rows, tickets = queue_books.enter(folder)
    wrong = queue_books.differences(result.seen, facts, rows, tickets)
    for name, which in wrong.items():
        if which:
            sys.stderr.write(f"{name}: {len(which)}: {', '.join(which[:_SAID])}\n")
    refused = sum(call.status >= 300 for call in result.seen.values())
    again = sum(call.invites - 1 for call in result.seen.values())
    note = (
        f"SIPp: {len(result.seen)} calls, {refused} refused, {again} INVITEs repeated, exit code "
        f"{result.code}; ours: {agent.begun} begun, {agent.answered} answered, {agent.ended} "
        f"ended, {len(rows)} calls, {len(tickets)} tickets; RSS {sizes[0]:.1f} MB after "
        f"{marks[0]} calls, {sizes[1]:.1f} after {marks[1]}, {sizes[2]:.1f} after {marks[2]}"
    )
    name = f"{calls} calls through the queue"
    return [
        Figure(name, "missing", calls - len(rows), "calls", 1, note=note),
        *(Figure(name, what, len(which), "calls", 1) for what, which in wrong.items()),
        Figure(name, "growth after the first tenth", sizes[2] - sizes[0], "MB", 10.0),
    ]


def _over(run: sipp.Sipp, agent: _Agent, calls: int) -> bool:
    """Whether every call has ended, or SIPp has and nothing more is told."""
    if run.running:
        return False
    return agent.ended >= calls or time.monotonic() - agent.told_at > QUIET_S
