"""Text as people type it in either script, folded so that a search finds it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 256
"""Characters kept of a caller-supplied line (display name, number, queue)."""

_ZWNJ = "\u200c"
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ـ": "",  # kashida
    }
)
_SPACES = re.compile(r"[\W_]+")


def bounded(text: str, longest: int = LONGEST) -> str:
    """Return one plain line: no control or direction-override characters, bounded length.

    The zero-width non-joiner stays: Persian words need it.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:longest].strip()
    kept = (
        " " if char in "\t\r\n" else char
        for char in text[: longest * 4]
        if char in "\t\r\n" or char == _ZWNJ or unicodedata.category(char) not in _INVISIBLE
    )
    return " ".join("".join(kept).split())[:longest].strip()


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain_text(text: str, longest: int) -> str:
    """Return text of several lines without control and direction-override characters."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in unix[:longest]
        if char in "\n\t" or char == _ZWNJ or unicodedata.category(char) not in _INVISIBLE
    )


def ascii_digits(text: str) -> str:
    """Return the text with every script's decimal digits as 0-9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char
        for char in text
    )


def folded(text: str) -> str:
    """Return words to compare by: one form of each letter and digit, no marks, no case.

    Arabic ي and ك become Persian ی and ک, the zero-width non-joiner disappears,
    punctuation becomes one space. Idempotent.
    """
    if not text.isascii():
        # Letters first: decomposing would turn آ and ئ into a letter and a mark.
        text = unicodedata.normalize("NFC", text).translate(_LETTERS).replace(_ZWNJ, "")
        text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
        text = "".join(char for char in text if not unicodedata.combining(char))
        text = ascii_digits(text)
    return _SPACES.sub(" ", text.casefold()).strip()


def search_key(*texts: str) -> str:
    """Return the stored search copy of the texts, joined by spaces.

    Words written with a zero-width non-joiner are kept joined and split: people
    type «علی‌رضا» with it, without it, and with a space.
    """
    parts = []
    for text in filter(None, texts):
        parts.append(folded(text))
        if _ZWNJ in text:
            parts.append(folded(text.replace(_ZWNJ, " ")))
    return " ".join(filter(None, parts))


_WITHHELD = frozenset(
    (
        "anonymous",
        "restricted",
        "withheld",
        "private",
        "unavailable",
        "unknown",
        "unidentified",
        "nobody",
        "asterisk",
        "blocked",
        "noid",
    )
)


def is_withheld(identity: str) -> bool:
    """Whether a number or a name only says that the caller does not want to be known."""
    return not identity or identity.casefold().replace(" ", "") in _WITHHELD
