"""The floor as a pure fold of what happens on it: `apply(floor, event) -> floor`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from msgspec.structs import replace

from desk_app.telephony.team import events
from desk_app.telephony.team.board import (
    WAITS_S,
    AgentNow,
    Floor,
    QueueDay,
    QueueNow,
    WaitingCaller,
)
from desk_app.telephony.team.events import AnyFloorEvent

MINUTE_US = 60_000_000
_MINUTES = 60
_HOURS = 25  # of the day on which clocks go back

_Waiting = tuple[WaitingCaller, ...]


def apply(floor: Floor, event: AnyFloorEvent) -> Floor:
    """Return the floor after an event. Idempotent but for `Counted`."""
    if isinstance(event, events.LinkLost):
        return replace(_until(floor, event.heard_us), linked=False)
    floor = _until(floor, event.at_us)
    match event:
        case events.Joined():
            return _with_queue(floor, event.queue, lambda waiting: _joined(waiting, event.caller))
        case events.Left() | events.Ended() | events.Answered():
            return _with_queue(floor, event.queue, lambda waiting: _without(waiting, event.call))
        case events.Offered():
            return _rings(floor, event.queue, event.call, event.agent, True)
        case events.NotTaken():
            return _rings(floor, event.queue, event.call, event.agent, False)
        case events.Counted():
            return _counted(floor, event)
        case events.Foreseen():
            return _foreseen(floor, event)
        case events.Agreed():
            return _with(floor, event.queue, lambda queue: replace(queue, terms=event.terms))
        case events.AgentIs():
            rest = [agent for agent in floor.agents if agent.id != event.agent.id]
            return replace(floor, agents=_sorted([*rest, event.agent]))
        case events.AgentGone():
            rest = [agent for agent in floor.agents if agent.id != event.agent]
            return replace(floor, agents=tuple(rest)) if len(rest) < len(floor.agents) else floor
        case events.NewDay():
            return _new_day(floor, event.day_us)
        case events.Snapshot():
            return _seen(floor, event)
    return floor


def _until(floor: Floor, at_us: int) -> Floor:
    """Return the floor as heard of until then, its last hours' minutes moved on."""
    if at_us <= floor.heard_us:
        return floor
    minutes = at_us // MINUTE_US - floor.heard_us // MINUTE_US
    if minutes and floor.heard_us:
        queues = tuple(_moved_on(queue, minutes) for queue in floor.queues)
        return replace(floor, heard_us=at_us, queues=queues)
    return replace(floor, heard_us=at_us)


def _moved_on(queue: QueueNow, minutes: int) -> QueueNow:
    now = (len(queue.waiting),) * min(minutes, _MINUTES)
    return replace(queue, last_hour=(*queue.last_hour, *now)[-_MINUTES:])


def _with_queue(floor: Floor, name: str, change: Callable[[_Waiting], _Waiting]) -> Floor:
    """Return the floor with a queue's waiting callers changed; a new queue is made."""
    for index, queue in enumerate(floor.queues):
        if queue.name == name:
            changed = _waits(queue, change(queue.waiting))
            if changed is queue:
                return floor
            queues = (*floor.queues[:index], changed, *floor.queues[index + 1 :])
            return replace(floor, queues=queues)
    new = _waits(QueueNow(name=name), change(()))
    return replace(floor, queues=tuple(sorted((*floor.queues, new), key=lambda q: q.name)))


def _waits(queue: QueueNow, waiting: _Waiting) -> QueueNow:
    """Return the queue with these callers, in places 1, 2, 3 …"""
    placed = tuple(
        caller if caller.place == place else replace(caller, place=place)
        for place, caller in enumerate(waiting, 1)
    )
    most = max(len(placed), queue.last_hour[-1] if queue.last_hour else 0)
    if placed == queue.waiting and queue.last_hour:
        return queue
    return replace(queue, waiting=placed, last_hour=(*queue.last_hour[:-1], most))


def _joined(waiting: _Waiting, caller: WaitingCaller) -> _Waiting:
    if any(known.key == caller.key for known in waiting):
        return waiting
    before = max(0, caller.place - 1)
    return (*waiting[:before], caller, *waiting[before:])


def _without(waiting: _Waiting, call: str) -> _Waiting:
    return tuple(caller for caller in waiting if caller.key != call)


def _rings(floor: Floor, queue: str, call: str, agent: str, rings: bool) -> Floor:
    """Return the floor with an agent's phone ringing for a caller, or not."""

    def changed(caller: WaitingCaller) -> WaitingCaller:
        if caller.key != call or (agent in caller.ringing) is rings:
            return caller
        others = [known for known in caller.ringing if known != agent]
        return replace(caller, ringing=tuple(sorted([*others, agent] if rings else others)))

    if floor.queue(queue) is None:
        return floor
    return _with_queue(floor, queue, lambda waiting: tuple(changed(caller) for caller in waiting))


def _counted(floor: Floor, event: events.Counted) -> Floor:
    def changed(queue: QueueNow) -> QueueNow:
        day = queue.day
        hours = list(day.by_hour)
        if 0 <= event.hour < _HOURS:
            hours += [0] * (event.hour + 1 - len(hours))
            hours[event.hour] += event.offered
        counted = QueueDay(
            offered=day.offered + event.offered,
            answered=day.answered + event.answered,
            abandoned=day.abandoned + event.abandoned,
            short=day.short + event.short,
            overflowed=day.overflowed + event.overflowed,
            in_time=day.in_time + event.in_time,
            wait_s=day.wait_s + event.wait_s,
            handled=day.handled + event.handled,
            handle_s=day.handle_s + event.handle_s,
            by_hour=tuple(hours),
            waits=_by_wait(day.waits, event),
        )
        return replace(queue, day=counted)

    if floor.queue(event.queue) is None:
        floor = _with_queue(floor, event.queue, lambda waiting: waiting)
    return _with(floor, event.queue, changed)


def _by_wait(waits: tuple[int, ...], event: events.Counted) -> tuple[int, ...]:
    """Return how many waited how long; who was answered elsewhere after all is taken back."""
    if not event.answered:
        return waits
    place = bisect_right(WAITS_S, event.wait_s / event.answered)
    made = [*waits, *([0] * (place + 1 - len(waits)))]
    made[place] += event.answered
    return tuple(made)


def _foreseen(floor: Floor, event: events.Foreseen) -> Floor:
    """Return the floor with what a queue's expected wait is made of; no queue is made of it."""

    return _with(
        floor,
        event.queue,
        lambda queue: replace(queue, handle_s=event.handle_s, error_s=event.error_s),
    )


def _with(floor: Floor, name: str, change: Callable[[QueueNow], QueueNow]) -> Floor:
    """Return the floor with a queue changed, if it is there."""
    queues = tuple(change(queue) if queue.name == name else queue for queue in floor.queues)
    return replace(floor, queues=queues)


def _new_day(floor: Floor, day_us: int) -> Floor:
    if day_us == floor.day_us:
        return floor
    queues = tuple(replace(queue, day=QueueDay()) for queue in floor.queues)
    return replace(floor, day_us=day_us, queues=queues)


def _seen(floor: Floor, event: events.Snapshot) -> Floor:
    known = {queue.name: queue for queue in floor.queues}
    queues = tuple(
        _waits(known.get(seen.name, QueueNow(name=seen.name)), seen.waiting)
        for seen in sorted(event.queues, key=lambda seen: seen.name)
    )
    return replace(floor, linked=True, queues=queues, agents=_sorted(list(event.agents)))


def _sorted(agents: list[AgentNow]) -> tuple[AgentNow, ...]:
    return tuple(sorted(agents, key=lambda agent: (agent.name, agent.id)))
