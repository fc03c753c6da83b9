"""Keys, the loop, what may be dialled, and the MOS formula."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.telephony.engine.keys import new_key
from desk_app.telephony.engine.loop import Loop
from desk_app.telephony.engine.orders import Refused, dialled
from desk_app.telephony.engine.quality import mos
from desk_app.telephony.engine.sip_account import split_listen
from desk_app.telephony.messages import Problem


def test_keys_are_26_characters_and_sort_by_time() -> None:
    keys = [new_key(1_795_290_844_974_324 + 1000 * n) for n in range(1000)]
    assert {len(key) for key in keys} == {26}
    assert sorted(keys) == keys
    assert len({new_key(5) for _ in range(1000)}) == 1000


def test_work_queued_from_another_thread_runs_in_order_and_errors_stop_nothing() -> None:
    loop = Loop()
    done: list[int] = []

    def queue() -> None:
        loop.later(lambda: done.append(1))
        loop.later(lambda: done.append(2))

    thread = threading.Thread(target=queue)
    loop.later(lambda: done.append(1 // 0))
    thread.start()
    thread.join()
    loop.run()
    assert done == [1, 2]


def test_timers_run_when_due_unless_cancelled() -> None:
    loop = Loop()
    done: list[str] = []
    loop.after(0, lambda: done.append("second"))
    loop.after(-1, lambda: done.append("first"))
    loop.after(0, lambda: done.append("cancelled")).cancel()
    loop.after(3600, lambda: done.append("late"))
    loop.run()
    assert done == ["first", "second"]


def test_cancelled_timers_are_not_kept_until_they_are_due() -> None:
    loop = Loop()
    kept = [loop.after(3600, lambda: None) for _ in range(10)]
    for _ in range(10_000):
        loop.after(3600, lambda: None).cancel()
        assert loop.timers <= 200
    done: list[str] = []
    loop.after(-1, lambda: done.append("due"))
    loop.run()
    assert done == ["due"]
    assert loop.timers >= len(kept)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 123-45 67", "09121234567"),
        ("+98 (21) 4925.8000", "+982149258000"),
        ("۰۲۱-۴۹۲۵۸۰۰۰", "02149258000"),
        ("٠٢١", "021"),
        ("\u2066021 49258000\u2069", "02149258000"),
        ("*72#", "*72#"),
        ("alice", "alice"),
        ("alice@example.org", "sip:alice@example.org"),
        ("sip:bob@10.0.0.1:5062;transport=tcp", "sip:bob@10.0.0.1:5062;transport=tcp"),
    ],
)
def test_what_may_be_dialled(typed: str, number: str) -> None:
    assert dialled(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "call me",
        "sip:",
        "sip:a b@c",
        "sip:a@b?Replaces=x",
        "sip:a@b>\r\nEvil: 1",
        "a@b\r\nX: y",
        "1" * 65,
        "علی",
    ],
)
def test_what_may_not_be_dialled(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        dialled(typed)
    assert refused.value.problem is Problem.BAD_NUMBER


@given(st.text())
def test_anything_dialled_is_one_harmless_token(text: str) -> None:
    try:
        number = dialled(text)
    except Refused:
        return
    assert not set(number) & set(' \r\n\t<>"?\\')


def test_mos_of_good_and_bad_lines() -> None:
    assert mos("PCMA", 0, 0, 0) == pytest.approx(4.4, abs=0.05)
    assert mos("PCMA", 0, 300, 5) == pytest.approx(4.25, abs=0.15)
    assert mos("PCMA", 5, 20, 5) == pytest.approx(3.86, abs=0.05)
    assert mos("PCMA", 30, 600, 80) < 1.7
    assert mos("unknown", 100, 9999, 999) == 1.0


@given(st.floats(0, 100), st.floats(0, 5000), st.floats(0, 1000))
def test_mos_stays_on_its_scale(loss: float, rtt: float, jitter: float) -> None:
    assert 1.0 <= mos("opus", loss, rtt, jitter) <= 4.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [("127.0.0.1:5062", ("127.0.0.1", 5062)), ("[::1]:5062", ("::1", 5062))],
)
def test_listen(text: str, expected: tuple[str, int]) -> None:
    assert split_listen(text) == expected


@pytest.mark.parametrize("text", ["127.0.0.1", "x:y", "h:0", "h:65536", ""])
def test_listen_that_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        split_listen(text)
