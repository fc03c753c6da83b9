"""Who is on duty, as a bridge hears it from a real Asterisk and writes it."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.crm.models import Duty
from tests.bridge.conftest import Lab
from tests.rigs.bridge import until

Row = tuple[str, str]  # agent, reason


def _duty(lab: Lab) -> list[tuple[Row, int, int]]:
    with lab.team.crm._database.read() as connection:
        query = select(Duty.agent, Duty.reason, Duty.from_us, Duty.until_us).order_by(Duty.id)
        return [((row[0], row[1]), row[2], row[3]) for row in connection.execute(query)]


def _told(lab: Lab, *rows: Row) -> list[tuple[Row, int, int]]:
    def found() -> list[tuple[Row, int, int]] | None:
        duty = _duty(lab)
        return duty if [row for row, _, _ in duty] == [*rows] else None

    return until(found, what=f"{_duty(lab)}")


def test_a_shift_from_log_in_to_log_out(lab: Lab) -> None:
    on, pause = ("Sara", ""), ("Sara", "Lunch")
    lab.pbx.log_in("Support", "101", name="Sara")
    _told(lab, on)
    with lab.pbx.manager() as manager:
        for paused in ("true", "false"):
            manager.ask("QueuePause", Interface="PJSIP/101", Paused=paused, Reason="Lunch")
        _told(lab, on, pause, on)
        manager.ask("QueueRemove", Queue="Support", Interface="PJSIP/101")
    until(lambda: lab.team.agent("101") is None)
    shift = until(lambda: rows if (rows := _duty(lab))[-1][1] < rows[-1][2] else None)
    assert [end for _, _, end in shift[:-1]] == [begin for _, begin, _ in shift[1:]]


def test_with_the_link_lost_nobody_is_known_to_be_on_duty(lab: Lab) -> None:
    lab.pbx.log_in("Support", "101", name="Sara")
    _told(lab, ("Sara", ""))
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    lost_us = lab.team.floor.heard_us
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    before, after = _told(lab, ("Sara", ""), ("Sara", ""))
    assert before[2] <= lost_us + 1 < after[1]
