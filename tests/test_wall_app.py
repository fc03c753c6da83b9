"""`desk-app wall` as a process, on a real server with a floor that the real publisher writes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from desk_app.bridge.publishing import Publisher
from desk_app.bridge.store import Worker
from desk_app.crm.server import Server
from desk_app.crm.team import floor as published
from desk_app.telephony.team.board import Floor
from desk_app.ui.wall.header import Mode
from tests.crm.conftest import postgres as postgres
from tests.crm.conftest import team as team
from tests.rigs.postgres import PASSWORD, Postgres
from tests.rigs.wall_process import Shown, WallRig
from tests.ui.wall import sample


class Publishing:
    """A bridge's publisher, told by the test what the floor is."""

    def __init__(self, server: Server) -> None:
        self._loop = asyncio.new_event_loop()
        self._worker = Worker(server, "floor")
        begin = self._worker.change(lambda c: published.begin_to_lead(c, "lab"))
        term = self._loop.run_until_complete(begin)
        self._publisher = Publisher(self._worker, "lab", term, Floor("lab"))

    def publish(self, floor: Floor) -> None:
        """Publish a floor."""
        self._loop.run_until_complete(self._publisher.publish(floor))

    def is_live(self, wall: Shown) -> bool:
        """Publish what is now until a wall, however slow, shows it in time."""
        live = wall.mode is Mode.LIVE
        if not live:
            self.publish(sample.floor(now_us=now_us()))
        return live

    def close(self) -> None:
        """End its thread."""
        self._worker.close()
        self._loop.close()


@pytest.fixture
def publishing(postgres: Postgres, team: str) -> Iterator[Publishing]:
    with closing(Publishing(postgres.server(team, "pbx-lab"))) as made:
        yield made


def settings(folder: Path, url: str, password: str) -> Path:
    """Write a wall's settings, and libpq's password file, which is returned."""
    (folder / "data").mkdir()
    said = f'[general]\nlanguage = "en"\n[database]\nurl = "{url}"\n'
    (folder / "data" / "settings.toml").write_text(said, "utf-8")
    known = folder / "pgpass"
    known.write_text(f"*:*:*:*:{password}\n")
    known.chmod(0o600)
    return known


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def now_us() -> int:
    return time.time_ns() // 1000


def test_a_wall_shows_what_is_published_and_greys_when_it_is_not_true_any_more(
    postgres: Postgres, team: str, publishing: Publishing, tmp_path: Path
) -> None:
    known = settings(tmp_path, postgres.address(team, "mina", tcp=True), PASSWORD)
    with WallRig(tmp_path / "data", known) as wall:
        assert wall.until(lambda now: now.acts).chip == "Nothing heard yet"
        floor = sample.floor(now_us=now_us())
        publishing.publish(floor)
        shown = wall.until(lambda now: now.mode is Mode.LIVE)
        assert shown.queues == ("Support", "Billing", "Visits", "Sales")
        assert bare(shown.waiting[0]).startswith("Support: 8 waiting")

        publishing.publish(replace(floor, linked=False))
        cut = wall.until(lambda now: now.mode is Mode.STALE)
        assert cut.banner.startswith("Link to the PBX lost.")  # no silence has told it
        assert cut.chip.startswith("Stale since")

        heard_us = now_us()
        publishing.publish(replace(floor, heard_us=heard_us))
        wall.until(lambda now: now.mode is Mode.LIVE)
        silent = wall.until(lambda now: now.mode is Mode.STALE)
        assert now_us() / 1e6 - heard_us / 1e6 > 9.5
        assert silent.banner.startswith("No news from the PBX.")
        publishing.publish(replace(floor, heard_us=now_us()))
        wall.until(lambda now: now.mode is Mode.LIVE and not now.banner)
        assert wall.close() == ""


def test_a_wrong_password_is_one_sentence_on_the_wall_and_for_who_started_it(
    postgres: Postgres, team: str, tmp_path: Path
) -> None:
    known = settings(tmp_path, postgres.address(team, "mina", tcp=True), "wrong")
    with WallRig(tmp_path / "data", known) as wall:
        shown = wall.until(lambda now: "does not accept" in now.banner)
        assert shown.banner == (
            "The team's database does not accept this login: ask your administrator for its "
            "password, and open the wall again."
        )
        assert wall.close() == "The team's database does not accept this login.\n"


def test_a_server_that_goes_away_greys_the_wall_at_once_and_comes_back(
    team: str, publishing: Publishing, postgres: Postgres, tmp_path: Path
) -> None:
    known = settings(tmp_path, postgres.address(team, "mina", tcp=True), PASSWORD)
    with WallRig(tmp_path / "data", known) as wall:
        wall.until(lambda now: now.acts)
        wall.until(publishing.is_live)
        with postgres.connect() as admin:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mina'"
            admin.execute(cut)
        lost = wall.until(lambda now: now.mode is Mode.STALE)
        assert lost.banner.startswith("Link to the team's database lost.")
        wall.until(lambda now: publishing.is_live(now) and not now.banner)
