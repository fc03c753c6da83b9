"""Numbers: the traps, the forms, and that nothing makes it raise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.crm.numbers import BadRule, NumberKind, NumberRules, read_number, shown_number
from desk_app.crm.places import place_of
from desk_app.crm.text import LONGEST

RULES = NumberRules()
TEHRAN = "+982149258000"
MOBILE = "+989120001142"


@pytest.mark.parametrize(
    "received",
    [
        "02149258000",
        "+982149258000",
        "00982149258000",
        "982149258000",
        "2149258000",
        "021 4925 8000",
        "021-49258000",
        "(021) 4925-8000",
        "۰۲۱-۴۹۲۵۸۰۰۰",
        "٠٢١٤٩٢٥٨٠٠٠",
        "\u2066021 4925 8000\u2069",
        "sip:02149258000@10.0.0.1",
        "<sip:+982149258000;user=phone@pbx.example>",
        "tel:+98-21-4925-8000",
        "02149258000;phone-context=+98",
        "021 4925 8000 ext. 12",
        "021-49258000 داخلی ۱۲",
    ],
)
def test_one_form_of_many_spellings(received: str) -> None:
    read = read_number(received, RULES)
    assert (read.kind, read.e164, read.tail) == (NumberKind.PHONE, TEHRAN, "49258000")


@pytest.mark.parametrize(
    ("received", "kind"),
    [
        ("", NumberKind.WITHHELD),
        ("   ", NumberKind.WITHHELD),
        ("anonymous", NumberKind.WITHHELD),
        ("Anonymous@anonymous.invalid", NumberKind.WITHHELD),
        ("sip:anonymous@anonymous.invalid", NumberKind.WITHHELD),
        ("<unknown>", NumberKind.WITHHELD),
        ("Restricted", NumberKind.WITHHELD),
        ("101", NumberKind.EXTENSION),
        ("۲۱۴", NumberKind.EXTENSION),
        ("49258000", NumberKind.LOCAL),  # possible in Iran, but nobody's
        ("021492580001234", NumberKind.LOCAL),
        ("999999999999999999999", NumberKind.LOCAL),
        ("0800FLOWERS", NumberKind.ODD),  # would turn into digits
        ("alice", NumberKind.ODD),
        ("*72", NumberKind.ODD),
        ("#31#0214925", NumberKind.ODD),
        ("+", NumberKind.ODD),
        ("-", NumberKind.ODD),
        ("²³¹", NumberKind.ODD),
    ],
)
def test_what_is_no_number_identifies_nobody(received: str, kind: NumberKind) -> None:
    read = read_number(received, RULES)
    assert read.kind is kind
    assert read.e164 == ""


def test_a_plus_makes_even_few_digits_no_extension() -> None:
    assert read_number("+101", RULES).kind is NumberKind.LOCAL


def test_foreign_numbers_are_read_in_full_form_only() -> None:
    assert read_number("+44 20 7946 0000", RULES).e164 == "+442079460000"
    assert read_number("020 7946 0000", NumberRules(region="GB")).e164 == "+442079460000"


@given(st.text(max_size=400))
def test_no_text_makes_it_raise(text: str) -> None:
    read = read_number(text, RULES)
    assert bool(read.e164) == (read.kind is NumberKind.PHONE)
    assert len(read.raw) <= LONGEST
    for language in ("en", "fa"):
        shown_number(text, language, RULES)


@given(st.from_regex(r"\A[+0]?[0-9 ()\-]{0,16}\Z"))
def test_reading_again_changes_nothing(text: str) -> None:
    read = read_number(text, RULES)
    assert read_number(read.raw, RULES) == read
    if read.e164:
        again = read_number(read.e164, RULES)
        assert (again.e164, again.kind, again.tail) == (read.e164, read.kind, read.tail)


national = st.one_of(
    st.integers(2100000000, 2199999999),
    st.integers(9100000000, 9399999999),
    st.integers(5130000000, 5139999999),
)


@given(national, st.sampled_from(["en", "fa"]))
def test_what_is_shown_reads_as_the_same_number(number: int, language: str) -> None:
    read = read_number(f"0{number}", RULES)
    if read.e164:
        shown = shown_number(read.e164, language, RULES)
        assert read_number(shown, RULES).e164 == read.e164


@pytest.mark.parametrize(
    ("number", "en", "fa"),
    [
        (TEHRAN, "021 4925 8000", "021-49258000"),
        (MOBILE, "0912 000 1142", "0912-000-1142"),
        ("+442079460000", "+44 20 7946 0000", "+44 20 7946 0000"),
        ("214", "214", "214"),
        ("alice", "alice", "alice"),
    ],
)
def test_numbers_are_shown_as_people_write_them(number: str, en: str, fa: str) -> None:
    assert shown_number(number, "en", RULES) == en
    assert shown_number(number, "fa", RULES) == fa


def test_a_national_number_of_another_region_is_shown_its_way() -> None:
    assert shown_number("+442079460000", "en", NumberRules(region="GB")) == "020 7946 0000"


def test_trunk_rules_rewrite_before_reading() -> None:
    rules = NumberRules(rewrites=[(r"9(0\d{10})", r"\1"), (r"(9\d{9})", r"0\1")])
    assert read_number("902149258000", rules).e164 == TEHRAN
    assert read_number("9120001142", rules).e164 == MOBILE
    assert read_number("02149258000", rules).e164 == TEHRAN


@pytest.mark.parametrize("rule", [("(", "x"), (r"(\d)", r"\2"), ("[", ""), (r"\d", r"\g<name>")])
def test_a_broken_trunk_rule_is_refused_by_name(rule: tuple[str, str]) -> None:
    with pytest.raises(BadRule):
        NumberRules(rewrites=[rule])


@pytest.mark.parametrize(
    ("e164", "en", "fa"),
    [
        (TEHRAN, "Tehran", "تهران"),
        ("+985138000000", "Mashhad", "مشهد"),
        (MOBILE, "Mobile", "تلفن همراه"),
        ("+442079460000", "United Kingdom", "بریتانیا"),
        ("+97145550000", "United Arab Emirates", "امارات متحدهٔ عربی"),
        ("", "", ""),
        ("+8881234567", "", ""),
    ],
)
def test_places_by_prefix(e164: str, en: str, fa: str) -> None:
    assert (place_of(e164, "en"), place_of(e164, "fa")) == (en, fa)
