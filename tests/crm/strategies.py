"""Arbitrary call events, few enough names that they meet."""

from __future__ import annotations

from hypothesis import strategies as st

from desk_app.crm.call_log import Authority, CallEvent, EventKind, call_of_leg
from desk_app.crm.records import LeftWhy
from tests.crm.calls import ENDS, SECOND_US, START_US

_TEXTS = st.sampled_from(["", "a", "02149258000", "09120001142", "۰۲۱", "لاله"])


@st.composite
def events(draw: st.DrawFn) -> CallEvent:
    """Return one event of one of a few calls, phones and exchanges."""
    leg = draw(st.sampled_from(["", "A", "B", "C", "D", "A.1", "A.2", "B.1"]))
    linked = draw(st.sampled_from([(), ("linkedid:1",), ("linkedid:2",)]))
    leg_outcome, outcome = draw(st.sampled_from(list(ENDS.values())))
    return CallEvent(
        source="s",
        seq=draw(st.integers(1, 10**6)),
        kind=draw(st.sampled_from(EventKind)),
        at_us=START_US + draw(st.integers(0, 20)) * SECOND_US,
        aliases=((f"desk:{call_of_leg(leg)}",) if leg else ()) + linked or ("uniqueid:9",),
        leg=leg,
        authority=draw(st.sampled_from(Authority)),
        agent=draw(_TEXTS),
        direction=draw(st.sampled_from(["", "in", "out"])),
        number=draw(_TEXTS),
        name=draw(_TEXTS),
        queue=draw(_TEXTS),
        waited_s=draw(st.sampled_from([0.0, 1.5, 130.0])),
        leg_outcome=leg_outcome,
        outcome=outcome,
        recording=draw(_TEXTS),
        place=draw(st.integers(0, 3)),
        waiting=draw(st.integers(0, 3)),
        left_why=draw(st.sampled_from([None, *LeftWhy])),
        expected_us=draw(st.sampled_from([None, 0, START_US, START_US + 90 * SECOND_US])),
    )
