"""The set-up's decisions: which package, which Python, which engine, and what is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build import environment, machine, platforms, say
from build.engine import compiling, provide, recipe, source


def test_a_renamed_library_counts_under_either_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.84)\nlibgl1\tconfig-files\t\n"
    monkeypatch.setattr(machine, "_dpkg", lambda names: rows)
    wanted = ["libglib2.0-0t64|libglib2.0-0", "libglib2.0-0", "libgl1", "xvfb"]
    assert machine._missing(wanted) == ["libgl1", "xvfb"]


def test_without_root_and_sudo_the_sentence_names_the_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "_dpkg", lambda names: "")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "sudo" else f"/bin/{name}")
    with pytest.raises(say.Trouble, match=r"as root, run: apt-get install xvfb$"):
        machine.need(["xvfb"], "for the tests")


def test_a_python_that_does_not_run_is_not_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pyenv shim is there, is executable, and fails."""
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\necho 'pyenv: not selected' >&2\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    candidates = {"3.12": [shim], "3.13": [], "3.11": [Path(sys.executable)]}
    monkeypatch.setattr(platforms, "python_candidates", lambda version: candidates[version])
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    monkeypatch.setattr(environment, "PYTHONS", ("3.12", "3.13", "3.11"))
    assert environment.find_python("3.12") is None
    found = environment.find_python("3.11")
    assert (found is not None) == (here == "3.11")


def test_where_the_engine_cannot_be_built_one_sentence_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Path:
        raise say.Trouble("There is no compiler.")

    monkeypatch.setattr(provide, "_built", fail)
    chosen = provide.provide(Path("python"), "3.12", provide.Wish())
    assert chosen == provide.Engine(recipe.PREBUILT, built=False)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "There is no compiler" in said[0]
    assert "4 calls at most, TLS 1.2 at most, no Opus" in said[0]


def test_python_3_13_has_no_prebuilt_engine() -> None:
    with pytest.raises(say.Trouble, match=r"No SIP engine for Python 3\.13"):
        provide.provide(Path("python"), "3.13", provide.Wish(prebuilt=True))


def test_a_given_source_that_does_not_build_is_not_replaced_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "need", lambda *_: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compiling, "target_of", lambda python: None)
    wish = provide.Wish(tarball=tmp_path / "pjproject.tar.bz2")
    with pytest.raises(say.Trouble, match="no pjproject source"):
        provide.provide(Path(sys.executable), "3.12", wish)


def test_a_source_with_the_wrong_sum_is_refused(tmp_path: Path) -> None:
    tarball = tmp_path / "pjproject.tar.bz2"
    tarball.write_bytes(b"not what was released")
    with pytest.raises(say.Trouble, match="SHA-256"):
        source.from_path(tarball, "0" * 64)


def test_the_words_of_engine_are_read() -> None:
    wish = provide.parse(["--source", "/x/pj.tar.xz", "--sha256", "ab", "--again"])
    assert wish == provide.Wish(False, True, Path("/x/pj.tar.xz"), "ab")
    with pytest.raises(say.Trouble, match="--prebuild"):
        provide.parse(["--prebuild"])


def test_an_older_pjproject_is_refused(tmp_path: Path) -> None:
    mak = "export PJ_VERSION_MAJOR  := 2\nexport PJ_VERSION_MINOR  := 16\n"
    (tmp_path / "version.mak").write_text(mak + "export PJ_VERSION_REV :=\n", encoding="utf-8")
    with pytest.raises(say.Trouble, match=r"2\.16; 2\.17 is the oldest"):
        compiling._version(tmp_path)


def test_a_patch_is_left_out_where_the_source_is_mended(tmp_path: Path) -> None:
    patch = recipe.PATCHES[0]
    file = tmp_path / patch.target
    file.parent.mkdir(parents=True)
    file.write_text("int tags[64];\n", encoding="utf-8")
    assert patch.wanted_by(tmp_path)
    file.write_text("int tags[64];\nif (cr_attr_count >= 64)\n", encoding="utf-8")
    assert not patch.wanted_by(tmp_path)


def test_an_unknown_word_ends_with_one_sentence() -> None:
    command = [sys.executable, str(environment.ROOT / "dev.py"), "dance"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "run demo pbx test check bench fmt screenshots package engine" in result.stderr
