"""What the PBX tells nobody of is noticed, and what has not changed is not asked for again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.bridge import floor_keeper
from desk_app.telephony.team.board import AgentStatus
from tests.bridge.conftest import Lab
from tests.rigs.bridge import until
from tests.rigs.sipp_team import caller

_ALL = b"Queue status will follow"
_COUNTS = b"Queue summary will follow"


@pytest.fixture
def checks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor_keeper, "CHECK_S", 0.3)


class Answers:
    """What the PBX answers, counted."""

    def __init__(self) -> None:
        self.heard = b""

    def __call__(self, data: bytes) -> Iterator[bytes]:
        self.heard += data
        yield data


def _static(lab: Lab, *members: str) -> None:
    """Give Support these members in the PBX's own files, and nobody else; not one event comes."""
    file = lab.pbx.folder / "etc" / "desk_app_queues.conf"
    kept = [line for line in file.read_text().splitlines() if not line.startswith("member")]
    at = kept.index("[Support]") + 1
    file.write_text("\n".join([*kept[:at], *(f"member => {one}" for one in members), *kept[at:]]))
    lab.pbx.cli("queue reload members")


def test_members_that_a_reload_brings_and_takes_are_noticed(checks_often: None, lab: Lab) -> None:
    lab.pbx.log_in("Sales", "102")
    _static(lab, "PJSIP/101,0,Sara", "Local/103@nowhere/n,0,Reza")
    until(lambda: (a := lab.team.agent("101")) and a.name == "Sara")
    assert {agent.name for agent in lab.team.floor.agents} == {"Sara", "Reza", "PJSIP/102"}
    _static(lab)
    until(lambda: [agent.id for agent in lab.team.floor.agents] == ["PJSIP/102"])


def test_who_is_unknown_is_asked_about_as_soon_as_the_phone_does_anything(lab: Lab) -> None:
    _static(lab, "PJSIP/102,0,Omid", "PJSIP/103,0,Reza")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    until(lambda: (a := lab.team.agent("102")) and a.status is AgentStatus.RINGING)
    until(lambda: {agent.name for agent in lab.team.floor.agents} == {"Omid", "Reza"})
    assert call.leave().code == 0
    _static(lab)


def test_what_has_not_changed_is_only_counted(checks_often: None, lab: Lab) -> None:
    lab.pbx.log_in("Support", "101")
    call = caller(lab.pbx, "501", leaves_when_told=True)
    until(lambda: lab.team.queue("Sales").waiting)
    said = lab.line.spoil = Answers()
    until(lambda: said.heard.count(_COUNTS) >= 3)
    assert _ALL not in said.heard
    assert call.leave().code == 0
    lab.line.spoil = None


def test_after_long_all_is_asked_for(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    said = lab.line.spoil = Answers()
    monkeypatch.setattr(floor_keeper, "CHECK_S", 0.3)
    monkeypatch.setattr(floor_keeper, "WHOLE_S", 0.5)
    lab.line.cut()
    lab.line.mend()
    until(lambda: said.heard.count(_ALL) >= 3)
    lab.line.spoil = None
