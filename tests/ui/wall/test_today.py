"""The day so far: calls by the hour."""

from __future__ import annotations

import pytest

from desk_app.ui.wall.today import WallHours
from desk_app.ui.wall.window import WallWindow
from tests.ui.layout.paper import Said, said_by


def hours(wall: WallWindow, by_hour: tuple[int, ...], now: int) -> tuple[WallHours, list[Said]]:
    chart = wall.board.today.hours
    chart.show_hours(by_hour, now)
    foot = chart.height() - wall.look.px(24)
    return chart, [said for said in said_by(chart) if said.box.center().y() > foot]


def test_one_hour_is_one_bar_and_the_day_has_room_to_fill(wall: WallWindow) -> None:
    chart, under = hours(wall, (0,) * 8 + (12,), 8)
    assert [said.text for said in under] == ["8", "9", "10", "11", "12", "13", "14"]
    assert under[0].box.center().x() < chart.width() / 7
    assert chart.accessibleDescription() == "8: 12"


@pytest.mark.parametrize(
    ("by_hour", "now", "first", "last"),
    [
        ((0,) * 8 + (31, 46, 58, 49, 44, 57, 4), 14, "8", "14"),
        ((0,) * 22 + (3, 4), 23, "17", "23"),  # there is no hour 24
        ((), 8, "8", "14"),  # nobody has called yet
        ((5,), 0, "0", "6"),
    ],
)
def test_seven_hours_fill_the_chart(
    wall: WallWindow, by_hour: tuple[int, ...], now: int, first: str, last: str
) -> None:
    _, under = hours(wall, by_hour, now)
    assert [under[0].text, under[-1].text] == [first, last]
    assert len(under) == 7


def test_a_whole_day_has_a_word_for_every_third_hour(wall: WallWindow) -> None:
    _, under = hours(wall, (1,) * 24, 23)
    assert [said.text for said in under] == [str(hour) for hour in range(0, 24, 3)]


def test_what_a_share_and_a_mean_are_of_is_told_beside_them(wall: WallWindow) -> None:
    figures = wall.board.today.figures
    assert "answered and abandoned calls" in figures["in_time"].toolTip()
    assert "those given up are not in it" in figures["wait"].toolTip()
    for figure in figures.values():
        assert figure.toolTip().endswith("Show the calls.")
