"""What fails while calls are up: PBX, PostgreSQL, bridge. Nothing is lost, nothing comes twice."""

from __future__ import annotations

import signal
import time
from itertools import pairwise
from statistics import median

from desk_app.crm.records import TicketChanges
from desk_app.state import DataProblem
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import RegistrationState
from desk_app.telephony.team.board import AgentStatus
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import (
    DESK,
    DIRECT,
    SALES,
    SALES_NUMBER,
    SUPPORT,
    SUPPORT_NUMBER,
    TeamFloor,
    number,
)

AWAY_S = 60


def talking(desk: TeamDesk, floor: TeamFloor, user: str) -> str:
    """Let the desk talk with a caller; return the call's key."""
    desk.log_in(SUPPORT)
    floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    desk.answer_it(case.call.key)
    desk.wait(lambda: desk.case(case.call.key).ticket)
    desk.wait(lambda: floor.is_now(DESK, AgentStatus.TALKING))
    return case.call.key


def typed(desk: TeamDesk, key: str, notes: str) -> None:
    """Write notes while the database is away, and wait until the desk keeps them."""
    desk.core.tickets.save_notes(key, notes)
    kept = desk.paths.unsaved
    desk.wait(lambda: kept.exists() and f'"{notes}"' in kept.read_text("utf-8"))


def test_a_pbx_that_dies_with_calls_up_and_comes_back(desk: TeamDesk, floor: TeamFloor) -> None:
    talks, waits, later = number(), number(), number()
    key = talking(desk, floor, talks)
    floor.calls(SALES_NUMBER, waits)
    until(lambda: floor.waiting(SALES, waits))
    floor.pbx.kill()
    until(lambda: not floor.team.floor.linked)
    desk.wait(lambda: desk.state.registration.state is not RegistrationState.REGISTERED)
    floor.pbx.start()
    desk.until_registered()
    desk.core.tickets.save_notes(key, "It broke off")
    desk.hang_up(key)
    assert floor.one_call(talks)["outcome"] in ("answered", "lost")
    given_up = floor.one_call(waits)
    assert given_up["outcome"] != "answered"
    floor.floor_is_right()
    # Who was logged in is so again, and gets the next call.
    desk.core.desk.end_wrap_up(saved=False)
    desk.wait(lambda: floor.is_now(DESK, AgentStatus.READY))
    call = floor.calls(SUPPORT_NUMBER, later)
    case = desk.rings(later)
    desk.answer_it(case.call.key)
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    assert floor.outcomes(floor.one_call(later)) == {NAME: ["answered"]}
    assert floor.events_written_twice() == []


def test_a_postgresql_that_is_stopped_for_a_minute_in_a_call_gets_everything_once(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user, meanwhile, second = number(), number(), number()
    key = talking(desk, floor, user)
    robot = floor.robots["102"].phone
    floor.postgres.stop()
    stopped = time.monotonic()
    typed(desk, key, "typed when it went away")
    desk.told(DataProblem.UNREACHABLE)
    floor.pbx.log_in(SALES, "102")
    call = floor.calls(SALES_NUMBER, meanwhile)
    ringing = floor.robots["102"].called()
    robot.do("answer", call=ringing, status=200)
    robot.wait("confirmed", call=ringing)
    robot.hang_up(ringing)
    assert call.wait().code == 0
    desk.wait(lambda: time.monotonic() > stopped + AWAY_S / 2)
    typed(desk, key, "typed when it went away, half a minute after")
    desk.wait(lambda: time.monotonic() > stopped + AWAY_S)
    assert desk.case(key).call.state is CallState.ACTIVE
    typed(desk, key, "typed when it went away, half a minute after, at the end")
    desk.hang_up(key)
    notes = "typed when it went away, half a minute after, at the end, and after the call"
    typed(desk, key, notes)
    desk.core.desk.end_wrap_up(saved=False)
    floor.calls(DIRECT, second)
    other_key = desk.rings(second).call.key
    desk.answer_it(other_key)
    desk.core.tickets.save_notes(other_key, "rang while it was away")
    desk.hang_up(other_key)
    floor.postgres.start()
    desk.wait(lambda: DataProblem.UNREACHABLE not in desk.notices())
    desk.core.tickets.finish(key, TicketChanges(subject="Fibre"))
    desk.wait(lambda: not desk.paths.unsaved.exists())
    entry = floor.one_call(user)
    assert floor.outcomes(entry) == {NAME: ["answered"]}
    assert entry["talk_s"] >= AWAY_S
    (ticket,) = until(lambda: [t for t in floor.records(user)[1] if t["subject"] == "Fibre"])
    assert ticket["notes"] == notes
    assert floor.outcomes(floor.one_call(second)) == {NAME: ["answered"]}
    (ticket,) = floor.records(second)[1]
    assert ticket["notes"] == "rang while it was away"
    other = floor.one_call(meanwhile)
    assert (other["outcome"], floor.outcomes(other)) == ("answered", {"PJSIP/102": ["answered"]})
    assert floor.events_written_twice() == []
    floor.floor_is_right()


def test_calls_whose_end_no_bridge_saw_are_closed(desk: TeamDesk, floor: TeamFloor) -> None:
    talks, waits, given_on = number(), number(), number()
    floor.robots["102"].phone.answers(180, 200)
    given = talking(desk, floor, given_on)
    desk.view.window.intents.blind_transfer.emit(given, "102")  # it is on no floor from then on
    desk.wait(lambda: desk.over(given))
    floor.robots["102"].talking()
    desk.core.desk.end_wrap_up(saved=False)
    key = talking(desk, floor, talks)
    floor.calls(SALES_NUMBER, waits)
    until(lambda: floor.waiting(SALES, waits))
    floor.bridge.end(signal.SIGKILL)
    floor.pbx.cli("channel request hangup all")
    desk.wait(lambda: desk.over(key))
    until(lambda: "0 active channels" in floor.pbx.cli("core show channels"))
    floor.bridge.start()
    assert floor.outcomes(floor.one_call(talks)) == {NAME: ["answered"]}
    assert floor.one_call(waits)["outcome"] != "answered"
    floor.floor_is_right()
    assert floor.one_call(given_on)["outcome"] == "answered"


def test_the_floor_is_not_older_than_two_seconds(floor: TeamFloor) -> None:
    heard = [floor.team.floor.heard_us]

    def newer() -> bool:
        now = floor.team.floor.heard_us
        if now != heard[-1]:
            heard.append(now)
        return len(heard) > 5

    until(newer)
    apart = [(b - a) / 1e6 for a, b in pairwise(heard)]
    assert median(apart) < 2.0, apart  # a machine that stands still is not the bridge's fault
