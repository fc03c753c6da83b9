from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import dialling


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("021 4925 8000", "02149258000"),
        ("۰۲۱-۴۹۲۵۸۰۰۰", "02149258000"),
        ("٠٢١/٤٩٢٥٨٠٠٠", "02149258000"),
        ("\u2066021 4925 8000\u2069", "02149258000"),
        ("(+98) 21 4925-8000", "+982149258000"),
        ("*72#", "*72#"),
        ("tel:+98-21-4925-8000;ext=3", "+982149258000"),
        ("callto:%2B982149258000", "+982149258000"),
        ("SIP:omid@pbx.example", "sip:omid@pbx.example"),
        ("omid@pbx.example", "sip:omid@pbx.example"),
        ("Laleh", ""),
        ("sip:a b@c", ""),
        ("sip:<x>", ""),
        ("", ""),
    ],
)
def test_written_in_any_manner(text: str, dialled: str) -> None:
    assert dialling.clean(text) == dialled


def test_without_an_account_numbers_go_through_the_gateway() -> None:
    assert dialling.target("201", account=False, gateway="127.0.0.1:5070") == (
        "sip:201@127.0.0.1:5070"
    )
    assert dialling.target("201", account=True, gateway="127.0.0.1:5070") == "201"
    assert dialling.target("sip:a@b", account=False, gateway="g") == "sip:a@b"


@given(st.text())
def test_cleaning_never_fails_and_is_done_once(text: str) -> None:
    cleaned = dialling.clean(text)
    assert dialling.clean(cleaned) == cleaned
    assert "\n" not in cleaned
