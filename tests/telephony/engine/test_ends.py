"""How a call ended, told from what was seen."""

from __future__ import annotations

import pytest

from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.engine.ends import ending
from desk_app.telephony.messages import Direction, End


@pytest.mark.parametrize(
    ("direction", "state", "status", "ours", "elsewhere", "expected"),
    [
        (Direction.IN, CallState.RINGING, 487, None, False, (End.ABANDONED, False)),
        (Direction.IN, CallState.RINGING, 487, None, True, (End.ELSEWHERE, False)),
        (Direction.IN, CallState.RINGING, 487, End.REJECTED, True, (End.REJECTED, True)),
        (Direction.IN, CallState.RINGING, 603, End.REJECTED, False, (End.REJECTED, True)),
        (Direction.IN, CallState.RINGING, 480, End.RANG_OUT, False, (End.RANG_OUT, True)),
        (Direction.IN, CallState.RINGING, 488, None, False, (End.FAILED, False)),
        (Direction.IN, CallState.ACTIVE, 200, None, False, (End.ANSWERED, False)),
        (Direction.IN, CallState.ACTIVE, 200, End.ANSWERED, False, (End.ANSWERED, True)),
        (Direction.IN, CallState.ACTIVE, 408, None, False, (End.FAILED, False)),
        (Direction.OUT, CallState.DIALING, 486, None, False, (End.BUSY, False)),
        (Direction.OUT, CallState.RINGING, 600, None, False, (End.BUSY, False)),
        (Direction.OUT, CallState.RINGING, 603, None, False, (End.REJECTED, False)),
        (Direction.OUT, CallState.RINGING, 480, None, False, (End.RANG_OUT, False)),
        (Direction.OUT, CallState.DIALING, 480, None, False, (End.FAILED, False)),
        (Direction.OUT, CallState.DIALING, 408, None, False, (End.FAILED, False)),
        (Direction.OUT, CallState.DIALING, 404, None, False, (End.FAILED, False)),
        (Direction.OUT, CallState.EARLY, 487, End.ABANDONED, False, (End.ABANDONED, True)),
    ],
)
def test_ending(
    direction: Direction,
    state: CallState,
    status: int,
    ours: End | None,
    elsewhere: bool,
    expected: tuple[End, bool],
) -> None:
    call = Call(key="A", direction=direction, state=state, started_us=0)
    assert ending(call, status, ours=ours, elsewhere=elsewhere) == expected
