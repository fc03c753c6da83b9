"""Which calls are on the desk and which fills the panes: pure folds over `DeskState`."""

from __future__ import annotations

from msgspec.structs import replace

from desk_app import notices as notes_of
from desk_app.state import Case, DeskState
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import End


def with_call(state: DeskState, call: Call) -> DeskState:
    """Return the state with a call as it is now; a call it does not know is added."""
    if state.case(call.key) is None:
        known = state.queues.callers.get(call.key)
        return replace(state, cases=(*state.cases, Case(call, known)))
    cases = (replace(c, call=call) if c.call.key == call.key else c for c in state.cases)
    return replace(state, cases=tuple(cases))


def with_case(state: DeskState, case: Case) -> DeskState:
    """Return the state with a case in place of the same call's; unchanged if that is gone."""
    cases = (case if c.call.key == case.call.key else c for c in state.cases)
    return replace(state, cases=tuple(cases))


def without(state: DeskState, key: str) -> DeskState:
    """Return the state without a call; panes it filled go to a live call, else to any."""
    cases = tuple(case for case in state.cases if case.call.key != key)
    current = state.current
    if current == key:
        live = [c for c in cases if c.call.live and not c.call.held]
        current = next((c.call.key for c in (*live, *cases)), "")
    return replace(state, cases=cases, current=current)


def given(call: Call, at_us: int) -> Call:
    """Return a call as the agent leaves it who gives the caller to a queue: a talk that is over."""
    return replace(
        call,
        state=CallState.ENDED,
        ended_us=at_us,
        end=End.ANSWERED,
        by_agent=True,
        held=False,
        conference=False,
    )


def takes_the_panes(state: DeskState, before: Case | None, call: Call) -> bool:
    """A call that rings never pushes away what the agent works on; one taken up does."""
    if call.ringing_here:
        return before is None and state.current_case is None
    begun = before is None or before.call.ringing_here
    resumed = before is not None and before.call.held and not call.held
    return begun or resumed


def wants_wrap_up(state: DeskState, ended: Call) -> bool:
    """Whether an ended call's ticket is to be finished now: it was talked to, no other is up."""
    talking = any(c.call.live and not c.call.ringing_here for c in state.cases)
    return ended.answered_us is not None and ended.end is not End.ELSEWHERE and not talking


def after_end(state: DeskState, key: str) -> DeskState:
    """Return the state without what was only true while the call was up."""
    consulting = state.consulting
    if consulting and key in consulting:
        consulting = None
    notices = notes_of.after_call_ended(state.notices, key)
    return replace(state, notices=notices, consulting=consulting)
