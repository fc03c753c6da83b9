"""Who hears whom: the conference bridge's connections follow from the calls' flags."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable

import pjsua2 as pj

from desk_app.telephony.engine.call import SipCall


class Mixer:
    """Connects the agent, the calls, their conference and their recorders.

    `rewire` is idempotent. pjsua2 replaces a call's port at each media change and
    forgets its connections; `replace` says so here.
    """

    def __init__(self, agent: pj.AudioMedia) -> None:
        self._agent = agent
        self._made: dict[tuple[int, int], tuple[pj.AudioMedia, pj.AudioMedia]] = {}

    def replace(self, call: SipCall, media: pj.AudioMedia | None) -> None:
        """Take the call's new port, None when it has none.

        The library has cut the connections of a port that went. One that has the old
        number may be the old one or not: what is known of it is made once more.
        """
        old, call.media = call.media, media
        if old is None:
            return
        port = old.getPortId()
        mine = [pair for pair in self._made if port in pair]
        for pair in mine:
            source, sink = self._made.pop(pair)
            if media is not None and media.getPortId() == port:
                ends = (media if source is old else source, media if sink is old else sink)
                ends[0].startTransmit(ends[1])
                self._made[pair] = ends

    def rewire(self, calls: Iterable[SipCall], conference: frozenset[str]) -> None:
        """Make exactly the connections that the calls' state asks for."""
        heard = [
            c
            for c in calls
            if c.media is not None and c.of_agent and not c.want_held and not c.over
        ]
        wanted: dict[tuple[int, int], tuple[pj.AudioMedia, pj.AudioMedia]] = {}

        def connect(source: pj.AudioMedia, sink: pj.AudioMedia) -> None:
            wanted[source.getPortId(), sink.getPortId()] = (source, sink)

        for call in heard:
            connect(call.media, self._agent)
            if not call.muted:
                connect(self._agent, call.media)
            if call.recorder is not None:
                connect(call.media, call.recorder.caller)
                if not call.muted:
                    connect(self._agent, call.recorder.agent)
        together = [call for call in heard if call.key in conference]
        for one, other in itertools.permutations(together, 2):
            connect(one.media, other.media)
            if other.recorder is not None:
                connect(one.media, other.recorder.caller)
        for pair in [pair for pair in self._made if pair not in wanted]:
            source, sink = self._made.pop(pair)
            with contextlib.suppress(pj.Error):
                source.stopTransmit(sink)
        for pair, (source, sink) in wanted.items():
            if pair not in self._made:
                source.startTransmit(sink)
                self._made[pair] = (source, sink)

    def close(self) -> None:
        """Let go of every port: one that outlives the library aborts the process."""
        self._made.clear()
        del self._agent
