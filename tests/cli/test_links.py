"""Links of other programs: the files of the freedesktop specifications, per user."""

from __future__ import annotations

import configparser
import subprocess
from pathlib import Path

import pytest

from desk_app.cli import links
from desk_app.paths import default_data_dir

TEL = "x-scheme-handler/tel"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def read(path: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(delimiters=("=",), strict=True)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read(path, "utf-8")
    return parser


def command(path: Path) -> list[str]:
    """Read Exec as a desktop does: unescape the value, take it apart, undouble the %.

    Its quotes are those of a shell.
    """
    value = read(path)["Desktop Entry"]["Exec"].replace("\\\\", "\\")
    words = subprocess.run(["sh", "-c", f"printf '%s\\n' {value}"], capture_output=True, check=True)
    return [word.replace("%%", "%") for word in words.stdout.decode().splitlines()]


def test_the_entry_names_program_folder_and_types(home: Path) -> None:
    nasty = home / 'a "b" $HOME 50% \\ `x`'
    links.install(nasty)
    path = home / "share" / "applications" / links.NAME
    *program, word, option, folder, end, url = command(path)
    assert Path(program[0]).exists()
    assert (word, option, folder, end, url) == ("dial", "--data-dir", str(nasty), "--", "%u")
    types = read(path)["Desktop Entry"]["MimeType"].split(";")
    assert types == [TEL, "x-scheme-handler/sip", "x-scheme-handler/callto", ""]


def test_the_usual_folder_is_not_named() -> None:
    assert "--data-dir" not in links.entry(default_data_dir())


def test_other_choices_of_the_user_stay_and_come_back(home: Path) -> None:
    path = home / "config" / "mimeapps.list"
    path.parent.mkdir()
    before = (
        "# mine\n[Added Associations]\ntext/plain=vim.desktop;\n[Default Applications]\n"
        f"text/html=firefox.desktop;\n{TEL}=linphone.desktop;\n\n[Removed Associations]\n"
        "a/b=c.desktop;\n"
    )
    path.write_text(before)
    links.install(default_data_dir())
    links.install(default_data_dir())
    defaults = read(path)["Default Applications"]
    assert defaults[TEL] == f"{links.NAME};linphone.desktop;"
    assert defaults["text/html"] == "firefox.desktop;"
    links.remove()
    assert read(path) == read_text(before, home)
    assert path.read_text().startswith("# mine\n")
    assert not (home / "share" / "applications" / links.NAME).exists()


def read_text(text: str, home: Path) -> configparser.RawConfigParser:
    path = home / "before"
    path.write_text(text)
    return read(path)


def test_removing_what_was_never_there_writes_nothing(home: Path) -> None:
    links.remove()
    assert not (home / "config").exists()
