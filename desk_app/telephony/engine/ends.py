"""How a call ended, from what was seen of it. Pure."""

from __future__ import annotations

from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction, End

_BUSY = (486, 600)
_NO_ANSWER = (408, 480, 487)


def ending(
    call: Call, status: int, *, ours: End | None, elsewhere: bool = False, greeted: bool = False
) -> tuple[End, bool]:
    """Return how the call ended and whether this side ended it.

    `status` is the last SIP status, `ours` the reason when this side ended it,
    `elsewhere` what the CANCEL's Reason said; `greeted`: a queue had answered it.
    """
    if call.state is CallState.ACTIVE:
        if ours is None and status >= 300 and status != 487:
            return End.FAILED, False  # session timer, no ACK, media refused
        return End.ANSWERED, ours is not None
    if ours is not None:
        return ours, True
    if call.direction is Direction.IN and not call.calling_back:
        if greeted:
            return End.ABANDONED, False
        if status == 487:
            return (End.ELSEWHERE if elsewhere else End.ABANDONED), False
        return End.FAILED, False
    if status in _BUSY:
        return End.BUSY, False
    if status == 603:
        return End.REJECTED, False
    if status in _NO_ANSWER and call.state in (CallState.RINGING, CallState.EARLY):
        return End.RANG_OUT, False
    return End.FAILED, False
