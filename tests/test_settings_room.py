"""The settings page in the real desk: what is changed there is in force, at once."""

from __future__ import annotations

import gc
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app import settings_file
from desk_app.app import build
from desk_app.core import Core
from desk_app.doctor import What
from desk_app.paths import Paths
from desk_app.queue_settings import QueueSection
from desk_app.settings import Theme
from desk_app.settings_room import SettingsRoom
from desk_app.telephony.messages import Goodbye, RegistrationState
from desk_app.telephony.team.board import Floor, QueueNow, QueueTerms
from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.settings.sound_file import SoundFileEditor
from desk_app.ui.widgets import ElidedLabel
from tests.rigs.patience import PATIENCE_MS
from tests.rigs.ports import free_port
from tests.rigs.registrar import Registrar
from tests.rigs.uac import Uac
from tests.ui.panes.test_left_queue import GONE

PASSWORD = "s3cret-\u067e"


@dataclass
class Rig:
    core: Core
    view: MainView
    room: SettingsRoom
    port: int
    qtbot: QtBot

    def wait(self, condition: Callable[[], object], within_ms: int = PATIENCE_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=within_ms)


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Rig]:
    paths, port = Paths(tmp_path / "data"), free_port()
    paths.create()
    paths.settings.write_text(
        f'[sip]\nlisten = "127.0.0.1:{port}"\nallow_from = ["127.0.0.1"]\n'
        '[audio]\nsilent = true\n[general]\nlanguage = "en"\ntheme = "light"\n'
    )
    core, view = build(qapp, paths)
    qtbot.addWidget(view.window)
    core.start()
    view.window.show()
    view.window.activateWindow()
    room = view.window.findChild(SettingsRoom)
    assert isinstance(room, SettingsRoom)
    made = Rig(core, view, room, port, qtbot)
    made.wait(lambda: made.core.desk.state.listening)
    yield made
    view.window.close()
    core.phone.request(Goodbye())
    core.close()
    # The next desk's threads may not be the ones that collect this one's timers.
    del made.core, made.view, made.room, core, view, room
    gc.collect()
    language.install(qapp, Language.EN)
    theme.install(qapp, theme.Scheme.LIGHT)


def test_ctrl_comma_opens_it_esc_leaves_it_and_an_answered_call_comes_before_it(rig: Rig) -> None:
    window = rig.view.window
    rig.qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is rig.room.page
    assert window.rail.settings.isChecked()
    rig.qtbot.keyClick(rig.room.page, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.ready_page
    rig.qtbot.mouseClick(window.rail.settings, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is rig.room.page
    with Uac() as caller:
        ring = caller.ring(rig.port, "02149258000")
        rig.wait(window.ring_strip.isVisible)
        assert window.pages.currentWidget() is rig.room.page
        rig.qtbot.keyClick(window, Qt.Key.Key_F9)
        caller.talk(ring)
        rig.wait(lambda: window.pages.currentWidget() is window.call_page)
        assert window.rail.desk.isChecked()
        rig.qtbot.mouseClick(window.rail.settings, Qt.MouseButton.LeftButton)
        assert window.call_bar.isVisible()
        assert not rig.room.page.echo.start.isEnabled()
        rig.qtbot.mouseClick(window.rail.desk, Qt.MouseButton.LeftButton)
        assert window.pages.currentWidget() is window.call_page
        assert len(rig.core.desk.state.cases) == 1
        caller.hang_up(ring)


def test_an_account_typed_in_is_registered_and_a_wrong_password_said(rig: Rig) -> None:
    page = rig.room.page
    with Registrar({"100": PASSWORD}, "tcp") as registrar:
        page.changed.emit("account.user", "100")
        page.changed.emit("account.domain", registrar.host)
        page.password_entered.emit("wrong")
        rig.wait(lambda: "refused the password" in page.account.said.text())
        page.password_entered.emit(PASSWORD)
        rig.wait(lambda: rig.core.desk.state.registration.state is RegistrationState.REGISTERED)
        assert "Registered" in page.account.said.text()
    assert PASSWORD not in rig.core.paths.settings.read_text("utf-8")


def test_the_report_to_copy_holds_no_secret(rig: Rig) -> None:
    page = rig.room.page
    with Registrar({"100": PASSWORD}, "tcp") as registrar:
        page.changed.emit("account.user", "100")
        page.changed.emit("account.domain", registrar.host)
        page.password_entered.emit("mistyped-s3cret")
        rig.wait(lambda: "refused the password" in page.account.said.text())
        page.password_entered.emit(PASSWORD)
        rig.wait(lambda: rig.core.desk.state.registration.state is RegistrationState.REGISTERED)
        rig.room.open("doctor")
        rig.wait(page.doctor.copy_report.isEnabled)
        page.doctor.copy_report.click()
    report = QApplication.clipboard().text()
    assert "100@127.0.0.1" in report
    for secret in (PASSWORD, "mistyped-s3cret"):
        assert secret not in report
    logs = "".join(log.read_text("utf-8") for log in rig.core.paths.logs.glob("*"))
    assert PASSWORD not in logs


def test_language_and_look_change_without_a_restart(rig: Rig, qapp: QApplication) -> None:
    rig.room.open("general")
    rig.room.page.changed.emit("general.language", "fa")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    rig.room.page.changed.emit("general.theme", "dark")
    assert theme.tokens().dark
    rig.qtbot.waitUntil(lambda: not rig.core.configuration.writing)
    kept = settings_file.load(rig.core.paths.settings)[0].general
    assert (kept.language.value, kept.theme) == ("fa", Theme.DARK)


def test_what_a_short_abandon_is_changes_without_a_restart(rig: Rig) -> None:
    rig.core.desk.change(recent=(GONE,))

    def said(words: str) -> bool:
        labels = rig.view.window.ready_page.findChildren(ElidedLabel)
        return any(label.text().startswith(words) for label in labels)

    assert said("Short abandon after")
    rig.room.page.changed.emit("waiting.short_abandon_s", 1)
    rig.wait(lambda: said("Left after"))
    assert not said("Short abandon after")
    queues = rig.core.desk.state.queues
    terms = QueueTerms(short_s=3.0)  # of a queue of the team its bridge has the say
    floor = Floor(queues=(QueueNow(name=GONE.queue, terms=terms),))
    rig.core.desk.change(queues=replace(queues, team=floor))
    rig.wait(lambda: said("Short abandon after"))
    rig.core.desk.change(queues=queues)
    rig.wait(lambda: said("Left after"))


def test_the_doctor_finds_the_engine_and_the_line(rig: Rig) -> None:
    rig.room.open("doctor")
    rig.wait(rig.room.page.doctor.copy_report.isEnabled)
    found = {finding.what: finding for finding in rig.room.page.doctor._findings}
    assert found[What.LISTENING].detail.startswith("udp:127.0.0.1")
    assert found[What.SETTINGS_GOOD].good
    assert What.ENGINE_DOWN not in found
    assert found[What.NO_ACCOUNT].good is None


def test_sound_files_of_queues_are_read_and_what_is_wrong_is_said(rig: Rig, tmp_path: Path) -> None:
    good, bad, folder = tmp_path / "good.wav", tmp_path / "bad.wav", tmp_path / "prompts"
    with wave.open(str(good), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "NONE"))
        file.writeframes(b"\0\0" * 16_000)
    bad.write_bytes(b"RIFF")
    folder.mkdir()
    (folder / "unknown.wav").write_bytes(b"")
    rig.room.open("waiting")
    rig.room.page.changed.emit(
        "queues", (QueueSection(name="Support", greeting=str(good), music=str(bad)),)
    )
    panel = rig.room.page.queues
    assert panel is not None
    greeting, music = (panel.rows[f"queues.{name}"].editor for name in ("greeting", "music"))
    assert isinstance(greeting, SoundFileEditor)
    assert isinstance(music, SoundFileEditor)
    rig.wait(lambda: "00:02" in greeting.said.text())
    rig.wait(lambda: "is no WAV file" in music.said.text())
    rig.room.page.changed.emit("waiting.prompts", str(folder))
    prompts = rig.room.page.rows["waiting.prompts"].editor
    assert isinstance(prompts, SoundFileEditor)
    rig.wait(lambda: "unknown.wav" in prompts.said.text())
    assert "[[queues]]" in rig.core.paths.settings.read_text("utf-8")
    rig.wait(lambda: rig.core.desk.state.queues.doubts)  # the engine found the same
