"""Trying devices, the account's live answer, and the doctor's findings."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app import doctor
from desk_app.doctor import Finding, Topic, What
from desk_app.settings import Audio, Settings
from desk_app.state import DataProblem, DeskState, EngineState, Notice
from desk_app.telephony.messages import (
    Devices,
    Echo,
    EchoPhase,
    Levels,
    Problem,
    Registration,
    RegistrationState,
)
from desk_app.ui.language import Language
from desk_app.ui.settings.account import line_said
from desk_app.ui.settings.doctor_page import FindingRow
from desk_app.ui.settings.page import DOCTOR, SettingsPage
from desk_app.ui.theme import Tone
from tests.ui.conftest import Speak
from tests.ui.frame import sample
from tests.ui.settings.conftest import SETTINGS

LEFT = Qt.MouseButton.LeftButton
DEVICES = Devices(inputs=("Jabra", "Built-in"), outputs=("Jabra",))
UP = DeskState(engine=EngineState.UP, devices=DEVICES)
Tried = list[tuple[str, bool]]


@pytest.fixture
def tried(page: SettingsPage) -> Tried:
    told: Tried = []
    page.sound_tried.connect(lambda what, on: told.append((what, on)))
    page.open_section("audio")
    page.show_state(UP)
    return told


def test_devices_are_offered_and_a_missing_one_is_named_as_such(
    page: SettingsPage, tried: Tried
) -> None:
    page.show_settings(Settings(audio=Audio(microphone="Plantronics")))
    select = page.devices["microphone"].select
    offered = [select.itemText(n) for n in range(select.count())]
    assert [text.strip("\u2068\u2069") for text in offered[:3]] == [
        "System default",
        "Jabra",
        "Built-in",
    ]
    assert "not plugged in" in select.currentText()
    assert select.currentData() == "Plantronics"


def test_a_tone_and_a_level_stop_when_the_page_is_left(
    page: SettingsPage, tried: Tried, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.devices["speaker"].test, LEFT)
    qtbot.mouseClick(page.devices["microphone"].test, LEFT)
    page.show_levels(Levels(microphone=80, callers={}))
    assert page.devices["microphone"].meter.lit() > 8
    qtbot.mouseClick(page.devices["speaker"].test, LEFT)
    assert tried == [("speaker", True), ("microphone", True), ("speaker", False)]
    page.open_section("general")
    assert tried[3:] == [("microphone", False)]
    assert page.devices["microphone"].meter.lit() == 0


def test_the_echo_test_says_what_to_do_and_what_came_of_it(
    page: SettingsPage, tried: Tried, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.echo.start, LEFT)
    page.show_echo(Echo(phase=EchoPhase.LISTENING))
    assert page.echo.said.text() == "Speak now."
    page.show_echo(Echo(phase=EchoPhase.PLAYING, heard=True))
    page.show_echo(Echo(phase=EchoPhase.OVER, heard=False))
    assert "silent" in page.echo.said.text()
    qtbot.mouseClick(page.echo.start, LEFT)
    assert tried == [("echo", True), ("echo", True)]
    page.open_section("general")
    assert tried[2:] == [("echo", False)]


def test_nobody_hears_himself_while_a_caller_waits(page: SettingsPage, tried: Tried) -> None:
    page.show_state(replace(sample.talking(), devices=DEVICES))
    assert not page.echo.start.isEnabled()
    page.show_state(UP)
    assert page.echo.start.isEnabled()


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (DeskState(), "starting", Tone.SAFFRON),
        (UP, "Not connected", Tone.GREY),
        (
            replace(UP, registration=Registration(state=RegistrationState.REGISTERED, account="a")),
            "Registered",
            Tone.TURQUOISE,
        ),
        (
            replace(UP, registration=Registration(state=RegistrationState.CONNECTING)),
            "Connecting",
            Tone.SAFFRON,
        ),
        (
            replace(
                UP,
                registration=Registration(
                    state=RegistrationState.LOST, problem=Problem.WRONG_PASSWORD
                ),
            ),
            "refused the password",
            Tone.POMEGRANATE,
        ),
        (
            replace(UP, notices=(Notice(DataProblem.PASSWORD_MISSING),)),
            "no password",
            Tone.SAFFRON,
        ),
    ],
    ids=["starting", "none", "registered", "connecting", "refused", "no password"],
)
def test_the_line_answers_live(
    page: SettingsPage, state: DeskState, words: str, tone: Tone
) -> None:
    page.open_section("account")
    page.show_state(state)
    assert words in page.account.said.text()
    assert line_said(state, SETTINGS)[2] is tone
    assert "Fill in" in line_said(state, Settings())[1]


def test_a_password_goes_out_once_and_does_not_stay_in_the_field(
    page: SettingsPage, qtbot: QtBot
) -> None:
    page.open_section("account")
    entered: list[str] = []
    page.password_entered.connect(entered.append)
    assert not page.account.connect_now.isEnabled()
    qtbot.keyClicks(page.account.password, "s3cret")
    qtbot.keyClick(page.account.password, Qt.Key.Key_Return)
    assert entered == ["s3cret"]
    assert page.account.password.text() == ""


def test_the_doctor_is_asked_when_the_page_is_opened_and_shows_what_to_do(
    page: SettingsPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.check_requested):
        page.open_section(DOCTOR)
    page.doctor.show_checking()
    assert not page.doctor.again.isEnabled()
    page.doctor.show_findings(
        [
            Finding(Topic.ENGINE, True, What.ENGINE_OWN, "2.17+desk1 (own build)"),
            *doctor.sound(Devices(inputs=("<b>Jabra</b>\u202e" + "x" * 2000,))),
            Finding(Topic.ACCOUNT, True, What.REGISTERED, "214@pbx.example"),
        ]
    )
    QApplication.processEvents()
    rows = page.doctor.findChildren(FindingRow)
    shown = sorted((row for row in rows if row.isVisible()), key=lambda row: row.y())
    assert "registered" in shown[0].accessibleName()
    assert shown[0].accessibleName().startswith("Works")
    assert [bool(row.advice.text()) for row in shown] == [False, False, True, False]
    assert page.doctor.verdict.text() == "1 to put right"
    assert max(len(row.found.text()) for row in shown) < 500


def test_numbers_that_were_found_are_written_as_the_window_writes_them(
    page: SettingsPage, speak: Speak
) -> None:
    page.doctor.show_findings(
        [
            Finding(Topic.DATABASE, True, What.DISK_SPACE, "12.3"),
            Finding(Topic.DATABASE, False, What.DISK_FULL, "0.4"),
            *doctor.queues(3),
            Finding(Topic.NETWORK, True, What.REACHABLE, "10.0.0.7:5060"),
        ]
    )

    def said() -> str:
        rows = page.doctor.findChildren(FindingRow)
        words = " ".join(row.found.text() for row in rows)
        return words.translate({0x2066: None, 0x2069: None})

    for number in ("12.3 GB", "0.4 GB", "holds 3 waiting", "10.0.0.7:5060"):
        assert number in said()
    speak(Language.FA)
    for number in ("۱۲٫۳ گیگابایت", "۰٫۴ گیگابایت", "موتور ۳ تماس", "10.0.0.7:5060"):
        assert number in said()


def test_the_report_holds_every_finding(page: SettingsPage, qtbot: QtBot) -> None:
    page.open_section(DOCTOR)
    page.doctor.show_findings([*doctor.engine(""), *doctor.sound(DEVICES)])
    qtbot.mouseClick(page.doctor.copy_report, LEFT)
    report = QApplication.clipboard().text()
    assert "BAD  The SIP engine does not run." in report
    assert "ok   Microphones: Jabra, Built-in" in report
    assert page.doctor.copied.isVisible()
