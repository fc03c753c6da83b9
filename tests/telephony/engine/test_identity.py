"""Who calls, read from what strangers send."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.telephony.engine import identity
from desk_app.telephony.engine.identity import (
    MAX_TEXT,
    MAX_URI,
    answered_elsewhere,
    asserted_party,
    clean,
    headers,
    host,
    invite,
    party,
    remote_party,
)


def message(*lines: str, start: str = "INVITE sip:101@10.0.0.1:5062 SIP/2.0") -> str:
    return "\r\n".join([start, *lines, "", "v=0"])


@pytest.mark.parametrize(
    ("header", "number", "name"),
    [
        ('"Ali Rezaei" <sip:+989121234567@pbx.example>;tag=1', "+989121234567", "Ali Rezaei"),
        ('"علی رضایی" <sip:02149258000@pbx>', "02149258000", "علی رضایی"),
        (r'"Smith \"Bob\" <x>" <sip:7@h>', "7", 'Smith "Bob" <x>'),
        ("Bob <sip:7@h;user=phone>;tag=2", "7", "Bob"),
        ("sip:7@h;tag=3", "7", ""),
        ("<sip:10.0.0.5:5060>", "", ""),
        ("<tel:+1-201-555-0123;phone-context=x>", "+1-201-555-0123", ""),
        ("<sips:al%20ice%2B:secret@h>", "al ice+", ""),
        ("<sip:%d8%b9%d9%84%db%8c@h>", "علی", ""),
        ('"Anonymous" <sip:anonymous@anonymous.invalid>', "anonymous", "Anonymous"),
        ('"" <sip:@h>', "", ""),
        ("", "", ""),
        ("<>", "", ""),
        ('"unterminated <sip:7@h', "", ""),
        ('"a\tb\r\n c\x00\x07d" <sip:7@h>', "7", "a b cd"),
    ],
)
def test_party(header: str, number: str, name: str) -> None:
    assert party(header)[:2] == (number, name)


def test_asserted_identity_wins_over_from() -> None:
    text = message(
        'From: "pbx" <sip:pbx@h>;tag=1',
        'P-Asserted-Identity: "Ali, the \\"first\\"" <sip:x@h>, <tel:+98912>',
    )
    assert remote_party(text)[:2] == ("x", 'Ali, the "first"')


def test_asserted_identity_without_a_number_yields_to_the_next() -> None:
    text = message("From: <sip:pbx@h>", "P-Asserted-Identity: <sip:h>, <tel:+98912>")
    assert remote_party(text).number == "+98912"


def test_connected_line_is_only_what_is_asserted() -> None:
    assert asserted_party(message('From: "B" <sip:2@h>', start="UPDATE sip:a@b SIP/2.0")) is None
    changed = asserted_party(message('p-asserted-identity: "C" <sip:3@h>'))
    assert changed is not None
    assert changed[:2] == ("3", "C")


def test_what_the_pbx_adds() -> None:
    read = invite(
        message(
            "f: <sip:1@h>;tag=x",
            "i: abc@h",
            "X-CC-Linkedid: 1730000000.12",
            "x-cc-queue: support",
            "X-CC-Waited:  42.5",
        )
    )
    assert (read.call_id, read.linked_id, read.queue) == ("abc@h", "1730000000.12", "support")
    assert (read.waited_s, read.called, read.caller.number) == (42.5, "101", "1")


@pytest.mark.parametrize("waited", ["-1", "1e9", "NaN", "٤٢", "", "1" * 400])
def test_a_strange_waiting_time_counts_as_none(waited: str) -> None:
    assert invite(message(f"X-CC-Waited: {waited}")).waited_s == 0.0


def test_folded_headers_are_one() -> None:
    assert headers(message('From: "a"', "\t<sip:1@h>"))["from"] == ['"a" <sip:1@h>']


@pytest.mark.parametrize(
    ("reason", "elsewhere"),
    [
        ('SIP;cause=200;text="Call completed elsewhere"', True),
        ("SIP ; cause = 200", True),
        ("Q.850;cause=26", True),
        ('SIP;cause=487;text="a;b, c", Q.850;cause=26', True),
        ("Q.850;cause=16", False),
        ("SIP;cause=2000", False),
        ("SIP;cause=26", False),
        ("", False),
    ],
)
def test_reason_of_a_cancel(reason: str, elsewhere: bool) -> None:
    text = message(f"Reason: {reason}", start="CANCEL sip:101@h SIP/2.0")
    assert answered_elsewhere(text) is elsewhere


def test_no_reason_is_not_elsewhere() -> None:
    assert not answered_elsewhere(message(start="CANCEL sip:101@h SIP/2.0"))


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("sip:a@PBX.example:5060;transport=tcp", "pbx.example"),
        ("sip:[2001:db8::1]:5060", "2001:db8::1"),
        ("sips:h", "h"),
        ("tel:+1", ""),
    ],
)
def test_host(uri: str, expected: str) -> None:
    assert host(uri) == expected


wild = st.text(
    alphabet=st.one_of(
        st.sampled_from('<>"\\;:@,%=\r\n\t \x00'),
        st.sampled_from(string.hexdigits),
        st.characters(),
    ),
    max_size=300,
)


@given(wild, wild, wild)
def test_nothing_a_stranger_sends_breaks_the_parser(one: str, two: str, three: str) -> None:
    text = f"{one}\r\nFrom: {two}\r\nP-Asserted-Identity: {three}\r\nReason: {two}\r\n\r\n"
    read = invite(text)
    answered_elsewhere(text)
    asserted_party(text)
    for value in (read.caller.number, read.caller.name, read.called, read.queue, read.call_id):
        assert len(value) <= MAX_TEXT
        assert clean(value) == value
    assert len(read.caller.uri) <= MAX_URI


def test_a_huge_name_is_cut() -> None:
    found = identity.party(f'"{"ن" * 4096}" <sip:1@h>')
    assert found.name == "ن" * MAX_TEXT


def test_right_to_left_marks_and_markup_are_kept_as_text() -> None:
    shown = "\u202e<b>evil</b>"
    assert party(f'"{shown}" <sip:1@h>').name == shown
