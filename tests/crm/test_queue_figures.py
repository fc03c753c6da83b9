"""Figures of the queues by hand-made examples, and each one's list of calls."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.crm.call_log import EventKind
from desk_app.crm.figure_rules import Figure, FigureRules, ServiceLevelRule, is_short
from desk_app.crm.figures import QueueFigures, calls_until
from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg
from desk_app.crm.service import Crm
from tests.crm.conftest import NOW_US, Clock
from tests.crm.queue_calls import SECOND_US, QueueCalls

DAY_US = 86_400 * SECOND_US
FROM_US, TO_US = NOW_US, NOW_US + DAY_US


@pytest.fixture
def queue(crm: Crm, clock: Clock) -> QueueCalls:
    return QueueCalls(crm, clock, FROM_US)


def figures(crm: Crm, queue: str = "Support", **rules: object) -> QueueFigures:
    return crm.queue_figures(queue, FROM_US, TO_US, FigureRules(**rules))  # type: ignore[arg-type]


def a_morning(queue: QueueCalls) -> None:
    """Ten calls: six answered (four within 20 s), two gave up (one at once), one let go, one on."""
    for wait_s in (2, 8, 15, 20, 31, 90):
        queue.answered(100, wait_s)
    queue.gone(200, 3)
    queue.gone(200, 72)
    queue.gone(200, 600, OutcomeOfCall.OVERFLOWED, LeftWhy.LATE)
    queue.enter(300)


def test_how_calls_ended_sums_to_those_offered(crm: Crm, queue: QueueCalls) -> None:
    a_morning(queue)
    found = figures(crm)
    assert found.counts == {
        Figure.OFFERED: 10,
        Figure.ANSWERED: 6,
        Figure.ABANDONED: 2,
        Figure.OVERFLOWED: 1,
        Figure.WAITING: 1,
        Figure.SHORT: 1,
        Figure.IN_TIME: 4,
        Figure.LOST_IN_TIME: 1,
        Figure.FORECAST: 0,
        Figure.HANDLED: 6,
    }
    assert found.waiting_since_us == FROM_US + 300 * SECOND_US
    assert found.longest_wait_s == 600.0


def test_waits_of_the_answered(crm: Crm, queue: QueueCalls) -> None:
    a_morning(queue)
    found = figures(crm)
    assert found.asa_s == pytest.approx((2 + 8 + 15 + 20 + 31 + 90) / 6)
    assert (found.wait_p50_s, found.wait_p90_s) == (15.0, 90.0)


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        (ServiceLevelRule.OURS, 4 / (6 + 2 - 1)),
        (ServiceLevelRule.ASTERISK, 4 / 6),
        (ServiceLevelRule.CONNECT, (4 + 1) / (6 + 2 + 1)),
    ],
)
def test_service_level_by_each_rule(
    crm: Crm, queue: QueueCalls, rule: ServiceLevelRule, level: float
) -> None:
    a_morning(queue)
    found = figures(crm, service_level=rule)
    assert found.service_level == pytest.approx(level)
    assert found.rules == FigureRules(service_level=rule)  # named with the figure


def test_the_target_and_the_short_abandon_are_the_teams(crm: Crm, queue: QueueCalls) -> None:
    a_morning(queue)
    found = figures(crm, target_s=30.9, short_s=3.0)
    assert (found.count(Figure.IN_TIME), found.count(Figure.SHORT)) == (4, 0)
    assert found.service_level == pytest.approx(4 / 8)
    found = figures(crm, target_s=31, short_s=3.001)
    assert (found.count(Figure.IN_TIME), found.count(Figure.SHORT)) == (5, 1)


def test_a_call_is_called_short_where_the_figure_counts_it(crm: Crm, queue: QueueCalls) -> None:
    short = {queue.gone(200, 0), queue.gone(200, 4.999999), queue.gone(0, 2, queue="Sales")}
    queue.gone(200, 5)
    queue.gone(200, 2, queue="")
    queue.gone(200, 2, OutcomeOfCall.OVERFLOWED, LeftWhy.FULL)
    queue.answered(100, 2)
    queue.enter(300)
    given = queue.enter(0)  # back to the queue after a talk, and left there
    queue.tell(given, EventKind.ANSWER, 2, leg=f"{given}.1")
    back = {"leg_outcome": OutcomeOfLeg.ANSWERED, "queue": "Support"}
    queue.tell(given, EventKind.MOVE, 60, leg=f"{given}.1", **back)
    queue.tell(given, EventKind.END, 90, leg="", outcome=OutcomeOfCall.ABANDONED)
    behind = crm.calls_behind(Figure.SHORT, "", FROM_US, TO_US).calls
    assert {call.key for call in behind} == short
    assert {call.key for call in crm.recent_calls(20) if is_short(call, 5.0)} == short


def test_nothing_is_said_of_nothing(crm: Crm) -> None:
    found = figures(crm)
    assert set(found.counts.values()) == {0}
    said = (found.service_level, found.asa_s, found.wait_p50_s, found.wait_p90_s)
    assert said == (None,) * 4
    assert (found.aht_s, found.acw_s, found.error_s) == (None, None, None)
    assert (found.longest_wait_s, found.waiting_since_us) == (0, None)
    assert crm.recent_handle_s() == 0.0


def test_a_call_belongs_to_the_period_in_which_it_entered(crm: Crm, queue: QueueCalls) -> None:
    queue.answered(-1, 60)
    inside = queue.answered(0, 60)
    late = queue.answered(DAY_US / SECOND_US - 1, 60)
    queue.answered(DAY_US / SECOND_US, 60)
    assert figures(crm).count(Figure.OFFERED) == 2
    found = crm.calls_behind(Figure.ANSWERED, "Support", FROM_US, TO_US)
    assert [call.key for call in found.calls] == [late, inside]


def test_queues_apart_and_together(crm: Crm, queue: QueueCalls) -> None:
    queue.answered(0, 5)
    queue.answered(0, 10, queue="Sales")
    moved = queue.enter(0)
    queue.tell(moved, EventKind.MOVE, 5, queue="Sales")
    assert figures(crm).count(Figure.OFFERED) == 1
    assert figures(crm, "Sales").count(Figure.OFFERED) == 2
    assert figures(crm, "").count(Figure.OFFERED) == 3


def test_calls_of_no_queue_and_calls_out_are_not_counted(crm: Crm, queue: QueueCalls) -> None:
    queue.answered(0, 5, queue="")
    out = {"direction": "out", "queue": "Support", "number": "02149258000"}
    queue.tell("OUT", EventKind.DIAL, 0, **out)
    assert figures(crm, "").count(Figure.OFFERED) == 0


def test_handle_time_counts_each_agent_once(crm: Crm, queue: QueueCalls) -> None:
    queue.answered(0, 5, talk_s=100, wrap_s=20)
    queue.answered(0, 5, talk_s=50, wrap_s=None)  # wrap-up not over yet
    queue.answered(0, 5, talk_s=30, wrap_s=4000)  # forgotten
    both = queue.answered(0, 5, talk_s=40, wrap_s=10)
    passed = {"leg": "later", "aliases": ("desk:later", f"desk:{both}"), "agent": "Mina"}
    queue.tell(both, EventKind.RING, 40, **passed)
    queue.tell(both, EventKind.ANSWER, 45, **passed)
    queue.tell(both, EventKind.END, 75, leg_outcome=OutcomeOfLeg.ANSWERED, **passed)
    found = figures(crm, wrap_up_limit_s=120)
    assert found.count(Figure.ANSWERED) == 4
    assert found.count(Figure.HANDLED) == 5
    assert found.talk_s == 100 + 50 + 30 + 40 + 30
    assert (found.wrap_up_s, found.wrapped, found.wrap_ups_capped) == (20 + 120 + 10, 3, 1)
    assert found.aht_s == pytest.approx((250 + 150) / 5)
    assert found.acw_s == pytest.approx(150 / 3)
    behind = crm.calls_behind(Figure.HANDLED, "Support", FROM_US, TO_US)
    assert [call.key for call in behind.calls].count(both) == 2


def test_offers_that_rang_out_make_one_call(crm: Crm, queue: QueueCalls) -> None:
    key = queue.enter(0)
    for leg in (1, 2):
        ringing = {"leg": f"{key}.{leg}"}
        queue.tell(key, EventKind.RING, leg * 10, **ringing)
        queue.tell(key, EventKind.END, leg * 10 + 5, leg_outcome=OutcomeOfLeg.RANG_OUT, **ringing)
    assert figures(crm).count(Figure.WAITING) == 1
    queue.tell(key, EventKind.END, 40, outcome=OutcomeOfCall.ABANDONED, place=1, waiting=1)
    found = figures(crm)
    assert (found.count(Figure.OFFERED), found.count(Figure.ABANDONED)) == (1, 1)
    day = crm.day(FROM_US)
    assert (day.calls, day.missed, sum(day.by_hour.values())) == (1, 2, 1)


def test_a_call_of_another_phone_is_answered_when_ours_stopped(crm: Crm, queue: QueueCalls) -> None:
    at = {"queue": "Support", "number": "02149258000"}
    queue.tell("A", EventKind.RING, 30, waited_s=25.0, **at)
    queue.tell("A", EventKind.END, 32, leg_outcome=OutcomeOfLeg.ELSEWHERE, **at)
    found = figures(crm)
    assert (found.count(Figure.ANSWERED), found.count(Figure.HANDLED)) == (1, 0)
    assert found.asa_s == 27.0


def test_the_recent_handle_time_is_of_the_last_calls_of_these_queues(
    crm: Crm, queue: QueueCalls, clock: Clock
) -> None:
    queue.answered(0, 5, talk_s=100, wrap_s=20)
    queue.answered(10, 5, talk_s=300, wrap_s=9000, queue="Sales")
    assert crm.recent_handle_s(["Support"]) == 120
    assert crm.recent_handle_s() == (120 + 600) / 2
    assert crm.recent_handle_s(["Nowhere"]) == 0
    for at_s in range(50):
        queue.answered(1000 + at_s, 5, talk_s=10, wrap_s=0)
    assert crm.recent_handle_s() == 10
    clock.advance(8 * 86_400)
    assert crm.recent_handle_s() == 0


def test_the_forecast_error_is_of_the_answered_who_had_a_forecast(
    crm: Crm, queue: QueueCalls
) -> None:
    late = queue.answered(0, 90, expected_s=60)
    early = queue.answered(10, 20, expected_s=120)
    queue.answered(20, 300)  # nobody could say
    queue.gone(30, 300, expected_s=10)
    found = figures(crm)
    assert found.count(Figure.FORECAST) == 2
    assert found.error_s == (30 + 100) / 2
    calls = crm.calls_behind(Figure.FORECAST, "Support", FROM_US, TO_US)
    assert [call.key for call in calls.calls] == [early, late]
    assert crm.recent_errors_s(["Support", "Sales"]) == {"Support": 65.0}


def test_a_forecast_is_that_of_the_queue_which_a_call_is_moved_to(
    crm: Crm, queue: QueueCalls
) -> None:
    key = queue.enter(0, "Sales", expected_s=30)
    moved = {"queue": "Support", "expected_us": FROM_US + 100 * SECOND_US}
    queue.tell(key, EventKind.MOVE, 40, **moved)
    queue.tell(key, EventKind.RING, 90, leg=f"{key}.1")
    queue.tell(key, EventKind.ANSWER, 95, leg=f"{key}.1")
    again = {"queue": "Support", "expected_us": FROM_US + 9000 * SECOND_US}
    queue.tell(key, EventKind.MOVE, 200, **again)  # after the talk: another wait
    assert figures(crm).error_s == 5.0
    assert figures(crm, "Sales").error_s is None


def test_who_is_moved_to_a_queue_without_agents_has_no_forecast(
    crm: Crm, queue: QueueCalls
) -> None:
    key = queue.enter(0, "Sales", expected_s=30)
    queue.tell(key, EventKind.MOVE, 40, queue="Support", expected_us=0)
    queue.tell(key, EventKind.RING, 90, leg=f"{key}.1")
    queue.tell(key, EventKind.ANSWER, 95, leg=f"{key}.1")
    assert (figures(crm).count(Figure.ANSWERED), figures(crm).error_s) == (1, None)


# --- every figure opens into its calls -------------------------------------------------------

ENDS = [None, *(outcome for outcome in OutcomeOfCall if outcome is not OutcomeOfCall.OPEN)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*ENDS, OutcomeOfCall.ANSWERED]),
            st.sampled_from([0, 4.999, 5, 20, 20.5, 100]),
            st.sampled_from(["Support", "Sales"]),
        ),
        max_size=6,
    ),
    st.sampled_from(list(ServiceLevelRule)),
)
def test_every_figure_is_as_long_as_its_list(
    crm: Crm,
    clock: Clock,
    told: list[tuple[OutcomeOfCall | None, float, str]],
    rule: ServiceLevelRule,
) -> None:
    # Each example has a day of its own in the one database.
    before = len(list(crm.list_calls()))
    queue = QueueCalls(crm, clock, FROM_US + (before + 1) * DAY_US, source=f"j{before}-")
    for outcome, wait_s, name in told:
        if outcome is None:
            queue.enter(0, queue=name)
        elif outcome is OutcomeOfCall.ANSWERED:
            queue.answered(0, wait_s, queue=name)
        else:
            queue.gone(0, wait_s, outcome, queue=name)
    period = (queue.start_us, queue.start_us + DAY_US)
    rules = FigureRules(service_level=rule)
    together = dict.fromkeys(Figure, 0)
    for name in ("Support", "Sales"):
        found = crm.queue_figures(name, *period, rules)
        for figure in Figure:
            calls = crm.calls_behind(figure, name, *period, rules)
            assert found.count(figure) == calls.total == len(calls.calls)
            assert len({call.key for call in calls.calls}) == calls.total
            cut = crm.calls_behind(figure, name, *period, rules, limit=1)
            assert (cut.calls, cut.total) == (calls.calls[:1], calls.total)
            together[figure] += found.count(figure)
        count = found.counts
        over = count[Figure.ANSWERED] + count[Figure.ABANDONED] + count[Figure.OVERFLOWED]
        assert over + count[Figure.WAITING] == count[Figure.OFFERED]
        assert found.service_level is None or 0 <= found.service_level <= 1
    assert crm.queue_figures("", *period, rules).counts == together
    assert together[Figure.OFFERED] == len(told)


def test_what_a_figure_counted_at_an_instant_that_is_over(crm: Crm, queue: QueueCalls) -> None:
    early, late = queue.answered(0, 10), queue.answered(100, 50)
    gone, waits = queue.gone(100, 30), queue.enter(120)
    queue.enter(141)

    def at(second: float, figure: Figure) -> list[str]:
        until_us = FROM_US + round(second * SECOND_US)
        with crm._database.read() as connection:
            found = calls_until(connection, figure, "Support", FROM_US, until_us, FigureRules())
        assert found.total == len(found.calls)
        return [call.key for call in found.calls]

    assert at(9.9, Figure.WAITING) == [early]
    assert at(9.9, Figure.ANSWERED) == []
    assert at(140, Figure.WAITING) == [waits, late]
    assert at(140, Figure.ANSWERED) == at(140, Figure.IN_TIME) == [early]
    assert at(140, Figure.ABANDONED) == [gone]
    assert at(129, Figure.ABANDONED) == []
    assert at(150, Figure.ANSWERED) == [late, early]
