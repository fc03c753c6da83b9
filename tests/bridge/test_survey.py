"""What callers say after the talk: pressed on a real phone, heard by the bridge, reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from desk_app.crm.report_figures import Behind
from desk_app.crm.report_spans import Asked
from desk_app.telephony.pbx import dialplan
from tests.bridge.conftest import OFFER_S, USERS, Lab
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.bridge import until
from tests.rigs.patience import PATIENCE_S
from tests.rigs.sipp_agent import Phone
from tests.rigs.sipp_team import Robot

CALLER, AGENT = "120", "121"


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone]) -> Iterator[Asterisk]:
    """A PBX that asks after each talk."""
    settings = "".join(phone.settings for phone in phones.values())
    asked = team((queue("Support", "500"),), (*USERS, CALLER, AGENT), offer_s=OFFER_S, lost_s=60)
    with (
        Asterisk(asked, more={"pjsip.conf": settings}) as pbx,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(dialplan, "_ANSWERS_WITHIN_S", PATIENCE_S)
        pbx.configure(replace(asked, survey=str(pbx.folder / "music" / "tone.wav")))
        pbx.cli("dialplan reload")
        yield pbx


def _rated(lab: Lab) -> dict[Behind, int]:
    today = date.today()  # noqa: DTZ011 - a report's days are local
    counts = lab.team.crm.report(Asked(first=today, last=today)).total.counts
    return {one: counts[one] for one in (Behind.ASKED, Behind.RATED, Behind.SATISFIED)}


def _rates(lab: Lab, caller: Robot, agent: Robot, digits: str, asked: int) -> None:
    """Call, talk until the agent hangs up, and press digits when asked how it was."""
    call = caller.phone.call(f"sip:500@{lab.pbx.sip}")
    agent.phone.hang_up(agent.talking())
    until(lambda: _rated(lab)[Behind.ASKED] == asked, what=f"{_rated(lab)}")
    if digits:
        caller.phone.do("dtmf", call=call, digits=digits)
    else:
        caller.phone.hang_up(call)
    caller.phone.wait("ended", call=call)


def test_callers_are_asked_and_their_answers_counted(lab: Lab) -> None:
    with Robot(lab.pbx, CALLER, answers=False) as caller, Robot(lab.pbx, AGENT) as agent:
        lab.pbx.log_in("Support", AGENT, name="Sara")
        for asked, digits in enumerate(("5", "2", "9", "4", ""), 1):  # 9 is no answer
            _rates(lab, caller, agent, digits, asked)
    expected = {Behind.ASKED: 5, Behind.RATED: 3, Behind.SATISFIED: 2}
    until(lambda: _rated(lab) == expected, what=f"{_rated(lab)}")
    today = date.today()  # noqa: DTZ011
    asked_of = Asked(first=today, last=today, agent="Sara")
    found = lab.team.crm.report(asked_of)
    assert found.total.satisfied == pytest.approx(2 / 3)
    assert found.total.responded == pytest.approx(3 / 5)
    period = [(asked_of.from_us, asked_of.to_us)]
    behind = lab.team.crm.report_calls(asked_of, Behind.RATED, period)
    assert [call.rating for call in behind.calls] == [4, 2, 5]
    other = lab.team.crm.report(replace(asked_of, agent="Omid"))
    assert other.total.counts[Behind.ASKED] == 0
