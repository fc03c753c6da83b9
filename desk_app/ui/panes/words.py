"""The words for codes: categories, dispositions, states of a ticket.

The database keeps codes, the window shows words. A code that is not built in (a team's
own category) is shown as it is.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk_app.crm.records import Priority, TicketStatus

CATEGORIES = (
    "line_fault.down",
    "line_fault.intermittent",
    "line_fault.slow",
    "equipment",
    "billing.invoice",
    "billing.payment",
    "order",
    "complaint",
    "feedback",
    "other",
)
"""Built-in categories; a dot divides a category from its part."""

DISPOSITIONS = (
    "visit_booked",
    "solved_on_call",
    "waiting_for_customer",
    "escalated",
    "information_given",
    "wrong_or_silent",
)
"""Built-in ends of a call, in the order of the keys 1 to 6."""


KEY_ACCOUNT = "key_account"
"""The built-in tag of a customer; all others are a team's own words."""


class Words(QObject):
    """Turns codes into words of the window's language. UI thread only."""

    def category(self, code: str) -> str:
        """Return a category's words."""
        return {
            "line_fault.down": self.tr("Line fault › No service"),
            "line_fault.intermittent": self.tr("Line fault › Intermittent"),
            "line_fault.slow": self.tr("Line fault › Slow"),
            "equipment": self.tr("Equipment"),
            "billing.invoice": self.tr("Billing › Invoice"),
            "billing.payment": self.tr("Billing › Payment"),
            "order": self.tr("New order"),
            "complaint": self.tr("Complaint"),
            "feedback": self.tr("Product feedback"),
            "other": self.tr("Something else"),
        }.get(code, code)

    def disposition(self, code: str) -> str:
        """Return a disposition's words."""
        return {
            "visit_booked": self.tr("Visit booked"),
            "solved_on_call": self.tr("Solved on the call"),
            "waiting_for_customer": self.tr("Waiting for customer"),
            "escalated": self.tr("Escalated"),
            "information_given": self.tr("Information given"),
            "wrong_or_silent": self.tr("Wrong number or silent"),
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
        return code == KEY_ACCOUNT

    def number_label(self, code: str) -> str:
        """Return what kind of number it is; a number without a kind is a phone."""
        return {
            "": self.tr("Phone"),
            "phone": self.tr("Phone"),
            "mobile": self.tr("Mobile"),
            "home": self.tr("Home"),
            "work": self.tr("Work"),
            "fax": self.tr("Fax"),
        }.get(code, code)

    def language(self, code: str) -> str:
        """Return the name of a customer's language."""
        return {"fa": self.tr("Persian"), "en": self.tr("English")}.get(code, code)
