"""What PostgreSQL could not do, in words that say what to do."""

import psycopg
from psycopg import errors

_BUSY = "another program is using it: run this again when that is done"
_GONE = "the server has gone: run this again when it is back"
_REASONS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, _BUSY),
    (errors.DeadlockDetected, _BUSY),
    (errors.SerializationFailure, _BUSY),
    (errors.DiskFull, "the disk of the server is full: make room, then run this again"),
    (errors.InsufficientPrivilege, "the user may not do that: see what rights it was given"),
    (errors.ReadOnlySqlTransaction, "it may not be written: the server is read-only"),
    (errors.DataCorrupted, "it is damaged: restore a backup"),
    (errors.IndexCorrupted, "it is damaged: restore a backup"),
    (errors.TooManyConnections, "the server has no connection left: run this again later"),
    (errors.AdminShutdown, _GONE),
    (errors.CrashShutdown, _GONE),
    (errors.CannotConnectNow, "the server is not ready yet: run this again when it is"),
)


def reason_of(error: psycopg.Error) -> str:
    """Why PostgreSQL failed; in its own words where they are for programmers."""
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return _GONE
    return first_line(error)


def first_line(error: psycopg.Error) -> str:
    """What it says, without what it adds for programmers."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].strip()


def refusal(error: psycopg.Error) -> str:
    """Why there is no connection, and what to do."""
    said = " ".join(str(error).split())
    for part, words in _REFUSALS:
        if part in said:
            return words
    return said.rpartition("failed: ")[2].split(" Is the server running", maxsplit=1)[0]


_REFUSALS = (
    ("password authentication failed", "the server does not know this user and password"),
    (
        "no password supplied",
        "the server asks for a password: write it into the address, or into the file .pgpass",
    ),
    ("timeout expired", "the server does not answer"),
    ("timed out", "the server does not answer"),
)
"""How servers and the library put it, which give a failed connection no code."""
