"""The callers' process fills the queues of the real engine."""

from __future__ import annotations

import array
import contextlib
import math
import time
import wave
from pathlib import Path

import msgspec

from desk_app.demo.script import Crowd, Pace, Planned, Script, Speaker, Voice
from desk_app.telephony.messages import (
    CallFact,
    End,
    Fact,
    HangUp,
    LetGo,
    Levels,
    OnDuty,
    QueuePlan,
    Take,
)
from desk_app.telephony.queue.board import QueueBoard, fold
from tests.demo.callers import Callers
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S

QUICK = Pace(
    first=0.05,
    pause=(0.3, 0.5),
    talk=(20.0, 21.0),
    pick_up=(0.1, 0.2),
    listen=0.2,
    breath=0.2,
    gather=(0.05, 0.2),
    follow=(0.5, 1.0),
    wish_after=(0.3, 0.5),
)
SUPPORT = QueuePlan(name="Support", numbers=("1100",))
BILLING = QueuePlan(name="Billing", numbers=("1200",))


def somebody(place: int) -> Speaker:
    return Speaker(
        name=f"Caller {place}",
        numbers=(f"0912000000{place}",),
        voice=Voice("en", male=bool(place % 2), speed=190),
        hello="Hello, it is me.",
        answer="Thank you for calling back.",
        lines=("The line is down.", "It happens every evening."),
        fillers=("Yes, that is right.",),
        after_hold="Still here.",
        goodbye="Goodbye.",
    )


def crowd(*plan: Planned, wanted: int = 0) -> Script:
    """Return a play in which these call at once, or so many of them."""
    speakers = tuple(somebody(place) for place in range(10))
    return Script(speakers, (), QUICK, crowd=Crowd(plan, wanted or len(plan)))


def caller(place: int, **how: object) -> Planned:
    planned = Planned(place, f"0912000000{place}", patience_s=300.0, to="1100")
    return msgspec.structs.replace(planned, **how)


def board(rig: EngineRig) -> QueueBoard:
    return fold(fact for fact in rig.desk.heard if isinstance(fact, CallFact))


def queued(rig: EngineRig, number: str) -> CallFact:
    """Return the first entry of a number into a queue."""
    return rig.desk.wait(CallFact, lambda f: f.fact is Fact.QUEUED and f.number == number)


def test_eight_wait_each_in_a_place_and_one_who_leaves_is_followed(tmp_path: Path) -> None:
    plan = [caller(place) for place in range(10)]
    plan[2] = caller(2, patience_s=18.0)
    plan[5] = caller(5, to="1200")
    with (
        EngineRig(tmp_path / "data") as rig,
        Callers(crowd(*plan, wanted=8), rig.sip, tmp_path) as callers,
    ):
        rig.configure(queues=(SUPPORT, BILLING))
        held = min(8, rig.desk.snapshot.max_calls - 1)
        callers.start()
        assert callers.wait("gathering")["held"] == held
        rig.desk.wait_for(lambda: len(board(rig).callers) == held)
        now = board(rig)
        here = now.of("Support")
        assert [now.place(c.key) for c in here] == list(range(1, len(here) + 1))
        assert len(now.of("Billing")) == held - len(here)
        assert here[0].name == "Caller 0"

        left = queued(rig, "09120000002")
        ended = rig.desk.fact(Fact.ENDED, left.key)
        assert (ended.end, ended.place) == (End.ABANDONED, 3)
        queued(rig, f"0912000000{held}")
        rig.desk.read_for(1.0)
        assert len(board(rig).callers) == held


def test_who_presses_1_answers_when_called_back(tmp_path: Path) -> None:
    play = crowd(caller(0), caller(1, wish="callback"))
    with EngineRig(tmp_path / "data") as rig, Callers(play, rig.sip, tmp_path) as callers:
        rig.configure(queues=(SUPPORT,))
        callers.start()
        entered = queued(rig, "09120000001")
        rig.desk.fact(Fact.CALLBACK, entered.key)
        callers.wait("ended", number="09120000001")
        target = f"sip:09120000001@{callers.address}"
        assert rig.desk.ask(Take(key=entered.key, target=target)).key == entered.key
        rig.desk.fact(Fact.ANSWERED, entered.key)
        callers.wait("says", number="09120000001", text="Thank you for calling back.")
        rig.desk.ask(HangUp(key=entered.key))
        assert rig.desk.fact(Fact.ENDED, entered.key).end is End.ANSWERED


def test_who_presses_2_leaves_words_and_not_silence(tmp_path: Path) -> None:
    play = crowd(caller(0, wish="message"))
    with EngineRig(tmp_path / "data") as rig, Callers(play, rig.sip, tmp_path) as callers:
        rig.configure(queues=(SUPPORT,))
        callers.start()
        entered = queued(rig, "09120000000")
        rig.desk.fact(Fact.MESSAGE, entered.key)
        callers.wait("says", text="Goodbye.")
        ended = rig.desk.fact(Fact.ENDED, entered.key)
        assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.MESSAGE)
        assert loud_s(tmp_path / "data" / "recordings" / ended.path) > 2.0


def loud_s(path: Path) -> float:
    """Return for how many seconds a recording is as loud as speech."""
    rate, samples = recorded(path)
    frames = (samples[at : at + rate // 50] for at in range(0, len(samples), rate // 50))
    levels = [math.sqrt(sum(s * s for s in frame) / len(frame)) for frame in frames]
    return sum(level > 500 for level in levels) / 50


def recorded(path: Path, within_s: float = PATIENCE_S) -> tuple[int, array.array[int]]:
    """Return rate and samples of a file whose head the conference writes a moment later."""
    deadline = time.monotonic() + within_s
    while True:
        with contextlib.suppress(wave.Error, EOFError), wave.open(str(path), "rb") as file:
            samples = array.array("h", file.readframes(file.getnframes()))
            if samples:
                return file.getframerate(), samples
        assert time.monotonic() < deadline, "no sound in the file"


def test_the_next_in_line_speaks_when_the_music_is_over(tmp_path: Path) -> None:
    play = crowd(caller(0), caller(1))
    with EngineRig(tmp_path / "data") as rig, Callers(play, rig.sip, tmp_path) as callers:
        rig.configure(queues=(SUPPORT,))
        callers.start()
        callers.wait("waits")
        callers.wait("waits")
        rig.desk.ask(OnDuty(ready=False, queues=("Support",)))
        key = rig.desk.ask(Take()).key
        assert key == queued(rig, "09120000000").key
        callers.wait("says", number="09120000000", text="Hello, it is me.")
        rig.desk.wait(Levels, lambda levels: levels.callers.get(key, 0) > 30)
        assert not [s for s in callers.said if s.get("number") == "09120000001" and "text" in s]


def test_the_crowd_comes_after_the_first_call(tmp_path: Path) -> None:
    play = msgspec.structs.replace(
        crowd(caller(0), caller(1)),
        plan=(Planned(5, "09120000005", patience_s=60.0), Planned(6, "09120000006")),
    )
    with EngineRig(tmp_path / "data") as rig, Callers(play, rig.sip, tmp_path) as callers:
        rig.configure(queues=(SUPPORT,))
        callers.start()
        first = rig.desk.fact(Fact.INCOMING)
        rig.desk.read_for(1.0)
        assert Fact.QUEUED not in {f.fact for f in rig.desk.heard if isinstance(f, CallFact)}
        rig.desk.ask(HangUp(key=first.key))
        rig.desk.wait_for(lambda: len(board(rig).callers) == 2)
        assert len({f.key for f in rig.desk.heard if isinstance(f, CallFact)}) == 3
