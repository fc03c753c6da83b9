"""The callers' process against real phones: SIPp's, and the engine itself."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import msgspec
import psutil
import pytest

from desk_app.demo.history import history
from desk_app.demo.people import people
from desk_app.demo.plan import script
from desk_app.demo.script import Pace, Planned, Script, Speaker, Voice, save
from desk_app.telephony.messages import (
    Answer,
    AttendedTransfer,
    AudioAlert,
    BlindTransfer,
    CallFact,
    Dial,
    End,
    Fact,
    HangUp,
    Hold,
    Levels,
)
from tests.demo.callers import ROOT, Callers, SippPhone, header
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

QUICK = Pace(
    first=0.05,
    pause=(0.3, 0.5),
    talk=(2.5, 3.0),
    second_after=0.5,
    pick_up=(0.1, 0.2),
    listen=0.2,
    breath=0.2,
)
LALEH = Speaker(
    name='Laleh "L" فرهمند',
    numbers=("02149258000", "+982149258000"),
    voice=Voice("en", male=False, speed=170),
    hello="Hello, this is Laleh.",
    answer="Thank you for calling back.",
    lines=("The line is down.",),
    fillers=("Yes, that is right.",),
    after_hold="Still here.",
    goodbye="Goodbye.",
)
OMID = Speaker(
    name="Omid",
    numbers=("201",),
    voice=Voice("en", male=True),
    hello="Omid.",
    answer="Omid here, go ahead.",
    lines=("Put it through.",),
    fillers=("All right.",),
    after_hold="Yes?",
    goodbye="Bye.",
)
QUEUED = Planned(0, "02149258000", queue="پشتیبانی", waited_s=130)


def _script(*plan: Planned, pace: Pace = QUICK) -> Script:
    return Script(speakers=(LALEH, OMID), plan=plan, pace=pace)


def test_a_caller_rings_speaks_says_goodbye_and_hangs_up(tmp_path: Path) -> None:
    with (
        SippPhone("answers.xml", tmp_path) as phone,
        Callers(_script(QUEUED), phone.address, tmp_path) as callers,
    ):
        callers.start()
        assert callers.wait("says")["text"] == LALEH.hello
        assert phone.hear(40) > 0.1
        assert callers.wait("ended")["status"] == 200
        messages = phone.done()
    spoken = [said["text"] for said in callers.said if said["what"] == "says"]
    assert (spoken[:2], spoken[-1]) == ([LALEH.hello, LALEH.lines[0]], LALEH.goodbye)
    assert header(messages, "INVITE", "From").startswith(
        '"Laleh \\"L\\" فرهمند" <sip:02149258000@127.0.0.1>'
    )
    assert header(messages, "INVITE", "X-CC-Queue") == "پشتیبانی"
    assert header(messages, "INVITE", "X-CC-Waited") == "130"
    assert "m=text" not in messages


@pytest.mark.parametrize(
    ("planned", "identity"),
    [
        (
            Planned(0, "", withheld=True, patience_s=1.0),
            '"Anonymous" <sip:anonymous@anonymous.invalid>',
        ),
        (
            Planned(0, "02155000421", show_name=False, patience_s=1.0),
            "<sip:02155000421@127.0.0.1>",
        ),
    ],
    ids=["withheld", "number only"],
)
def test_a_caller_whom_nobody_answers_gives_up(
    tmp_path: Path, planned: Planned, identity: str
) -> None:
    with (
        SippPhone("rings.xml", tmp_path) as phone,
        Callers(_script(planned), phone.address, tmp_path) as callers,
    ):
        callers.start()
        assert callers.wait("ended")["status"] == 487
        messages = phone.done()
    assert header(messages, "INVITE", "From").startswith(identity)
    assert "X-CC-Queue" not in messages


def test_a_caller_listens_while_the_agent_speaks(tmp_path: Path) -> None:
    patient = msgspec.structs.replace(QUICK, listen=2.5, talk=(0.1, 0.2))
    with (
        SippPhone("answers.xml", tmp_path) as phone,
        Callers(_script(QUEUED, pace=patient), phone.address, tmp_path) as callers,
    ):
        callers.start()
        callers.wait("answered")
        phone.speak(200)  # four seconds
        assert callers.silent()
        callers.wait("says")
        callers.wait("ended")
        phone.done()


def test_nobody_calls_before_the_desk_is_there(tmp_path: Path) -> None:
    target = f"127.0.0.1:{free_port()}"
    with Callers(_script(QUEUED), target, tmp_path) as callers:
        with pytest.raises(AssertionError, match="no calling"):
            callers.wait("calling", within_s=0.5)
        callers.start()
        callers.wait("calling")


def test_callers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    save(_script(), file)
    child = [
        *(sys.executable, "-m", "desk_app.demo.caller_process", "--target", "127.0.0.1:9"),
        *("--listen", f"127.0.0.1:{free_port()}", "--script", str(file)),
        *("--voices", str(tmp_path / "voices")),
    ]
    program = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen({child!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "for line in child.stdout:\n"
        "    if b'listening' in line:\n"
        "        break\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    orphan = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    parent.wait(PATIENCE_S)
    orphan.wait(PATIENCE_S)
    assert not orphan.is_running()
    parent.stdin.close()
    parent.stdout.close()


# --- with the engine ----------------------------------------------------------------------


def test_the_engine_hears_who_calls_and_what_they_say(tmp_path: Path) -> None:
    long_talk = msgspec.structs.replace(QUICK, talk=(30.0, 31.0))
    second = Planned(1, "201", second=True)
    with (
        EngineRig(tmp_path / "data") as rig,
        Callers(_script(QUEUED, second, pace=long_talk), rig.sip, tmp_path) as callers,
    ):
        rig.configure()
        callers.start()
        ringing = rig.desk.fact(Fact.INCOMING)
        assert (ringing.number, ringing.name) == ("02149258000", LALEH.name)
        assert (ringing.queue, ringing.waited_s) == ("پشتیبانی", 130.0)
        rig.desk.ask(Answer(key=ringing.key))
        rig.desk.wait(Levels, lambda levels: levels.callers.get(ringing.key, 0) > 30)

        rig.desk.ask(Hold(key=ringing.key, on=True))
        rig.desk.ask(Hold(key=ringing.key, on=False))
        callers.wait("says", text=LALEH.after_hold)

        again = rig.desk.wait(CallFact, lambda f: f.fact is Fact.INCOMING and f.key != ringing.key)
        rig.desk.ask(HangUp(key=ringing.key))
        rig.desk.ask(HangUp(key=again.key))
        callers.wait("ended")
        callers.wait("ended")


def test_people_can_be_called_and_calls_passed_on_to_them(tmp_path: Path) -> None:
    thoughtful = msgspec.structs.replace(QUICK, listen=4.0, talk=(30.0, 31.0))
    with (
        EngineRig(tmp_path / "data") as rig,
        Callers(_script(pace=thoughtful), rig.sip, tmp_path) as callers,
    ):
        rig.configure()
        customer = rig.desk.ask(Dial(target=f"sip:+982149258000@{callers.address}")).key
        rig.desk.fact(Fact.ANSWERED, customer)
        assert callers.wait("says")["text"] == LALEH.answer
        callers.wait("says", text=LALEH.lines[0])  # after seconds that were not without sound

        colleague = rig.desk.ask(Dial(target=f"sip:201@{callers.address}")).key
        rig.desk.fact(Fact.ANSWERED, colleague)
        assert callers.wait("says", number="201")["text"] == OMID.answer
        rig.desk.ask(AttendedTransfer(key=customer, consult=colleague))
        assert rig.desk.fact(Fact.ENDED, customer).end is End.ANSWERED
        callers.wait("answered", number="+982149258000")
        assert not [r for r in rig.desk.heard if isinstance(r, AudioAlert)]

        other = rig.desk.ask(Dial(target=f"sip:02149258000@{callers.address}")).key
        rig.desk.fact(Fact.ANSWERED, other)
        rig.desk.ask(BlindTransfer(key=other, target=f"sip:201@{callers.address}"))
        assert rig.desk.fact(Fact.ENDED, other).end is End.ANSWERED

        nobody = rig.desk.ask(Dial(target=f"sip:555@{callers.address}")).key
        assert rig.desk.fact(Fact.ENDED, nobody).sip_status == 404


def test_the_whole_demonstrations_script_is_played(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    everybody = people("fa", now)
    play = script(everybody, history(everybody, "fa", now), "fa", now)
    play = msgspec.structs.replace(play, pace=msgspec.structs.replace(QUICK, talk=(30.0, 31.0)))
    with (
        EngineRig(tmp_path / "data") as rig,
        Callers(play, rig.sip, tmp_path) as callers,
    ):
        rig.configure()
        callers.start()
        first = rig.desk.fact(Fact.INCOMING)
        assert (first.number, first.name) == ("02149258000", "لاله فرهمند")
        rig.desk.ask(Answer(key=first.key))
        about = play.speakers[0].lines[0]
        assert "دیروز" in about
        callers.wait("says", text=about)
        rig.desk.ask(HangUp(key=first.key))
        callers.wait("ended")
