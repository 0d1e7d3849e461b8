"""How a record in PostgreSQL is opened: what may be there, and what is left as it is."""

import os
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from onrecord.errors import RecordError
from onrecord.record.address import shown
from onrecord.record.failures import in_words
from onrecord.record.postgres import Postgres
from onrecord.record.postgres_failures import refusal
from onrecord.record.postgres_schema import MIGRATIONS

_PATIENCE_S = 10
"""How long to wait for a server that does not answer, where nothing else is set."""


def connect(location: str, *, create: bool) -> Postgres:
    """Open the record at an address, new or of this or an older version.

    Raises:
        RecordError: there is none and `create` is false, or it is not a record that we can use.
    """
    name = shown(location)
    database = Postgres(_connection(location))
    try:
        with in_words(f"open the record {name}"):
            _prepare(database, name, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _connection(location: str) -> psycopg.Connection:
    name = shown(location)
    given = _parsed(location)
    if given is None:
        raise RecordError(
            f"{name} is no address of a database: write postgresql://user:password@host/database,"
            " in a password %40 for @, %3A for : and %2F for /"
        )
    if "connect_timeout" not in given and "PGCONNECT_TIMEOUT" not in os.environ:
        given["connect_timeout"] = _PATIENCE_S
    given = {"application_name": "onrecord", **given, "client_encoding": "utf8"}
    try:
        return psycopg.connect(autocommit=True, **given)
    except psycopg.Error as error:
        raise RecordError(f"cannot open the record {name}: {refusal(error)}") from None


def _parsed(location: str) -> dict[str, Any] | None:
    """The parts of an address; None where a part of a password is taken for another, and told."""
    try:
        given = conninfo_to_dict(location)
    except psycopg.Error:
        return None
    places = "".join(str(given.get(part, "")) for part in ("host", "port", "dbname"))
    ports = str(given.get("port", "0")).replace(",", "")
    return None if "@" in places or not ports.isdecimal() else given


def _prepare(database: Postgres, name: str, *, create: bool) -> None:
    """Look at what is there; make a record, or take one to this version."""
    (encoding,) = database.execute("SHOW server_encoding").fetchone()
    if encoding != "UTF8":
        raise RecordError(f"{name} keeps text in {encoding}: a record needs a database in UTF8")
    version = _version(database, name)
    if version == len(MIGRATIONS):
        return
    if not version and not create:
        raise RecordError(f"no record at {name}: run 'onrecord add' first")
    with database.writing():
        # another process may have migrated while this one waited for the lock
        for number in range(_version(database, name), len(MIGRATIONS)):
            database.run(MIGRATIONS[number])
            database.execute("UPDATE onrecord SET version = ?", (number + 1,))


def _version(database: Postgres, name: str) -> int:
    """The version of the record that a database holds; 0 where it holds nothing.

    Raises:
        RecordError: it holds something else, or a record of a newer onrecord.
    """
    if database.execute("SELECT current_schema()").fetchone() == (None,):
        raise RecordError(f"{name} names a schema that is not there: make it with CREATE SCHEMA")
    tables = {table for (table,) in database.execute(_TABLES)}
    if not tables:
        return 0
    if not tables >= _OURS:
        raise RecordError(
            f"{name} holds tables, but no record of onrecord: name an empty database or schema"
        )
    (version,) = database.execute("SELECT version FROM onrecord").fetchone()
    if version > len(MIGRATIONS):
        raise RecordError(
            f"{name} was made by a newer onrecord (record version {version}, "
            f"this one reads up to {len(MIGRATIONS)}): update onrecord"
        )
    return int(version)


_OURS = frozenset({"onrecord", "documents", "tellings", "traces"})
# what an extension has put there is nobody's data
_TABLES = """
SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
