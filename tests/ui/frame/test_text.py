"""Digits, times, dates, numbers and callers' text, in both languages."""

from __future__ import annotations

from datetime import datetime

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.ui import text
from desk_app.ui.language import Language
from tests.ui.conftest import Speak

S = 1_000_000


def at(*parts: int) -> int:
    """Return a local time as UTC microseconds."""
    return int(datetime(*parts).timestamp()) * S  # type: ignore[arg-type]  # noqa: DTZ001


def bare(said: str) -> str:
    """Return the text without its isolates."""
    return said.strip("\u2066\u2068\u2069")


def test_durations() -> None:
    assert [bare(text.duration(s)) for s in (0, 192.9, 3599, 3600, 36_061)] == [
        "00:00",
        "03:12",
        "59:59",
        "1:00:00",
        "10:01:01",
    ]
    assert bare(text.duration(-5)) == "00:00"


def test_persian_digits_go_out_and_any_digits_come_in(speak: Speak) -> None:
    speak(Language.FA)
    assert bare(text.duration(192)) == "۰۳:۱۲"
    assert bare(text.ticket_id(48213)) == "#۴۸۲۱۳"
    assert bare(text.decimal(0.2)) == "۰٫۲"
    assert text.latin_digits("۰۲۱٤٩") == "02149"


def test_numbers_and_times_are_isolated_from_the_line() -> None:
    for said in (text.duration(1), text.clock_time(at(2026, 1, 1)), text.phone("02149258000")):
        assert said[0] == "\u2066"
        assert said[-1] == "\u2069"


@pytest.mark.parametrize(
    ("raw", "english", "persian"),
    [
        ("+982149258000", "021 4925 8000", "۰۲۱-۴۹۲۵۸۰۰۰"),
        ("02149258000", "021 4925 8000", "۰۲۱-۴۹۲۵۸۰۰۰"),
        ("۰۲۱۴۹۲۵۸۰۰۰", "021 4925 8000", "۰۲۱-۴۹۲۵۸۰۰۰"),
        ("+989120001142", "0912 000 1142", "۰۹۱۲-۰۰۰-۱۱۴۲"),
        ("+442079460000", "+44 20 7946 0000", "+۴۴ ۲۰ ۷۹۴۶ ۰۰۰۰"),
        ("214", "214", "۲۱۴"),
        ("49258000", "49258000", "۴۹۲۵۸۰۰۰"),
        ("anonymous", "anonymous", "anonymous"),
        ("", "", ""),
    ],
)
def test_phone_numbers(speak: Speak, raw: str, english: str, persian: str) -> None:
    assert bare(text.phone(raw)) == english
    speak(Language.FA)
    assert bare(text.phone(raw)) == persian


def test_dates_in_english() -> None:
    day = at(2026, 11, 17, 14)
    assert text.date(day) == "Tuesday 17 November"
    assert text.month(day) == "November 2026"
    assert text.short_date(at(2026, 11, 16), now_us=day) == "Mon 16 Nov"
    assert text.short_date(at(2025, 11, 16), now_us=day) == "16 Nov 2025"


@pytest.mark.parametrize(
    "moment",
    [at(2026, 11, 17, 14), at(2026, 3, 20, 23, 59), at(2026, 3, 21, 0, 1), at(2025, 3, 20)],
)
def test_persian_dates_agree_with_another_calendar(speak: Speak, moment: int) -> None:
    speak(Language.FA)
    oracle = jdatetime.datetime.fromtimestamp(moment / S)
    said = text.date(moment, year=True)
    assert text.latin_digits(said).split()[-3] == str(oracle.day)
    assert text.latin_digits(said).split()[-1] == str(oracle.year)
    assert oracle.j_months_fa[oracle.month - 1] in said


def test_the_week_begins_on_saturday() -> None:
    for day in range(14, 21):  # Saturday 14 to Friday 20 November 2026
        assert text.week_start(at(2026, 11, day, 12)).toString("yyyy-MM-dd") == "2026-11-14"


def test_headings_and_ages() -> None:
    now = at(2026, 11, 17, 14)
    assert text.day_heading(now - S, now_us=now) == "Today"
    assert text.day_heading(at(2026, 11, 16, 23), now_us=now) == "Yesterday, Mon 16 Nov"
    assert text.day_heading(at(2026, 11, 12), now_us=now) == "Thu 12 Nov"
    assert text.ago(now - 1, now_us=now) == "just now"
    assert text.ago(now - 3 * S, now_us=now) == "3 s ago"
    assert text.ago(now - 300 * S, now_us=now) == "5 min ago"
    assert text.ago(now - 7300 * S, now_us=now) == "2 h ago"
    assert text.ago(at(2026, 11, 16, 23), now_us=now) == "yesterday"
    assert text.ago(at(2026, 11, 12), now_us=now) == "Thu 12 Nov"
    assert text.age(now - 3 * 86_400 * S, now_us=now) == "3 d"


def test_what_is_due() -> None:
    now = at(2026, 11, 17, 14)
    assert text.due(now - 28 * 60 * S, now_us=now) == "28 min late"
    assert text.due(now - 125 * 60 * S, now_us=now) == "2 h late"
    assert text.due(now - 3 * 86_400 * S, now_us=now) == "3 d late"
    assert text.due(now - 59 * S, now_us=now) == text.due(now + 59 * S, now_us=now) == "now"
    assert text.due(now - 60 * S, now_us=now) == "1 min late"
    assert text.due(now + 32 * 60 * S, now_us=now) == "in 32 min"
    assert bare(text.due(at(2026, 11, 17, 15, 30), now_us=now)) == "15:30"
    assert text.due(at(2026, 11, 19), now_us=now) == "Thu 19 Nov"


def test_a_callers_text_loses_controls_overrides_and_length() -> None:
    assert text.plain_text("a\u202eb\u2066c\x00\x1b[31m\u200fd") == "abc[31md"
    assert text.plain_text("two\r\nlines\tand  spaces ") == "two lines and spaces"
    assert text.plain_text("A" * 4096) == "A" * 79 + "…"
    assert text.plain_text("می‌شود") == "می‌شود"
    assert text.plain_text("e" + "\u0301" * 50) == "e\u0301\u0301"


@given(st.text(max_size=400))
def test_no_text_of_a_caller_stays_dangerous(raw: str) -> None:
    shown = text.plain_text(raw)
    assert len(shown) <= text.DISPLAY_LIMIT
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\r\x00")
    assert text.plain_text(shown) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Laleh Farahmand", "LF"),
        ("Laleh", "L"),
        ("laleh van der farahmand", "LF"),
        ("لاله فرهمند", "ل"),
        ("021 4925", ""),
        ("<b>", ""),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert text.initials(name) == letters


def test_numbers_of_ones_own_country_are_shown_without_its_code() -> None:
    try:
        text.use_region("DE")
        assert text.phone("+493012345678") == text.isolate("030 12345678")
        assert text.phone("+982149258000").startswith(f"{text.LRI}+98")
    finally:
        text.use_region("IR")
    assert text.phone("+982149258000") == text.isolate("021 4925 8000")


@given(st.text(max_size=200), st.integers(4, 120))
def test_texts_with_nothing_to_take_out_are_no_exception(said: str, limit: int) -> None:
    # A control character is dropped, and sends the text through the look at each letter.
    if len(said) < limit:
        assert text.plain_text(said, limit) == text.plain_text("\x01" + said, limit)
