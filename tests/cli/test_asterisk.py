"""`desk-app bridge --asterisk-config`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk_app.__main__ import main
from desk_app.cli.asterisk import SECRET

SETTINGS = """
[pbx]
strategies = {"Sales" = "ringall"}
[[queues]]
name = "Support"
numbers = ["500"]
[[queues]]
name = "Sales"
numbers = ["501"]
"""


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    (tmp_path / "settings.toml").write_text(SETTINGS, "utf-8")
    phones = tmp_path / "phones.txt"
    phones.write_text("# the team\n201 سارا احمدی\n\n202\n", "utf-8")
    given = ["bridge", "--asterisk-config", "--data-dir", str(tmp_path), "--phones", str(phones)]
    return [*given, "--into", str(tmp_path / "asterisk")]


def test_writing_again_keeps_the_passwords(words: list[str], tmp_path: Path) -> None:
    assert main(words) == 0
    folder = tmp_path / "asterisk"
    before = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert main(words) == 0
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == before
    assert len(before) == 5
    assert 'callerid = "سارا احمدی" <201>' in before["desk_app_pjsip.conf"]
    assert "[Sales]\nstrategy = ringall" in before["desk_app_queues.conf"]
    assert all(path.stat().st_mode & 0o007 == 0 for path in folder.iterdir())


def test_the_files_are_the_folders_owners(words: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "asterisk"
    folder.mkdir()
    if os.geteuid() == 0:  # Asterisk's own user; nobody else can give files away
        os.chown(folder, 65534, 65534)
    assert main(words) == 0
    owner = folder.stat().st_uid, folder.stat().st_gid
    assert {(p.stat().st_uid, p.stat().st_gid) for p in folder.iterdir()} == {owner}


def test_the_bridge_s_password_is_taken_from_the_environment(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "a-password-of-ours")
    assert main(words) == 0
    text = (tmp_path / "asterisk" / "desk_app_manager.conf").read_text("utf-8")
    assert "secret = a-password-of-ours\n" in text


def test_it_is_printed_with_where_to_include_it(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words[:-2]) == 0
    said = capsys.readouterr().out
    assert "; --- desk_app_queues.conf: in queues.conf, at the end: #include" in said


def test_settings_that_asterisk_cannot_take_are_named(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[[queues]]\nname = "A"\nnumbers = ["_X"]\n', "utf-8")
    assert main(words) == 1
    assert "'_X' cannot be a number" in capsys.readouterr().err
    assert not (tmp_path / "asterisk").exists()


def test_what_asterisk_does_nothing_with_is_named(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        '[[queues]]\nname = "Support"\nlanguages = ["fa", "en"]\nwhen_late = "voicemail"\n'
        'priority_tags = { "key account" = 10 }\n[[queues]]\nname = "Sales"\n'
    )
    assert main(words) == 0
    said = "Asterisk does nothing with priority_tags, languages after fa, when_late = voicemail."
    assert capsys.readouterr().err == f"{settings}: Support: {said}\n"
