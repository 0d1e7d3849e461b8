"""What a database could not do: nothing of it stays, and words say why and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import RecordError


class ServerError(Exception):
    """What PostgreSQL could not do, in words that say what to do."""


FAILURES = (sqlite3.Error, ServerError)
"""What a database raises that could not do something."""

_REASONS = {
    sqlite3.SQLITE_BUSY: "another program is using it: run this again when that is done",
    sqlite3.SQLITE_LOCKED: "another program is using it: run this again when that is done",
    sqlite3.SQLITE_FULL: "the disk is full: make room, then run this again",
    sqlite3.SQLITE_IOERR: "the disk is full or fails: make room or mend it, then run this again",
    sqlite3.SQLITE_READONLY: "it may not be written: see who owns it and how its disk is mounted",
    sqlite3.SQLITE_CANTOPEN: "its folder is not there, or may not be written",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore a backup",
    sqlite3.SQLITE_NOTADB: "it is damaged, or no record at all",
}
_PRIMARY = 0xFF
"""The part of a result code that says the kind; the rest says where it came up."""


def reason(error: Exception) -> str:
    """Why a database failed; in its own words where they are for programmers."""
    code = getattr(error, "sqlite_errorcode", None)  # errors of the module itself have none
    return _REASONS.get(code & _PRIMARY, str(error)) if code is not None else str(error)


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Say in one line what could not be done to the record.

    Raises:
        RecordError: the database failed.
    """
    try:
        yield
    except FAILURES as error:
        raise RecordError(f"cannot {what}: {reason(error)}") from None


@contextmanager
def all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written inside is written at the end, or, where anything fails, not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk makes SQLite itself take it back
            connection.execute("ROLLBACK")
        raise
