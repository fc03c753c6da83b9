"""A snapshot of the PBX put beside what is known: what was missed is told, the rest stays.

The snapshot is the answers to `QueueStatus` (queues, members, waiting callers: no Linkedid)
and `Status` (channels: Linkedid, bridge). Asterisk sends events of the moments before it
after it, so a call that is merely not there is closed by `settle` a little later, when
those have been heard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from desk_app.telephony.pbx.channels import Channels
from desk_app.telephony.pbx.following import Following, call_key
from desk_app.telephony.pbx.interfaces import goes_on
from desk_app.telephony.pbx.texts import plain, whole
from desk_app.telephony.pbx.tracked import SECOND_US, Stage, Tracked
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor
from desk_app.telephony.team.events import (
    AnyFloorEvent,
    Joined,
    LeftHow,
    NotTakenWhy,
    QueueSeen,
    Snapshot,
)

SETTLE_US = 2 * SECOND_US
_IN_QUEUE = "Queue"


def reconcile(
    follow: Following,
    queue_status: Sequence[Message],
    status: Sequence[Message],
    at_us: int,
    missed: Callable[[], None] = lambda: None,
    since: Sequence[Message] = (),
) -> list[AnyFloorEvent]:
    """Return what a snapshot tells; its last event is the `Snapshot` itself.

    Twice the same snapshot is the same floor. `missed` may tell what happened before it,
    when the members are known; `since` are the events of members (`TOLD`) heard while the
    snapshot was on its way.
    """
    follow.at_us = at_us
    channels = Channels.of(status)
    by_event: dict[str, list[Message]] = defaultdict(list)
    for message in queue_status:
        by_event[message.get("Event", "")].append(message)
    follow.members.replace_all(by_event["QueueMember"], since)
    follow.ways.keep(channels.by_id)
    _known_now(follow)
    missed()
    waiting = _entries(follow, by_event["QueueEntry"], channels)
    _rename(follow, waiting, channels)
    for uniqueid, message in waiting.items():
        _waits(follow, message, channels.linkedid(uniqueid), at_us)
    for call in list(follow.calls.values()):
        if call.uniqueid not in waiting:
            _waits_not(follow, call, channels, at_us)
    _talks_unknown(follow, channels, at_us)
    _offers(follow, channels, at_us)
    _hands(follow)
    names = {plain(m.get("Queue", "")) for m in by_event["QueueParams"]}
    queues = tuple(_seen(follow, name) for name in sorted(names))
    follow.say(Snapshot(at_us, queues, _agents(follow, at_us)))
    return follow.take()


def _entries(
    follow: Following, messages: Sequence[Message], channels: Channels
) -> dict[str, Message]:
    """Return who waits, by Uniqueid.

    In a transfer's first moments an entry still has the name of the consultation's channel,
    which is over for us: the caller's own stands for it.
    """
    found = {}
    for message in messages:
        uniqueid = message.get("Uniqueid", "")
        if uniqueid in follow.over:
            call = follow.by_linkedid(channels.linkedid(uniqueid))
            # Hung up by now, it is in the caller's place only if the caller still waits.
            if call and (call.stage is Stage.WAITING or uniqueid not in follow.gone):
                own = {"Uniqueid": call.uniqueid, "Channel": call.channel}
                found[call.uniqueid] = {**message, **own}
        elif uniqueid not in follow.gone:
            found[uniqueid] = message
    return found


def _known_now(follow: Following) -> None:
    """Call agents what they are called now: an event may have come before their members did."""
    for call in follow.calls.values():
        call.agent = follow.members.now(call.agent)
        call.offers = {follow.members.now(agent): offer for agent, offer in call.offers.items()}


def _hands(follow: Following) -> None:
    """Give every agent the calls that are in hand by now, and no others."""
    follow.members.empty_hands()
    for call in follow.calls.values():
        for agent, offer in call.offers.items():
            if not call.missing_us and not offer.missing_us:
                follow.members.offer(agent, call.queue, call.key)
        if call.stage is Stage.TALKING and not call.missing_us:
            follow.members.talk(call.agent, call.queue, call.key)


def _agents(follow: Following, at_us: int) -> tuple[AgentNow, ...]:
    return tuple(sorted(follow.members.all(at_us), key=lambda agent: (agent.name, agent.id)))


def _rename(follow: Following, waiting: dict[str, Message], channels: Channels) -> None:
    """Follow calls whose channel in the queue is another one now."""
    for uniqueid, message in waiting.items():
        if uniqueid not in follow.calls:
            call = follow.by_linkedid(channels.linkedid(uniqueid))
            if call and call.uniqueid not in waiting:
                follow.renamed(call, uniqueid, message.get("Channel", ""))
    for uniqueid, message in channels.by_id.items():
        if message.get("Application") == _IN_QUEUE and uniqueid not in follow.calls:
            call = follow.by_linkedid(channels.linkedid(uniqueid))
            if call and call.uniqueid not in channels.by_id:
                follow.renamed(call, uniqueid, message.get("Channel", ""))


def _waits(follow: Following, message: Message, linkedid: str, at_us: int) -> None:
    queue = plain(message.get("Queue", ""))
    place = whole(message.get("Position", "")) or 1
    call = follow.calls.get(message.get("Uniqueid", ""))
    if call is None:
        entered_us = at_us - whole(message.get("Wait", "")) * SECOND_US
        follow.begin(message, call_key(linkedid), queue, entered_us)
        return
    call.channel = message.get("Channel", "") or call.channel
    call.missing_us = 0
    if call.stage is not Stage.WAITING or call.queue != queue:
        follow.join_again(call, queue, place, at_us)
    call.place = place


def _waits_not(follow: Following, call: Tracked, channels: Channels, at_us: int) -> None:
    alive = call.uniqueid in channels.by_id and call.uniqueid not in follow.gone
    agent, leg = channels.agent_with(follow.members, call.uniqueid)
    if alive and agent and call.stage in (Stage.WAITING, Stage.LEFT):
        follow.connect(call, agent, leg, at_us)
    elif not alive:
        call.missing_us = call.missing_us or at_us
    elif alive and call.stage is Stage.WAITING:
        follow.leave(call, LeftHow.OVERFLOWED)
    elif call.stage is Stage.TALKING and agent == call.agent:
        call.leg = call.leg or leg  # a bridge before us knew it
    elif (
        call.stage is Stage.TALKING
        and agent != call.agent
        and (agent or call.agent not in call.forwards)  # else she talks where nobody knows her
        and at_us - call.talk_since_us >= SETTLE_US  # by then it is in a bridge
    ):
        follow.done(call, transferred=True)


def _offers(follow: Following, channels: Channels, at_us: int) -> None:
    """Show no phone as ringing whose channel is gone."""
    for call in follow.calls.values():
        for offer in call.offers.values():
            there = offer.leg in channels.by_id or follow.ways.rings(offer.leg)
            if not there and not offer.missing_us:
                offer.missing_us = at_us


def _talks_unknown(follow: Following, channels: Channels, at_us: int) -> None:
    """Follow callers of a queue who already talked when we first looked.

    A transfer by way of `Local` channels leaves two in queues; the last one talks.
    """
    both = sorted(channels.by_id.items(), key=lambda one: not goes_on(one[1].get("Channel", "")))
    for uniqueid, message in both:
        ended = uniqueid in follow.over or uniqueid in follow.gone
        if message.get("Application") != _IN_QUEUE or uniqueid in follow.calls or ended:
            continue
        agent, leg = channels.agent_with(follow.members, uniqueid)
        linkedid = channels.linkedid(uniqueid)
        if agent and follow.by_linkedid(linkedid) is None:
            queue = plain(message.get("Data", "").partition(",")[0].strip('"'))
            began_us = at_us - whole(message.get("Seconds", "")) * SECOND_US
            call = follow.begin(message, call_key(linkedid), queue, began_us)
            follow.connect(call, agent, leg, at_us)


def _seen(follow: Following, name: str) -> QueueSeen:
    here = [
        c
        for c in follow.calls.values()
        if c.queue == name and c.stage is Stage.WAITING and not c.missing_us
    ]
    here.sort(key=lambda call: call.place)
    return QueueSeen(name, tuple(call.caller() for call in here))


def settle(follow: Following, at_us: int) -> list[AnyFloorEvent]:
    """Return the ends of calls that were not there any more, some seconds after we looked."""
    follow.at_us = at_us
    for call in list(follow.calls.values()):
        for agent, offer in list(call.offers.items()):
            if offer.missing_us and at_us - offer.missing_us >= SETTLE_US:
                follow.offer_over(call, agent, NotTakenWhy.FAILED)
        if call.missing_us and at_us - call.missing_us >= SETTLE_US:
            follow.at_us = _ended_us(call)
            if call.stage is Stage.WAITING:
                follow.leave(call, LeftHow.UNKNOWN)
            follow.end(call)
            follow.at_us = at_us
    return follow.take()


def _ended_us(call: Tracked) -> int:
    """Return when a call that is not there any more ended, as far as is known."""
    if call.stage is Stage.SERVED:
        return call.served_us
    return call.left_us if call.stage is Stage.LEFT else call.missing_us


def seed(follow: Following, floor: Floor) -> list[Joined]:
    """Take over what a bridge before us has published, so that nothing is counted twice.

    Returns how those who wait came, for a ledger that has perhaps not been told.
    """
    follow.figures.day_us = floor.day_us
    follow.members.seed(floor.agents)
    came = []
    for queue in floor.queues:
        for caller in queue.waiting:
            call = _known(follow, caller.key, queue.name, caller.entered_us)
            call.number, call.name = caller.number, caller.name
            call.calls_today, call.expected_us = caller.calls_today, caller.expected_us
            came.append(Joined(caller.entered_us, queue.name, caller))
    for agent in floor.agents:
        if agent.call and agent.status is AgentStatus.TALKING and follow.by_key(agent.call) is None:
            call = _known(follow, agent.call, agent.queue, agent.since_us)
            call.stage, call.agent = Stage.TALKING, agent.id
            call.talk_since_us = call.answered_us = agent.since_us
    for call in follow.calls.values():
        follow.count(call)
    follow.take()
    return came


def _known(follow: Following, key: str, queue: str, entered_us: int) -> Tracked:
    uniqueid = key.partition(":")[2]
    return follow.begin({"Uniqueid": uniqueid}, key, queue, entered_us)
