"""A disk that does not answer: what is typed and set goes on, and is written when it does."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest

from desk_app.state import DataProblem, Saving
from tests.faults.program import Program
from tests.rigs.patience import PATIENCE_S

HANGS_S = PATIENCE_S
WORDS = "Fibre drops every evening from about eight"


@contextmanager
def hanging(path: Path) -> Iterator[None]:
    """Let whoever opens `path` to write wait until the block ends.

    Raises:
        AssertionError: this thread itself had to wait for it.
    """
    os.mkfifo(path)
    over, late = threading.Event(), []

    def read() -> None:
        late.extend([] if over.wait(HANGS_S) else [path])
        path.read_bytes()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield
    over.set()
    reader.join(HANGS_S)
    assert not late
    assert not reader.is_alive(), "nobody wrote"


def test_typing_goes_on_while_the_disk_hangs(program: Program) -> None:
    program.open()
    other = sqlite3.connect(program.paths.database, isolation_level=None)
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.wait(lambda: program.case(key).ticket)
        notes = program.view.call_page.ticket.notes
        notes.setFocus()
        with hanging(program.paths.unsaved.with_suffix(".new")):
            other.execute("begin immediate")  # now the words are to be kept beside
            for letter in WORDS:
                QTest.keyClick(notes, letter)  # type: ignore[call-overload]
            notes.flush()
            program.wait(lambda: DataProblem.LOCKED in program.notices())
            QTest.keyClicks(notes, ", and it is felt")
            assert notes.toPlainText() == f"{WORDS}, and it is felt"
            # What is not on the disk is not said to be there.
            assert program.case(key).saving is Saving.SAVING
        program.wait(lambda: program.case(key).saving is Saving.KEPT)
        other.execute("rollback")
        other.close()
        program.wait(lambda: program.case(key).saving is Saving.SAVED)
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    program.close()
    (ticket,) = program.recorded(key)
    assert ticket["notes"] == f"{WORDS}, and it is felt"


def test_a_setting_is_in_force_while_the_disk_hangs(program: Program) -> None:
    program.open()
    configuration = program.core.configuration
    pipe = program.paths.data_dir / "pipe"
    # Not in the settings' own place: what comes to lie there is read again.
    with hanging(pipe):
        program.core.files.run(lambda: pipe.write_bytes(b""), lambda _: None, lambda _: None)
        configuration.change("calls.wrap_up_s", 7)
        configuration.change("calls.record", True)
        assert configuration.settings.calls.wrap_up_s == 7
        program.a_call_works()
        assert configuration.writing
    program.wait(lambda: not configuration.writing)
    assert configuration.settings.calls.wrap_up_s == 7
    program.close()
    program.open()
    calls = program.core.configuration.settings.calls
    assert (calls.wrap_up_s, calls.record) == (7, True)
