"""What is put into Asterisk: read by a real one, and refused where it could say more."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desk_app.telephony.messages import Opening, Overflow
from desk_app.telephony.pbx import asterisk_config
from desk_app.telephony.pbx.names import ENTRY, QUEUES, Unfit, queue_extension, queue_name
from desk_app.telephony.pbx.setup import Manager, Phone, Strategy, Team
from tests.rigs.asterisk import Asterisk, queue, team

NIGHT = Opening(days=(3, 4), from_minute=22 * 60, to_minute=2 * 60)
DAY = Opening(days=(5, 6, 0), from_minute=8 * 60, to_minute=20 * 60)


def test_asterisk_takes_all_of_it_without_a_warning() -> None:
    queues = (
        queue("Support", "500", "*", strategy=Strategy.RING_ALL, max_waiting=7),
        queue(
            "فروش و پشتیبانی",
            "+98212345",
            "sales",
            announce_every_s=30,
            greeting="/srv/sounds/hello.wav",
            music="/srv/sounds/music.wav",
            when_full=Overflow.FORWARD,
            forward_to="+9821",
            openings=(NIGHT, DAY),
            holidays=("2027-03-21",),
        ),
    )
    with Asterisk(team(queues, ("201", "202"))) as pbx, pbx.manager() as manager:
        assert pbx.complaints == []
        params = {
            event["Queue"]: (event["Strategy"], event["Max"])
            for event in manager.all("QueueStatus", "QueueStatusComplete")
            if event["Event"] == "QueueParams"
        }
        assert params["Support"] == ("ringall", "7")
        assert params["فروش و پشتیبانی"] == ("leastrecent", "20")
        endpoints = pbx.cli("pjsip show endpoints")
        assert "201/201" in endpoints and "202/202" in endpoints
        music = f"Class: desk-app-{queue_extension('فروش و پشتیبانی')}\n\tMode: playlist"
        assert music in pbx.cli("moh show classes")
        entered = pbx.cli(f"dialplan show {ENTRY}")
        assert all(f"'{number}'" in entered for number in ("500", "+98212345", "sales"))
        waits = pbx.cli(f"dialplan show {queue_extension('فروش و پشتیبانی')}@{QUEUES}")
        assert "GotoIfTime(22:00-23:59,thu&fri,*,*?open)" in waits
        assert "GotoIfTime(00:00-01:59,fri&sat,*,*?open)" in waits
        assert "GotoIfTime(08:00-19:59,mon&sat&sun,*,*?open)" in waits


def test_the_bridge_may_do_its_work_and_no_more(tmp_path: Path) -> None:
    loaded = {"modules.conf": "load = func_shell.so\nload = func_env.so\n"}
    with (
        Asterisk(team([queue("Support", "500")], ["201"]), more=loaded) as pbx,
        pbx.manager() as manager,
    ):
        allowed = {
            "QueueAdd": {"Queue": "Support", "Interface": "PJSIP/201"},
            "QueuePause": {"Interface": "PJSIP/201", "Paused": "true", "Reason": "break"},
            "QueueRemove": {"Queue": "Support", "Interface": "PJSIP/201"},
            "Originate": {"Channel": "PJSIP/201", "Application": "ChanSpy", "Async": "true"},
        }
        for action, fields in allowed.items():
            assert manager.ask(action, **fields)["Response"] == "Success", action
        for action in ("Redirect", "Hangup", "Setvar", "AttendedTransfer"):
            assert manager.ask(action, Channel="none")["Message"] != "Permission denied", action
        refused = ("Command", "UpdateConfig", "GetConfig", "Reload", "CoreShowChannels", "DBGet")
        for action in refused:
            said = manager.ask(action, Command="core stop now")
            assert said["Message"] == "Permission denied", (action, said)
        shell = {"Channel": "Local/1@x", "Application": "System", "Data": "id"}
        assert manager.ask("Originate", **shell)["Response"] == "Error"
        assert "SHELL" in pbx.cli("core show functions")
        manager.ask("Getvar", Variable=f"SHELL(touch {tmp_path}/shell)")
        manager.ask("Setvar", Variable=f"FILE({tmp_path}/file)", Value="x")
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Support", "Support"),
        ("فروش می‌شود", "فروش می‌شود"),
        ("A, B", "A B"),
        ('x"]\n[general]\nx=${SHELL(id)};', "x general x SHELL id"),
        ("a  \t b", "a b"),
        ("R&D / 2", "R D / 2"),
    ],
)
def test_a_queue_is_called_by_what_means_nothing_to_asterisk(name: str, there: str) -> None:
    assert queue_name(name) == there


def test_names_of_agents_end_no_line_and_no_quotes() -> None:
    phones = (Phone("201", "secret-secret", 'Sara" <9>\n[x]\ntype=endpoint ; ${SHELL(id)}\r'),)
    text = asterisk_config.files(_with(phones=phones))["desk_app_pjsip.conf"]
    assert 'callerid = "Sara 9xtype=endpoint  SHELL(id)" <201>\n' in text


@pytest.mark.parametrize(
    "changes",
    [
        {"queues": (queue("!!!", "1"),)},
        {"queues": (queue("A, B", "1"), queue("a b", "2"))},
        {"queues": (queue("A", "_X."),)},
        {"queues": (queue("A", "1", greeting="relative.wav"),)},
        {"queues": (queue("A", "1", greeting="/a,b)\n.wav"),)},
        {"queues": (queue("A", "1", forward_to="sip:x@y"),)},
        {"phones": (Phone("2 1", "secret-secret"),)},
        {"phones": (Phone("201", "short"),)},
        {"phones": (Phone("201", "secret-secret\ntype=x"),)},
        {"phones": (Phone("201", "secret-secret"), Phone("201", "secret-secret"))},
        {"manager": Manager("desk]app", "secret-secret")},
        {"manager": Manager("desk-app", "secret-secret", ("everywhere",))},
        {"trunk": "a/b"},
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(changes: dict[str, object]) -> None:
    with pytest.raises(Unfit, match=r"^[A-Z'/].+\.$"):
        asterisk_config.files(_with(**changes))


def _with(**changes: object) -> Team:
    return msgspec.structs.replace(team([queue("Support", "500")], ["201"]), **changes)
