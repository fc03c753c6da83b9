"""Alembic's way in: runs revisions on the connection (or into the script) it is given."""

from __future__ import annotations

from alembic import context

if context.is_offline_mode():
    context.configure(dialect_name=context.config.attributes["dialect"])
else:
    context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
