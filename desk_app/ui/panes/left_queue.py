"""How a caller left a queue unserved, in words: for the timeline and the lists of calls."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk_app.crm.records import LeftWhy
from desk_app.ui import text


class LeftQueue(QObject):
    """Says it in the window's language. UI thread only."""

    def why(self, left_why: str) -> str:
        """Return why the queue let a caller go, "" for one who just hung up."""
        return {
            LeftWhy.FULL.value: self.tr("The queue was full"),
            LeftWhy.CLOSED.value: self.tr("The queue was closed"),
            LeftWhy.LATE.value: self.tr("Waited too long"),
            LeftWhy.FORWARDED.value: self.tr("Forwarded"),
            LeftWhy.MESSAGE.value: self.tr("Left a message"),
            LeftWhy.SILENT.value: self.tr("The line was dead"),
            LeftWhy.CALLBACK.value: self.tr("Called back, not reached"),
        }.get(left_why, "")

    def after(self, seconds: float, place: int, waiting: int) -> str:
        """Return when and from where a caller left; "" where the place is not known."""
        if not place or waiting < place:
            return ""
        said = self.tr("Left after {time}, place {place} of {waiting}")
        return said.format(
            time=text.duration(seconds), place=text.digits(place), waiting=text.digits(waiting)
        )
