"""When agents were on duty, and what callers said who were asked after the talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make room for both; of neither is anything known from before."""
    op.create_table(
        "duty",
        sa.Column("id", BIG_ID, primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("source", "agent", "reason")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("from_us", "until_us")),
    )
    op.add_column("calls", sa.Column("rating", sa.Integer(), nullable=True))
    asked = sa.text("rating IS NOT NULL")
    op.create_index(
        "ix_calls_rating", "calls", ["entered_us"], sqlite_where=asked, postgresql_where=asked
    )
    op.create_index("ix_duty_until_us", "duty", ["until_us", "from_us", "reason", "agent"])
