"""Fonts at set-up: what is copied, and what is said where there are none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from build import assets, environment


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "FONTS", tmp_path / "fonts")
    return tmp_path / "fonts"


def test_without_npm_one_sentence_is_said_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "_inter", lambda: True)
    assets.fonts()
    assert capsys.readouterr().err.count("\n") == 1
    assets.fonts()
    assert capsys.readouterr().err == ""


def test_fonts_that_are_there_are_not_fetched_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "Inter-Regular.otf").touch()
    (folder / "Vazirmatn-UI-NL-Regular.ttf").touch()
    monkeypatch.delattr(assets, "_inter")
    monkeypatch.delattr(assets, "_vazirmatn")
    assets.fonts()


def test_set_up_goes_on_without_prompts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "program", lambda name: Path("/bin/false"))
    assets.prompts()
    assert capsys.readouterr().err.count("\n") == 1


def test_what_set_up_fetches_can_be_loaded_by_qt(qapp: QApplication) -> None:
    """Qt reads .ttf and .otf, not .woff2, which is all that npm has of Inter."""
    for path in [*assets.FONTS.glob("*.ttf"), *assets.FONTS.glob("*.otf")]:
        assert QRawFont(str(path), 13.0).isValid(), path
