"""Backups: one file that holds the whole record, made while it is in use, checked before it counts.

A backup is itself a record, so that any command can read it, with a table more: the digest of all
its rows. What is restored is compared with that, because SQLite notices a damaged page but not a
damaged letter. Whatever is written is made in a folder beside its place, checked there, and then
takes its place in one step: whenever it is cut off, there is the old file or the new one.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.errors import BrokenRecordError, RecordError
from onrecord.record.address import is_server
from onrecord.record.failures import in_words
from onrecord.record.schema import address, recognise

_COMPANIONS = ("-wal", "-shm", "-journal")
"""Files of SQLite beside a record; one that is left over would be played into its successor."""
_SEAL = "backed_up"
_BROKEN = ".damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup holds.

    Attributes:
        version: of the record's tables; what is older than this onrecord stays so.
        documents: how many.
        statements: how many, each telling counted.
        actions: how many, each telling counted.
        digest: of all rows: the same for the same content.
    """

    version: int
    documents: int
    statements: int
    actions: int
    digest: str


def back_up(location: str, target: Path) -> Contents:
    """Copy the record at a path into a new file; others may go on writing to it.

    Raises:
        RecordError: there is no record, it is damaged, or the file is there or cannot be written.
    """
    if is_server(location):
        raise RecordError("a record in PostgreSQL is backed up with pg_dump")
    record = Path(location)
    if not record.is_file():
        raise RecordError(f"no record at {location}: nothing to back up")
    if target.exists():
        raise RecordError(f"{target} is there already: name a new file for the backup")
    with _told(f"back up {location} to {target}"), _made_beside(target) as made:
        if not recognise(record):
            raise RecordError(f"{location} holds nothing yet: nothing to back up")
        with closing(_copied(record, made)) as copy:
            copy.execute(f"DROP TABLE IF EXISTS {_SEAL}")
            found = _contents(copy, location)
            copy.execute(f"CREATE TABLE {_SEAL} (digest TEXT NOT NULL)")
            copy.execute(f"INSERT INTO {_SEAL} VALUES (?)", (found.digest,))
            copy.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
        _take_place(made, target)
    return found


def restore(backup: Path, location: str, *, replace: bool = False) -> Contents:
    """Make a record of a backup, as it was when it was backed up.

    Args:
        backup: the file that `back_up` wrote.
        location: where the record goes.
        replace: whether to put it in the place of a record that nobody uses.

    Raises:
        RecordError: the file is no backup, or not as it was made; there is a record already, or
            one that is in use; or it cannot be written.
    """
    if is_server(location):
        raise RecordError(
            "a backup is restored to a file: give its path with --record; what pg_dump wrote is"
            " restored with pg_restore"
        )
    if not backup.is_file():
        raise RecordError(f"no backup at {backup}")
    recognise(backup)
    record = Path(location).resolve()  # a link stays one
    there = [path for path in (record, *_companions(record)) if path.exists()]
    if record.is_dir():
        raise RecordError(f"{location} is a folder: give the path of a record file")
    if record.exists() and backup.samefile(record):
        raise RecordError(f"{location} is the backup itself: name another place for the record")
    if there and not replace:
        raise RecordError(f"{there[0]} is there already: --replace puts the backup in its place")
    if record.exists():
        with suppress(BrokenRecordError):  # a newer one, and what is no record, stay as they are
            recognise(record)
    with _told(f"restore {backup} to {location}"), _made_beside(record) as made:
        with closing(_copied(backup, made)) as copy:
            found = _as_sealed(copy, backup)
            copy.execute(f"DROP TABLE {_SEAL}")
            copy.execute("PRAGMA journal_mode = WAL")
        with _out_of_the_way(record) if there else nullcontext():
            _take_place(made, record)
    return found


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say in one line why something cannot be done."""
    try:
        with in_words(what):
            yield
    except OSError as error:
        raise RecordError(f"cannot {what}: {error.strerror or error}") from None


@contextmanager
def _made_beside(target: Path) -> Iterator[Path]:
    """A place on the same disk for a file that is not finished, gone afterwards."""
    with TemporaryDirectory(prefix=".onrecord-", dir=target.parent) as folder:
        yield Path(folder) / "record.db"


def _copied(source: Path, target: Path) -> sqlite3.Connection:
    """A new file with all that a record holds at this moment."""
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        # not read-only: that would leave its log behind
        with closing(sqlite3.connect(address(source, "rw"), uri=True)) as original:
            original.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _as_sealed(copy: sqlite3.Connection, backup: Path) -> Contents:
    """What a copied backup holds, which is what was backed up."""
    if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_SEAL,)).fetchone():
        raise RecordError(f"{backup} is not a file that 'onrecord backup' made")
    found = _contents(copy, str(backup))
    if copy.execute(f"SELECT digest FROM {_SEAL}").fetchall() != [(found.digest,)]:
        raise RecordError(f"{backup} is not what was backed up: it was changed or damaged since")
    return found


def _contents(copy: sqlite3.Connection, name: str) -> Contents:
    """What a copy holds, after SQLite has looked through all of it."""
    (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or broken:
        what = " ".join(said.split()) if said != "ok" else f"table {broken[0]} has loose ends"
        raise RecordError(f"{name} is damaged ({what}): nothing was written")
    counts = dict(copy.execute("SELECT record, count(*) FROM tellings GROUP BY record"))
    return Contents(
        version=copy.execute("PRAGMA user_version").fetchone()[0],
        documents=copy.execute("SELECT count(*) FROM documents").fetchone()[0],
        statements=counts.get("statement", 0),
        actions=counts.get("action", 0),
        digest=_digest(copy),
    )


def _digest(copy: sqlite3.Connection) -> str:
    """The digest of all tables, those of the indexes for search among them, and of their rows."""
    digest = hashlib.sha256()
    tables = copy.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> ?"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name",
        (_SEAL,),
    ).fetchall()
    copy.text_factory = bytes  # a text may be what Python's str cannot hold
    for name, made in tables:
        digest.update(f"{made}\n".encode())
        if made.startswith("CREATE VIRTUAL"):  # it holds nothing but what its own tables do
            continue
        columns = len(copy.execute(f'SELECT * FROM "{name}" LIMIT 0').description)
        order = ", ".join(map(str, range(1, columns + 1)))  # the first columns are the key
        for row in copy.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):
            digest.update(repr(row).encode("ascii"))
    copy.text_factory = str
    return f"sha256:{digest.hexdigest()}"


@contextmanager
def _out_of_the_way(record: Path) -> Iterator[None]:
    """Nobody uses a record while it is replaced, nor does anything that SQLite left beside it stay.

    One that is too broken to be opened is kept under another name.
    """
    try:
        holding = _taken(record)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        for path in filter(Path.exists, (*_companions(record), record)):
            path.replace(record.with_name(path.name.replace(record.name, record.name + _BROKEN)))
        yield
        return
    with closing(holding):
        try:
            yield
        except BaseException:
            holding.execute("ROLLBACK")
            holding.execute("PRAGMA journal_mode = WAL")  # as it was
            raise


def _taken(record: Path) -> sqlite3.Connection:
    """A connection that keeps all others out; what was written stands in the one file."""
    connection = sqlite3.connect(record, isolation_level=None, timeout=1)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def _companions(record: Path) -> list[Path]:
    return [record.with_name(record.name + ending) for ending in _COMPANIONS]


def _take_place(made: Path, target: Path) -> None:
    """Put a finished file in its place, in one step that outlives a power cut."""
    if target.exists():
        shutil.copymode(target, made)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
