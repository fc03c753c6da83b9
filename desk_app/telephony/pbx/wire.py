"""AMI on the wire: a parser of the stream, and actions that nobody can inject into. Pure.

The protocol is lines "Name: value" ended by CR LF, a message ended by an empty line. What
comes is written by strangers (a caller's name, a header): any split, any bytes, any length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

Message: TypeAlias = dict[str, str]
"""A message's lines by name; of a repeated name the last. Values as they came, undecodable
bytes replaced. One that names twice what we act on is none of Asterisk's: see `_read`."""

MAX_LINE = 4096
MAX_MESSAGE = 65_536
_SAID_ONCE = (
    *("Event", "Response", "ActionID", "EventList", "Queue", "Interface", "Location", "Channel"),
    *("Uniqueid", "Linkedid", "DestChannel", "DestUniqueid", "Position", "Paused"),
)
_END = b"\r\n\r\n"
_EOL = b"\r\n"


class Injection(ValueError):
    """A value of an action would have ended its line: nothing was sent."""


class Parser:
    """Cuts a stream into messages. Holds at most `MAX_MESSAGE` bytes and what one feed brought.

    Of a line longer than `MAX_LINE` in a message that does not fit, the beginning is kept.
    """

    def __init__(self) -> None:
        self._held = b""
        self._inside_long_line = False

    def feed(self, chunk: bytes) -> list[Message]:
        """Return the messages that are complete with this chunk, in order. Never raises."""
        if self._inside_long_line:
            chunk = self._rest_of_long_line(chunk)
        data = self._held + chunk if self._held else chunk
        end = data.rfind(_END)
        if end < 0:
            self._held = data if len(data) <= MAX_MESSAGE else self._squeezed(data)
            return []
        self._held = data[end + 4 :]
        if len(self._held) > MAX_MESSAGE:
            self._held = self._squeezed(self._held)
        if end > MAX_MESSAGE:
            data = _cut_long_lines(data[:end])
            end = len(data)
        return _read_all(data[:end])

    def _squeezed(self, data: bytes) -> bytes:
        """Return what to hold of an unfinished message that is too long."""
        whole, _, last = data.rpartition(_EOL)
        self._inside_long_line = len(last) > MAX_LINE
        kept = _cut_long_lines(whole)[: MAX_MESSAGE // 2]
        if self._inside_long_line:
            # Its last byte may be the CR of the line's end.
            last = last[:MAX_LINE].rstrip(b"\r") + (b"\r" if last.endswith(b"\r") else b"")
        return kept + _EOL + last if whole else last

    def _rest_of_long_line(self, chunk: bytes) -> bytes:
        """Return the chunk from the end of the line on whose beginning is held."""
        if self._held.endswith(b"\r"):
            if chunk[:1] in (b"\n", b""):
                self._inside_long_line = not chunk
                return chunk
            self._held = self._held[:-1]
        end = chunk.find(_EOL)
        if end >= 0:
            self._inside_long_line = False
            return chunk[end:]
        return b"\r" if chunk.endswith(b"\r") else b""


def _cut_long_lines(data: bytes) -> bytes:
    return _EOL.join(line[:MAX_LINE] for line in data.split(_EOL))


_objects = msgspec.json.Decoder(list[Message])


def _read_all(data: bytes) -> list[Message]:
    """Return the messages of bytes that end with one.

    Where no byte has a meaning in JSON, "name: value" lines are one replacement away from it,
    and its decoder is twice as fast as any loop of ours. What it refuses (a broken or control
    character, a line without or with a second ": ") is read line by line, as is a name said twice.
    """
    if b'"' not in data and b"\\" not in data:
        joined = data.replace(_EOL, b'","').replace(b'","","', b'"},{"')
        quoted = joined.replace(b": ", b'":"')  # one byte longer for each
        try:
            messages = _objects.decode(b'[{"' + quoted + b'"}]')
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
        else:
            if sum(map(len, messages)) == len(quoted) - len(joined):
                return messages
    return [_read(message) for message in data.split(_END) if message]


def _read(message: bytes) -> Message:
    """Return one message's lines by name; a line that is none (a greeting) names nothing."""
    lines = message.decode("utf-8", "replace").split("\r\n")
    fields = {name: value for line in lines for name, _, value in [line.partition(": ")]}
    return fields if len(fields) == len(lines) else _trusted(fields, lines)


def _trusted(fields: Message, lines: list[str]) -> Message:
    """Return a message in which a name comes twice; nothing of it if that is one we act on.

    Asterisk says these once: the other was put there by a caller, in a name or a number.
    """
    names = Counter(line.partition(": ")[0] for line in lines)
    return {} if any(names[name] > 1 for name in _SAID_ONCE) else fields


def action(name: str, fields: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return an action as it is sent.

    Raises:
        Injection: a name or value holds a control character, so it could say more than one line.
    """
    lines = [f"Action: {name}"]
    for field, value in fields:
        lines.append(f"{field}: {value}")
    for line in lines:
        if not line.isprintable() and any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line):
            raise Injection(line.partition(":")[0])
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")
