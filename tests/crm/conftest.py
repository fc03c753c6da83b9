"""A fresh database for each test: a copy of one that the migrations made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desk_app.crm.database import Database, open_database
from desk_app.crm.service import Crm

# Other work shares the machine: an example may take long without anything being wrong.
settings.register_profile("desk", deadline=None, database=None, max_examples=60)
settings.load_profile("desk")

NOW_US = 1_763_400_000_000_000  # 17 November 2025, 17:20 UTC


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    open_database(path).close()
    return path


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "desk.sqlite"))


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
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
def open_crm(path: Path, clock: Clock) -> Iterator[Callable[[], Crm]]:
    opened: list[Crm] = []

    def make() -> Crm:
        crm = Crm(path, now_us=clock)
        crm.open()
        opened.append(crm)
        return crm

    yield make
    for crm in opened:
        crm.close()


@pytest.fixture
def crm(open_crm: Callable[[], Crm]) -> Crm:
    return open_crm()
