"""What SQLite could not do, in words that say what to do about it."""

import sqlite3

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


def reason(error: sqlite3.Error) -> str:
    """Why SQLite failed; in its own words where they are for programmers."""
    code = getattr(error, "sqlite_errorcode", None)  # errors of the module itself have none
    return _REASONS.get(code & _PRIMARY, str(error)) if code is not None else str(error)
