"""What can be wrong with the database, by name. Free of SQLAlchemy."""

from __future__ import annotations

import enum


class DatabaseProblem(enum.StrEnum):
    """What can be wrong with the database that a person can do something about."""

    LOCKED = "locked"  # others write and do not let go
    FULL = "full"  # no space left
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    NEWER = "newer"  # made by a later version of this program; left untouched
    FOREIGN = "foreign"  # a database, but not ours
    MISSING = "missing"  # no such file or folder
    DISK = "disk"  # reading or writing failed
    GONE = "gone"  # no server answers there, or it has gone away
    LATE = "late"  # the server did not answer in time
    REFUSED = "refused"  # the server does not let this login in
    NO_RIGHTS = "no_rights"  # it does, but not to do this
    OLDER = "older"  # an administrator has to bring the server's database up to date


class DatabaseTrouble(Exception):
    """The database cannot do what was asked. `detail` is its own words, for the log."""

    def __init__(self, problem: DatabaseProblem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
