"""Promises: what an agent said would be done for a customer, and by when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; no database at 0001 has promises."""
    op.create_table(
        "promises",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), sa.ForeignKey("customers.id"), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("number", "what", "owner")),
        sa.Column("due_us", sa.BigInteger(), nullable=False),
        sa.Column("reminder_min", sa.Integer(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("done_us", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_promises_owner", "promises", ["owner", "done_us", "due_us"])
    op.create_index("ix_promises_ticket_id", "promises", ["ticket_id"])
