"""The whole program in this process: the real window, desk and database, the real engine."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk_app.agent import AgentState
from desk_app.app import _begin, build
from desk_app.call_book import enter_journals
from desk_app.core import Core
from desk_app.crm.database import Database
from desk_app.crm.service import Crm
from desk_app.paths import Paths
from desk_app.state import Case, DeskState
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import Goodbye
from desk_app.ui import problems
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from tests.rigs.patience import PATIENCE_MS
from tests.rigs.ports import free_port
from tests.rigs.uac import Ring, Uac
from tests.ui.conftest import Speak

NUMBER = "02149258000"
_ASCII_WORDS = re.compile(r"[A-Za-z]{3,}")


class Program:
    """A desk with its window on a folder of its own. `open` and `close` it at will."""

    def __init__(self, folder: Path, qapp: QApplication, qtbot: QtBot, speak: Speak) -> None:
        self.app, self.qtbot, self.speak = qapp, qtbot, speak
        self.paths = Paths(folder)
        self.port = free_port()
        self.core: Core
        self.view: MainView
        self.is_open = False

    def settings(self, more: str = "", *, sound: str = "silent = true") -> None:
        """Write settings for direct calls from the loopback, and more."""
        self.paths.data_dir.mkdir(exist_ok=True)
        self.paths.settings.write_text(
            f'[sip]\nlisten = "127.0.0.1:{self.port}"\nallow_from = ["127.0.0.1"]\n'
            f'[general]\nname = "Mina"\nlanguage = "en"\ntheme = "light"\n[audio]\n{sound}\n'
            f"{more}\n",
            "utf-8",
        )

    def open(self, *, listens: bool = True) -> None:
        """Open the desk as the program does."""
        self.core, self.view = build(self.app, self.paths)
        self.qtbot.addWidget(self.view.window)
        self.view.show_state(self.core.desk.state)
        self.view.window.resize(1440, 900)
        self.view.window.show()
        _begin(self.core, self.view)
        self.is_open = True
        if listens:
            self.wait(lambda: self.state.listening)
            self.wait(lambda: self.state.agent.state is not AgentState.OFFLINE)

    def close(self) -> None:
        """Close the window and the desk, and wait for the engine to end."""
        self.view.window.close()
        self.view.end()
        self.core.phone.request(Goodbye())
        self.core.phone.end_engine()
        self.core.close()
        self.is_open = False

    @property
    def state(self) -> DeskState:
        """The newest snapshot."""
        return self.core.desk.state

    def wait(self, condition: Callable[[], object], within_ms: int = PATIENCE_MS) -> None:
        """Run the window until the condition holds."""
        try:
            self.qtbot.waitUntil(lambda: bool(condition()), timeout=within_ms)
        except Exception:
            print(self.state)
            print("\n".join(p.read_text()[-2000:] for p in self.paths.logs.glob("*.log")))
            raise

    @property
    def max_calls(self) -> int:
        """How many calls the engine holds; PyPI's holds four."""
        return 4 if "own build" not in self.state.engine_name else 250

    def notices(self) -> list[object]:
        """What the person is told about, oldest first."""
        return [notice.problem for notice in self.state.notices]

    def strip(self) -> list[str]:
        """The visible lines under the top bar."""
        return [line.words.text() for line in self.view.window.banner.lines if line.isVisible()]

    def told(self, problem: object, within_ms: int = PATIENCE_MS) -> str:
        """Wait until the strip says it, once; check it in both languages; return the English."""
        self.wait(lambda: problem in self.notices(), within_ms)
        notice = next(n for n in self.state.notices if n.problem == problem)
        said = problems.sentence(notice).text
        self.wait(lambda: said in self.strip())  # a new call waits for its record a moment
        assert self.strip().count(said) == 1
        self.speak(Language.FA)
        persian = problems.sentence(notice).text
        assert self.strip().count(persian) == 1, (persian, self.strip())
        assert persian != said
        for label in self.view.window.banner.findChildren(QLabel):
            assert not set(label.text()) & set("\u202a\u202b\u202d\u202e\x00\n")
        self.speak(Language.EN)
        return said

    # --- calls ------------------------------------------------------------------------------

    @contextmanager
    def ringing(self, number: str = NUMBER, name: str = "") -> Iterator[tuple[Uac, Ring, str]]:
        """Let somebody ring; give the caller, the ring and the call's key."""
        before = {case.call.key for case in self.state.cases}
        with Uac() as caller:
            ring = caller.ring(self.port, number, name)
            self.wait(lambda: any(c.call.key not in before for c in self.state.ringing))
            case = next(c for c in self.state.ringing if c.call.key not in before)
            yield caller, ring, case.call.key

    def answer(self, caller: Uac, ring: Ring, key: str) -> None:
        """Answer as the agent does."""
        self.view.window.intents.answer.emit(key)
        caller.talk(ring)
        self.wait(lambda: (c := self.state.case(key)) and c.call.state is CallState.ACTIVE)

    def a_call_works(self, number: str = NUMBER, name: str = "") -> str:
        """A call rings, is answered and ended; return its key."""
        with self.ringing(number, name) as (caller, ring, key):
            self.answer(caller, ring, key)
            caller.hang_up(ring)
            self.wait(lambda: self.over(key))
        return key

    def over(self, key: str) -> bool:
        """Whether a call has ended."""
        case = self.state.case(key)
        return case is None or not case.call.live

    def case(self, key: str) -> Case:
        """The case of a call."""
        case = self.state.case(key)
        assert case is not None
        return case

    # --- records ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until the database thread has done what it was given so far."""
        done: list[object] = []
        self.core.background.run(lambda: None, done.append, done.append)
        self.wait(lambda: done)

    def on_connection(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do something to the connection the desk holds, where it is held."""
        done: list[object] = []

        def job() -> None:
            database = self.core.book.crm._database
            assert isinstance(database, Database)
            raw = database._connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            work(raw)

        self.core.background.run(job, lambda _: done.append(None), done.append)
        self.wait(lambda: done)
        assert done == [None]

    def rows(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return (calls, tickets) as the command line lists them; the desk must be closed."""
        assert not self.is_open
        crm = Crm(self.paths.database)
        crm.open(create=False)
        enter_journals(crm, self.paths.data_dir, "Mina")
        rows = list(crm.list_calls()), list(crm.list_tickets())
        crm.close()
        return rows

    def recorded(self, *keys: str) -> list[dict[str, Any]]:
        """Check that these calls are in the records, each once with its ticket; return these."""
        calls, tickets = self.rows()
        assert sorted(call["key"] for call in calls) == sorted(keys)
        assert len({call["ticket_id"] for call in calls}) == len(calls)
        by_key = {ticket["call_key"]: ticket for ticket in tickets}
        assert len(by_key) == len(tickets) == len(calls)
        return [by_key[key] for key in keys]
