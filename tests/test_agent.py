from __future__ import annotations

from msgspec.structs import replace

from desk_app import agent as agents
from desk_app.agent import Agent, AgentState
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction

RINGING = Call("k", Direction.IN, CallState.RINGING, started_us=1)
TALKING = replace(RINGING, state=CallState.ACTIVE, answered_us=2)
HELD = replace(TALKING, held=True)
ENDED = replace(TALKING, state=CallState.ENDED, ended_us=3_000_000)


def test_state_follows_the_calls() -> None:
    agent = Agent()
    for calls, state in (
        ([RINGING], AgentState.RINGING),
        ([TALKING], AgentState.TALKING),
        ([HELD], AgentState.HOLD),
        ([HELD, replace(TALKING, key="b")], AgentState.TALKING),
        ([TALKING, replace(RINGING, key="c")], AgentState.TALKING),
        ([], AgentState.READY),
    ):
        agent = agents.settle(agent, calls, 5)
        assert agent.state is state


def test_since_moves_only_when_the_state_does() -> None:
    agent = agents.settle(Agent(), [TALKING], 10)
    assert agents.settle(agent, [TALKING], 20).since_us == 10
    assert agents.settle(agent, [HELD], 20).since_us == 20


def test_a_break_chosen_in_a_call_begins_after_its_wrap_up() -> None:
    agent = agents.settle(Agent(), [TALKING], 1)
    agent = agents.choose(agent, agents.BREAK)
    assert agent.state is AgentState.TALKING
    agent = agents.settle(agents.begin_wrap_up(agent, ENDED, 60), [], 2)
    assert agent.state is AgentState.WRAP_UP
    agent = agents.settle(agents.end_wrap_up(agent), [], 3)
    assert (agent.state, agent.reason) == (AgentState.NOT_READY, agents.BREAK)


def test_ready_chosen_in_a_call_ends_the_break_that_was_before() -> None:
    agent = agents.settle(agents.choose(Agent(), agents.BREAK), [TALKING], 1)
    assert agent.next_reason == agents.BREAK
    agent = agents.choose(agent, "")
    assert agent.next_reason == ""
    agent = agents.settle(agents.begin_wrap_up(agent, ENDED, 60), [], 2)
    agent = agents.settle(agents.end_wrap_up(agent), [], 3)
    assert agent.state is AgentState.READY


def test_what_was_chosen_begins_without_a_wrap_up_too() -> None:
    for calls in ([RINGING], [TALKING]):
        agent = agents.choose(agents.settle(Agent(), calls, 1), "Lunch")
        assert agents.settle(agent, calls, 2).chosen_reason == ""
        agent = agents.settle(agent, [ENDED], 3)
        assert (agent.state, agent.reason) == (AgentState.NOT_READY, "Lunch")
        assert agents.choose(agent, "").next_reason == ""


def test_consulting_and_conference_are_states_with_times_of_their_own() -> None:
    both = [HELD, replace(TALKING, key="b")]
    agent = agents.settle(Agent(), both, 10)
    agent = agents.settle(agent, both, 20, consulting=True)
    assert (agent.state, agent.since_us) == (AgentState.CONSULTING, 20)
    agent = agents.settle(agent, both, 30, conference=("k", "b"), consulting=True)
    assert (agent.state, agent.since_us) == (AgentState.CONFERENCE, 30)
    agent = agents.settle(agent, both[1:], 40, consulting=True)
    assert agent.state is AgentState.TALKING


def test_more_time_moves_the_end_of_the_wrap_up() -> None:
    agent = agents.begin_wrap_up(Agent(), ENDED, 60)
    assert agent.wrap_up is not None
    assert agent.wrap_up.ends_us == 63_000_000
    longer = agents.more_time(agent, 30)
    assert longer.wrap_up is not None
    assert longer.wrap_up.ends_us == 93_000_000
    assert agents.more_time(Agent(), 30) == Agent()


def test_without_a_line_the_agent_is_offline_but_a_live_call_stays() -> None:
    agent = replace(Agent(), line_up=False)
    assert agents.settle(agent, [], 1).state is AgentState.OFFLINE
    assert agents.settle(agent, [TALKING], 1).state is AgentState.TALKING
