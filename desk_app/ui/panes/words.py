"""The words for codes: categories, dispositions, states of a ticket.

The database keeps codes, the window shows words. A code that is not built in (a team's
own category) is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from desk_app.crm.records import Choice, Priority, TicketStatus
from desk_app.ui import text

CATEGORIES = (
    Choice("line_fault"),
    Choice("line_fault.no_service", parent="line_fault"),
    Choice("line_fault.intermittent", parent="line_fault"),
    Choice("line_fault.slow", parent="line_fault"),
    Choice("visit"),
    Choice("visit.book", parent="visit"),
    Choice("visit.missed", parent="visit"),
    Choice("billing"),
    Choice("billing.invoice", parent="billing"),
    Choice("billing.payment", parent="billing"),
    Choice("sales"),
    Choice("complaint"),
    Choice("feedback"),
    Choice("other"),
)
"""What a ticket may be about, until the database has said what the team uses."""

DISPOSITIONS = (
    Choice("visit_booked"),
    Choice("solved"),
    Choice("waiting_customer"),
    Choice("escalated"),
    Choice("information"),
    Choice("wrong_number"),
)
"""How a call may end, in the order of the number keys; until the database has said."""


_KEY_ACCOUNT = frozenset({"key_account", "key account", "مشتری ویژه"})
# The one tag that is marked, however a team writes it; all others are its own words.


class Words(QObject):
    """Turns codes into words of the window's language. UI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}

    def learn(self, choices: Iterable[Choice]) -> None:
        """Take a team's own words for its categories and dispositions."""
        for choice in choices:
            if choice.label:
                above = self._labels.get(choice.parent, "")
                label = text.plain_text(choice.label, 60)
                self._labels[choice.code] = f"{above} › {label}" if above else label

    def category(self, code: str) -> str:
        """Return a category's words."""
        return self._labels.get(code) or {
            "line_fault": self.tr("Line fault"),
            "line_fault.no_service": self.tr("Line fault › No service"),
            "line_fault.intermittent": self.tr("Line fault › Intermittent"),
            "line_fault.slow": self.tr("Line fault › Slow"),
            "visit": self.tr("Visit"),
            "visit.book": self.tr("Visit › Book"),
            "visit.missed": self.tr("Visit › Missed"),
            "billing": self.tr("Billing"),
            "billing.invoice": self.tr("Billing › Invoice"),
            "billing.payment": self.tr("Billing › Payment"),
            "sales": self.tr("Sales"),
            "complaint": self.tr("Complaint"),
            "feedback": self.tr("Product feedback"),
            "other": self.tr("Something else"),
        }.get(code, code)

    def disposition(self, code: str) -> str:
        """Return a disposition's words."""
        return self._labels.get(code) or {
            "visit_booked": self.tr("Visit booked"),
            "solved": self.tr("Solved on the call"),
            "waiting_customer": self.tr("Waiting for customer"),
            "escalated": self.tr("Escalated"),
            "information": self.tr("Information given"),
            "wrong_number": self.tr("Wrong number or silent"),
        }.get(code, code)

    def disposition_hint(self, code: str) -> str:
        """Return what a disposition means where its name is not enough, else nothing."""
        return self.tr("Tier 2 or supervisor") if code == "escalated" else ""

    def status(self, status: TicketStatus) -> str:
        """Return a ticket's state in words."""
        return {
            TicketStatus.DRAFT: self.tr("Draft"),
            TicketStatus.OPEN: self.tr("Open"),
            TicketStatus.PENDING: self.tr("Pending"),
            TicketStatus.SOLVED: self.tr("Solved"),
            TicketStatus.CONTINUED: self.tr("Continued"),
        }[status]

    def priority(self, priority: Priority) -> str:
        """Return a priority in words."""
        return {
            Priority.LOW: self.tr("Low"),
            Priority.NORMAL: self.tr("Normal"),
            Priority.HIGH: self.tr("High"),
            Priority.URGENT: self.tr("Urgent"),
        }[priority]

    def tag(self, code: str) -> str:
        """Return the words of a customer's tag."""
        return self.tr("Key account") if self.is_key_account(code) else code

    def is_key_account(self, code: str) -> bool:
        """Whether a tag is the built-in one that is marked with a star."""
        return code.strip().casefold() in _KEY_ACCOUNT

    def number_label(self, code: str) -> str:
        """Return what kind of number it is; a number without a kind is a phone."""
        return {
            "": self.tr("Phone"),
            "phone": self.tr("Phone"),
            "phone2": self.tr("Phone {n}").format(n=text.digits(2)),
            "phone3": self.tr("Phone {n}").format(n=text.digits(3)),
            "mobile": self.tr("Mobile"),
            "home": self.tr("Home"),
            "work": self.tr("Work"),
            "fax": self.tr("Fax"),
        }.get(code, code)

    def language(self, code: str) -> str:
        """Return the name of a customer's language."""
        return {"fa": self.tr("Persian"), "en": self.tr("English")}.get(code, code)
