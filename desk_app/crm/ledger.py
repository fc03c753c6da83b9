"""`Ledger`: what `Crm` reads from the calls as a whole: lists and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desk_app.crm import call_views, figures, missed, recent
from desk_app.crm.figure_rules import Figure, FigureRules
from desk_app.crm.figures import QueueFigures
from desk_app.crm.opened import Opened
from desk_app.crm.records import CallsFound, DayFigures, RecentCall

if TYPE_CHECKING:
    from desk_app.crm.report_figures import Behind, Report
    from desk_app.crm.report_spans import Asked

_USUAL = FigureRules()


class Ledger(Opened):
    """The reading half of `Crm` that is about many calls; the same thread, the same troubles."""

    def open_calls(self) -> tuple[str, ...]:
        """Return the desk keys of calls that have not ended as far as is known here."""
        with self._database.read() as connection:
            return call_views.open_legs(connection)

    def recent_calls(self, limit: int = 50) -> tuple[RecentCall, ...]:
        """Return the latest calls, newest first."""
        with self._database.read() as connection:
            return call_views.recent_calls(connection, limit)

    def missed(self, since_us: int) -> int:
        """Return how many callers since then reached nobody and were not spoken to after."""
        with self._database.read() as connection:
            return missed.missed_calls(connection, since_us)

    def to_call_back(self, since_us: int, limit: int = 50) -> tuple[RecentCall, ...]:
        """Return the callers since then whom a queue owes a call; see `missed.to_call_back`."""
        with self._database.read() as connection:
            return missed.to_call_back(connection, since_us, limit)

    def day(self, start_us: int, agent: str = "") -> DayFigures:
        """Return the figures since `start_us` (the local midnight or the shift's begin)."""
        with self._database.read() as connection:
            return call_views.day_figures(connection, start_us, agent)

    def queue_figures(
        self, queue: str, from_us: int, to_us: int, rules: FigureRules = _USUAL
    ) -> QueueFigures:
        """Return the figures of a queue ("" = all) over calls that entered in [from_us, to_us)."""
        with self._database.read() as connection:
            return figures.queue_figures(connection, queue, from_us, to_us, rules)

    def calls_behind(
        self,
        figure: Figure,
        queue: str,
        from_us: int,
        to_us: int,
        rules: FigureRules = _USUAL,
        limit: int | None = None,
    ) -> CallsFound:
        """Return the calls that a figure counts, newest first."""
        with self._database.read() as connection:
            return figures.calls_behind(connection, figure, queue, from_us, to_us, rules, limit)

    def recent_handle_s(self, queues: Iterable[str] = ()) -> float:
        """Return the mean handle time of the last handled calls, for the expected wait; 0 = none.

        Of these queues, of any where none is named.
        """
        with self._database.read() as connection:
            return recent.handle_s(connection, queues, self._now_us())

    def recent_errors_s(self, queues: Iterable[str]) -> dict[str, float]:
        """Return by how much the expected wait was lately wrong, for each of these that had any."""
        with self._database.read() as connection:
            return recent.errors_s(connection, queues, self._now_us())

    # --- reports ------------------------------------------------------------------------

    def report(self, asked: Asked) -> Report:
        """Return the figures of a period by interval. Raises TooManyRows."""
        from desk_app.crm import reports  # for who reads reports: not at every start

        with self._database.read() as connection:
            return reports.report(connection, asked, self._now_us())

    def report_calls(
        self,
        asked: Asked,
        behind: Behind,
        within: Sequence[tuple[int, int]],
        limit: int | None = None,
    ) -> CallsFound:
        """Return the calls behind a figure of a report in these intervals, newest first."""
        from desk_app.crm import reports

        with self._database.read() as connection:
            return reports.calls_of(connection, asked, behind, within, self._now_us(), limit)

    def heard_of(self, from_us: int, to_us: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the queues that calls entered and the agents whose phones rang, by name."""
        from desk_app.crm import reports

        with self._database.read() as connection:
            queues = reports.queues(connection, from_us, to_us)
            return queues, reports.agents(connection, from_us, to_us)
