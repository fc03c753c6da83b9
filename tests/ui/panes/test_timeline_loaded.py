"""What is loaded of a history: every list is its newest part, without a gap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.crm.records import EntryKind, TimelineEntry, TimelinePage
from desk_app.ui.panes.timeline_loaded import Loaded

KINDS = tuple(EntryKind)
LISTS = (None, *KINDS)


def entries(kinds: list[int]) -> tuple[TimelineEntry, ...]:
    """Return interactions of these kinds, newest first, three at each instant."""
    count = len(kinds)
    return tuple(
        TimelineEntry(count - n, KINDS[kind], (count - n) // 3) for n, kind in enumerate(kinds)
    )


def page(
    whole: tuple[TimelineEntry, ...], kind: EntryKind | None, before: tuple[int, int] | None
) -> TimelinePage:
    """Return what the database would."""
    of_kind = [e for e in whole if kind in (None, e.kind)]
    older = [e for e in of_kind if before is None or (e.at_us, e.id) < before]
    return TimelinePage(1, kind, before, tuple(older[:7]), len(older) < 7)


@given(
    st.lists(st.integers(0, 4), max_size=60),
    st.lists(st.one_of(st.sampled_from(LISTS), st.integers(1, 6)), max_size=20),
)
def test_lists_have_no_gap_in_whatever_order_pages_and_new_entries_come(
    kinds: list[int], acts: list[EntryKind | int | None]
) -> None:
    history = entries(kinds)
    seen = len(history) // 2  # the others are still to happen
    whole = history[len(history) - seen :]
    loaded = Loaded(whole[:20])
    for act in acts:
        if isinstance(act, int) and not isinstance(act, EntryKind):
            seen = min(len(history), seen + act)
            whole = history[len(history) - seen :]
            loaded.renew(whole[:20])
        else:
            assert loaded.add(page(whole, act, loaded.end(act)))
        for kind in LISTS:
            of_kind = tuple(e for e in whole if kind in (None, e.kind))
            known = loaded.of(kind)
            assert known == of_kind[: len(known)]
            assert loaded.has_more(kind, len(of_kind)) or len(known) == len(of_kind)


def test_a_page_that_does_not_follow_changes_nothing() -> None:
    whole = entries([0] * 40)
    loaded = Loaded(whole[:20])
    first = page(whole, None, loaded.end(None))
    assert loaded.add(first)
    assert not loaded.add(first)
    assert loaded.of(None) == whole[:27]


def test_newest_that_do_not_join_what_is_loaded_begin_anew() -> None:
    whole = entries([0] * 60)
    loaded = Loaded(whole[40:])
    loaded.renew(whole[:20])
    assert loaded.of(None) == whole[:20]


def test_a_count_that_is_too_high_asks_no_further_than_the_end() -> None:
    whole = entries([0] * 25)
    loaded = Loaded(whole[:20])
    assert loaded.has_more(None, 30)
    assert loaded.add(page(whole, None, loaded.end(None)))
    assert not loaded.has_more(None, 30)
    assert not loaded.has_more(EntryKind.CALL, 30)
