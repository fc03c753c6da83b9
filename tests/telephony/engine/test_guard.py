"""Only the registrar and the allow-list may ring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.telephony.engine.guard import Guard, source_address


@pytest.mark.parametrize(
    ("source", "permitted"),
    [
        ("10.1.2.3:5060", True),
        ("10.2.0.1:5060", False),
        ("192.0.2.7:49152", True),
        ("192.0.2.8:5060", False),
        ("[2001:db8::5]:5060", True),
        ("[2001:db9::5]:5060", False),
        ("[::ffff:192.0.2.7]:5060", True),
        ("203.0.113.9:5061", True),
        ("", False),
        ("unknown", False),
        (":5060", False),
    ],
)
def test_who_may_ring(source: str, permitted: bool) -> None:
    guard = Guard()
    assert guard.allow(["10.1.0.0/16", "192.0.2.7", "2001:db8::/32", "not an address"]) == [
        "not an address"
    ]
    guard.registrar(["203.0.113.9"])
    assert guard.permits(source) is permitted


def test_nobody_may_ring_a_phone_without_a_list() -> None:
    assert not Guard().permits("127.0.0.1:5060")


def test_addresses_of_a_former_registrar_no_longer_ring() -> None:
    guard = Guard()
    guard.registrar(["203.0.113.9", "2001:db8::9"])
    assert guard.permits("[2001:db8::9]:5061")
    guard.registrar([])
    assert not guard.permits("203.0.113.9:5060")


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    source_address(text)
    assert not Guard().permits(text)
