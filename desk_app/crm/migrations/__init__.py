"""The database's history: one Alembic revision for each change of its shape."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every revision this program knows, oldest first. A database at any other is newer."""

HEAD = REVISIONS[-1]
