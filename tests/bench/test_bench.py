"""The bench's shortest run, end to end, so that it cannot rot. No figure is judged here."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk_app.telephony import journal_files
from tests.bench import report, rigs, ring
from tests.rigs.engine import EngineRig
from tests.rigs.uac import NoAnswer, Uac


def test_every_call_is_in_the_journal_before_its_180(tmp_path: Path) -> None:
    rung = ring.run(tmp_path, calls=8, warm_up=2)
    assert len(rung.ours_ms) == 8
    assert all(0 < ms < 5000 for ms in rung.ours_ms)
    assert rung.journalled == 8
    assert len(rung.beside_ms) == (8 if rigs.baresip_modules() else 0)


def test_no_180_while_the_journal_cannot_be_written(tmp_path: Path) -> None:
    with (
        EngineRig(tmp_path) as engine,
        Uac() as uac,
        closing(sqlite3.connect(tmp_path / journal_files.FILE_NAME, isolation_level=None)) as lock,
    ):
        engine.configure()
        lock.execute("begin immediate")
        held = uac.ring(engine.port, "+989121234567")
        lock.execute("rollback")
        uac.cancel(held)
        free = uac.ring(engine.port, "+989121234567")
        uac.cancel(free)
    assert held.ring_ms > journal_files.BUSY_MS * 0.9


def test_a_refused_invite_is_an_error_and_no_figure(tmp_path: Path) -> None:
    with EngineRig(tmp_path) as engine, Uac() as uac:
        engine.configure(allow_from=())
        with pytest.raises(NoAnswer):
            uac.ring(engine.port, "+989121234567")


def test_the_json_says_goal_and_met(tmp_path: Path) -> None:
    figures = report.spread("ring", [1.0, 2.0, 4.0], goals={"p50": 3.0}, beside=[0.5])
    report.write_json(tmp_path / "results.json", figures, report.machine(), {})
    first, second = json.loads((tmp_path / "results.json").read_text())["figures"]
    assert (first["ours"], first["goal"], first["met"], first["beside"]) == (2.0, 3.0, True, 0.5)
    assert (second["figure"], second["ours"], second["goal"], second["met"]) == (
        "p99",
        4.0,
        None,
        None,
    )


def test_a_missed_goal_is_said_plainly() -> None:
    figures = report.spread("ring", [5.0], goals={"p50": 3.0})
    assert "NOT MET: ring p50 is 5.00 ms, goal < 3.00 ms" in report.gaps(figures)
    assert "NO" in report.table(figures)
