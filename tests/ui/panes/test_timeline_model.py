"""Headings of the timeline, in both calendars, and what a row says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import Qt

from desk_app.crm.records import EntryKind, LeftWhy, OutcomeOfCall, TimelineEntry
from desk_app.ui.language import Language
from desk_app.ui.panes.timeline_lines import Does, Line
from desk_app.ui.panes.timeline_model import CallNow, Group, TimelineModel
from desk_app.ui.theme import Tone
from tests.ui.conftest import Speak
from tests.ui.panes import sample
from tests.ui.panes.sample import at


def notes_at(*instants: int) -> tuple[TimelineEntry, ...]:
    """Return notes at these instants, newest first as the database gives them."""
    ordered = sorted(instants, reverse=True)
    return tuple(TimelineEntry(n, EntryKind.NOTE, us) for n, us in enumerate(ordered))


def headings(model: TimelineModel) -> list[str]:
    """Return the headings in order."""
    rows = [model.entry(model.index(n)) for n in range(model.rowCount())]
    return [row.label for row in rows if isinstance(row, Group)]


def shown(entries: tuple[TimelineEntry, ...], now_us: int = sample.NOW) -> TimelineModel:
    """Return a model of these entries."""
    model = TimelineModel()
    model.set_entries(entries, now_us)
    return model


def line_of(model: TimelineModel, number: int = 1) -> Line:
    """Return the texts of a row."""
    line = model.index(number).data(TimelineModel.LineRole)
    assert isinstance(line, Line)
    return line


def plain(said: str) -> str:
    """Return a text without its invisible isolates."""
    return said.translate(dict.fromkeys(range(0x2066, 0x206A)))


def lines(model: TimelineModel) -> list[str]:
    """Return the rows as a screen reader says them."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [plain(str(model.index(n).data(role))) for n in range(model.rowCount())]


def test_days_then_months() -> None:
    assert headings(shown(sample.ENTRIES)) == [
        "Today",
        "Yesterday, Mon 16 Nov",
        "Thu 12 Nov",
        "October",
    ]


def test_months_of_an_earlier_year_say_the_year() -> None:
    old = notes_at(at(10, 8, 9, 0), at(12, 1, 9, 0, year=2025), at(12, 30, 9, 0, year=2025))
    assert headings(shown(old)) == ["October", "December 2025"]


def test_last_days_of_the_old_month_keep_their_own_heading() -> None:
    entries = notes_at(at(11, 2, 9, 0), at(10, 30, 9, 0), at(10, 3, 9, 0))
    assert headings(shown(entries, at(11, 2, 12, 0))) == ["Today", "Fri 30 Oct", "October"]


def test_persian_headings_follow_the_jalali_calendar(speak: Speak) -> None:
    speak(Language.FA)
    # 22 October is the last day of Mehr, 23 October the first of Aban.
    entries = notes_at(
        at(11, 17, 9, 0), at(11, 16, 9, 0), at(10, 23, 9, 0), at(10, 22, 9, 0), at(9, 23, 9, 0)
    )
    assert headings(shown(entries)) == [
        "امروز",
        "دیروز، دوشنبه ۲۵ آبان",
        "جمعه ۱ آبان",
        "مهر",
    ]


@given(st.lists(st.integers(0, 900 * 24), max_size=60))
def test_each_interaction_stands_once_under_a_heading_that_comes_once(hours: list[int]) -> None:
    entries = notes_at(*(sample.NOW - hour * 3_600_000_000 for hour in hours))
    model = shown(entries)
    rows = [model.entry(model.index(n)) for n in range(model.rowCount())]
    assert tuple(row for row in rows if isinstance(row, TimelineEntry)) == entries
    labels = headings(model)
    assert len(labels) == len(set(labels))
    assert not rows or isinstance(rows[0], Group)
    assert all(
        isinstance(after, TimelineEntry)
        for before, after in pairwise(rows)
        if isinstance(before, Group)
    )


def test_call_in_hand_stands_on_top_and_its_own_record_is_left_out() -> None:
    own = replace(sample.ENTRIES[0], id=99, call_key=sample.KEY, at_us=sample.RING)
    model = shown((own, *sample.ENTRIES))
    model.set_call(CallNow(sample.RINGING, sample.DRAFT))
    assert lines(model)[:3] == [
        "Now",
        "Ringing. Support, waited 02:10. 14:00. #48307 draft",
        "Today",
    ]
    assert model.rowCount() == 2 + 4 + len(sample.ENTRIES)
    model.set_call(None)
    assert model.rowCount() == 4 + len(sample.ENTRIES) + 1


def test_call_in_hand_changes_in_place_while_it_lives() -> None:
    model = shown(sample.ENTRIES)
    model.set_call(CallNow(sample.RINGING, sample.DRAFT))
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, *_: changes.append(first.row()))
    model.set_call(CallNow(sample.TALKING, sample.CONTINUED))
    assert (resets, changes) == ([], [1])
    assert lines(model)[1] == "Call in progress. You, Support. 14:00. #48213. Recording"
    model.set_call(CallNow(sample.ENDED, sample.CONTINUED))
    assert (resets, changes) == ([], [1, 0])
    assert lines(model)[:2] == ["Just now", "Call. You, Support, 07:48. 14:00. Play 07:48. #48213"]


def test_a_message_left_by_the_call_in_hand_is_no_talk_of_no_length() -> None:
    left = replace(sample.ENDED, answered_us=None, recording_path="messages/a.wav")
    model = shown(())
    model.set_call(CallNow(left, sample.CONTINUED))
    played = [(m.label, m.recording) for m in line_of(model).marks if m.does is Does.PLAY]
    assert played == [("Play message", "messages/a.wav")]


def test_one_channel_only() -> None:
    model = shown(sample.ENTRIES)
    model.set_kind(EntryKind.CALL)
    kinds = {row.kind for row in map(model.entry, map(model.index, range(model.rowCount())))
             if isinstance(row, TimelineEntry)}  # fmt: skip
    assert kinds == {EntryKind.CALL}
    assert headings(model) == ["Today", "Yesterday, Mon 16 Nov", "October"]
    model.set_kind(None)
    assert len(lines(model)) == 4 + len(sample.ENTRIES)


def test_what_the_rows_say() -> None:
    said = lines(shown(sample.ENTRIES))
    assert said[1] == "Left the queue. Support, waited 03:20. 12:31"
    assert said[2].startswith("E-mail. “Technician still not here”. 11:05. We were told nine")
    assert said[5].startswith("Call. Omid R., Support, 06:20. 17:42. Drops every evening")
    assert said[5].endswith("Play 06:20. #48213")
    assert said[8] == "Ticket solved. #47790 Router replaced. 10:26"
    assert said[-1].startswith("Call. Parisa N., Billing, 02:05. 8 Oct. ")


def test_every_outcome_has_its_words_and_no_missed_call_looks_answered() -> None:
    titles = {}
    for outcome in OutcomeOfCall:
        for direction in ("in", "out"):
            entry = TimelineEntry(
                1, EntryKind.CALL, sample.NOW, direction=direction, outcome=outcome
            )
            line = line_of(shown((entry,)), 1)
            titles[direction, outcome] = line.title
            fine = outcome in (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN)
            assert (line.tone is Tone.LAPIS) == fine
    assert len({title for (way, _), title in titles.items() if way == "in"}) == 9


LEFT = TimelineEntry(
    1,
    EntryKind.CALL,
    sample.NOW,
    queue="Support",
    direction="in",
    outcome=OutcomeOfCall.ABANDONED,
    wait_s=72.4,
    place=3,
    waiting=8,
)


def test_who_left_the_queue_left_it_from_a_place(speak: Speak) -> None:
    assert line_of(shown((LEFT,))).title == "Left the queue"
    said = "Support, Left after 01:12, place 3 of 8"
    assert plain(line_of(shown((LEFT,))).detail) == said
    nowhere = replace(LEFT, place=0, waiting=0)  # an exchange does not say
    assert plain(line_of(shown((nowhere,))).detail) == "Support, waited 01:12"
    speak(Language.FA)
    assert plain(line_of(shown((LEFT,))).detail) == "Support، خروج پس از ۰۱:۱۲، نفر ۳ از ۸"


@pytest.mark.parametrize("why", LeftWhy)
def test_who_was_let_go_was_so_for_a_reason(why: LeftWhy) -> None:
    path = "messages/a.wav" if why is LeftWhy.MESSAGE else ""
    let_go = replace(LEFT, outcome=OutcomeOfCall.OVERFLOWED, left_why=why.value, recording=path)
    line = line_of(shown((let_go,)))
    assert line.title not in ("Missed call", "Left the queue", "Not served by the queue", "")
    assert (line.tone is Tone.GREY) == (why is LeftWhy.FORWARDED)
    played = [(m.does, m.label, m.recording) for m in line.marks]
    assert played == ([(Does.PLAY, "Play message", path)] if path else [])


def test_marks_say_what_pressing_them_does() -> None:
    line = line_of(shown(sample.ENTRIES), 5)
    assert [(m.does, m.recording, m.ticket_id) for m in line.marks] == [
        (Does.PLAY, "2026/11/16/a.wav", 0),
        (Does.TICKET, "", 48213),
    ]


def test_hostile_text_stays_one_bounded_plain_line() -> None:
    for hostile in sample.HOSTILE:
        entry = TimelineEntry(
            1, EntryKind.EMAIL, sample.NOW, title=hostile, text=hostile * 50, who=hostile
        )
        line = line_of(shown((entry,)), 1)
        assert len(line.text) <= 400
        assert len(line.detail) <= 200
        for said in (line.text, line.detail):
            assert not any(character in said for character in "\n\r\x00\x1b\u202e\u202d")


def test_times_stay_left_to_right_in_persian(speak: Speak) -> None:
    speak(Language.FA)
    line = line_of(shown(sample.ENTRIES_FA), 1)
    assert line.at == "\u2066۱۲:۳۱\u2069"
    assert line.title == "خروج از صف"
    assert "\u2066۰۳:۲۰\u2069 در انتظار" in line.detail


def test_same_snapshot_again_rebuilds_nothing_and_a_new_day_does() -> None:
    model = shown(sample.ENTRIES)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_entries(tuple(replace(entry) for entry in sample.ENTRIES), sample.NOW + 1)
    assert resets == []
    model.set_entries(sample.ENTRIES, sample.NOW + 24 * 3_600_000_000)
    assert resets == [1]
    assert headings(model)[0] == "Yesterday, Tue 17 Nov"
