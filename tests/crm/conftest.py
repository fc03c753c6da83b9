"""A fresh database for each test: a copy of one that the migrations made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.crm.database import Database, open_database
from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.server import Server, Where
from desk_app.crm.service import Crm
from tests.rigs.postgres import Postgres

NOW_US = 1_763_400_000_000_000  # 17 November 2025, 17:20 UTC


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    open_database(path).close()
    return path


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "desk.sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def team(postgres: Postgres) -> Iterator[str]:
    """Name of a team's database."""
    name = postgres.fresh()
    yield name
    postgres.drop(name)


@pytest.fixture
def sara(postgres: Postgres, team: str) -> Server:
    """The team's database as an agent logs in to it."""
    return postgres.server(team, "sara")


@pytest.fixture
def desk(sara: Server) -> Iterator[AnyDatabase]:
    """An agent's."""
    opened = open_anywhere(sara)
    yield opened
    opened.close()


@pytest.fixture
def bridge(postgres: Postgres, team: str) -> Iterator[AnyDatabase]:
    """A bridge's."""
    opened = open_anywhere(postgres.server(team, "pbx-lab"))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest) -> Where:
    """Give a fresh database of either kind; on a server as an agent logs in to it."""
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("path")
        return path
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.server(request.getfixturevalue("team"), "sara")


@pytest.fixture
def database(where: Where) -> Iterator[AnyDatabase]:
    opened = open_anywhere(where)
    yield opened
    opened.close()


@pytest.fixture
def file(path: Path) -> Iterator[Database]:
    opened = open_database(path)
    yield opened
    opened.close()


class Clock:
    """The wall clock of a test."""

    def __init__(self) -> None:
        self.now_us = NOW_US

    def __call__(self) -> int:
        return self.now_us

    def advance(self, seconds: float) -> None:
        self.now_us += round(seconds * 1_000_000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_crm(where: Where, clock: Clock) -> Iterator[Callable[[], Crm]]:
    opened: list[Crm] = []

    def make() -> Crm:
        crm = Crm(where, now_us=clock)
        crm.open()
        opened.append(crm)
        return crm

    yield make
    for crm in opened:
        crm.close()


@pytest.fixture
def crm(open_crm: Callable[[], Crm]) -> Crm:
    return open_crm()
