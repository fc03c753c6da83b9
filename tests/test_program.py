"""The program as people start it: real processes, killed and started again."""

from __future__ import annotations

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.rigs.uac import Uac

LALEH = "02149258000"


def desk_app(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a word of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "desk_app", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


class Program:
    """A data folder, and the desk that runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir()
        (folder / "settings.toml").write_text(
            f'[sip]\nlisten = "127.0.0.1:{self.port}"\nallow_from = ["127.0.0.1"]\n'
            "[audio]\nsilent = true\n"
        )
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "desk_app", "run", "--data-dir", str(self.folder), *words],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.started.append(process)
        return process

    def rows(self, word: str) -> list[dict[str, object]]:
        done = desk_app(word, "--json", "--data-dir", str(self.folder))
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def journal(self) -> list[str]:
        """The kinds of all journalled facts."""
        path = self.folder / "calls.journal"
        if not path.exists():
            return []
        db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            return [row[0] for row in db.execute("select fact from fact order by seq")]
        except sqlite3.OperationalError:
            return []
        finally:
            db.close()

    def wait(self, condition: Callable[[], object], within_s: float = PATIENCE_S) -> None:
        deadline = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < deadline, self.log()
            select.select([], [], [], 0.05)

    def log(self) -> str:
        return "\n".join(p.read_text()[-3000:] for p in self.folder.glob("logs/*.log"))

    def listens(self) -> bool:
        listed = subprocess.run(
            ["ss", "-lunH", f"sport = :{self.port}"], capture_output=True, text=True, check=True
        )
        return bool(listed.stdout.strip())

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE_S)
        self.wait(lambda: not self.listens())


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "data")
    yield program
    program.end()


def test_the_desk_is_killed_in_a_call_and_the_call_goes_on(program: Program) -> None:
    first = program.start("--auto-answer", "0.2")
    program.wait(program.listens)
    with Uac() as caller:
        ring = caller.ring(program.port, LALEH, "<b>Laleh</b>")
        caller.talk(ring)
        program.wait(lambda: "answered" in program.journal())
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE_S)
        second = program.start()
        program.wait(lambda: program.log().count("attached to the engine") == 2)
        assert "ended" not in program.journal()
        caller.hang_up(ring)  # answered 200: the engine had the call all the time
        program.wait(lambda: "ended" in program.journal())
    second.terminate()
    assert second.wait(PATIENCE_S) == 0

    (call,) = program.rows("calls")
    (ticket,) = program.rows("tickets")
    assert list(call) == [
        "key",
        "direction",
        "number",
        "name",
        "customer_id",
        "queue",
        "ring_at",
        "answered_at",
        "ended_at",
        "wait_s",
        "talk_s",
        "outcome",
        "legs",
        "ticket_id",
        "recording",
    ]
    assert (call["direction"], call["number"], call["name"], call["outcome"]) == (
        "in",
        LALEH,
        "<b>Laleh</b>",
        "answered",
    )
    assert (ticket["id"], ticket["call_key"]) == (call["ticket_id"], call["key"])


def test_a_call_that_no_desk_has_entered_is_listed_with_its_ticket(program: Program) -> None:
    desk = program.start()
    program.wait(program.listens)
    with Uac() as caller:
        ring = caller.ring(program.port, LALEH)
        desk.send_signal(signal.SIGKILL)
        desk.wait(PATIENCE_S)
        caller.cancel(ring)
    program.wait(lambda: "ended" in program.journal())
    (call,) = program.rows("calls")
    assert call["outcome"] == "abandoned"
    assert [t["call_key"] for t in program.rows("tickets")] == [call["key"]]


def test_a_second_desk_on_the_same_folder_says_so_and_ends(program: Program) -> None:
    program.start()
    program.wait(program.listens)
    second = desk_app("run", "--data-dir", str(program.folder))
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "already open" in second.stderr


@pytest.mark.parametrize(
    ("damage", "words", "sentence"),
    [
        (b"this is no database" * 100, ["db", "check"], "damaged"),
        (None, ["calls"], "no such file"),
    ],
)
def test_a_database_that_cannot_be_read_costs_one_sentence(
    tmp_path: Path, damage: bytes | None, words: list[str], sentence: str
) -> None:
    if damage:
        (tmp_path / "desk.db").write_bytes(damage)
    done = desk_app(*words, "--data-dir", str(tmp_path))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2  # the sentence, and what was found


def test_customers_are_imported_backed_up_and_checked(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("name,phone\nلاله فرهمند,021-49258000\nNobody,12345678\n,\n", "utf-8")
    data = ["--data-dir", str(tmp_path / "data")]
    done = desk_app("customers", "import", str(table), *data)
    assert (done.returncode, done.stdout) == (0, "2 new, 0 changed, 0 as they were.\n")
    assert "line 3" in done.stderr
    again = desk_app("customers", "import", str(table), *data)
    assert again.stdout == "0 new, 0 changed, 2 as they were.\n"
    copy = tmp_path / "copy.db"
    assert desk_app("db", "backup", str(copy), *data).returncode == 0
    assert desk_app("db", "check", *data).stdout == "The database is whole.\n"
    with sqlite3.connect(copy) as db:
        assert db.execute("select count(*) from customers").fetchone() == (2,)
    db.close()


def test_doctor_names_the_engine_and_finds_nothing_wrong_but_the_sound(program: Program) -> None:
    done = desk_app("doctor", "--data-dir", str(program.folder))
    assert "SIP engine" in done.stdout
    bad = [line for line in done.stdout.splitlines() if line.startswith("BAD")]
    assert [line for line in bad if "sound" not in line] == []
