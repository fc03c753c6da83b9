"""The PBX's channels at one moment, and who talks with whom: also by way of `Local` ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.telephony.pbx.interfaces import goes_on, other_half
from desk_app.telephony.pbx.members import Members
from desk_app.telephony.pbx.texts import plain
from desk_app.telephony.pbx.wire import Message


@dataclass(frozen=True)
class Channels:
    """Channels by Uniqueid and by name, and those of each bridge."""

    by_id: dict[str, Message]
    bridges: dict[str, list[Message]]
    by_name: dict[str, Message]

    @classmethod
    def of(cls, status: Sequence[Message]) -> Channels:
        """Return them as the answer to `Status` has them."""
        bridges: dict[str, list[Message]] = defaultdict(list)
        found = {m.get("Uniqueid", ""): m for m in status if m.get("Event") == "Status"}
        for message in found.values():
            if bridge := message.get("BridgeID"):
                bridges[bridge].append(message)
        return cls(found, bridges, {m.get("Channel", ""): m for m in found.values()})

    def linkedid(self, uniqueid: str) -> str:
        """Return a channel's Linkedid; its Uniqueid if it is not there."""
        message = self.by_id.get(uniqueid, {})
        return plain(message.get("Linkedid") or uniqueid)

    def agent_with(self, members: Members, uniqueid: str) -> tuple[str, str]:
        """Return the agent who talks with a channel, and the agent's leg; "" for nobody."""
        for way in self._ways(uniqueid):
            agent, by = members.at_the_end([m.get("Channel", "") for m in way])
            if agent:
                return agent, self.by_name[by].get("Uniqueid", "") if by else ""
        return "", ""

    def phone_with(self, uniqueid: str) -> str:
        """Return the phone's channel that a channel talks with, "" for none."""
        ends = (way[-1].get("Channel", "") for way in self._ways(uniqueid))
        return next((end for end in ends if end and not goes_on(end)), "")

    def _ways(self, uniqueid: str) -> Iterator[list[Message]]:
        """Yield the channels on each way from a channel to another phone, its end last."""
        begin = self.by_id.get(uniqueid, {})
        unfinished = [([begin], begin)]
        seen = {uniqueid}
        while unfinished:
            way, here = unfinished.pop()
            further = False
            for other in self.bridges.get(here.get("BridgeID", ""), ()):
                if other.get("Uniqueid", "") in seen:
                    continue
                seen.add(other.get("Uniqueid", ""))
                further = True
                half = self.by_name.get(other_half(other.get("Channel", "")))
                if half is None:
                    yield [*way[1:], other]
                else:
                    seen.add(half.get("Uniqueid", ""))
                    unfinished.append(([*way, other], half))
            if not further and len(way) > 1:
                yield way[1:]
