"""Duty: when agents were logged in, and when of that they took no calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; nobody's duty is known from before."""
    op.create_table(
        "duty",
        sa.Column("id", BIG_ID, primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("source", "agent", "reason")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("from_us", "until_us")),
    )
    op.create_index("ix_duty_until_us", "duty", ["until_us", "from_us", "reason", "agent"])
