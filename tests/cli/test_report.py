"""`desk-app report` as an administrator types it, in a process of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.crm.service import Crm
from desk_app.paths import Paths
from tests.crm.conftest import NOW_US, Clock
from tests.crm.queue_calls import QueueCalls


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paths = Paths(tmp_path / "data")
    paths.create()
    clock = Clock()
    crm = Crm(paths.database, now_us=clock)
    crm.open()
    queue = QueueCalls(crm, clock, NOW_US)  # 17 November 2025, 26 Aban 1404
    queue.answered(0, 5)
    queue.answered(10, 50)
    queue.gone(20, 60, queue="Sales")
    crm.close()
    return tmp_path / "data"


def desk_app(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desk_app", "report", "--data-dir", str(data), *words]
    environment = os.environ | {"TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=100, env=environment
    )


def test_a_table_of_days_jalali_and_gregorian_alike(data: Path, tmp_path: Path) -> None:
    period = ("--from", "1404/8/25", "--to", "2025-11-18", "--queue", "Support", "--by", "day")
    file = tmp_path / "report"
    done = desk_app(data, *period, "--format", "csv", "--language", "en", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert [row["Offered"] for row in rows] == ["0", "2", "0", "2"]
    assert rows[1]["Service level (%)"] == "50.0"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "tomorrow", "--to", "2025-11-18", "x.csv"), "Write days as"),
        (("--from", "2025-11-18", "--to", "2025-11-17", "x.csv"), "ends before it begins"),
        (("--from", "2025-11-17", "--to", "2025-11-18", "x.doc"), "--format csv, xlsx or pdf"),
        (("--from", "2020-11-17", "--to", "2025-11-18", "--by", "hour", "x.csv"), "longer inter"),
        (("--from", "2025-11-17", "--to", "2025-11-18", "/nowhere/x.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(data: Path, words: tuple[str, ...], said: str) -> None:
    done = desk_app(data, "--language", "en", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
