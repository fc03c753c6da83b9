"""The stream of the manager interface: any split, any bytes, any length; and no injection."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk_app.telephony.pbx.wire import MAX_LINE, MAX_MESSAGE, Injection, Message, Parser, action

_NAMES = st.text("abcXYZ-()", min_size=1, max_size=12)
_VALUES = st.text(st.characters(blacklist_characters="\r\n", codec="utf-8"), max_size=40)
_MESSAGES = st.lists(st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=8), max_size=8)


def _sent(messages: list[dict[str, str]]) -> bytes:
    lines = ("".join(f"{name}: {value}\r\n" for name, value in m.items()) for m in messages)
    return "".join(f"{text}\r\n" for text in lines).encode()


def _fed(data: bytes, cuts: list[int]) -> list[Message]:
    parser, found = Parser(), []
    places = sorted({min(cut, len(data)) for cut in cuts})
    for begin, end in zip([0, *places], [*places, len(data)], strict=True):
        found += parser.feed(data[begin:end])
    return found


@given(_MESSAGES, st.lists(st.integers(0, 2000), max_size=12))
def test_any_split_gives_the_same_messages(sent: list[Message], cuts: list[int]) -> None:
    assert _fed(_sent(sent), cuts) == sent


@given(_MESSAGES)
def test_byte_by_byte_is_the_same(sent: list[Message]) -> None:
    data = _sent(sent)
    assert _fed(data, list(range(len(data)))) == sent


@given(st.binary(max_size=3000), st.lists(st.integers(0, 3000), max_size=8))
def test_any_bytes_are_survived_and_split_the_same(data: bytes, cuts: list[int]) -> None:
    assert _fed(data + b"\r\n\r\n", cuts) == _fed(data + b"\r\n\r\n", [])


_PIECES = (
    *(b"a", b"\r\nQueue: b", b"\r\nA: b", b": ", b":", b" ", b"\r\n", b"\r", b"\n", b"\0", b"\x1b"),
    *(b'"', b'","A":"', b"\\", b"\\u0061", b",", b"{", b"}"),
    *("پ".encode(), b"\xd9", b"\xff", b"\xed\xa0\x80", b"\xc0\x80"),
)
_LINES = st.tuples(
    st.sampled_from([b"Event: ", b"Queue: ", b"A: ", b"B: ", b"", b"C:"]),
    st.one_of(st.just(b"a"), st.lists(st.sampled_from(_PIECES), max_size=3).map(b"".join)),
).map(b"".join)
_BYTES = st.lists(st.lists(_LINES, min_size=1, max_size=3).map(b"\r\n".join), max_size=3).map(
    b"\r\n\r\n".join
)


@given(_BYTES)
@example(b'A: a","A":"b')  # as in JSON: a second value
@example(b'A: a"},{"A":"b')
@example(b"A: \\u0061")
@example(b"Event: a\r\nEvent: a")
@example(b"A: a: b\r\nB")
def test_whatever_comes_is_read_as_line_by_line(sent: bytes) -> None:
    """Nobody can make of a value a line, a message, or another value."""
    data = sent + b"\r\n\r\n"
    assert Parser().feed(data) == _line_by_line(data[: data.rfind(b"\r\n\r\n")])


def _line_by_line(data: bytes) -> list[Message]:
    found = []
    for message in filter(None, data.split(b"\r\n\r\n")):
        lines = [line.partition(": ") for line in message.decode("utf-8", "replace").split("\r\n")]
        names = [name for name, _, _ in lines]
        forged = names.count("Queue") > 1 or names.count("Event") > 1
        found.append({} if forged else {name: value for name, _, value in lines})
    return found


def test_broken_utf8_costs_its_own_character_only() -> None:
    data = b"Event: Join\r\nName: \xd8\xa7\xff\xe2\x82\r\nQueue: support\r\n\r\n"
    (message,) = Parser().feed(data)
    assert message == {"Event": "Join", "Name": "ا\ufffd\ufffd", "Queue": "support"}


@pytest.mark.parametrize("name", ["Channel", "Uniqueid", "Linkedid", "Queue", "Event"])
def test_an_event_that_says_twice_whom_it_is_about_is_not_believed(name: str) -> None:
    """A caller's name that brought lines of its own."""
    forged = f"CallerIDName: x\r\n{name}: forged\r\n"
    data = f"Event: Hangup\r\nChannel: a\r\nQueue: q\r\n{forged}Uniqueid: 1\r\nLinkedid: 1\r\n\r\n"
    assert "forged" not in {v for m in Parser().feed(data.encode()) for v in m.values()}
    harmless = b"Event: Hangup\r\nChanVariable: a=1\r\nChanVariable: b=2\r\n\r\n"
    assert Parser().feed(harmless) == [{"Event": "Hangup", "ChanVariable": "b=2"}]


def test_a_greeting_and_empty_values() -> None:
    data = b"Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nReason: \r\n\r\n"
    (message,) = Parser().feed(data)
    assert (message["Response"], message["Reason"]) == ("Success", "")


@pytest.mark.parametrize("chunk", [1 << 20, 65_536, 4096, 1000, 7])
def test_a_line_of_a_megabyte_costs_no_message_and_no_memory(chunk: int) -> None:
    size = 1_000_000 if chunk > 100 else 100_000
    data = b"Event: Join\r\nName: " + b"x" * size + b"\r\nQueue: support\r\n\r\nEvent: Next\r\n\r\n"
    parser, found = Parser(), []
    for begin in range(0, len(data), chunk):
        found += parser.feed(data[begin : begin + chunk])
        assert len(parser._held) <= max(MAX_MESSAGE, MAX_LINE)
    assert [m["Event"] for m in found] == ["Join", "Next"]
    assert found[0]["Queue"] == "support"
    assert set(found[0]["Name"]) == {"x"}
    assert len(found[0]["Name"]) <= MAX_LINE


@given(
    st.integers(MAX_MESSAGE - 50, MAX_MESSAGE + 50), st.lists(st.integers(0, 70_000), max_size=5)
)
def test_a_long_lines_end_is_found_however_it_is_split(length: int, cuts: list[int]) -> None:
    data = b"A: " + b"x" * length + b"\r\nB: 1\r\n\r\n"
    (message,) = _fed(data, [*cuts, length + 4, length + 5])
    assert message["B"] == "1"


def test_an_endless_message_is_bounded() -> None:
    parser = Parser()
    for _ in range(100):
        assert parser.feed(b"A: 1\r\n" * 10_000) == []
        assert len(parser._held) <= MAX_MESSAGE
    assert parser.feed(b"\r\nEvent: Next\r\n\r\n")[-1] == {"Event": "Next"}


def test_an_action_as_it_is_sent() -> None:
    fields = (("Queue", "پشتیبانی"), ("Paused", "true"))
    assert action("QueuePause", fields) == (
        "Action: QueuePause\r\nQueue: پشتیبانی\r\nPaused: true\r\n\r\n".encode()
    )


@pytest.mark.parametrize("bad", ["x\r\nAction: Command", "x\n", "\r", "a\0b", "a\x85b", "\x1b[0m"])
def test_a_value_that_would_say_more_is_refused(bad: str) -> None:
    with pytest.raises(Injection):
        action("QueuePause", (("Reason", bad),))
    with pytest.raises(Injection):
        action("QueuePause", ((f"Reason{bad}", "x"),))


@given(st.text(max_size=60))
def test_whatever_is_sent_is_one_message_of_its_fields(value: str) -> None:
    try:
        sent = action("Hangup", (("Channel", value),))
    except Injection:
        return
    (message,) = Parser().feed(sent)
    assert list(message) == ["Action", "Channel"]
