"""Opening hours and holidays as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk_app.opening_hours import Unreadable, What, holiday, read
from desk_app.telephony.messages import Opening, QueuePlan

USUAL = (Opening((0, 1, 2, 5, 6), 480, 1200), Opening((3,), 480, 780))


@pytest.mark.parametrize(
    "text",
    [
        "Sat-Wed 08:00-20:00; Thu 08:00-13:00",
        "saturday to wednesday 8-20;\nthursday 8:00 to 13",
        "شنبه تا چهارشنبه ۸ تا ۲۰؛ پنج‌شنبه ۸:۰۰ تا ۱۳:۰۰",
        "شنبه-چهارشنبه ٠٨:٠٠-٢٠:٠٠؛ پنجشنبه ۸–۱۳",
        " Sat, Sun, Mon, Tue, Wed 08:00-20:00 ; Thu 08:00-13:00 ;",
    ],
)
def test_hours_are_read_in_both_languages(text: str) -> None:
    assert read(text) == USUAL


def test_hours_may_break_for_lunch_go_over_midnight_and_be_the_same_daily() -> None:
    assert read("سه شنبه ۹-۱۲, ۱۳-۱۷") == (Opening((1,), 540, 720), Opening((1,), 780, 1020))
    assert read("daily 0-24") == (Opening((0, 1, 2, 3, 4, 5, 6), 0, 1440),)
    assert read("Fri 22:00-06:00") == (Opening((4,), 1320, 360),)
    assert read(" ") == ()


@pytest.mark.parametrize(
    ("text", "what", "piece"),
    [
        ("Sat-Wed", What.PART, "sat-wed"),
        ("08:00-20:00", What.PART, "08:00-20:00"),
        ("Sat-Xyz 8-9", What.DAY, "xyz"),
        ("Sat-Sun-Mon 8-9", What.DAY, "sat-sun-mon"),
        ("Mon 8", What.TIME, "8"),
        ("Mon 8-25", What.TIME, "8-25"),
        ("Mon 8:60-9", What.TIME, "8:60-9"),
        ("Mon 9-9", What.TIME, "9-9"),
        ("Mon 8-9; Tue", What.PART, "tue"),
        ("Mon " + "9" * 300, What.TIME, "9" * 40),
        ("Mon 8-9-10", What.TIME, "8-9-10"),
    ],
)
def test_what_is_no_opening_hours_is_named(text: str, what: What, piece: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert (caught.value.what, caught.value.piece) == (what, piece)


def test_holidays_are_dates_of_either_calendar() -> None:
    assert holiday("1405-01-01") == "2026-03-21"
    assert holiday("۱۴۰۵/۱/۱۳") == "2026-04-02"
    assert holiday("2026-03-21") == "2026-03-21"
    for text in ("1405-13-01", "1404-12-30", "1405-01", "soon", "", "2026-02-30"):
        assert holiday(text) is None, text


def test_a_queue_is_closed_on_its_holidays() -> None:
    plan = QueuePlan(name="Support", openings=USUAL, holidays=(holiday("1405-01-01") or "",))
    assert date(2026, 3, 21).weekday() == 5
    assert not plan.is_open(datetime(2026, 3, 21, 9, tzinfo=UTC))
    assert plan.is_open(datetime(2026, 3, 22, 9, tzinfo=UTC))
    assert not plan.is_open(datetime(2026, 3, 26, 13, 0, tzinfo=UTC))
