"""The real desk under the watchdog: window, engine, and a database full of one customer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtTest import QTest

from desk_app import app
from desk_app.crm.database import open_database
from desk_app.paths import Paths
from desk_app.state import DeskState
from desk_app.telephony.messages import Goodbye
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.ui.smooth.watchdog import Watched

ENTRIES = 2_000
RECENT = 1_000
LALEH, OTHER = "09120001142", "09120001143"
WITHIN_S = PATIENCE_S

_SETTINGS = """\
[sip]
listen = "127.0.0.1:{port}"
allow_from = ["127.0.0.1"]
[general]
name = "Mina"
language = "en"
theme = "light"
[audio]
silent = true
[calls]
wrap_up_s = 60
"""
_TEXT = "Drops every evening from about 20:00. Restarted the modem, no change. Booked a visit "


class Desk:
    """The desk on a folder; events run only in `wait` and `rest`."""

    def __init__(self, folder: Path, application: Watched) -> None:
        self.app, self.paths, self.port = application, Paths(folder), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.paths.settings.write_text(_SETTINGS.format(port=self.port), "utf-8")
        open_database(self.paths.database).close()
        fill(self.paths.database)
        self._tick = QTimer(interval=5)  # lets a condition be looked at
        self._tick.start()
        self.core, self.view = app.build(application, self.paths)
        self.view.show_state(self.core.desk.state)
        self.view.window.resize(1440, 900)
        self.view.window.show()
        app._begin(self.core, self.view)
        self.wait(lambda: self.state.listening and self.state.recent)
        self.rest(1.5)  # the window warms up after its first paint

    @property
    def state(self) -> DeskState:
        """The newest snapshot."""
        return self.core.desk.state

    def wait(self, condition: Callable[[], object]) -> None:
        """Run the window until the condition holds.

        Raises:
            TimeoutError: it never did.
        """
        deadline = time.monotonic() + WITHIN_S
        while not condition():
            if time.monotonic() > deadline:
                said = str(self.state)[:3000]
                raise TimeoutError(f"in scene {self.app.scene}: {said}")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def rest(self, seconds: float) -> None:
        """Run the window for a while."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)

    def scroll(self, steps: int, by: int) -> None:
        """Turn the wheel over the timeline, painting after each notch."""
        viewport = self.view.call_page.timeline.view.viewport()
        window = self.view.window
        place = viewport.mapTo(window, viewport.rect().center())
        for _ in range(steps):
            QTest.wheelEvent(window.windowHandle(), place, QPoint(0, by))
            self.app.processEvents()

    def write_a_note(self) -> None:
        """Let a colleague write to the customer who has the 2,000 interactions."""
        with sqlite3.connect(self.paths.database) as db:
            db.execute(
                "insert into interactions (customer_id, kind, at_us, title, text, who, queue,"
                " direction, outcome, talk_us, wait_us, recording, call_key)"
                " values (1, 'note', ?, '', 'Ask her for the invoice', 'Parisa N.', '', '', '',"
                " 0, 0, '', '')",
                (time.time_ns() // 1000,),
            )
        db.close()

    def close(self) -> None:
        """Close the window, the desk and the engine."""
        self._tick.stop()
        self.view.window.close()
        self.view.end()
        self.core.phone.request(Goodbye())
        self.core.phone.end_engine()
        self.core.close()


def fill(database: Path) -> None:
    """Give one customer 2,000 interactions, and this desk a thousand recent calls."""
    now_us = time.time_ns() // 1000
    hour_us = 3_600_000_000
    with sqlite3.connect(database) as db:
        for number, name in ((1, "Laleh Farahmand"), (2, "کاوه رضایی")):
            db.execute(
                "insert into customers (id, name, company, role, email, city, language, contract,"
                " plan, since_us, balance, good_to_know, note, search, created_us, updated_us,"
                " version) values (?, ?, 'Khorshidak Toys', 'Office manager',"
                " 'laleh@khorshidak.example', 'Tehran', 'fa', 'KH-20417', 'Fibre 200', ?,"
                " 'Paid', 'Calls from the shop floor: speak slowly.', '', ?, ?, ?, 1)",
                (number, name, now_us - 9_000 * hour_us, name.lower(), now_us, now_us),
            )
            raw = (LALEH, OTHER)[number - 1]
            db.execute(
                "insert into phone_numbers (customer_id, position, label, raw, e164, tail)"
                " values (?, 0, 'mobile', ?, ?, ?)",
                (number, raw, f"+98{raw[1:]}", raw[-8:]),
            )
        kinds = ("call", "call", "email", "call", "chat", "note", "call")
        db.executemany(
            "insert into interactions (id, customer_id, kind, at_us, title, text, who, queue,"
            " direction, outcome, talk_us, wait_us, recording, ticket_id, call_id, call_key)"
            " values (?, 1, ?, ?, '', ?, 'Omid R.', 'Support', 'in', 'answered', ?, 0, '', null,"
            " null, '')",
            [
                (i, kinds[i % 7], now_us - (ENTRIES - i) * 3 * hour_us, f"{_TEXT}{i}", i * 60_000)
                for i in range(1, ENTRIES + 1)
            ],
        )
        _fill_calls(db, now_us)
    db.close()


def _fill_calls(db: sqlite3.Connection, now_us: int) -> None:
    first = now_us - RECENT * 60_000_000
    rows = [(i, f"old{i}", first + i * 60_000_000, f"091200{i:05}") for i in range(1, RECENT + 1)]
    db.executemany(
        "insert into tickets (id, call_key, customer_id, subject, category, disposition, priority,"
        " status, owner, notes, created_us, updated_us, version)"
        " values (?, ?, null, 'Old', '', '', 'normal', 'solved', 'Mina', '', ?, ?, 1)",
        [(i, key, at, at) for i, key, at, _ in rows],
    )
    values = {"direction": "in", "name": "", "queue": "Support", "customer_chosen": 0,
              "state": "ended", "outcome": "abandoned", "authority": 1, "recording": "",
              "joined": "", "answered_us": None, "customer_id": None}  # fmt: skip
    for i, key, at, number in rows:
        row = values | {
            "id": i, "key": key, "number": number, "e164": f"+98{number[1:]}", "ring_us": at,
            "entered_us": at, "ended_us": at + 9_000_000, "ticket_id": i,
        }  # fmt: skip
        columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.execute(f"insert into calls ({columns}) values ({marks})", row)
