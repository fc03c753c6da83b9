"""Notices of a floor: what carries the parts themselves, and what only tells of them."""

from __future__ import annotations

import pytest

from desk_app.crm.team import notices
from desk_app.crm.team.notices import Line, Notice

DIGITS = 12  # of a version that is told for a hundred years


def queue(name: str, body: str) -> Line:
    return ("queue", name, body)


def told(*parts: Line, pbx: str = "the lab") -> list[str]:
    """Return the payloads as the server completes them."""
    return [f"{7:0{DIGITS}}{rest}" for rest in notices.made(pbx, parts)]


def test_what_is_made_is_read() -> None:
    parts = (queue("پشتیبانی فروش", '{"a": "ب"}'), queue("gone", ""), ("link", "", "{}"))
    (payload,) = told(*parts)
    notice = notices.read(payload)
    assert notice is not None
    assert (notice.pbx, notice.version, notice.piece, notice.pieces) == ("the lab", 7, 0, 1)
    assert notices.parts_of([notice]) == parts


@pytest.mark.parametrize("long", [1, 299, 300, 301, 40_000])
def test_every_piece_is_short_enough_and_nothing_is_lost(long: int) -> None:
    """A queue in which many wait is longer than a piece."""
    parts = tuple(queue(f"صف {n}", "ب" * long + "x" * n) for n in range(5 if long > 1_000 else 100))
    payloads = told(*parts)
    assert all(len(payload.encode()) < 8_000 for payload in payloads)
    read = [one for payload in payloads if (one := notices.read(payload))]
    assert [(one.piece, one.pieces) for one in read] == [(n, len(read)) for n in range(len(read))]
    assert notices.parts_of(read) == parts


@pytest.mark.parametrize(
    "parts",
    [
        [queue("a", "x" * 500_000)],
        [queue(f"{n}", "x" * 1_000) for n in range(500)],
        [queue("a\tb", "1")],
        [queue("a", "1\n2")],
        [],
    ],
)
def test_what_does_not_fit_is_only_told(parts: list[Line]) -> None:
    (payload,) = told(*parts)
    assert notices.read(payload) == Notice("the lab", 7, 0, 0, "")


@pytest.mark.parametrize(
    "payload",
    ["", "7", "lab 7", "7 0 1", "7 0 1 ", "-7 0 1 lab", "7 0 x lab", "٧ 0 1 lab", "9" * 7_000],
)
def test_a_text_that_is_no_notice_is_none(payload: str) -> None:
    assert notices.read(payload) is None


@pytest.mark.parametrize("text", ["", "queue\ta", "a\tb\tc\td", "a\tb\tc\n"])
def test_a_broken_one_tells_of_no_parts(text: str) -> None:
    assert notices.parts_of([Notice("lab", 7, 0, 1, text)]) == ()
