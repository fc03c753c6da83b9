"""When each caller's answer was expected, for the error of the expected wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_PERIOD = ("entered_us", "queue", "direction", "outcome", "answered_us", "ended_us")


def upgrade() -> None:
    """Make room for it, also in the index that all figures of a period are read from."""
    op.add_column("calls", sa.Column("expected_us", sa.BigInteger(), nullable=True))
    op.drop_index("ix_calls_entered_us", "calls")
    op.create_index("ix_calls_entered_us", "calls", [*_PERIOD, "expected_us"])
