"""Passwords in a real gnome-keyring, on a session bus of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "s3cret-\u067e\u0633"


def in_session(folder: Path, script: str, *, keyring: bool = True) -> str:
    """Run Python on a fresh session bus, with an unlocked keyring or none; return its output."""
    unlock = "echo '' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PASSWORD": PASSWORD,
    }
    command = [
        "sh",
        "-c",
        (unlock if keyring else "") + 'exec "$0" -c "$1"',
        sys.executable,
        script,
    ]
    if keyring:
        command = ["dbus-run-session", "--", *command]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_password_is_kept_encrypted_and_read_again(tmp_path: Path) -> None:
    wrote = (
        "import os; from desk_app import passwords\n"
        "print(passwords.read('214@pbx'))\n"
        "passwords.write('214@pbx', os.environ['PASSWORD'])\n"
        "print(passwords.read('214@pbx') == os.environ['PASSWORD'])"
    )
    assert in_session(tmp_path, wrote) == "None\nTrue"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any("keyrings" in str(path) for path in files)
    assert not [path for path in files if PASSWORD.encode() in path.read_bytes()]


def test_without_a_keyring_nothing_is_written_anywhere(tmp_path: Path) -> None:
    script = (
        "import os; from desk_app import passwords\n"
        "try: passwords.write('214@pbx', os.environ['PASSWORD'])\n"
        "except passwords.KeyringUnusable as error: print('refused')"
    )
    assert in_session(tmp_path, script, keyring=False) == "refused"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_keyring_that_keeps_nothing_safe_is_refused(tmp_path: Path) -> None:
    script = (
        "import keyring; from keyring.backends import null\n"
        "keyring.set_keyring(null.Keyring())\n"
        "from desk_app import passwords\n"
        "try: passwords.read('214@pbx')\n"
        "except passwords.KeyringUnusable as error: print('refused')"
    )
    assert in_session(tmp_path, script, keyring=False) == "refused"
