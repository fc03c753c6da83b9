"""Makes the database that a released version leaves behind: `python -m tests.crm.make_released`.

Run once at each release, with the released program; the file is then kept for ever
and must open in every later version (`test_database`).
"""

from __future__ import annotations

from pathlib import Path

import desk_app
from desk_app.crm.records import TicketChanges
from desk_app.crm.service import Crm
from tests.crm.calls import START_US, Journal


def make(path: Path) -> None:
    """Write a small database with a bit of everything to a new file."""
    crm = Crm(path, now_us=lambda: START_US)
    crm.open()
    journal = Journal()
    crm.fold(journal.event("A", "ring", "1", queue="Support", waited_s=12.0))
    crm.new_customer("A", "Laleh Farahmand", "Khorshidak Toys")
    crm.fold(journal.event("A", "answer", "1"))
    crm.save_notes(0, "Drops every evening", "A")
    crm.fold(journal.event("A", "end", "1", end="answered"))
    first = crm.finish_wrap_up("A", TicketChanges(subject="Drops", disposition="escalated"))
    for event in journal.call("B", "rang_out", "2"):
        crm.fold(event)
    crm.save_notes(0, "called again", "B")
    crm.continue_ticket("B", first.id)
    for event in journal.call("C", "answered", direction="out", number="09120001142"):
        crm.fold(event)
    crm.close()


if __name__ == "__main__":
    target = Path(__file__).parent / "data" / f"released-{desk_app.__version__}.sqlite"
    target.unlink(missing_ok=True)
    make(target)
