"""Texts as the PBX writes them, made plain and bounded where they enter."""

from __future__ import annotations

from desk_app.telephony.engine.identity import MAX_TEXT, clean

_NOBODY = frozenset({"unknown", "<unknown>", "anonymous", "(null)"})


def plain(text: str) -> str:
    """Return a text without control characters, bounded."""
    if text.isascii() and text.isprintable() and len(text) <= MAX_TEXT and "  " not in text:
        return text.strip()
    return clean(text)


def known(text: str) -> str:
    """Return a caller's name or number, "" for what Asterisk writes where there is none."""
    found = plain(text)
    return "" if found.lower() in _NOBODY else found


def whole(text: str) -> int:
    """Return a number, 0 for what is none or would be absurd."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
