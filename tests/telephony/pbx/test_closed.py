"""Hours and holidays of the PBX's queues, beside the rule of a desk's own."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta

from desk_app.telephony.messages import Opening
from desk_app.telephony.pbx.names import ENTRY, TURNED_AWAY
from tests.rigs.asterisk import Asterisk, queue, team

LAST = 23 * 60 + 59


def test_a_pbx_is_closed_when_a_desk_is() -> None:
    with Asterisk(team([], [])) as pbx:
        with pbx.manager() as manager:
            said = manager.ask("Getvar", Variable="STRFTIME(,,%Y-%m-%dT%H:%M)")
        now = datetime.fromisoformat(said["Value"])
        before, after = now - timedelta(1), now + timedelta(1)
        minute = now.hour * 60 + now.minute
        begun_today = Opening((now.weekday(),), max(0, minute - 1), max(0, minute - 2))
        ends_today = Opening((before.weekday(),), LAST, min(minute + 30, LAST - 1))
        by_day = Opening((now.weekday(),), 0, 24 * 60)
        hours = [(), *((one,) for one in (begun_today, ends_today, by_day)), (ends_today, by_day)]
        days = [before.date(), now.date(), after.date()]
        chosen = [tuple(c) for n in (0, 1, 2) for c in itertools.combinations(map(str, days), n)]
        queues = {
            f"q{n}": queue(f"q{n}", str(500 + n), openings=openings, holidays=holidays)
            for n, (openings, holidays) in enumerate(itertools.product(hours, chosen))
        }
        pbx.configure(team(queues.values(), []))
        pbx.cli("core reload")
        log = pbx.folder / "log" / "queue_log"
        waits = {"Application": "Wait", "Data": "60", "Async": "true"}
        with pbx.manager() as manager:
            for one in queues.values():
                manager.ask("Originate", Channel=f"Local/{one.plan.numbers[0]}@{ENTRY}", **waits)

        def became() -> dict[str, bool] | None:
            seen = re.findall(rf"\|(q\d+)\|NONE\|(ENTERQUEUE|{TURNED_AWAY})\|", log.read_text())
            return {name: what == "ENTERQUEUE" for name, what in seen} if seen else None

        pbx.until(lambda: len(became() or ()) == len(queues))
        asked = {name: one.plan.is_open(now) for name, one in queues.items()}
        assert set(asked.values()) == {True, False}
        assert became() == asked
