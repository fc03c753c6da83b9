"""Days and times as people type them: both calendars, any digits, and back again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCalendar, QDate

from desk_app.ui import when
from desk_app.ui.language import Language
from tests.ui.conftest import Speak
from tests.ui.panes.sample import at

NOW = at(11, 17, 14, 0, 18)  # Tuesday, 26 Aban 1405


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:30", (11, 17, 15, 30)),
        ("۱۵:۳۰", (11, 17, 15, 30)),
        ("٠٩:٠٥", (11, 18, 9, 5)),  # has passed today
        ("14:00", (11, 18, 14, 0)),
        ("9.15", (11, 18, 9, 15)),
        ("3 pm", (11, 17, 15, 0)),
        ("3:20PM", (11, 17, 15, 20)),
        ("12 am", (11, 18, 0, 0)),
        ("ساعت ۱۵", (11, 17, 15, 0)),
        ("tomorrow 15:30", (11, 18, 15, 30)),
        ("Tomorrow at 8", (11, 18, 8, 0)),
        ("tomorrow", (11, 18, 9, 0)),
        ("فردا ۱۵:۳۰", (11, 18, 15, 30)),
        ("فردا ساعت ۸", (11, 18, 8, 0)),
        ("۸:۱۵ فردا", (11, 18, 8, 15)),
        ("پس‌فردا", (11, 19, 9, 0)),
        ("day after tomorrow 10:00", (11, 19, 10, 0)),
        ("امروز ۱۷:۰۰", (11, 17, 17, 0)),
        ("today 13:00", (11, 17, 13, 0)),  # said to be today: it has passed
        ("۱۴۰۵/۹/۱", (11, 22, 9, 0)),
        ("1405/9/1", (11, 22, 9, 0)),
        ("1405-09-01 16:45", (11, 22, 16, 45)),
        ("16:45 1405.9.1", (11, 22, 16, 45)),
        ("2026-11-22", (11, 22, 9, 0)),
        ("22 Nov", (11, 22, 9, 0)),
        ("November 22, 15:30", (11, 22, 15, 30)),
        ("Sun 22 Nov 15:30", (11, 22, 15, 30)),
        ("۱ آذر ۱۵:۳۰", (11, 22, 15, 30)),
        ("یکشنبه ۱ آذر، ساعت ۱۵:۳۰", (11, 22, 15, 30)),
        ("يكشنبه", (11, 22, 9, 0)),  # Arabic letters
        ("saturday 10:00", (11, 21, 10, 0)),
        ("شنبه ۱۰:۰۰", (11, 21, 10, 0)),
        ("سه‌شنبه ۱۵:۰۰", (11, 17, 15, 0)),
        ("Tuesday 13:00", (11, 24, 13, 0)),
        ("in 30 min", (11, 17, 14, 31)),
        ("+90 m", (11, 17, 15, 31)),
        ("in an hour", (11, 17, 15, 1)),
        ("۲ ساعت دیگر", (11, 17, 16, 1)),
        ("نیم ساعت", (11, 17, 14, 31)),
        ("  tomorrow \u2066 15:30\u2069 ", (11, 18, 15, 30)),
    ],
)
def test_what_people_type(typed: str, meant: tuple[int, int, int, int]) -> None:
    assert when.read(typed, NOW) == at(*meant)


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert when.read("1 Nov 10:00", NOW) == at(11, 1, 10, 0, year=2027)
    assert when.read("۱ فروردین", NOW) == at(3, 21, 9, 0, year=2027)
    assert when.read("29 Feb", NOW) == at(2, 29, 9, 0, year=2028)
    assert when.read("22 Nov 2027 08:00", NOW) == at(11, 22, 8, 0, year=2027)
    assert when.read("۱ آذر ۱۴۰۶", NOW) == at(11, 22, 9, 0, year=2027)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "25:00", "12:60", "13 pm", "1405/13/1", "1405/7/31", "2026-02-29", "3026/1/1",
     "15", "tomorrow 15:30 or so", "15:30:20", "1.2.3", "-", "31 Nov", "x" * 10_000,
     "today tomorrow", "<b>15:30</b>", "9" * 79],
)  # fmt: skip
def test_what_cannot_be_understood(typed: str) -> None:
    assert when.read(typed, NOW) is None


@given(typed=st.text(max_size=40) | st.from_regex(r"[0-9۰-۹:/ .فرداatpm]{0,20}", fullmatch=True))
def test_nothing_that_is_typed_is_a_fault(typed: str) -> None:
    found = when.read(typed, NOW)
    assert found is None or found % when.MINUTE_US == 0


@pytest.mark.parametrize("spoken", list(Language))
def test_what_is_written_is_read_as_it_was_meant(speak: Speak, spoken: Language) -> None:
    speak(spoken)

    @given(minutes=st.integers(-800 * 1440, 800 * 1440))
    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    def holds(minutes: int) -> None:
        moment = datetime(2026, 11, 17, 14, 0) + timedelta(minutes=minutes)  # noqa: DTZ001
        meant = int(moment.timestamp()) * 1_000_000
        written = when.write(meant, now_us=NOW)
        assert when.read(written, NOW) == meant, written

    holds()


@given(day=st.dates(datetime(1950, 1, 1).date(), datetime(2090, 1, 1).date()))  # noqa: DTZ001
def test_both_calendars_name_the_same_day(day: object) -> None:
    meant = QDate.fromString(str(day), "yyyy-MM-dd")
    jalali = QCalendar(QCalendar.System.Jalali).partsFromDate(meant)
    said = f"{jalali.year}/{jalali.month}/{jalali.day} 10:00"
    assert when.read(said, NOW) == when.read(f"{day} 10:00", NOW) is not None


def test_what_the_field_says(speak: Speak) -> None:
    moments = [at(11, 17, 15, 30), at(11, 18, 9, 0), at(11, 22, 15, 30), at(1, 2, 8, 0, year=2027)]
    said = [when.write(moment, now_us=NOW) for moment in moments]
    assert said == ["today 15:30", "tomorrow 09:00", "Sun 22 Nov 15:30", "2 Jan 2027 08:00"]
    speak(Language.FA)
    said = [when.write(moment, now_us=NOW) for moment in moments]
    assert said[:3] == ["امروز ۱۵:۳۰", "فردا ۰۹:۰۰", "یکشنبه ۱ آذر ۱۵:۳۰"]
    assert when.long(moments[2]).startswith("یکشنبه ۱ آذر ۱۴۰۵")
