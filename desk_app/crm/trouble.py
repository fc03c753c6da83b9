"""What can be wrong with the database, by name. Free of SQLAlchemy."""

from __future__ import annotations

import enum


class DatabaseProblem(enum.StrEnum):
    """What can be wrong with the database that a person can do something about."""

    LOCKED = "locked"  # another program writes and does not stop
    FULL = "full"  # no space left
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    NEWER = "newer"  # made by a later version of this program; left untouched
    FOREIGN = "foreign"  # a database, but not ours
    MISSING = "missing"  # no such file or folder
    DISK = "disk"  # reading or writing failed


class DatabaseTrouble(Exception):
    """The database cannot do what was asked. `detail` is SQLite's own words, for the log."""

    def __init__(self, problem: DatabaseProblem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
