"""Search keys: what people type finds what is stored, in either script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.crm.text import ascii_digits, bounded, folded, plain_text, search_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("يزدي", "یزدی"),
        ("كاوه", "کاوه"),
        ("علی\u200cرضا", "علیرضا"),
        ("مؤمنی", "مومنی"),
        ("آرش", "ارش"),
        ("مسئول", "مسیول"),
        ("فاطمة", "فاطمه"),
        ("خانۀ", "خانه"),
        ("مُحَمَّد", "محمد"),
        ("۱۲۳", "123"),
        ("١٢٣", "123"),
        ("Zoë", "zoe"),
        ("STRASSE", "straße"),
        ("O'Brien-Smith", "o brien smith"),
        ("ســلام", "سلام"),
    ],
)
def test_spellings_of_one_word_are_one(a: str, b: str) -> None:
    assert folded(a) == folded(b)


@given(st.text(max_size=80))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_word_with_a_half_space_is_found_joined_and_split() -> None:
    key = search_key("علی\u200cرضا کریمی", "Khorshidak")
    assert {"علیرضا", "علی", "رضا", "کریمی", "khorshidak"} <= set(key.split())


@given(st.text(max_size=600))
def test_bounded_lines_are_plain(text: str) -> None:
    line = bounded(text, 50)
    assert len(line) <= 50
    assert line == line.strip()
    assert not set(line) & set("\n\r\t\x00\u202e\u2066\u200f")
    assert bounded(line, 50) == line


def test_notes_keep_their_lines() -> None:
    assert plain_text("a\r\nb\tc\x00\u202ed", 100) == "a\nb\tcd"


def test_digits_of_any_script() -> None:
    assert ascii_digits("۰٩5²") == "095²"
