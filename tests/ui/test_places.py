"""Windows come back where they were, if that is still on a screen; nothing else is believed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app import remembered
from desk_app.remembered import Box, Remembered
from desk_app.ui.main_view import MainView
from tests.ui.conftest import FixedClock

USUAL = (1100, 700)


@pytest.fixture
def view(qtbot: QtBot, clock: FixedClock) -> Iterator[MainView]:
    made = MainView(clock=clock)
    qtbot.addWidget(made.window)
    yield made
    if made.compact is not None:
        made.compact.hide()
        made.compact.deleteLater()


def test_the_whole_window_comes_back(view: MainView) -> None:
    room = view.window.screen().availableGeometry()
    size = (min(1030, room.width()), min(650, room.height()))
    view.restore(Remembered(whole=(-20, 10, *size)), USUAL)
    assert view.window.isVisible()
    assert view.remembered().whole == (-20, 10, view.window.width(), view.window.height())


@pytest.mark.parametrize(
    "box", [(90_000, 10, 1100, 700), (10, -90_000, 1100, 700), (10, 90_000, 1100, 700), None]
)
def test_a_place_on_a_screen_that_is_gone_is_not_taken(view: MainView, box: Box | None) -> None:
    view.restore(Remembered(whole=box), USUAL)
    frame, screen = view.window.geometry(), view.window.screen().geometry()
    assert frame.intersects(screen)
    assert (frame.width(), frame.height()) == USUAL


def test_the_small_window_comes_back_with_its_pin(view: MainView) -> None:
    view.restore(Remembered(compact=True, small=(40, 50, 380, 640), in_front=False), USUAL)
    assert view.compact is not None
    assert view.compact.isVisible()
    assert not view.window.isVisible()
    again = view.remembered()
    assert (again.compact, again.small, again.in_front) == (True, (40, 50, 380, 640), False)


def test_its_place_is_kept_while_the_whole_window_is_used(view: MainView) -> None:
    view.restore(Remembered(compact=True, small=(40, 50, 380, 640)), USUAL)
    view.toggle_compact()
    again = view.remembered()
    assert (again.compact, again.small) == (False, (40, 50, 380, 640))


@pytest.mark.parametrize("bad", [b"", b"{", b'{"whole": [1, 2]}', b'{"seen_us": "x"}', b"\xff"])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(bad)
    assert remembered.load(path) == Remembered()
    remembered.save(path, Remembered(seen_us=7))
    assert remembered.load(path) == Remembered(seen_us=7)


def test_a_disk_that_refuses_costs_only_the_memory(tmp_path: Path) -> None:
    remembered.save(tmp_path / "gone" / "window.json", Remembered())
    assert remembered.load(tmp_path / "gone" / "window.json") == Remembered()
