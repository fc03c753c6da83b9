"""How far a customer's history has been read, for all channels and for each."""

from __future__ import annotations

from desk_app.crm.records import EntryKind, TimelineEntry, TimelinePage

Place = tuple[int, int]  # at_us, id


def _place(entry: TimelineEntry) -> Place:
    return entry.at_us, entry.id


class Loaded:
    """Interactions of one customer, newest first: from the newest on without a gap, in each list.

    A channel's list is what all channels' list holds of it, or longer once pages of the
    channel alone were read.
    """

    def __init__(self, entries: tuple[TimelineEntry, ...] = ()) -> None:
        self._all = entries
        self._own: dict[EntryKind, tuple[TimelineEntry, ...]] = {}
        self._whole: set[EntryKind | None] = set()

    def of(self, kind: EntryKind | None) -> tuple[TimelineEntry, ...]:
        """Return what is loaded of a channel, None for all."""
        if kind is None:
            return self._all
        among = tuple(entry for entry in self._all if entry.kind is kind)
        own = self._own.get(kind, ())
        return own if len(own) > len(among) else among

    def end(self, kind: EntryKind | None) -> Place | None:
        """Return (at_us, id) of the oldest that is loaded, None when nothing is."""
        known = self.of(kind)
        return _place(known[-1]) if known else None

    def has_more(self, kind: EntryKind | None, count: int) -> bool:
        """Whether older ones are to be read; `count` is how many the database had."""
        return not ({None, kind} & self._whole) and len(self.of(kind)) < count

    def add(self, page: TimelinePage) -> bool:
        """Append a page. Return False, and change nothing, if it does not follow the end."""
        if page.before != self.end(page.kind):
            return False
        if page.kind is None:
            self._all += page.entries
        else:
            self._own[page.kind] = self.of(page.kind) + page.entries
        if page.last:
            self._whole.add(page.kind)
        return True

    def renew(self, newest: tuple[TimelineEntry, ...]) -> None:
        """Put the newest in, read again, and keep what is loaded behind them if both join."""
        if not newest or not self._all or _place(newest[-1]) > _place(self._all[0]):
            self._all, self._own, self._whole = newest, {}, set()
            return
        end = _place(newest[-1])
        self._all = newest + tuple(entry for entry in self._all if _place(entry) < end)
        for kind, own in self._own.items():
            among = tuple(entry for entry in newest if entry.kind is kind)
            self._own[kind] = among + tuple(entry for entry in own if _place(entry) < end)
