"""The parser of Asterisk's manager interface, beside panoramisk's on the same bytes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from panoramisk.ami_protocol import AMIProtocol

from desk_app.telephony.pbx.wire import Parser
from tests.bench.report import Figure

EVENTS = 30_000
_CHUNK = 4096
_AGENTS, _QUEUES = 500, 50


def measure(quick: bool, _work: Path) -> list[Figure]:
    """Return events a second of both; the better of some runs, taken in turn."""
    events = EVENTS // 3 if quick else EVENTS
    data = _stream(events)
    chunks = [data[i : i + _CHUNK] for i in range(0, len(data), _CHUNK)]
    _alike(chunks)
    ours, theirs = 0.0, 0.0
    for _ in range(3 if quick else 7):
        ours = max(ours, events / _took(chunks, _ours(events)))
        theirs = max(theirs, events / _took(chunks, _theirs(events)))
    note = "goal: panoramisk needs at least four times as long"
    return [
        Figure("AMI parser", "events", ours, "/s", None, theirs, "panoramisk", note),
        Figure("AMI parser", "share of its time", theirs / ours, "", 0.25, 1.0, "panoramisk"),
    ]


def _took(chunks: list[bytes], run: Callable[[list[bytes]], None]) -> float:
    """Return the seconds of processor time that a run takes."""
    begun = time.process_time()
    run(chunks)
    return time.process_time() - begun


def _ours(events: int) -> Callable[[list[bytes]], None]:
    def run(chunks: list[bytes]) -> None:
        parser, heard = Parser(), 0
        for chunk in chunks:
            heard += len(parser.feed(chunk))
        _all_there(heard, events)

    return run


class _Heard(list[Any]):
    """What panoramisk's protocol hands its events to."""

    def dispatch(self, message: Any) -> None:
        """Take an event."""
        self.append(message)


def _panoramisk() -> tuple[AMIProtocol, _Heard]:
    protocol, heard = AMIProtocol(), _Heard()
    protocol.connection_made(None)
    protocol.factory, protocol.encoding, protocol.version = heard, "utf8", "9"
    return protocol, heard


def _theirs(events: int) -> Callable[[list[bytes]], None]:
    def run(chunks: list[bytes]) -> None:
        (protocol, said), heard = _panoramisk(), 0
        for chunk in chunks:
            protocol.data_received(chunk)
            heard += len(said)
            said.clear()
        _all_there(heard, events)

    return run


def _alike(chunks: list[bytes]) -> None:
    """Both give every line; but theirs loses letters of a name that a chunk's end cuts."""
    parser, (protocol, theirs) = Parser(), _panoramisk()
    for chunk in chunks:
        protocol.data_received(chunk)
        for one, other in zip(parser.feed(chunk), theirs, strict=True):
            lines = {name: text for name, text in one.items() if name != "CallerIDName"}
            if not lines.items() <= dict(other).items():
                raise AssertionError(f"the two read something different: {one} {other}")
        theirs.clear()


def _all_there(heard: int, events: int) -> None:
    if heard != events:
        raise AssertionError(f"{heard} of {events} events were parsed")


def _stream(events: int) -> bytes:
    """Return what a floor of 500 agents and 50 queues says: members, callers, offers."""
    numbers = random.Random(5)
    return b"".join(_event(numbers, index) for index in range(events))


def _event(numbers: random.Random, index: int) -> bytes:
    agent, queue = numbers.randrange(_AGENTS), numbers.randrange(_QUEUES)
    status = numbers.choice("1126")
    member = (
        f"Queue: queue-{queue}\r\nMemberName: Agent {agent}\r\nInterface: PJSIP/{1000 + agent}\r\n"
        f"StateInterface: PJSIP/{1000 + agent}\r\nMembership: dynamic\r\nPenalty: 0\r\n"
        f"CallsTaken: {numbers.randrange(80)}\r\nLastCall: {1_795_000_000 + index}\r\n"
        f"LastPause: 0\r\nLoginTime: 1795000000\r\nInCall: 0\r\nStatus: {status}\r\nPaused: 0\r\n"
        "PausedReason: \r\nRinginuse: 0\r\nWrapuptime: 0\r\n"
    )
    caller = (
        f"Channel: PJSIP/trunk-{index:08x}\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"
        f"CallerIDNum: 0912{numbers.randrange(10**7):07}\r\nCallerIDName: مریم احمدی\r\n"
        "ConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\nLanguage: fa\r\n"
        f"AccountCode: \r\nContext: desk-app-queues\r\nExten: q{queue}\r\nPriority: 12\r\n"
        f"Uniqueid: 1795000000.{index}\r\nLinkedid: 1795000000.{index}\r\n"
        f"Queue: queue-{queue}\r\nPosition: {numbers.randrange(40)}\r\nCount: 41\r\n"
    )
    name, body = ("QueueMemberStatus", member) if index % 3 else ("QueueCallerJoin", caller)
    return f"Event: {name}\r\nPrivilege: agent,all\r\n{body}\r\n".encode()
