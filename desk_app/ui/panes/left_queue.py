"""How a caller left a queue unserved, in words: for the timeline and the lists of calls."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject

from desk_app.crm.figure_rules import FigureRules, is_short
from desk_app.crm.records import LeftWhy, RecentCall, TimelineEntry
from desk_app.telephony.team.board import Floor
from desk_app.ui import text


class _Rules:
    """What the team has agreed on."""

    short_s = FigureRules().short_s
    of_team: Mapping[str, float] = MappingProxyType({})  # by queue; there the bridge has the say

    @classmethod
    def of(cls, queue: str) -> float:
        return cls.of_team.get(queue, cls.short_s)


def use_short(seconds: float) -> None:
    """Say of who gives up sooner that it was a short abandon, from now on."""
    _Rules.short_s = seconds


def use_team(floor: Floor) -> bool:
    """Go by what is agreed on for the team's queues; whether calls are to be said anew."""
    queues = {*_Rules.of_team, *(queue.name for queue in floor.queues)}
    before = [_Rules.of(queue) for queue in queues]
    _Rules.of_team = {queue.name: queue.terms.short_s for queue in floor.queues}
    return before != [_Rules.of(queue) for queue in queues]


class LeftQueue(QObject):
    """Says it in the window's language. UI thread only."""

    def why(self, left_why: str) -> str:
        """Return why the queue let a caller go, "" for one who just hung up."""
        return {
            LeftWhy.FULL.value: self.tr("The queue was full"),
            LeftWhy.CLOSED.value: self.tr("The queue was closed"),
            LeftWhy.LATE.value: self.tr("Waited too long"),
            LeftWhy.FORWARDED.value: self.tr("Forwarded"),
            LeftWhy.MESSAGE.value: self.tr("Left a message"),
            LeftWhy.SILENT.value: self.tr("The line was dead"),
            LeftWhy.CALLBACK.value: self.tr("Called back, not reached"),
        }.get(left_why, "")

    def after(self, call: RecentCall | TimelineEntry) -> str:
        """Return when and from where a caller left; "" where neither is worth a word."""
        placed = 0 < call.place <= call.waiting
        if is_short(call, _Rules.of(call.queue)):
            said = self.tr("Short abandon after {time}")
            if placed:
                said = self.tr("Short abandon after {time}, place {place} of {waiting}")
        elif placed:
            said = self.tr("Left after {time}, place {place} of {waiting}")
        else:
            return ""
        return said.format(
            time=text.duration(call.wait_s),
            place=text.digits(call.place),
            waiting=text.digits(call.waiting),
        )
