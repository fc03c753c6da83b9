"""What is typed, pasted or clicked, turned into what the engine dials."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015/\u200e\u200f\u2066-\u2069\u202a-\u202e]+")
_DIALABLE = re.compile(r"\+?[0-9*#]+")


def clean(text: str) -> str:
    """Return `text` as digits (any script), `+`, `*`, `#`; or as a SIP address; or "".

    Understands `tel:`, `callto:` and `sip:` links and numbers grouped in any manner. Headers
    in a SIP address (RFC 3261, 19.1.1) are left out: a link does not write our INVITE.
    """
    text = unquote(text.strip())
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() in ("tel", "callto"):
        text = rest.partition(";")[0]
    elif colon and scheme.lower() in ("sip", "sips"):
        rest = rest.partition("?")[0].removeprefix("//")
        return f"{scheme.lower()}:{rest}" if rest and not re.search(r"[\s<>]", rest) else ""
    if "@" in text:
        address = text.partition("?")[0]
        return "" if "@" not in address or re.search(r"[\s<>]", address) else f"sip:{address}"
    digits = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in _SEPARATORS.sub("", text)
    )
    return digits if _DIALABLE.fullmatch(digits) else ""


def target(text: str, *, account: bool, gateway: str) -> str:
    """Return the engine's dial target, "" when `text` is no number and no address.

    Digits go to the account's domain; without an account, to the gateway; with neither
    they are returned bare and the engine says that it cannot.
    """
    cleaned = clean(text)
    if not cleaned or cleaned.startswith("sip") or account or not gateway:
        return cleaned
    return f"sip:{cleaned}@{gateway}"
