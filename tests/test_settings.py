from __future__ import annotations

import importlib.util
from pathlib import Path

import msgspec
import pytest

from desk_app import settings, settings_file
from desk_app.settings import Settings, Theme


def test_missing_file_is_all_defaults_and_no_complaint(tmp_path: Path) -> None:
    assert settings_file.load(tmp_path / "none.toml") == (Settings(), ())


def test_documented_example_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[sip]\nlisten = "127.0.0.1:5062"\nallow_from = ["127.0.0.1"]\n')
    loaded, complaints = settings_file.load(path)
    assert loaded.sip.listen == "127.0.0.1:5062"
    assert loaded.sip.allow_from == ("127.0.0.1",)
    assert complaints == ()


@pytest.mark.parametrize(
    "text", ["[sip", "\x00", "a = = b", "[sip]\nlisten = 'x'\n[sip]\n"], ids=repr
)
def test_broken_file_gives_defaults_and_names_itself(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    loaded, complaints = settings_file.load(path)
    assert loaded == Settings()
    assert [complaint.key for complaint in complaints] == [""]


def test_one_bad_setting_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        '[calls]\nwrap_up_s = "long"\nring_timeout_s = 30\nbad = 1\n'
        '[numbers]\nregion = "Iran"\nrewrite = [["^9(.*)$", "\\\\2"]]\n[nonsense]\n'
    )
    loaded, complaints = settings_file.load(path)
    assert loaded.calls.ring_timeout_s == 30
    assert loaded.calls.wrap_up_s == Settings().calls.wrap_up_s
    assert {complaint.key for complaint in complaints} == {
        "calls.wrap_up_s",
        "calls.bad",
        "numbers.region",
        "numbers.rewrite",
        "nonsense",
    }


def test_saving_one_setting_keeps_the_rest_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\n[calls]\nrecord = true # always\n")
    settings_file.save(path, "general.theme", Theme.DARK)
    text = path.read_text()
    assert "# mine" in text
    assert "# always" in text
    loaded, complaints = settings_file.load(path)
    assert (loaded.general.theme, loaded.calls.record, complaints) == (Theme.DARK, True, ())


def test_saving_over_a_broken_file_keeps_the_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[sip")
    settings_file.save(path, "calls.wrap_up_s", 30)
    assert (tmp_path / "settings.toml.broken").read_text() == "[sip"
    assert settings_file.load(path)[0].calls.wrap_up_s == 30


def test_a_value_outside_its_range_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(msgspec.ValidationError):
        settings_file.save(path, "audio.ring_volume", 101)
    assert not path.exists()


def test_every_setting_says_what_it_is() -> None:
    rows = list(settings.table())
    assert len(rows) > 25
    assert all(row.sentence.endswith(".") for row in rows)
    assert not [row.key for row in rows if "password" in row.key]


def test_the_settings_page_is_the_table() -> None:
    root = Path(__file__).resolve().parent.parent
    spec = importlib.util.spec_from_file_location("page", root / "build" / "settings_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (root / "docs" / "settings.md").read_text("utf-8") == module.page()


def test_a_file_that_has_gone_is_no_first_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert settings_file.never_was(path)
    path.write_text("[calls]\nwrap_up_s = 5\n")
    settings_file.remember(path)
    path.unlink()
    assert not settings_file.never_was(path)
