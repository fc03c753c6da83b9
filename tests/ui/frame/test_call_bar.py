"""The call bar: what it says, its controls, the keypad, transfer and conference."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.crm.records import CustomerBrief
from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.messages import CallFact, Direction, Fact, Levels, Quality, RecordingState
from desk_app.telephony.queue.board import fold
from desk_app.ui.theme import Tone
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told

LEFT = Qt.MouseButton.LeftButton
Listen = Callable[[str], Told]


def bare(said: str) -> str:
    """Return the text without its isolates."""
    return said.translate({0x2066: None, 0x2068: None, 0x2069: None})


def test_it_says_who_how_long_and_from_where(window: MainWindow, clock: FixedClock) -> None:
    window.show_state(sample.talking())
    bar = window.call_bar
    assert bar.name.text() == "Laleh Farahmand"
    assert bare(bar.number.text()) == "021 4925 8000"
    assert bare(bar.timer.text()) == "03:12"
    assert bare(bar.note.text()) == "Support · waited 02:10"
    clock.go_to(NOW_US + sample.S)
    assert bare(bar.timer.text()) == "03:13"


def test_recording_is_an_icon_a_word_and_a_colour(window: MainWindow) -> None:
    record = window.call_bar.controls.record
    for state, word, tone in (
        (RecordingState.OFF, "Record", None),
        (RecordingState.ON, "Recording", Tone.POMEGRANATE),
        (RecordingState.PAUSED, "Paused", Tone.SAFFRON),
    ):
        window.show_state(sample.talking(replace(sample.TALKING, recording=state)))
        assert (record.text(), record.tone()) == (word, tone)


def test_a_running_recording_is_paused_resumed_and_stopped_from_its_menu(
    window: MainWindow, told: Listen
) -> None:
    recorded = told("record")
    controls = window.call_bar.controls
    for state in (RecordingState.ON, RecordingState.PAUSED):
        call = replace(sample.TALKING, recording=state)
        window.show_state(sample.talking(call))
        for action in controls.record_menu(call).actions():
            action.trigger()
    assert recorded == [
        ("k1", RecordingState.PAUSED),
        ("k1", RecordingState.OFF),
        ("k1", RecordingState.ON),
        ("k1", RecordingState.OFF),
    ]


def test_the_controls_tell_by_mouse_what_they_tell_by_key(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    names = ("mute", "hold", "record", "hang_up")
    heard = {name: told(name) for name in names}
    window.show_state(sample.talking())
    for name in names:
        qtbot.mouseClick(getattr(window.call_bar.controls, name), LEFT)
    assert heard == {
        "mute": [("k1", True)],
        "hold": [("k1", True)],
        "record": [("k1", RecordingState.ON)],
        "hang_up": [("k1",)],
    }


def test_the_keypad_sends_what_is_clicked_and_typed_in_any_script(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    sent = told("dtmf")
    window.show_state(sample.talking())
    pad = window.call_bar.controls.pad
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert pad.isVisible()
    qtbot.keyClicks(pad, "1#x")
    pad.send("*")
    qtbot.keyClick(pad, Qt.Key.Key_unknown)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    persian = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "۷"
    )
    pad.keyPressEvent(persian)
    assert [digits for _key, digits in sent] == ["1", "#", "*", "7"]
    qtbot.keyClick(pad, Qt.Key.Key_Escape)
    assert not pad.isVisible()


def test_hanging_up_works_by_key_with_the_keypad_open(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    hung_up = told("hang_up")
    window.show_state(sample.talking())
    qtbot.keyClick(window, Qt.Key.Key_F5)
    pad = window.call_bar.controls.pad
    qtbot.keyClick(pad, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert hung_up == [("k1",)]
    window.show_state(sample.READY)
    assert not pad.isVisible()


def test_a_blind_transfer(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    sent = told("blind_transfer")
    window.show_state(sample.talking())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    panel = window.call_bar.controls.panel
    assert not panel.now.isEnabled()
    panel.target.setText("۲۱۵")
    qtbot.mouseClick(panel.now, LEFT)
    assert sent == [("k1", "215")]
    assert not panel.isVisible()


def test_enter_consults_and_never_sends_the_caller_away(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    blind, consulted = told("blind_transfer"), told("consult")
    window.show_state(sample.talking())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    panel = window.call_bar.controls.panel
    qtbot.keyClicks(panel.target, "215")
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)
    assert consulted == [("k1", "215")]
    assert blind == []


def test_while_consulting_one_can_complete_swap_confer_and_go_back(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    names = ("complete_transfer", "switch_to", "confer", "cancel_consult")
    heard = {name: told(name) for name in names}
    colleague = replace(sample.HELD, held=False)
    caller = replace(sample.TALKING, held=True)
    state = sample.talking(colleague, caller, consulting=("k1", "k2"))
    window.show_state(state)
    controls = window.call_bar.controls
    for button in ("complete", "swap", "together", "cancel"):
        if not controls.panel.isVisible():
            controls.toggle_transfer()
        assert "Behrang Mostowfi" in controls.panel.title.text()
        qtbot.mouseClick(getattr(controls.panel, button), LEFT)
    assert heard == {
        "complete_transfer": [()],
        "switch_to": [("k1",)],
        "confer": [(("k1", "k2"),)],
        "cancel_consult": [()],
    }


def test_people_found_fill_the_number_of_a_transfer(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    searched = told("search")
    window.show_state(sample.talking())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    panel = window.call_bar.controls.panel
    qtbot.keyClicks(panel.target, "omid")
    assert searched[-1] == ("omid",)
    window.show_results("omid", [CustomerBrief(7, "Omid", number="215"), CustomerBrief(8, "x")])
    assert panel.people.count() == 1
    panel.people.pick()
    assert panel.target.text() == "215"


def test_a_transfer_is_done_by_keys_alone_and_offers_the_last_numbers(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    from tests.ui.compact.test_compact import CALLS

    consulted = told("consult")
    window.show_state(replace(sample.talking(), recent=CALLS))  # the caller's own among them
    qtbot.keyClick(window, Qt.Key.Key_F6)
    panel = window.call_bar.controls.panel
    offered = [row.value for row in panel.people.rows()]
    assert offered == ["+989120001111", "02155000421"]
    qtbot.keyClick(panel.target, Qt.Key.Key_Down)
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)
    assert panel.target.text() == "02155000421"
    panel.target.clear()
    qtbot.keyClicks(panel.target, "omid")
    assert panel.people.count() == 0
    window.show_results("omid", [CustomerBrief(7, "Omid", number="215")])
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)  # the person, and not yet the call
    assert (panel.target.text(), consulted) == ("215", [])
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)
    assert consulted == [("k1", "215")]


def test_add_joins_a_held_call_and_splits_a_conference(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    conferred = told("confer")
    window.show_state(sample.talking(sample.TALKING, sample.HELD))
    controls = window.call_bar.controls
    qtbot.mouseClick(controls.add, LEFT)
    qtbot.mouseClick(controls.panel.together, LEFT)
    window.show_state(
        sample.talking(sample.TALKING, replace(sample.HELD, held=False), conference=("k1", "k2"))
    )
    assert controls.add.text() == "Split"
    assert bare(window.call_bar.name.text()) == "Laleh Farahmand and Behrang Mostowfi"
    qtbot.mouseClick(controls.add, LEFT)
    assert conferred == [(("k1", "k2"),), ((),)]


def test_other_calls_are_chips_with_their_timers(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    switched, answered = told("switch_to"), told("answer")
    window.show_state(sample.talking(sample.TALKING, sample.HELD))
    lines = window.call_bar.lines
    assert bare(lines.chips[0].accessibleName()) == "Behrang Mostowfi 03:12"
    assert not lines.chips[1].isVisible()
    qtbot.mouseClick(lines.chips[0], LEFT)
    assert switched == [("k2",)]
    state = sample.talking(sample.TALKING, sample.HELD, sample.SECOND_RING)
    window.show_state(state)
    assert "Ramin Sohrabi" in lines.chips[0].accessibleName()
    lines.menu(state.cases[2:]).actions()[0].trigger()
    assert answered == [("k3",)]


def test_with_many_calls_the_last_chip_gathers_the_rest(window: MainWindow) -> None:
    others = [replace(sample.HELD, key=f"h{n}") for n in range(3)]
    window.show_state(sample.talking(sample.TALKING, *others))
    assert "2 more calls" in window.call_bar.lines.chips[1].accessibleName()


def test_the_chips_stay_in_the_narrowest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    window.show_state(sample.talking(sample.TALKING, sample.HELD, sample.SECOND_RING))
    qtbot.waitUntil(lambda: window.call_bar.width() == 952)
    assert all(chip.isVisible() for chip in window.call_bar.lines.chips)
    right = window.call_bar.controls.geometry().right()
    assert right <= 952


def test_levels_light_the_meters_and_mute_darkens_ones_own(window: MainWindow) -> None:
    window.show_state(sample.talking())
    window.show_levels(Levels(microphone=50, callers={"k1": 100}))
    assert (window.call_bar.you.lit(), window.call_bar.them.lit()) == (7, 14)
    window.show_state(sample.talking(replace(sample.TALKING, muted=True)))
    window.show_levels(Levels(microphone=50, callers={}))
    assert (window.call_bar.you.lit(), window.call_bar.them.lit()) == (0, 0)


@pytest.mark.parametrize(
    ("mos", "word"), [(4.3, "Good line"), (3.8, "Fair line"), (2, "Poor line")]
)
def test_quality_is_a_word_and_figures(window: MainWindow, mos: float, word: str) -> None:
    window.show_state(sample.talking())
    quality = Quality(
        key="k1", loss_percent=0.2, jitter_ms=3, rtt_ms=38, mos=mos, codec="opus", secure=True
    )
    window.show_quality(replace_key(quality, "other"))
    assert window.call_bar.quality.word.text() == "Measuring"
    window.show_quality(quality)
    assert window.call_bar.quality.word.text() == word
    assert bare(window.call_bar.quality.figures.text()) == "38 ms · loss 0.2%"


@pytest.mark.parametrize(
    ("loss", "rtt", "jitter", "said"),
    [
        (4.0, 10, 3, "words go missing"),
        (0.0, 700, 3, "late"),
        (0.0, 10, 60, "uneven"),
        (0.0, 10, 3, "rough"),
    ],
)
def test_behind_the_quality_are_all_figures_and_what_they_mean(
    window: MainWindow, qtbot: QtBot, loss: float, rtt: float, jitter: float, said: str
) -> None:
    window.show_state(sample.talking())
    block = window.call_bar.quality
    qtbot.mouseClick(block, LEFT)
    assert not block.card.isVisible()  # nothing is measured yet
    window.show_quality(
        Quality(
            key="k1",
            loss_percent=loss,
            jitter_ms=jitter,
            rtt_ms=rtt,
            mos=3.0,
            codec="PCMU",
            secure=False,
        )
    )
    qtbot.mouseClick(block, LEFT)
    assert block.card.isVisible()
    assert said in block.card.verdict.text()
    assert [bare(label.text()) for label in block.card.values] == [
        *(f"{loss}%", f"{jitter:g} ms", f"{rtt:g} ms", "3.0", "PCMU", "not encrypted"),
    ]
    assert window.rect().contains(block.card.geometry())
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not block.card.isVisible()


def replace_key(quality: Quality, key: str) -> Quality:
    """Return the measurement of another call."""
    import msgspec

    return msgspec.structs.replace(quality, key=key)


def test_a_caller_is_given_to_a_queue_by_name(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    moved, blind = told("move"), told("blind_transfer")
    queues = QueueDeskState(queues=(QueueSection(name="Support"), QueueSection(name="Sales 2")))
    waiting = CallFact(journal="j", seq=1, key="w", fact=Fact.QUEUED, at_us=NOW_US, queue="Sales 2")
    queues = replace(queues, board=fold([waiting]))
    window.show_state(replace(sample.talking(), queues=queues))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    panel = window.call_bar.controls.panel
    rows = [(row.title, row.note) for row in panel.people.rows()]
    assert rows == [("Support", "queue, 0 waiting"), ("Sales 2", "queue, 1 waiting")]
    qtbot.keyClicks(panel.target, "sal")
    assert [row.title for row in panel.people.rows()] == ["Sales 2"]
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)
    assert (panel.target.text(), moved) == ("Sales 2", [])
    assert not panel.first.isEnabled()
    assert panel.first.toolTip()
    qtbot.keyClick(panel.target, Qt.Key.Key_Return)  # nobody is sent away by it
    assert moved == []
    qtbot.mouseClick(panel.now, LEFT)
    assert (moved, blind) == ([("k1", "Sales 2")], [])
    assert not panel.isVisible()


def test_whom_the_agent_called_is_offered_no_queue(window: MainWindow, qtbot: QtBot) -> None:
    queues = QueueDeskState(queues=(QueueSection(name="Support"),))
    called = replace(sample.TALKING, direction=Direction.OUT)
    window.show_state(replace(sample.talking(called), queues=queues))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.call_bar.controls.panel.people.count() == 0
