"""Whether the PBX counts as we do: a few words for each queue instead of all its members.

`queue reload` changes queues and their members without any event; docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.telephony.pbx.members import Members
from desk_app.telephony.pbx.texts import plain, whole
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.board import Floor


def counts_otherwise(floor: Floor, members: Members, summary: Sequence[Message]) -> bool:
    """Return whether the answer to `QueueSummary` contradicts the floor.

    Of each queue it has the members whose phones can be reached, and the callers.
    """
    theirs = {
        plain(m.get("Queue", "")): (whole(m.get("LoggedIn", "")), whole(m.get("Callers", "")))
        for m in summary
        if m.get("Event") == "QueueSummary"
    }
    reachable = members.reachable()
    ours = {queue.name: (reachable[queue.name], len(queue.waiting)) for queue in floor.queues}
    return theirs != ours
