"""Notices: a sentence for everything, an act where it helps, hidden when the person says so."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.crm.records import TeamMessage
from desk_app.state import DataProblem, EngineState, Notice
from desk_app.telephony.messages import Alert, Problem, RecordingState
from desk_app.ui import problems
from desk_app.ui.language import Language
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, Speak
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes import sample as panes

LEFT = Qt.MouseButton.LeftButton
EVERYTHING = [*Problem, *DataProblem, *Alert, *(s for s in EngineState if s is not EngineState.UP)]


def shown(window: MainWindow) -> list[str]:
    """Return the visible lines."""
    return [line.words.text() for line in window.banner.lines if line.isVisible()]


def test_everything_that_can_go_wrong_has_a_sentence_in_both_languages(speak: Speak) -> None:
    english = [problems.sentence(Notice(problem)).text for problem in EVERYTHING]
    speak(Language.FA)
    persian = [problems.sentence(Notice(problem)).text for problem in EVERYTHING]
    for said in english:
        assert "Something failed" not in said
        assert said.endswith(".")
        assert "!" not in said
        assert "please" not in said.lower()
    for one, other in zip(english, persian, strict=True):
        assert one != other
        assert other.endswith(".")
    assert len(set(english)) == len(EVERYTHING)


def test_a_name_goes_with_the_sentence_of_a_setting() -> None:
    said = problems.sentence(Notice(DataProblem.SETTING_UNUSABLE, "sip.listen")).text
    assert "sip.listen" in said


def test_a_detail_of_the_library_is_not_for_people() -> None:
    said = problems.sentence(Notice(Problem.REGISTRAR_UNREACHABLE, "503 PJSIP_EFAIL")).text
    assert "PJSIP" not in said


def test_a_silent_microphone_is_named(speak: Speak) -> None:
    notice = Notice(Alert.MICROPHONE_SILENT, "Jabra <b>40</b>", "k1")
    for spoken in (Language.EN, Language.FA):
        speak(spoken)
        assert "Jabra <b>40</b>" in problems.sentence(notice).text
    speak(Language.EN)
    assert "cannot hear you" in problems.sentence(notice).text


def test_no_notice_no_strip(window: MainWindow) -> None:
    window.show_state(sample.READY)
    assert not window.banner.isVisible()


def test_a_promise_that_is_due_can_be_called(
    window: MainWindow, told: Callable[[str], Told], qtbot: QtBot
) -> None:
    soon = panes.PROMISES[1]
    state = replace(sample.READY, promises=panes.PROMISES, reminders=(soon.id,))
    called = told("call_promised")
    window.show_state(state)
    assert [bare(line) for line in shown(window)] == [
        "Call Siavash Golzari back by 14:33: Confirm the new router was delivered"
    ]
    qtbot.mouseClick(window.banner.lines[0].act, LEFT)
    assert called == [(soon.id,)]
    qtbot.mouseClick(window.banner.lines[0].dismiss, LEFT)
    assert shown(window) == []
    window.show_state(replace(state, agent=sample.talking().agent))
    assert shown(window) == []
    moved = replace(soon, due_us=soon.due_us + 3_600_000_000)
    window.show_state(replace(state, promises=(moved,)))  # and is due again
    assert len(shown(window)) == 1
    nobody = replace(soon, number="", name="<b>")
    window.show_state(replace(state, promises=(nobody,)))
    assert "Call <b> back by 14:33" in bare(shown(window)[0])
    assert not window.banner.lines[0].act.isVisible()


def test_three_lines_at_most_the_newest_first(window: MainWindow) -> None:
    notices = tuple(Notice(p) for p in list(Problem)[:5])
    window.show_state(replace(sample.READY, notices=notices, demo=True))
    assert shown(window) == [problems.sentence(n).text for n in notices[:1:-1]]


def test_try_again_reconnects(
    window: MainWindow, qtbot: QtBot, told: Callable[[str], Told]
) -> None:
    again = told("reconnect")
    window.show_state(replace(sample.READY, notices=(Notice(Problem.REGISTRAR_UNREACHABLE),)))
    qtbot.mouseClick(window.banner.lines[0].act, LEFT)
    assert again == [()]


def test_a_hidden_notice_comes_back_when_it_happens_again(window: MainWindow, qtbot: QtBot) -> None:
    state = replace(sample.READY, notices=(Notice(Problem.NO_SOUND_DEVICE),))
    window.show_state(state)
    qtbot.mouseClick(window.banner.lines[0].dismiss, LEFT)
    assert not window.banner.isVisible()
    window.show_state(state)
    assert not window.banner.isVisible()
    window.show_state(sample.READY)
    window.show_state(state)
    assert window.banner.isVisible()


def test_a_paused_recording_is_told_until_it_goes_on(
    window: MainWindow, qtbot: QtBot, told: Callable[[str], Told]
) -> None:
    recorded = told("record")
    window.show_state(sample.talking(replace(sample.TALKING, recording=RecordingState.PAUSED)))
    assert "paused" in shown(window)[0]
    assert not window.banner.lines[0].dismiss.isVisible()
    qtbot.mouseClick(window.banner.lines[0].act, LEFT)
    assert recorded == [("k1", RecordingState.ON)]


def test_a_demo_says_that_it_is_one(window: MainWindow) -> None:
    window.show_state(replace(sample.READY, demo=True))
    assert shown(window)[0].startswith("This is a demo")


def test_a_wrong_address_leads_to_the_account(
    window: MainWindow, qtbot: QtBot, told: Callable[[str], Told]
) -> None:
    opened = told("open_settings")
    window.show_state(replace(sample.READY, notices=(Notice(Problem.NAME_NOT_FOUND),)))
    qtbot.mouseClick(window.banner.lines[0].act, LEFT)
    assert opened == [("account",)]


def test_a_supervisors_message_stands_first_as_plain_text_until_it_is_seen(
    window: MainWindow, told: Callable[[str], Told], qtbot: QtBot
) -> None:
    first = TeamMessage(7, NOW_US, "mina", "sara", "Take the <b>next</b> one")
    second = TeamMessage(8, NOW_US, "mina", "sara", "Thank you")
    seen = told("message_seen")
    state = replace(sample.READY, notices=(Notice(DataProblem.LOCKED),), messages=(first, second))
    window.show_state(state)
    line = window.banner.lines[0]
    assert bare(line.whole.text()).startswith("mina, ")
    assert "Take the <b>next</b> one" in line.whole.text()
    assert not line.dismiss.isVisible()
    assert len(shown(window)) == 2
    qtbot.mouseClick(line.act, LEFT)
    assert seen == [(7,)]
    window.show_state(replace(state, messages=(second,)))
    assert "Thank you" in line.whole.text()
    window.show_state(replace(state, messages=()))
    assert len(shown(window)) == 1


def test_a_long_message_is_on_screen_as_a_whole(window: MainWindow) -> None:
    long = TeamMessage(7, NOW_US, "mina", "sara", "Please offer the discount. " * 18)
    line = window.banner.lines[0]
    for width in (1280, 1024):
        window.resize(width, 720)
        window.show_state(replace(sample.READY, messages=(long,)))
        QApplication.processEvents()
        room = line.whole.geometry()
        assert room.height() == line.whole.heightForWidth(room.width()) > 40
        assert line.rect().contains(room)
        assert not room.intersects(line.act.geometry())
        assert line.act.geometry().center().y() == line.rect().center().y()
    window.show_state(replace(sample.READY, notices=(Notice(DataProblem.LOCKED),)))
    assert line.height() == 36
