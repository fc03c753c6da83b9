"""The words of a team's administrator, on a real server: db init, people, and what refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from desk_app.__main__ import main
from desk_app.crm.migrations import HEAD
from tests.rigs.postgres import ADMIN, PASSWORD, Postgres

Word = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Word:
    """Run a word of the command line; libpq's password file knows the administrator's."""
    known = tmp_path / "pgpass"
    known.write_text(f"*:*:*:{ADMIN}:{PASSWORD}\n")
    known.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(known))

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--data-dir", str(tmp_path / "data")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_team_is_set_up_and_its_people_log_in(postgres: Postgres, word: Word) -> None:
    url = postgres.address("a_new_team", tcp=True)
    code, said, _ = word("db", "init", url)
    assert code == 0 and f"was at revision none and is at {HEAD}" in said
    assert word("db", "init", url)[1].startswith(f"The team's database was at revision {HEAD}")
    add = ("people", "add", "--database", url)
    code, said, _ = word(*add, "nima", "--role", "supervisor", "--extension", "130")
    assert code == 0 and "nima is added: supervisor, phone PJSIP/130." in said
    found = re.search(r"shown this once: (\S+)", said)
    assert found is not None
    with psycopg.connect(postgres.address("a_new_team", "nima"), password=found[1]) as nima:
        assert nima.execute("SELECT interface FROM people").fetchall() == [("PJSIP/130",)]
    local = "Local/130@agents/n"
    code, said, _ = word(*add, "nima", "--role", "agent", "--interface", local)
    assert (code, said) == (0, f"nima is changed: agent, phone {local}.\n")
    for other in ("SIP/nima", "Local/130@agents/n&PJSIP/1", "Local/${X}@agents", "PJSIP/"):
        code, _, error = word(*add, "nima", "--role", "agent", "--interface", other)
        assert code == 1 and "no phone's name" in error
    listed = word("people", "list", "--database", url)[1]
    assert listed == f"nima  agent    {local}\n"
    assert word("people", "remove", "--database", url, "nima")[0] == 0
    assert word("people", "remove", "--database", url, "nima")[0] == 1
    code, _, error = word(*add, ADMIN, "--role", "admin")
    assert code == 1 and "something else" in error


@pytest.mark.parametrize("piped", [True, False])
def test_a_desk_is_connected(postgres: Postgres, tmp_path: Path, piped: bool) -> None:
    """With a password that is piped in, or that libpq's own file has; never in the settings."""
    url = postgres.address(postgres.fresh(), "sara", tcp=True)
    known = tmp_path / "pgpass"
    known.write_text("" if piped else f"*:*:*:sara:{PASSWORD}\n")
    known.chmod(0o600)

    def connect(typed: str) -> subprocess.CompletedProcess[str]:
        none = "keyring.backends.null.Keyring"
        return subprocess.run(
            [
                *(sys.executable, "-m", "desk_app", "db", "connect", url),
                *("--data-dir", str(tmp_path / "data")),
            ],
            input=typed,
            env=os.environ | {"PGPASSFILE": str(known), "PYTHON_KEYRING_BACKEND": none},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    if piped:
        assert "does not accept this login" in connect("").stderr
        assert "does not accept this login" in connect("wrong\n").stderr
        assert not (tmp_path / "data" / "settings.toml").exists()
    done = connect(f"{PASSWORD}\n" if piped else "")
    assert (done.returncode, done.stderr) == (0, "")
    assert ("will ask for the password" in done.stdout) is piped
    settings = (tmp_path / "data" / "settings.toml").read_text("utf-8")
    assert url in settings
    assert PASSWORD not in settings


def test_what_cannot_be_is_one_sentence(postgres: Postgres, word: Word) -> None:
    for url, sentence in (
        ("postgresql://dba:secret@127.0.0.1/desk", "no address"),
        ("mysql://dba@127.0.0.1/desk", "no address"),
        ("postgresql://dba@127.0.0.1:1/desk", "does not answer"),
        (postgres.address("postgres", "nobody_here", tcp=True), "does not accept this login"),
    ):
        code, said, error = word("db", "init", url)
        assert (code, said) == (1, "") and sentence in error, error
        assert "secret" not in error
    assert word("people", "list")[0] == 1  # no address at all


def test_a_desk_of_a_team_has_no_file_to_check(
    postgres: Postgres, word: Word, tmp_path: Path
) -> None:
    url = postgres.address("a_third_team", tcp=True)
    word("db", "init", url)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text(f'[database]\nurl = "{url}"\n')
    assert word("db", "check")[:2] == (0, "The team's database answers, and is of this version.\n")
    assert "pg_dump" in word("db", "backup", str(tmp_path / "copy"))[2]
    assert "db init" in word("db", "upgrade")[2]
    assert word("tickets", "--json")[:2] == (0, "")
    assert not (tmp_path / "data" / "desk.db").exists()
