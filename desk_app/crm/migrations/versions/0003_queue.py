"""The desk's own queue: how a caller left it, and indexes for the figures of a period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; no call before this revision has waited in a queue of the desk."""
    for table in ("calls", "interactions"):
        for name in ("place", "waiting"):
            column = sa.Column(name, sa.Integer(), nullable=False, server_default="0")
            op.add_column(table, column)
        op.add_column(table, sa.Column("left_why", sa.Text(), nullable=False, server_default=""))
    _index_figures()


def _index_figures() -> None:
    """Hold in the indexes all that is counted: figures of a long period read no call's row."""
    op.create_index(
        "ix_calls_entered_us",
        "calls",
        ["entered_us", "queue", "direction", "outcome", "answered_us", "ended_us"],
    )
    op.drop_index("ix_calls_e164", "calls")
    op.create_index("ix_calls_e164", "calls", ["e164", "ring_us"])
    op.drop_index("ix_legs_call_id", "legs")
    op.create_index(
        "ix_legs_call_id", "legs", ["call_id", "ring_us", "answered_us", "ended_us", "wrapped_us"]
    )
