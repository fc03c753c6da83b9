"""The floor as it is followed: whole, one after the other, and never one that is old already."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.parts import QUEUE, FloorPart, Link
from tests.telephony.team.test_parts import part, queue


def elsewhere(feed: FloorFeed, pbx: str, *parts: FloorPart, whole: bool = False) -> None:
    """Tell a feed something on another thread, as a follower does."""
    thread = threading.Thread(target=feed.hear, args=(pbx, parts, whole))
    thread.start()
    thread.join()


def test_what_changes_is_joined_to_what_was_there(qtbot: QtBot) -> None:
    feed = FloorFeed()
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A", "x")), part(queue("B")), part(Link(True, 1)))
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("B", "y")))
    assert (feed.floor.pbx, feed.floor.linked) == ("lab", True)
    assert [q.waiting[0].key for q in feed.floor.queues] == ["x", "y"]


def test_what_is_told_as_the_whole_takes_the_place_of_what_was_there(qtbot: QtBot) -> None:
    feed = FloorFeed()
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A")), part(queue("forgotten")), part(Link(True, 1)))
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A")), whole=True)
    assert ([q.name for q in feed.floor.queues], feed.floor.linked) == (["A"], False)


def test_a_busy_window_is_shown_the_last_floor_only(qtbot: QtBot) -> None:
    feed = FloorFeed()
    shown: list[Floor] = []
    feed.floor_changed.connect(shown.append)
    for heard_us in range(1, 30):
        elsewhere(feed, "lab", part(Link(True, heard_us)))
    qtbot.waitUntil(lambda: bool(shown))
    elsewhere(feed, "lab", part(Link(True, 99)))
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert [floor.heard_us for floor in shown] == [29, 99]


def test_another_pbx_does_not_mix_in(qtbot: QtBot) -> None:
    feed = FloorFeed(pbx="lab")
    elsewhere(feed, "other", part(queue("Z")))
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A")))
    assert [q.name for q in feed.floor.queues] == ["A"]


def test_that_the_database_is_back_is_news(qtbot: QtBot) -> None:
    feed = FloorFeed()
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A")))
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab")
    assert feed.floor.queues[0].name == "A"


def test_a_part_nobody_understands_is_logged_and_later_ones_are_heard(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    feed = FloorFeed()
    elsewhere(feed, "lab", FloorPart(QUEUE, "A", '{"nam'))
    assert "cannot be read" in caplog.text
    with qtbot.waitSignal(feed.floor_changed):
        elsewhere(feed, "lab", part(queue("A")))
    assert feed.floor.queues[0].name == "A"
