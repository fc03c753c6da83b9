"""The queues on the settings page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app import settings
from desk_app.queue_settings import QueueSection, Wrong
from desk_app.queue_state import QueueDeskState
from desk_app.settings import Settings
from desk_app.sound_files import Heard, Sounds
from desk_app.state import DeskState
from desk_app.telephony.queue.wav import Reason
from desk_app.ui import queue_words
from desk_app.ui.language import Language
from desk_app.ui.settings import words
from desk_app.ui.settings.page import SettingsPage
from desk_app.ui.settings.queues import QueuesPanel
from desk_app.ui.settings.sound_file import SoundFileEditor

SUPPORT = QueueSection(name="Support", numbers=("500",), priority_tags={"key account": 10})
SALES = QueueSection(name="فروش", numbers=("600",))


@pytest.fixture
def panel(page: SettingsPage, changes: list[tuple[str, object]]) -> QueuesPanel:
    """Two queues; what is changed there is in force, as in the program."""
    page.open_section("waiting")
    page.changed.connect(lambda _key, queues: page.show_settings(Settings(queues=queues)))
    page.show_settings(Settings(queues=(SUPPORT, SALES)))
    assert page.queues is not None
    assert changes == []
    return page.queues


def edit(panel: QueuesPanel, name: str, value: object) -> None:
    """Finish an edit as the editors do."""
    panel.rows[f"queues.{name}"].editor.edited.emit(value)


def test_every_setting_of_a_queue_is_there_in_the_tables_own_words(panel: QueuesPanel) -> None:
    assert set(panel.rows) == {row.key for row in settings.queue_table()}
    for row in settings.queue_table():
        assert words.sentence(row.key) == row.sentence
        assert words.label(row.key)
        assert all(words.choice(row.key, value) for value in row.choices)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("max_wait_s", 60, 60),
        ("numbers", ("500", "501"), ("500", "501")),
        ("languages", "fa,en", ("fa", "en")),
        ("languages", "", ()),
        ("callbacks", False, False),
        ("hours", "شنبه ۸ تا ۱۳", "شنبه ۸ تا ۱۳"),
        ("priority_tags", (("vip", 3), ("key account", 10)), {"vip": 3, "key account": 10}),
        ("when_full", "voicemail", "voicemail"),
    ],
)
def test_what_fits_is_changed(
    panel: QueuesPanel,
    changes: list[tuple[str, object]],
    name: str,
    typed: object,
    value: object,
) -> None:
    edit(panel, name, typed)
    ((key, queues),) = changes
    assert isinstance(queues, tuple)
    assert key == "queues"
    assert getattr(queues[0], name) == value
    assert queues[1] == SALES


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("name", "", "Enter a name"),
        ("name", "فروش", "Another queue has this name."),
        ("numbers", ("600",), "Another queue has the number"),
        ("numbers", ("5 0",), "is no number that can be called."),
        ("max_waiting", 0, "Enter a number from 1 to 200."),
        ("hours", "Xyz 8-9", "is no day of the week."),
        ("holidays", ("soon",), "is no date."),
        ("when_late", "forward", "Enter the number to forward to first."),
        ("priority_tags", (("vip", 0),), "Write a tag and a number"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence_and_not_changed(
    panel: QueuesPanel, changes: list[tuple[str, object]], name: str, typed: object, says: str
) -> None:
    edit(panel, name, typed)
    row = panel.rows[f"queues.{name}"]
    assert row.wrong.isVisible()
    assert says in row.wrong.text()
    assert changes == []
    panel.choose.setCurrentIndex(1)
    panel.choose.activated.emit(1)
    assert not row.wrong.isVisible()


def test_one_is_added_edited_and_removed(
    panel: QueuesPanel, changes: list[tuple[str, object]], qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert panel.choose.currentIndex() == 2
    edit(panel, "name", "Night")
    edit(panel, "forward_to", "+98 21 4925 8000")
    edit(panel, "when_closed", "forward")
    queues = changes[-1][1]
    assert isinstance(queues, tuple)
    assert [queue.name for queue in queues] == ["Support", "فروش", "Night"]
    panel.choose.activated.emit(0)
    for _ in range(3):
        qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert changes[-1] == ("queues", ())
    assert panel.none.isVisible()
    assert not panel.remove.isVisible()


def test_a_search_finds_their_settings(page: SettingsPage, panel: QueuesPanel) -> None:
    page.search.setText("holidays")
    assert panel.rows["queues.holidays"].isVisible()
    assert not panel.rows["queues.music"].isVisible()
    page.search.setText("codecs")
    assert not panel.isVisible()
    page.search.clear()
    assert panel.rows["queues.music"].isVisible()


def test_a_file_is_looked_at_and_what_is_found_is_said(
    page: SettingsPage, panel: QueuesPanel
) -> None:
    asked: list[tuple[object, str]] = []
    page.sound_file_asked.connect(lambda sounds, path: asked.append((sounds, path)))
    music = panel.rows["queues.music"].editor
    assert isinstance(music, SoundFileEditor)
    music.take("/tune.wav")
    assert asked == [(Sounds.MUSIC, "/tune.wav")]
    page.show_heard("/other.wav", Heard(1.0))
    assert not music.said.isVisible()
    page.show_heard("/tune.wav", Heard(75.2))
    assert "01:15" in music.said.text()
    page.show_heard("/tune.wav", Heard(bad=(("tune.wav", Reason.BITS),)))
    assert "has not 16 bits" in music.said.text()


def test_an_engine_that_holds_few_says_so(page: SettingsPage, panel: QueuesPanel) -> None:
    page.show_state(DeskState(queues=QueueDeskState(holds=3)))
    assert panel.few.text() == "This engine holds 3 waiting callers."
    assert panel.few.isVisible()
    page.show_state(DeskState(queues=QueueDeskState(holds=249)))
    assert not panel.few.isVisible()


def test_everything_wrong_has_a_sentence_in_both_languages(
    speak: Callable[[Language], None],
) -> None:
    english = [queue_words.reason(why) for why in Reason]
    english += [queue_words.wrong(what, "8-9") for what in Wrong]
    speak(Language.FA)
    persian = [queue_words.reason(why) for why in Reason]
    persian += [queue_words.wrong(what, "8-9") for what in Wrong]
    assert not set(english) & set(persian)
    assert len(set(english)) == len(Reason) + len(Wrong)
