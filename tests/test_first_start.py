"""The first start in the real desk: three steps, each to be skipped, never offered twice."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desk_app import settings_file
from desk_app.app import build
from desk_app.core import Core
from desk_app.first_start import offer
from desk_app.paths import Paths
from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.settings.editors import ChoiceEditor, TextEditor
from desk_app.ui.settings.first_start import FirstStart
from tests.rigs.patience import PATIENCE_MS

LEFT = Qt.MouseButton.LeftButton


class Rig:
    """Holds the desk, so that it can be let go of."""

    core: Core
    view: MainView


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Rig]:
    made = Rig()
    core, view = build(qapp, Paths(tmp_path / "data"))
    qtbot.addWidget(view.window)
    core.start()
    view.window.show()
    made.core, made.view = core, view
    yield made
    core.phone.end_engine()
    core.close()
    # The next desk's threads may not be the ones that collect this one's timers.
    del made.core, made.view, core, view
    gc.collect()
    language.install(qapp, Language.EN)
    theme.install(qapp, theme.Scheme.LIGHT)


def test_what_is_chosen_is_in_force_at_once_and_kept(
    rig: Rig, qtbot: QtBot, qapp: QApplication
) -> None:
    core, view = rig.core, rig.view
    dialog = offer(core, view)
    with qtbot.waitExposed(dialog):
        dialog.activateWindow()
    name = dialog.rows["general.name"].editor
    assert isinstance(name, TextEditor)
    qtbot.keyClicks(name.edit, "Mina Rad")
    spoken = dialog.rows["general.language"].editor
    assert isinstance(spoken, ChoiceEditor)
    spoken.select.setCurrentIndex(spoken.select.findData("fa"))
    spoken.select.activated.emit(spoken.select.currentIndex())
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    name.edit.editingFinished.emit()
    for step in range(3):
        assert dialog.steps.currentIndex() == step
        qtbot.mouseClick(dialog.next, LEFT)
    assert dialog.result() == QDialog.DialogCode.Accepted
    qtbot.waitUntil(lambda: not core.configuration.writing)
    kept = settings_file.load(core.paths.settings)[0].general
    assert (kept.name, kept.language.value) == ("Mina Rad", "fa")
    assert core.configuration.settings.general == kept


@pytest.mark.parametrize("how", ["skip", "escape"])
def test_skipped_it_is_not_offered_again(rig: Rig, qtbot: QtBot, how: str) -> None:
    core, view = rig.core, rig.view
    dialog = offer(core, view)
    assert not core.paths.settings.exists()
    if how == "skip":
        qtbot.mouseClick(dialog.close_button, LEFT)
    else:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(core.paths.settings.exists)
    assert settings_file.load(core.paths.settings)[1] == ()


def test_a_device_is_tried_by_the_real_engine(rig: Rig, qtbot: QtBot) -> None:
    core, view = rig.core, rig.view
    qtbot.waitUntil(lambda: bool(core.desk.state.engine_name), timeout=PATIENCE_MS)
    dialog = offer(core, view)
    done: list[object] = []
    core.phone.reported.connect(done.append)
    dialog._go(2)
    qtbot.mouseClick(dialog.devices["speaker"].test, LEFT)
    qtbot.waitUntil(lambda: any(type(r).__name__ == "Done" for r in done))
    assert isinstance(dialog, FirstStart)
    dialog.reject()
