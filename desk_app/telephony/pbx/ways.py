"""Which channel of a queue's a phone rings behind, as the PBX tells while it dials."""

from __future__ import annotations

from collections.abc import Container

from desk_app.telephony.pbx.wire import Message


class Ways:
    """Follows `Local` channels from the half that a queue dials to the phones that ring."""

    def __init__(self) -> None:
        self._halves: dict[str, str] = {}  # Uniqueid of ;1 by that of ;2
        self._legs: dict[str, str] = {}  # what the queue dialled, by what rings behind it
        self._names: dict[str, str] = {}  # of what rings behind a half

    def joined(self, m: Message) -> None:
        """Take a LocalBridge: two halves are one."""
        self._halves[m.get("LocalTwoUniqueid", "")] = m.get("LocalOneUniqueid", "")

    def dialled(self, m: Message) -> bool:
        """Take a DialBegin; True when it is half of a `Local` channel that rings somebody."""
        half = self._halves.get(m.get("Uniqueid", ""), "")
        if half:
            self._legs[m.get("DestUniqueid", "")] = self.leg(half)
            self._names[m.get("DestUniqueid", "")] = m.get("DestChannel", "")
        return half != ""

    def instead(self, uniqueid: str, leg: str) -> dict[str, str]:
        """Take a channel that the PBX dials because a phone sent it on from a leg.

        Returns what rings behind it already, names by Uniqueid: it may have been told before.
        """
        behind = {end: self._names[end] for end, of in self._legs.items() if of == uniqueid}
        self._legs |= dict.fromkeys((uniqueid, *behind), leg)
        return behind

    def another(self, uniqueid: str) -> None:
        """Let a channel be a leg of its own, with all that rings it."""
        before = self._legs.pop(uniqueid, uniqueid)
        self._legs |= {end: uniqueid for end, leg in self._legs.items() if leg == before}

    def leg(self, uniqueid: str) -> str:
        """Return the channel that a queue dialled to ring this one: often itself."""
        return self._legs.get(uniqueid, uniqueid)

    def rings(self, leg: str) -> bool:
        """Return whether a phone was dialled behind a channel."""
        return leg in self._legs.values()

    def gone(self, uniqueid: str) -> None:
        """Forget a channel that hung up."""
        self._halves.pop(uniqueid, None)
        self._legs.pop(uniqueid, None)
        self._names.pop(uniqueid, None)

    def keep(self, there: Container[str]) -> None:
        """Forget all channels but these."""
        self._halves = {two: one for two, one in self._halves.items() if two in there}
        self._legs = {end: leg for end, leg in self._legs.items() if end in there}
        self._names = {end: name for end, name in self._names.items() if end in there}
