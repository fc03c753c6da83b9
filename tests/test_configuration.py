from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desk_app import settings_file
from desk_app.background import Background
from desk_app.configuration import Configuration
from desk_app.settings import AccountSection, Settings, Sip
from desk_app.state import DataProblem

ACCOUNT = Settings(
    account=AccountSection(user="214", domain="pbx.example"), sip=Sip(listen="127.0.0.1:5062")
)


def configuration(path: Path, settings: Settings = Settings()) -> Configuration:  # noqa: B008
    background = Background("test")
    return Configuration(settings, path, background, background)


def test_a_chosen_device_is_in_force_at_once_and_remembered(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "settings.toml"
    chosen = configuration(path)
    with qtbot.waitSignal(chosen.changed):
        chosen.change("audio.microphone", "Aria H2")
    assert chosen.configure().microphone == "Aria H2"
    qtbot.waitUntil(lambda: not chosen.writing)
    assert settings_file.load(path)[0].audio.microphone == "Aria H2"


def test_a_file_that_cannot_be_written_is_told_and_the_choice_holds(
    tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = configuration(tmp_path / "missing" / "settings.toml")
    with qtbot.waitSignal(chosen.problem) as told:
        chosen.change("audio.speaker", "Aria H2")
    assert told.args == [DataProblem.SETTINGS_UNWRITABLE]
    assert chosen.configure().speaker == "Aria H2"


def test_the_account_waits_for_its_password_and_direct_calls_do_not(tmp_path: Path) -> None:
    waiting = configuration(tmp_path / "s.toml", ACCOUNT)
    assert waiting.configure().account is None
    assert waiting.configure().listen == "127.0.0.1:5062"


def test_a_password_is_nowhere_but_in_the_engines_message(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "s.toml"
    known = configuration(path, ACCOUNT)
    with qtbot.waitSignal(known.changed):
        known._on_read("s3cret")
    known.change("calls.record", True)
    qtbot.waitUntil(lambda: not known.writing)
    account = known.configure().account
    assert account is not None
    assert account.password == "s3cret"
    assert "s3cret" not in repr(known.configure())
    assert "s3cret" not in path.read_text()


def test_signed_out_means_no_line_at_all(tmp_path: Path, qtbot: QtBot) -> None:
    signed = configuration(tmp_path / "s.toml", ACCOUNT)
    with qtbot.waitSignal(signed.changed):
        signed.sign(out=True)
    assert (signed.configure().listen, signed.configure().account) == ("", None)
    signed.sign(out=False)
    assert signed.configure().listen == "127.0.0.1:5062"


def test_what_the_engine_does_not_use_is_not_sent_to_it(tmp_path: Path, qtbot: QtBot) -> None:
    chosen = configuration(tmp_path / "s.toml")
    told: list[tuple[int, int]] = []
    chosen.replaced.connect(lambda a, b: told.append((a.calls.wrap_up_s, b.calls.wrap_up_s)))
    with qtbot.assertNotEmitted(chosen.changed):
        chosen.change("calls.wrap_up_s", 20)
    assert told == [(60, 20)]


def test_another_account_does_not_get_the_old_ones_password(tmp_path: Path, qtbot: QtBot) -> None:
    known = configuration(tmp_path / "s.toml", ACCOUNT)
    known._on_read("s3cret")
    with qtbot.waitSignal(known.changed):
        known.change("account.domain", "stranger.example")
    assert known.configure().account is None
