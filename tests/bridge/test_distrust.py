"""What strangers and broken lines put into the manager interface's text changes nothing."""

from __future__ import annotations

import itertools
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from desk_app.telephony.team.board import AgentStatus
from desk_app.telephony.team.orders import Pause
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _ended, _published, _shown
from tests.bridge.test_orders import _result
from tests.rigs.bridge import until
from tests.rigs.sipp_agent import answers
from tests.rigs.sipp_team import caller

_LONG = b"x" * 1_000_000


class Noise:
    """Says between and in a PBX's messages what none should, and cuts everything anywhere."""

    def __init__(self) -> None:
        self._dice = random.Random(5)
        self._kinds = itertools.cycle(("unknown", "broken", "empty", "long line", "long message"))
        self.said: Counter[str] = Counter()

    def __call__(self, data: bytes) -> Iterator[bytes]:
        for message in re.split(rb"(?<=\r\n\r\n)", data):
            # The end of a chunk need not be that of a message.
            yield from self._cut(
                self._spoilt(message) if message.endswith(b"\r\n\r\n") else message
            )

    def _spoilt(self, message: bytes) -> bytes:
        if self._dice.random() > 0.3:
            return message
        kind = next(self._kinds)
        self.said[kind] += 1
        if kind == "long line":
            first, _, rest = message.partition(b"\r\n")
            return first + b"\r\nNoise: " + _LONG + b"\r\n" + rest
        noise = {
            "unknown": b"Event: NoSuchThing\r\nQueue: Support\r\nUniqueid: 1.1",
            "broken": b"Event: \xff\xfe\r\n\xd9: \xe2\x82\r\nQueue: \xc0\x80\xed\xa0\x80",
            "empty": b"\r\n",
            "long message": b"Event: NoSuchThing\r\n" + b"A: " + _LONG[:-1] + b"\r\nNo colon",
        }
        return message + noise[kind] + b"\r\n\r\n"

    def _cut(self, data: bytes) -> Iterator[bytes]:
        few = sorted(self._dice.randrange(len(data) + 1) for _ in range(4))
        for begin, end in itertools.pairwise([0, *few, len(data)]):
            yield data[begin:end]


def test_noise_in_the_managers_text_costs_no_call_and_no_link(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    noise = lab.line.spoil = Noise()
    lab.phones["101"].behave(answers(200))
    lab.pbx.log_in("Support", "101", "102")
    assert _result(lab, "omid", Pause(agent="PJSIP/102", reason="lunch")) == "done"
    until(lambda: (a := lab.team.agent("102")) and a.status is AgentStatus.PAUSED)
    name = b"Za\xff\xd8hra \xe2\x82".decode("utf-8", "surrogateescape")
    talks = caller(lab.pbx, "500", user="0912000001", name=name, leaves_when_told=True)
    waits = caller(lab.pbx, "501", user="0912000002", name="نرگس", leaves_when_told=True)
    until(lambda: (a := lab.team.agent("101")) and a.status is AgentStatus.TALKING)
    until(lambda: [c.number for c in lab.team.queue("Sales").waiting] == ["0912000002"])
    assert (talks.leave().code, waits.leave().code) == (0, 0)
    calls = {call["number"]: call for call in _ended(lab, 2)}
    assert calls["0912000001"]["outcome"] == "answered"
    assert str(calls["0912000001"]["name"]).startswith("Za")
    assert (calls["0912000002"]["outcome"], calls["0912000002"]["name"]) == ("abandoned", "نرگس")
    until(lambda: _published(lab) == _shown(lab), what=f"{_published(lab)} {_shown(lab)}")
    assert len(noise.said) == 5, noise.said
    assert "lost" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
    lab.line.spoil = None


def _lines(*lines: str) -> str:
    """Return a number that goes on as further lines, as SIP escapes them."""
    return "0913" + quote("\r\n".join(("", *lines)))


def test_what_callers_write_is_one_callers_text(lab: Lab, tmp_path: Path) -> None:
    called = time.monotonic()
    victim = caller(lab.pbx, "500", user="0912000001", name="Zahra", leaves_when_told=True)
    waits = until(lambda: w[0] if (w := lab.team.queue("Support").waiting) else None)
    waited = time.monotonic()
    uniqueid, harm = waits.key.partition(":")[2], tmp_path / "harm"
    about = ("Queue: Support", f"Uniqueid: {uniqueid}", f"Linkedid: {uniqueid}", "Position: 1")
    shell = f"${{SHELL(touch {harm})}}"
    escaped = quote(shell, safe="()")
    texts: tuple[tuple[str, str, str], ...] = (
        ("a", _lines("", "Event: QueueCallerAbandon", *about, "", ""), ""),
        ("b", _lines("Uniqueid: " + uniqueid, "Event: Hangup"), ""),
        ("d%0d%0aEvent: Hangup%0d%0aUniqueid: " + uniqueid + "%0d%0a%0d%0a", "0913", ""),
        (f"e {shell} $(1/0) `id` )}})&PJSIP/101,,,1", escaped, ""),
        ("f", "0913", f'P-Asserted-Identity: "g {shell}" <sip:{_lines("Action: Logoff")}@a>\n'),
        ("\x01\x1b\x7fh", "0913", ""),
    )
    # A name of several lines: the PBX takes no such call.
    dropped = caller(lab.pbx, "500", name="c\r\n Action: Logoff\r\n", user="0914")
    calls = [
        caller(lab.pbx, "500", name=name, user=user, headers=headers, leaves_when_told=True)
        for name, user, headers in texts
    ]
    until(lambda: len(lab.team.queue("Support").waiting) == len(texts) + 1)
    here = lab.team.queue("Support").waiting
    assert here[0].key == waits.key
    for one in here:
        assert (one.number + one.name).isprintable()
        assert not set(one.number + one.name) & set('"$;<>`{}[]|\\&'), one
        assert re.fullmatch(r"[\w.]+", one.number), one
    assert _published(lab) == _shown(lab)
    assert {q.name for q in lab.team.floor.queues} == {"Support", "Sales", "All"}
    assert all(call.leave().code == 0 for call in calls)
    until(lambda: len(lab.team.queue("Support").waiting) == 1)  # nobody ended the victim's wait
    at_least_s = time.monotonic() - waited
    assert victim.leave().code == 0
    ended = _ended(lab, len(texts) + 1)
    at_most_s = time.monotonic() - called
    assert {call["outcome"] for call in ended} == {"abandoned"}
    (own,) = (call for call in ended if call["number"] == "0912000001")
    assert (own["name"], own["legs"]) == ("Zahra", [])
    assert at_least_s < float(str(own["wait_s"])) < at_most_s
    assert not harm.exists()
    dropped.stop()
