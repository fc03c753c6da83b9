"""`desk-app report` as an administrator types it, in a process of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.json import encode as json_of

from desk_app.crm.opening import open_anywhere
from desk_app.crm.service import Crm
from desk_app.crm.team.floor import Part, begin_to_lead, publish
from desk_app.paths import Paths
from desk_app.telephony.team.board import QueueNow, QueueTerms
from tests.crm.conftest import NOW_US, Clock
from tests.crm.queue_calls import QueueCalls
from tests.rigs.postgres import PASSWORD, Postgres


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


def desk_app(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desk_app", "report", "--data-dir", str(data), *words]
    environment = os.environ | {"TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"} | more
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


def test_a_teams_report_is_of_its_server_and_counts_as_its_bridge_does(
    data: Path, tmp_path: Path
) -> None:
    """Though an old database of this desk alone lies beside its settings."""
    with closing(Postgres()) as postgres:
        name = postgres.fresh()
        terms = QueueTerms(target_s=60)
        part = Part("queue", "Support", json_of(QueueNow("Support", terms=terms)).decode())
        with closing(open_anywhere(postgres.server(name, "pbx-lab"))) as database:
            term = database.change(lambda c: begin_to_lead(c, "lab"))
            database.change(lambda c: publish(c, "lab", term, [part]))
        crm = Crm(postgres.server(name, "pbx-lab"), now_us=Clock())
        crm.open(create=False)
        QueueCalls(crm, Clock(), NOW_US).answered(0, 50)
        crm.close()
        url = postgres.address(name, "mina", tcp=True)
        (data / "settings.toml").write_text(f'[database]\nurl = "{url}"\n', "utf-8")
        known = tmp_path / "pgpass"
        known.write_text(f"*:*:*:*:{PASSWORD}\n")
        known.chmod(0o600)
        period = ("--from", "2025-11-17", "--to", "2025-11-17", "--queue", "Support")
        words = (*period, "--by", "day", "--language", "en", str(tmp_path / "team.csv"))
        none = "keyring.backends.null.Keyring"
        done = desk_app(data, *words, PGPASSFILE=str(known), PYTHON_KEYRING_BACKEND=none)
    assert done.returncode == 0, done.stderr
    (row, _total) = csv.DictReader((tmp_path / "team.csv").read_text("utf-8-sig").splitlines())
    assert (row["Offered"], row["Service level (%)"]) == ("1", "100.0")


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
