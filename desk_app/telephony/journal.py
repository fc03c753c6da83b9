"""The call journal: every fact about every call, on disk before anybody hears of it.

The engine appends, the desk reads (also after the engine has died). One SQLite file in
WAL mode with `synchronous=FULL`: a fact that `append` has returned survives kill -9 and
a power cut. A journal has an identity of its own; (`journal`, `seq`) names a fact for ever.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
import uuid
from pathlib import Path

import msgspec

from desk_app.telephony import journal_files
from desk_app.telephony.journal_files import BUSY_MS, FILE_NAME, meta
from desk_app.telephony.messages import CallFact, End, Fact

log = logging.getLogger(__name__)

REOPEN_S = 5.0
_WAL_PAGES = 256
_TIDY_AFTER = 40  # facts, of some three pages each

_SCHEMA = """
create table if not exists meta (name text primary key, value text not null) without rowid;
create table if not exists fact (
    seq integer primary key, key text not null, fact text not null,
    at_us integer not null, body blob not null);
create index if not exists fact_key on fact (key, seq);
"""
_OPEN_CALLS = """
select key, max(seq), max(at_us) from fact group by key
having sum(fact = 'ended') = 0 and not (sum(fact = 'callback') > sum(fact = 'dialing'))
order by 2
"""
_PROMISED_CALLS = """
select key from fact group by key
having sum(fact = 'ended') = 0 and sum(fact = 'callback') > sum(fact = 'dialing')
"""

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)  # or not ours

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(CallFact)


def now_us() -> int:
    """Return the instant: UTC microseconds since 1970."""
    return time.time_ns() // 1000


def _connect(path: Path, journal: str, first_seq: int) -> sqlite3.Connection:
    """Open or create a journal for writing, whole and writable, else raise sqlite3.Error."""
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        db.execute("pragma journal_mode=wal")
        db.execute("pragma synchronous=full")
        db.executescript(_SCHEMA)
        verdict = db.execute("pragma quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"journal damaged: {verdict}")
        db.execute("insert or ignore into meta values ('id', ?)", (journal,))
        db.execute("insert or ignore into meta values ('first_seq', ?)", (str(first_seq),))
        db.execute("insert or replace into meta values ('alive_at', ?)", (_alive_at(db),))
        _presize(db)
    except BaseException:
        db.close()
        raise
    return db


def _presize(db: sqlite3.Connection) -> None:
    """Let the write-ahead log have its full size before the first call.

    A commit that overwrites synchronises the data alone, one that appends the file's
    size as well: 0.2 ms against 4 ms on a busy ext4.
    """
    db.execute(f"pragma wal_autocheckpoint = {2 * _WAL_PAGES}")
    db.execute("begin")
    db.execute("create table pad (filler blob)")
    db.execute("insert into pad values (zeroblob(?))", (_WAL_PAGES * 4096,))
    db.execute("drop table pad")
    db.execute("commit")
    db.execute("pragma wal_checkpoint(restart)").fetchall()


def _alive_at(db: sqlite3.Connection) -> str:
    return meta(db, "alive_at", "0")


class Journal:
    """The engine's end of the journal. One thread.

    Never refuses a fact: a journal that cannot be opened or written is replaced by a fresh
    file beside it (a damaged one is renamed aside and kept), and if no file can be
    written, by memory, until a file can. `problem` says why nothing is written at present,
    "" for nothing; `damaged` is true when the usual file was found damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.problem = ""
        self.damaged = False
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._in_memory: list[CallFact] = []
        self._reopen_at = 0.0
        self._untidy = 0
        self.id = uuid.uuid4().hex
        self.last_seq = 0
        self._open_usual()

    def append(self, fact: CallFact) -> CallFact:
        """Store the fact and return it with its `journal` and `seq`. Durable on return."""
        fact = msgspec.structs.replace(fact, journal=self.id, seq=self.last_seq + 1)
        if self._db is not None:
            try:
                self._insert(self._db, [fact])
            except sqlite3.Error as error:
                self._give_up(error)
                fact = msgspec.structs.replace(fact, journal=self.id)
                self._insert_elsewhere(fact)
        else:
            self._insert_elsewhere(fact)
        self.last_seq = fact.seq
        self._untidy += 1
        return fact

    def tidy(self) -> None:
        """Move what was appended from the write-ahead log to the file; best between calls."""
        if self._db is None or self._untidy < _TIDY_AFTER:
            return
        self._untidy = 0
        try:
            self._db.execute("pragma wal_checkpoint(restart)").fetchall()
        except sqlite3.Error as error:
            log.warning("checkpoint: %s", error)

    def alive(self) -> None:
        """Note that the engine lives; call it every few seconds while calls are up.

        What is in memory only is offered to the disk again; then it is to be called always.
        """
        if self._db is None:
            if time.monotonic() >= self._reopen_at:
                self._open_fresh()
            return
        try:
            self._db.execute("update meta set value = ? where name = 'alive_at'", (str(now_us()),))
        except sqlite3.Error as error:
            self._give_up(error)

    def end_lost_calls(self) -> list[CallFact]:
        """End the calls a dead engine left open; they ended when it was last known alive.

        Looks into the journals beside this one as well. Returns this one's new facts.
        """
        for path in journal_files.journals(self._folder):
            if path.name != FILE_NAME:
                _end_lost_in(path)
        if self._db is None:
            return []
        return [self.append(fact) for fact in _lost(self._db)]

    def promised_calls(self) -> dict[str, list[CallFact]]:
        """Return the facts, by key, of callers who wait to be called back."""
        if self._db is None:
            return {}
        keys = [row[0] for row in self._db.execute(_PROMISED_CALLS)]
        return {key: self._facts_of(key) for key in keys}

    def _facts_of(self, key: str) -> list[CallFact]:
        assert self._db is not None  # noqa: S101
        rows = self._db.execute("select seq, body from fact where key = ? order by seq", (key,))
        return [
            msgspec.structs.replace(_decoder.decode(body), journal=self.id, seq=seq)
            for seq, body in rows
        ]

    def close(self) -> None:
        """Close the file; facts still in memory get a last chance to reach one."""
        if self._db is None and self._in_memory:
            self._open_fresh()
        if self._db is not None:
            self._db.close()
            self._db = None

    # --- files ------------------------------------------------------------------------

    def _open_usual(self) -> None:
        path = self._folder / FILE_NAME
        try:
            try:
                self._use(_connect(path, self.id, 1))
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", _DAMAGED[0]) not in _DAMAGED:
                    raise  # locked, read-only, full
                self.damaged = True
                log.error("%s was damaged (%s); it is kept aside", path.name, error)
                _set_aside(path)
                self._use(_connect(path, self.id, 1))
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            self._open_fresh()

    def _use(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.id = meta(db, "id")
        row = db.execute("select max(seq) from fact").fetchone()
        self.last_seq = max(int(row[0] or 0), int(meta(db, "first_seq", "1")) - 1)

    def _give_up(self, error: Exception) -> None:
        """Leave the file; from here on the journal is another one."""
        self.problem = f"journal cannot be written: {error}"
        log.error("%s", self.problem)
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
        self._db = None
        self._in_memory = []
        self._reopen_at = 0.0
        self.id = uuid.uuid4().hex

    def _insert_elsewhere(self, fact: CallFact) -> None:
        self._in_memory.append(fact)
        if time.monotonic() >= self._reopen_at:
            self._open_fresh()

    def _open_fresh(self) -> None:
        """Move to a fresh file beside the usual one, with what memory holds."""
        self._reopen_at = time.monotonic() + REOPEN_S
        path = self._folder / f"calls-{self.id[:12]}.journal"
        first = self._in_memory[0].seq if self._in_memory else self.last_seq + 1
        try:
            db = _connect(path, self.id, first)
            self._insert(db, self._in_memory)
        except (sqlite3.Error, OSError) as error:
            log.warning("no fresh journal: %s", error)
            return
        last_seq = self.last_seq
        self._use(db)
        self.last_seq = max(self.last_seq, last_seq)
        self._in_memory = []
        self.problem = ""
        log.warning("journal goes on in %s", path.name)

    @staticmethod
    def _insert(db: sqlite3.Connection, facts: list[CallFact]) -> None:
        rows = [(f.seq, f.key, f.fact.value, f.at_us, _encoder.encode(f)) for f in facts]
        if len(rows) == 1:
            db.execute("insert into fact values (?, ?, ?, ?, ?)", rows[0])
            return
        db.execute("begin immediate")
        try:
            db.executemany("insert or ignore into fact values (?, ?, ?, ?, ?)", rows)
            db.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                db.execute("rollback")
            raise


def _lost(db: sqlite3.Connection) -> list[CallFact]:
    alive_at = int(_alive_at(db))
    return [
        CallFact(
            journal="",
            seq=0,
            key=key,
            fact=Fact.ENDED,
            at_us=max(alive_at, at_us),
            end=End.LOST,
            reason="engine died",
        )
        for key, _, at_us in db.execute(_OPEN_CALLS).fetchall()
    ]


def _end_lost_in(path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as db, db:
            seq = db.execute("select max(seq) from fact").fetchone()[0] or 0
            for number, fact in enumerate(_lost(db), seq + 1):
                body = _encoder.encode(fact)
                row = (number, fact.key, fact.fact.value, fact.at_us, body)
                db.execute("insert into fact values (?, ?, ?, ?, ?)", row)
    except sqlite3.Error as error:
        log.warning("%s: %s", path.name, error)


def _set_aside(path: Path) -> None:
    aside = path.with_name(f"{path.name}.damaged-{now_us()}")
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").replace(f"{aside}{suffix}")
