"""Asterisk's own `queue_log`: what happened to callers while nobody listened.

A line is "seconds|Uniqueid|queue|member's name|EVENT|data…", in whole seconds: it is read for
what was missed only. A call's name, the Linkedid, is the Uniqueid of a caller from a trunk; of
any other channel our dialplan writes a line of its own before it enters a queue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from desk_app.telephony.pbx.following import Following, call_key
from desk_app.telephony.pbx.names import GAVE_UP, LINKED, TURNED_AWAY
from desk_app.telephony.pbx.texts import plain, whole
from desk_app.telephony.pbx.tracked import SECOND_US, Stage, Tracked
from desk_app.telephony.team.events import LeftHow, NotTakenWhy

log = logging.getLogger(__name__)

_MOST = 8_000_000  # bytes from the end: days of a busy floor
_REJECTED_MS = 1000  # who rang shorter than this was not given the time to answer


class Line(NamedTuple):
    """One line."""

    at_us: int
    uniqueid: str
    queue: str
    member: str
    event: str
    data: tuple[str, ...]
    linkedid: str


def read(path: Path, since_us: int) -> list[Line]:
    """Return the lines from an instant on, also those of the file before a rotation.

    A file that cannot be read is logged, and has no lines.
    """
    found = _lines(path, since_us)
    before = path.with_name(f"{path.name}.1")
    return (_lines(before, since_us) if before.exists() else []) + found


def _lines(path: Path, since_us: int) -> list[Line]:
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _MOST))
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        log.warning("what happened meanwhile is not known: %s", error)
        return []
    lines = (parse(line) for line in text.split("\n"))
    return [line for line in lines if line and line.at_us >= since_us]


def parse(text: str) -> Line | None:
    """Return a line's fields, None for what is none."""
    parts = text.split("|")
    if len(parts) < 5:
        return None
    at, uniqueid, queue, member, event, *data = parts
    if not whole(at):
        return None
    at_us, queue, member = whole(at) * SECOND_US, plain(queue), plain(member)
    return Line(at_us, uniqueid, queue, member, event, tuple(data), uniqueid)


def replay(follow: Following, lines: Iterable[Line], new_from_us: int) -> None:
    """Follow what the lines tell. Callers who entered before `new_from_us` and are not followed
    were over by then. Members must be up to date: lines have their names only.
    """
    now_us = follow.at_us
    linkedids: dict[str, str] = {}
    for read_line in lines:
        uniqueid = read_line.uniqueid
        if read_line.event == LINKED:
            linkedids[uniqueid] = _at(read_line, 0)
            _goes_on(follow, read_line)
            continue
        line = read_line._replace(linkedid=plain(linkedids.get(uniqueid, uniqueid)))
        does = _DOES.get(line.event)
        call = follow.calls.get(line.uniqueid)
        if call is None and (line.event not in _FIRST or line.at_us < new_from_us):
            continue
        if does is None or line.uniqueid in follow.over:
            continue
        # Whole seconds: what follows was not before what is known.
        last_us = max(call.entered_us, call.talk_since_us, call.left_us) if call else 0
        follow.at_us = min(now_us, max(line.at_us, last_us))
        does(follow, call, line)  # type: ignore[arg-type]
    follow.at_us = now_us


def _goes_on(follow: Following, line: Line) -> None:
    """Follow a call that is known by the channel which a transfer puts into the next queue."""
    call = follow.by_linkedid(_at(line, 0))
    if call and line.uniqueid not in follow.calls and line.uniqueid not in follow.over:
        follow.goes_by(call, line.uniqueid, plain(_at(line, 1)))


def _entered(follow: Following, call: Tracked | None, line: Line) -> None:
    if call is None:
        m = {"Uniqueid": line.uniqueid, "CallerIDNum": _at(line, 1), "Position": _at(line, 2)}
        follow.begin(m, call_key(line.linkedid), line.queue, follow.at_us)
    elif line.at_us <= max(call.talk_since_us, call.left_us):
        return  # that is how the talk that is known came about
    elif call.stage is not Stage.WAITING or call.queue != line.queue:
        follow.join_again(call, line.queue, whole(_at(line, 2)), follow.at_us)


def _never_in(follow: Following, call: Tracked | None, line: Line) -> None:
    if call is None:
        m = {"Uniqueid": line.uniqueid, "CallerIDNum": _at(line, 0)}
        how = LeftHow.ABANDONED if line.event == GAVE_UP else LeftHow.OVERFLOWED
        waited_ms = whole(_at(line, 1))
        follow.end(follow.never_in(m, call_key(line.linkedid), line.queue, how, waited_ms))


def _at(line: Line, index: int) -> str:
    return line.data[index] if index < len(line.data) else ""


def _rang_out(follow: Following, call: Tracked, line: Line) -> None:
    agent, ms = follow.members.named(line.member), whole(_at(line, 0))
    _offered(follow, call, line)
    why = NotTakenWhy.REJECTED if ms < _REJECTED_MS else NotTakenWhy.RANG_OUT
    follow.offer_over(call, agent, why)


def _offered(follow: Following, call: Tracked, line: Line) -> None:
    """Let a phone have rung; who was faster, or that the caller left, comes next."""
    agent, ms = follow.members.named(line.member), whole(_at(line, 0))
    if agent not in call.offers:
        at_us = follow.at_us
        follow.at_us = max(call.entered_us, at_us - ms * 1000)
        follow.offer(call, agent, f"{line.uniqueid}/{agent}/{line.at_us}")
        follow.at_us = at_us


def _connected(follow: Following, call: Tracked, line: Line) -> None:
    if call.stage in (Stage.WAITING, Stage.LEFT):
        agent = follow.members.named(line.member)
        follow.connect(call, agent, plain(_at(line, 1)), follow.at_us)


def _completed(follow: Following, call: Tracked, line: Line, transferred: bool = False) -> None:
    """Let the talk be over: that one, not the next after a transfer in the same second."""
    if (call.queue, call.agent) == (line.queue, follow.members.named(line.member)):
        follow.done(call, transferred)


def _transferred(follow: Following, call: Tracked, line: Line) -> None:
    _completed(follow, call, line, transferred=True)


def _abandoned(follow: Following, call: Tracked, line: Line) -> None:
    if call.stage is Stage.WAITING:
        call.place = whole(_at(line, 0))
        follow.leave(call, LeftHow.ABANDONED)


def _overflowed(follow: Following, call: Tracked, _line: Line) -> None:
    if call.stage is Stage.WAITING:
        follow.leave(call, LeftHow.OVERFLOWED)


_FIRST = ("ENTERQUEUE", TURNED_AWAY, GAVE_UP)
_DOES: dict[str, Callable[[Following, Tracked, Line], None]] = {
    "ENTERQUEUE": _entered,
    TURNED_AWAY: _never_in,
    GAVE_UP: _never_in,
    "RINGNOANSWER": _rang_out,
    "RINGCANCELED": _offered,
    "CONNECT": _connected,
    "COMPLETEAGENT": _completed,
    "COMPLETECALLER": _completed,
    "BLINDTRANSFER": _transferred,
    "ATTENDEDTRANSFER": _transferred,
    "ABANDON": _abandoned,
    "EXITWITHTIMEOUT": _overflowed,
    "EXITEMPTY": _overflowed,
    "EXITWITHKEY": _overflowed,
}
