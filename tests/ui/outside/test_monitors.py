"""The wall on an X server's monitors: chosen, pulled out, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.remembered import WallPlace, load_wall
from tests.rigs.monitors import MonitorRig
from tests.rigs.patience import PATIENCE_S
from tests.ui.outside.test_on_x11 import Program

LEFT, RIGHT = "LEFT whole 0 0 1920 1080", "RIGHT whole 1920 0 1920 1080"


@pytest.fixture(scope="module")
def monitors() -> Iterator[MonitorRig]:
    with MonitorRig() as made:
        yield made


class Wall:
    """A wall in a process of its own. A context manager; at its end it keeps where it was."""

    def __init__(self, monitors: MonitorRig, file: Path) -> None:
        self.program = Program("moved_wall", monitors.display, WALL_PLACE=str(file))

    def __enter__(self) -> Wall:
        return self

    def comes_to(self, place: str) -> str:
        """Wait until it rests at a place that begins so, and return the place."""
        while not (now := self.program.next()).startswith(place):
            pass
        return now

    def tell(self, order: str, place: str) -> None:
        """Give an order and wait until it is at a place."""
        self.program.order(order)
        self.comes_to(place)

    def __exit__(self, *_error: object) -> None:
        if self.program.process.poll() is None:
            self.program.order("end")
            self.program.process.wait(PATIENCE_S)
        self.program.end()


def test_it_fills_the_monitor_that_is_chosen_and_is_a_window_again_where_it_was(
    monitors: MonitorRig, tmp_path: Path
) -> None:
    with Wall(monitors, tmp_path / "wall.json") as wall:
        window = wall.comes_to("LEFT window ")
        assert window.endswith(" 1200 700")
        wall.tell("fill RIGHT", RIGHT)
        wall.tell("fill LEFT", LEFT)
        wall.tell("leave", window)
        wall.tell("toggle", LEFT)
        wall.tell("toggle", window)


def test_a_monitor_that_goes_leaves_a_window_and_is_filled_when_it_is_back(
    monitors: MonitorRig, tmp_path: Path
) -> None:
    with Wall(monitors, tmp_path / "wall.json") as wall:
        window = wall.comes_to("LEFT window ")
        wall.tell("fill RIGHT", RIGHT)
        try:
            monitors.pull("RIGHT")
            wall.comes_to(window)
        finally:
            monitors.plug("RIGHT", 1920)
        wall.comes_to(RIGHT)


def test_the_monitor_is_remembered_and_waited_for(monitors: MonitorRig, tmp_path: Path) -> None:
    file = tmp_path / "wall.json"
    with Wall(monitors, file) as wall:
        window = wall.comes_to("LEFT window ")
        wall.tell("fill RIGHT", RIGHT)
    x, y = map(int, window.split()[2:4])
    assert load_wall(file) == WallPlace("RIGHT", (x, y, 1200, 700))
    with Wall(monitors, file) as wall:
        wall.comes_to(RIGHT)
    try:
        monitors.pull("RIGHT")
        with Wall(monitors, file) as wall:
            wall.comes_to("LEFT window ")
            monitors.plug("RIGHT", 1920)
            wall.comes_to(RIGHT)
            monitors.pull("RIGHT")
            wall.comes_to("LEFT window ")
    finally:
        monitors.plug("RIGHT", 1920)
    assert load_wall(file).screen == "RIGHT"
