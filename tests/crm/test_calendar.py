"""Dates in files, Gregorian and Jalali, beside an independent calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.crm.calendar import jalali_month, jalali_parts, read_date


def midnight(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp()) * 1_000_000


def test_jalali_dates_agree_with_jdatetime() -> None:
    for year in range(1300, 1450):
        for month, day in ((1, 1), (6, 31), (7, 1), (11, 30), (12, 29), (12, 30)):
            try:
                there = jdatetime.date(year, month, day).togregorian()
            except ValueError:
                expected = None
            else:
                expected = midnight(there.year, there.month, there.day)
            assert read_date(f"{year}/{month}/{day}") == expected, (year, month, day)


@pytest.mark.parametrize("text", ["2021-03-01", "2021/3/1", "2021.03.01", "2021-03", "۲۰۲۱-۰۳-۰۱"])
def test_gregorian_dates(text: str) -> None:
    assert read_date(text) == midnight(2021, 3, 1)


@pytest.mark.parametrize("text", ["", "March 2021", "2021-13-01", "2021-02-30", "1399/12/31", "1"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_a_days_jalali_parts_are_those_of_jdatetime(day: date) -> None:
    oracle = jdatetime.date.fromgregorian(date=day)
    assert jalali_parts(day) == (oracle.year, oracle.month, oracle.day)
    assert jalali_month(oracle.year, oracle.month) == oracle.replace(day=1).togregorian()
