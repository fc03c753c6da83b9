"""Settings take effect at once, whoever changes them: the desk, or an editor on the file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core import Core, assemble
from desk_app.paths import Paths
from desk_app.state import DataProblem
from desk_app.telephony.messages import CallFact, Fact


class Rig:
    """Holds the desk, so that it can be let go of."""

    core: Core


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    paths = Paths(tmp_path / "data")
    paths.create()
    paths.settings.write_text("[calls]\nwrap_up_s = 60\n")
    made = Rig()
    made.core = assemble(paths)
    made.core.desk.open_database()
    yield made
    made.core.close()
    # The next desk's threads may not be the ones that collect this one's timers.
    del made.core
    gc.collect()


def problems(core: Core) -> set[object]:
    return {notice.problem for notice in core.desk.state.notices}


def test_an_edit_of_the_file_is_in_force_without_a_restart(rig: Rig, qtbot: QtBot) -> None:
    rig.core.paths.settings.write_text('[calls]\nwrap_up_s = 5\nreasons = ["Lunch"]\n')
    qtbot.waitUntil(lambda: rig.core.configuration.settings.calls.wrap_up_s == 5)
    assert rig.core.desk.state.reasons == ("Lunch",)


def test_an_editor_that_replaces_the_file_is_noticed_every_time(rig: Rig, qtbot: QtBot) -> None:
    def in_force(seconds: int) -> bool:
        return rig.core.configuration.settings.calls.wrap_up_s == seconds

    for seconds in (7, 8):
        scratch = rig.core.paths.data_dir / "scratch"
        scratch.write_text(f"[calls]\nwrap_up_s = {seconds}\n")
        scratch.replace(rig.core.paths.settings)
        qtbot.waitUntil(partial(in_force, seconds))


def test_a_broken_edit_changes_nothing_and_is_told_until_it_is_mended(
    rig: Rig, qtbot: QtBot
) -> None:
    rig.core.configuration.change("calls.wrap_up_s", 9)
    qtbot.waitUntil(lambda: not rig.core.configuration.writing)
    rig.core.paths.settings.write_text("[calls")
    qtbot.waitUntil(lambda: DataProblem.SETTINGS_UNREADABLE in problems(rig.core))
    assert rig.core.configuration.settings.calls.wrap_up_s == 9
    rig.core.paths.settings.write_text("[calls]\nwrap_up_s = 10\n")
    qtbot.waitUntil(lambda: rig.core.configuration.settings.calls.wrap_up_s == 10)
    assert DataProblem.SETTINGS_UNREADABLE not in problems(rig.core)


def test_what_the_desk_writes_is_no_edit(rig: Rig, qtbot: QtBot) -> None:
    replaced: list[object] = []
    rig.core.configuration.replaced.connect(lambda *both: replaced.append(both))
    with qtbot.waitSignal(rig.core.watch.edited):
        rig.core.configuration.change("calls.wrap_up_s", 11)
    assert len(replaced) == 1


def test_numbers_are_read_by_the_new_rules_at_once(rig: Rig, qtbot: QtBot) -> None:
    read: list[str] = []

    def failed(error: Exception) -> None:
        read.append(str(error))

    def ring(seq: int) -> None:
        fact = CallFact(
            journal="j", seq=seq, key=f"k{seq}", fact=Fact.INCOMING, at_us=1, number="03012345678"
        )

        def done(folded: object) -> None:
            caller = folded.calls[0][1].caller  # type: ignore[attr-defined]
            read.append(caller.e164)

        rig.core.background.run(lambda: rig.core.book.take(fact), done, failed)

    ring(1)
    qtbot.waitUntil(lambda: len(read) == 1)
    rig.core.configuration.change("numbers.region", "DE")
    ring(2)
    qtbot.waitUntil(lambda: len(read) == 2)
    assert read[1] == "+493012345678" != read[0]
