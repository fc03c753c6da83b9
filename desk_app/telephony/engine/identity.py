"""Reading SIP messages: who calls, what the PBX adds, why a CANCEL came.

Everything here is written by strangers: fields are bounded and stripped of control
characters where they enter, nothing else is changed (RFC 3261 section 25, RFC 3325,
RFC 3326). Pure functions over the message's text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import msgspec

MAX_TEXT = 256
MAX_URI = 512

_COMPACT = {"f": "from", "t": "to", "i": "call-id", "m": "contact", "v": "via", "r": "refer-to"}
_NAME_ADDR = re.compile(
    r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<token>[^<"]*))\s*<(?P<uri>[^>]*)>', re.DOTALL
)
_USER = re.compile(r"(?:sips?:(?:(?P<user>[^@;?]*)@)?|tel:(?P<tel>[^;?]*))", re.IGNORECASE)
_HOST = re.compile(r"sips?:(?:[^@]*@)?(?P<host>\[[^\]]*\]|[^:;?>\s]*)", re.IGNORECASE)
_PERCENT = re.compile(r"((?:%[0-9a-fA-F]{2})+)")


class Party(NamedTuple):
    """One end of a call as a header names it. Untrusted, bounded, without control characters."""

    number: str  # user part
    name: str  # display name
    uri: str


class Invite(msgspec.Struct, frozen=True):
    """What an INVITE says about itself."""

    caller: Party
    called: str
    call_id: str
    linked_id: str
    queue: str
    waited_s: float
    has_sdp: bool


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return the text without control characters, trimmed and cut to the limit."""
    kept = (" " if c in "\t\r\n" else c for c in text if c in "\t\r\n" or not _control(c))
    return " ".join("".join(kept).split())[:limit].rstrip()


def _control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn")


def headers(message: str) -> dict[str, list[str]]:
    """Return the headers by lower-case long name, in order, folded lines joined."""
    found: dict[str, list[str]] = {}
    values: list[str] | None = None
    for line in message.replace("\r\n", "\n").split("\n")[1:]:
        if not line:
            break
        if line[0] in " \t" and values:
            values[-1] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        if not colon:
            continue
        key = name.strip().lower()
        values = found.setdefault(_COMPACT.get(key, key), [])
        values.append(value.strip())
    return found


def transaction(message: str) -> str:
    """Return what a request and its repetitions have in common, and nothing else has."""
    found = headers(message)
    return "\n".join(found.get(name, [""])[0] for name in ("call-id", "cseq", "via"))


def method(message: str) -> str:
    """Return the request's method, "" for a response."""
    start = message.split(" ", 1)[0]
    return "" if start.startswith("SIP/") else start


def party(value: str) -> Party:
    """Return who a From, To or P-Asserted-Identity header names."""
    match = _NAME_ADDR.match(value)
    if match:
        quoted = match["quoted"]
        name = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match["token"] or ""
        uri = match["uri"].strip()
    else:
        name = ""
        uri = value.split(";", 1)[0].strip()
    return Party(number=_user(uri), name=clean(name), uri=clean(uri, MAX_URI))


def _user(uri: str) -> str:
    match = _USER.match(uri)
    if not match:
        return ""
    raw = match["user"] if match["user"] is not None else match["tel"] or ""
    raw = raw.split(":", 1)[0]  # user:password@host
    decoded = _PERCENT.sub(
        lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), raw
    )
    return clean(decoded)


def host(uri: str) -> str:
    """Return a SIP URI's host in lower case without brackets, "" for none."""
    match = _HOST.search(uri)
    return match["host"].strip("[]").lower() if match else ""


def remote_party(message: str) -> Party:
    """Return the far end of an incoming request: P-Asserted-Identity, else From.

    Of several asserted identities (a sip and a tel URI) the first with a number wins.
    """
    found = headers(message)
    asserted = [
        party(part) for value in found.get("p-asserted-identity", []) for part in _split_list(value)
    ]
    for candidate in asserted:
        if candidate.number:
            return candidate
    return party(found.get("from", [""])[0])


def asserted_party(message: str) -> Party | None:
    """Return the P-Asserted-Identity of a re-INVITE or UPDATE, None without one."""
    if "p-asserted-identity" not in headers(message):
        return None
    found = remote_party(message)
    return found if found.number or found.name else None


def _split_list(value: str) -> list[str]:
    """Split at commas outside quotes and angle brackets."""
    parts = [""]
    quoted = escaped = bracket = False
    for c in value:
        if c == "," and not quoted and not bracket:
            parts.append("")
            continue
        if quoted and c == "\\" and not escaped:
            escaped = True
        else:
            if c == '"' and not escaped and not bracket:
                quoted = not quoted
            elif c in "<>" and not quoted:
                bracket = c == "<"
            escaped = False
        parts[-1] += c
    return parts


def invite(message: str) -> Invite:
    """Return what an INVITE says. Never raises, whatever the message holds."""
    found = headers(message)

    def first(name: str) -> str:
        return found.get(name, [""])[0]

    request_uri = [*message.split("\n", 1)[0].split(" "), "", ""][1]
    return Invite(
        caller=remote_party(message),
        called=_user(request_uri.strip()) or party(first("to")).number,
        call_id=clean(first("call-id")),
        linked_id=clean(first("x-cc-linkedid")),
        queue=clean(first("x-cc-queue")),
        waited_s=_seconds(first("x-cc-waited")),
        has_sdp="application/sdp" in first("content-type").lower(),
    )


def _seconds(value: str) -> float:
    match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,6})?)\s*", value, re.ASCII)
    return float(match[1]) if match else 0.0


def answered_elsewhere(message: str) -> bool:
    """Return whether a CANCEL's Reason says that another phone answered (RFC 3326).

    `SIP;cause=200` or `Q.850;cause=26` (non-selected user clearing).
    """
    for value in headers(message).get("reason", []):
        for part in _split_list(value):
            protocol, _, parameters = part.partition(";")
            cause = re.search(r"cause\s*=\s*\"?(\d+)", parameters)
            if cause and (protocol.strip().lower(), cause[1]) in (("sip", "200"), ("q.850", "26")):
                return True
    return False
