"""`desk-app bridge` as systemd runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.cli import asterisk, bridge
from desk_app.crm.server import Server
from tests.rigs.asterisk import Asterisk
from tests.rigs.bridge import Team, until
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres

_PASSED_ON = ("PATH", "HOME", "LANG", "PYTHONPATH")


def _run(folder: Path, settings: str, secrets: dict[str, str]) -> subprocess.Popen[str]:
    """Start the program on a data folder, with secrets as systemd's LoadCredential gives them."""
    folder.mkdir()
    (folder / "settings.toml").write_text(settings, "utf-8")
    credentials = folder / "credentials"
    credentials.mkdir()
    for name, secret in secrets.items():
        (credentials / name).write_text(f"{secret}\n")
    env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "desk_app", "bridge", "--data-dir", str(folder)],
        env=env | {"CREDENTIALS_DIRECTORY": str(credentials)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _settings(pbx: Asterisk, server: Server) -> str:
    return (
        f'[pbx]\nmanager = "{pbx.ami}"\nqueue_log = "{pbx.folder}/log/queue_log"\n'
        f'[database]\nurl = "{server.url}"\n'
    )


def test_it_leads_and_ends_cleanly_on_sigterm(
    running: Asterisk, postgres: Postgres, database: str, tmp_path: Path
) -> None:
    server = postgres.server(database, "pbx-lab")
    secret = running.team.manager.secret
    secrets = {asterisk.SECRET: secret, bridge.DATABASE_SECRET: server.password}
    process = _run(tmp_path / "data", _settings(running, server), secrets)
    with Team(server) as team:
        until(lambda: team.floor.linked)
        assert {queue.name for queue in team.floor.queues} == {"Support", "Sales", "All"}
        process.send_signal(signal.SIGTERM)
        said, troubles = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, said) == (0, "")
        # On a busy machine the server may be late, which the bridge then says.
        assert all("late: " in line for line in troubles.splitlines()), troubles
        assert not team.floor.linked
    written = (tmp_path / "data" / "logs" / "bridge.log").read_text("utf-8")
    assert "this bridge leads" in written
    assert secret not in written
    assert server.password not in written


def test_a_wrong_password_is_said_aloud_and_tried_on(
    running: Asterisk, postgres: Postgres, database: str, tmp_path: Path
) -> None:
    server = postgres.server(database, "pbx-lab")
    secrets = {asterisk.SECRET: "x", bridge.DATABASE_SECRET: "wrong"}
    process = _run(tmp_path / "data", _settings(running, server), secrets)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "refused" in line and server.url in line
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0


@pytest.mark.parametrize("missing", ["database", "secret"])
def test_what_is_missing_is_said_in_a_sentence(tmp_path: Path, missing: str) -> None:
    settings = '[database]\nurl = "postgresql://bridge@localhost/desk"\n'
    process = _run(tmp_path / "data", "" if missing == "database" else settings, {})
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert {"database": "[database] url", "secret": asterisk.SECRET}[missing] in said
    assert len(said.splitlines()) == 1


def test_the_process_has_no_window_and_no_phone(tmp_path: Path) -> None:
    code = "import sys, desk_app.cli.bridge; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"PySide6", "pjsua2", "pyaudio"}
