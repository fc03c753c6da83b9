"""A settings file that is broken, half right, or gone."""

from __future__ import annotations

import pytest

from desk_app.state import DataProblem
from tests.faults.program import Program


@pytest.mark.parametrize("content", [b"[sip\nlisten = \xff", None])
def test_a_file_that_cannot_be_read_is_stood_in_for(
    program: Program, content: bytes | None
) -> None:
    program.open()
    program.close()
    program.paths.settings.unlink()
    if content is not None:
        program.paths.settings.write_bytes(content)
    program.open()  # and it listens where it did before
    program.told(DataProblem.SETTINGS_UNREADABLE)
    key = program.a_call_works()
    program.core.configuration.change("audio.ring_volume", 50)
    program.close()
    program.recorded(key)
    if content is not None:
        assert program.paths.settings.with_suffix(".toml.broken").read_bytes() == content
    program.open()
    assert program.notices() == []
    assert program.core.configuration.settings.audio.ring_volume == 50


def test_a_first_file_that_cannot_be_read_costs_the_settings_only(program: Program) -> None:
    program.paths.settings.write_text("[[[")
    program.open(listens=False)
    program.told(DataProblem.SETTINGS_UNREADABLE)
    program.close()
    assert program.paths.settings.read_text() == "[[["


def test_a_folder_in_its_place(program: Program) -> None:
    program.paths.settings.unlink()
    program.paths.settings.mkdir()
    program.open(listens=False)
    program.told(DataProblem.SETTINGS_UNREADABLE)
    program.core.configuration.change("audio.ring_volume", 50)
    program.told(DataProblem.SETTINGS_UNWRITABLE)


def test_one_bad_value_costs_only_itself(program: Program) -> None:
    program.settings('[calls]\nwrap_up_s = "long"\n')
    program.open()
    assert "calls.wrap_up_s" in program.told(DataProblem.SETTING_UNUSABLE)
    program.a_call_works()


def test_it_vanishes_while_the_desk_runs(program: Program) -> None:
    program.open()
    program.paths.settings.unlink()
    program.core.configuration.change("audio.ring_volume", 50)
    program.a_call_works()
    program.close()
    program.open()
    program.a_call_works()
    assert program.notices() == []
