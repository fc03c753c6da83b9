"""Reading call journals: the desk's end, which works while the engine runs and when it is dead."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from pathlib import Path

import msgspec

from desk_app.telephony.messages import CallFact

log = logging.getLogger(__name__)

FILE_NAME = "calls.journal"
"""Name of the usual journal in the data folder; `journals` lists the others as well."""

BUSY_MS = 100  # the phone must not wait longer for a locked journal

_decoder = msgspec.json.Decoder(CallFact)


def meta(db: sqlite3.Connection, name: str, default: str = "") -> str:
    """Return an entry of what a journal says of itself. Raises sqlite3.Error."""
    row = db.execute("select value from meta where name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def journals(folder: Path) -> list[Path]:
    """Return the journals of a data folder, oldest first; damaged ones are left out."""
    return sorted(folder.glob("calls*.journal"), key=lambda path: path.stat().st_mtime)


def _read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_MS / 1000)


def journal_id(path: Path) -> str:
    """Return the journal's identity. Raises sqlite3.Error if it cannot be read."""
    with contextlib.closing(_read(path)) as db:
        return meta(db, "id")


def read_after(path: Path, seq: int) -> list[CallFact]:
    """Return the facts with a greater `seq`, in order. Any thread, any process.

    Works while the engine runs and when it is dead. A row that cannot be understood is
    logged and left out.

    Raises:
        sqlite3.Error: the file is missing, damaged or not a journal.
    """
    with contextlib.closing(_read(path)) as db:
        journal = meta(db, "id")
        rows = db.execute("select seq, body from fact where seq > ? order by seq", (seq,))
        facts = []
        for number, body in rows:
            try:
                fact = _decoder.decode(body)
            except msgspec.DecodeError as error:
                log.error("fact %d of journal %s is unreadable: %s", number, journal, error)
                continue
            facts.append(msgspec.structs.replace(fact, journal=journal, seq=number))
        return facts


def prune(path: Path, up_to_seq: int, before_us: int) -> int:
    """Remove calls that ended before an instant and lie at or before `up_to_seq`; return the rows.

    For the desk, which alone knows what it has stored. The newest row always stays, so
    that no number is given twice.

    Raises:
        sqlite3.Error: locked or damaged; nothing was removed.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as db, db:
        return db.execute(
            """delete from fact where seq < (select max(seq) from fact) and key in (
                   select key from fact group by key
                   having sum(fact = 'ended') > 0 and max(seq) <= ? and max(at_us) < ?)""",
            (up_to_seq, before_us),
        ).rowcount
