"""Which Asterisk is taken: the machine's own where it is one of ours, else the unpacked one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from build import asterisk


def program(folder: Path, version: str) -> Path:
    """Make an `asterisk` that says it is of this version."""
    folder.mkdir()
    path = folder / "asterisk"
    path.write_text(f"#!/bin/sh\necho 'Asterisk {version}'\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("version", ["20.9.3", "22.5.0", "certified/20.7-cert8"])
def test_an_installed_one_is_taken(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program(tmp_path / "bin", version)
    monkeypatch.setenv("PATH", f"{own.parent}:/bin")
    found = asterisk.provide()
    assert (found.command, found.folders) == ((str(own),), {})
    assert found.version == version.removeprefix("certified/").partition("-")[0]


def test_one_that_is_too_old_is_not_and_the_unpacked_one_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asterisk.provide()  # unpacked by now, also where this test runs alone
    own = program(tmp_path / "bin", "18.20.0")
    monkeypatch.setenv("PATH", str(own.parent))  # no apt, no mmdebstrap
    found = asterisk.provide()
    assert found.command[0] != str(own)
    assert found.version.split(".")[0] in asterisk.GOOD
    said = subprocess.run([*found.command, "-V"], capture_output=True, text=True, check=True)
    assert found.version in said.stdout
