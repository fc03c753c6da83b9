"""The rest of a customer's history, read as the window comes to need it. Lives on the UI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import EntryKind, TimelinePage
from desk_app.desk import RETRY_MS, Desk

PAGE = 100


class History(QObject):
    """Reads pages for the cases of the desk; a case that has another customer by then gets none."""

    read = Signal(str, object)  # call key, TimelinePage

    def __init__(
        self, desk: Desk, book: CallBook, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._background = background

    def more(
        self,
        call_key: str,
        customer_id: int,
        kind: EntryKind | None,
        before: tuple[int, int] | None,
    ) -> None:
        """Read what comes after `before` (at_us, id), of one channel or of all.

        Returns at once; what the database refuses is tried again while it is wanted.
        """
        if not self._wanted(call_key, customer_id):
            return

        def done(page: TimelinePage) -> None:
            if self._wanted(call_key, customer_id):
                self.read.emit(call_key, page)

        def refused(error: Exception) -> None:
            self._desk.database_refused(error)
            again = partial(self.more, call_key, customer_id, kind, before)
            QTimer.singleShot(RETRY_MS, self, again)

        self._background.run(
            lambda: self._book.crm.timeline(customer_id, kind, before, PAGE), done, refused
        )

    def _wanted(self, call_key: str, customer_id: int) -> bool:
        case = self._desk.state.case(call_key)
        customer = case.caller.customer if case is not None and case.caller is not None else None
        return customer is not None and customer.id == customer_id
