"""Where the records lie that `killed` looks at: in files, or in databases of a private server."""

import os
import re
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

import psycopg
from benchmarks.servers import Server

_ADDRESS = "address"


class Places(Protocol):
    """Folders with a record each."""

    def make(self, folder: Path) -> None:
        """Make a folder with a place for a record."""

    def copy(self, folder: Path, other: Path) -> None:
        """Copy a folder with its record."""

    def remove(self, folder: Path) -> None:
        """Take a folder away with its record."""

    def holds(self, folder: Path) -> bool:
        """Whether there is a record."""

    def written(self, folder: Path) -> int:
        """Bytes that were written so far, finished or not."""

    def damages(self, folder: Path) -> Iterator[str]:
        """What the database finds wrong with a record."""

    def strike(self, process: BaseProcess) -> None:
        """Kill what writes."""

    def met(self, process: BaseProcess, folder: Path, wrong: list[str]) -> bool:
        """Whether it was at work, now that it has ended; what is wrong with how it ended."""


def location(folder: Path) -> str:
    """Where the record of a folder is."""
    address = folder / _ADDRESS
    return address.read_text() if address.exists() else str(folder / "r.db")


class Files:
    """Records in SQLite."""

    def make(self, folder: Path) -> None:
        """Make a folder with a place for a record."""
        folder.mkdir(parents=True)

    def copy(self, folder: Path, other: Path) -> None:
        """Copy a folder with its record."""
        shutil.copytree(folder, other)

    def remove(self, folder: Path) -> None:
        """Take a folder away with its record."""
        shutil.rmtree(folder)

    def holds(self, folder: Path) -> bool:
        """Whether there is a record."""
        return Path(location(folder)).exists()

    def written(self, folder: Path) -> int:
        """Bytes of all records in a folder, with their logs, finished or not."""
        total = 0
        for place, _, names in os.walk(folder):
            for name in names:
                if ".db" in name:
                    try:
                        total += os.stat(f"{place}/{name}").st_size
                    except FileNotFoundError:  # gone since it was listed
                        continue
        return total

    def damages(self, folder: Path) -> Iterator[str]:
        """What SQLite finds wrong with a record."""
        with closing(sqlite3.connect(location(folder))) as connection:
            for check in ("integrity_check", "foreign_key_check"):
                for row in connection.execute(f"PRAGMA {check}"):
                    if row != ("ok",):
                        yield f"{check}: {row}"
            for index in ("found", "pairs"):  # raises where an index does not hold together
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")

    def strike(self, process: BaseProcess) -> None:
        """Kill what writes."""
        process.kill()

    def met(self, process: BaseProcess, folder: Path, wrong: list[str]) -> bool:
        """Whether it was at work."""
        return process.exitcode == -signal.SIGKILL


class Databases:
    """Records in PostgreSQL, each in a database of its own, so that one can be copied whole."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._connection = psycopg.connect(server, autocommit=True)
        self._count = 0

    def make(self, folder: Path) -> None:
        """Make a folder with a place for a record."""
        folder.mkdir(parents=True)
        self._new(folder, "template0")

    def copy(self, folder: Path, other: Path) -> None:
        """Copy a folder with its record."""
        shutil.copytree(folder, other)
        self._new(other, self._name(folder))

    def remove(self, folder: Path) -> None:
        """Take a folder away with its record."""
        self._connection.execute(f"DROP DATABASE {self._name(folder)} WITH (FORCE)".encode())
        shutil.rmtree(folder)

    def holds(self, folder: Path) -> bool:
        """Whether there is a record."""
        with psycopg.connect(location(folder)) as connection:
            return connection.execute("SELECT to_regclass('onrecord')").fetchone() != (None,)

    def written(self, folder: Path) -> int:
        """Bytes of the server's log, where all that is written goes first."""
        row = self._connection.execute("SELECT pg_current_wal_insert_lsn() - '0/0'").fetchone()
        assert row is not None
        return int(row[0])

    def damages(self, folder: Path) -> Iterator[str]:
        """What PostgreSQL finds wrong with a record, and what does not fit together in it."""
        with psycopg.connect(location(folder), autocommit=True) as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS checks")
            connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA checks")
            connection.execute(_CHECK_INDEXES)  # raises where an index does not hold together
            for name, query in _LOOSE.items():
                for row in connection.execute(query.encode()):
                    yield f"{name}: {row}"

    def strike(self, process: BaseProcess) -> None:
        """Kill what writes."""
        process.kill()

    def met(self, process: BaseProcess, folder: Path, wrong: list[str]) -> bool:
        """Whether it was at work."""
        return process.exitcode == -signal.SIGKILL

    def _new(self, folder: Path, template: str) -> None:
        self._count += 1
        name = f"moment_{self._count}"
        with psycopg.connect(self._server, autocommit=True) as connection:
            statement = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
            connection.execute(statement.encode())
        (folder / _ADDRESS).write_text(self._server.replace("/postgres?", f"/{name}?"))

    @staticmethod
    def _name(folder: Path) -> str:
        return location(folder).partition("?")[0].rpartition("/")[2]


class Struck(Databases):
    """Records on a server that is itself what is killed, in one way after the other."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.address)
        self._itself = server
        self._ways = cycle((self._stop_fast, self._stop_at_once, self._kill_one, self._kill_first))

    def strike(self, process: BaseProcess) -> None:
        """Kill the server, wait for who writes to give up, and start it again."""
        self._connection.close()
        next(self._ways)()

    def met(self, process: BaseProcess, folder: Path, wrong: list[str]) -> bool:
        """Whether it was at work; then it must end by saying so, in one line."""
        if not self._is_up():
            self._itself.start()
        self._connection = self._reached()
        if not process.exitcode:
            return False
        said = (folder / "stderr").read_text()
        if process.exitcode != _UNUSABLE or not _IN_ONE_LINE.fullmatch(said):
            wrong.append(f"exit code {process.exitcode}, said: {said!r}")
        return True

    def _stop_fast(self) -> None:
        self._itself.stop("fast")

    def _stop_at_once(self) -> None:
        self._itself.stop("immediate")

    def _kill_first(self) -> None:
        self._itself.kill()

    def _kill_one(self) -> None:
        """Kill -9 of one who serves: the first process then ends all others, and begins anew."""
        with psycopg.connect(self._server, autocommit=True) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'onrecord'"
            )
            for (pid,) in rows.fetchall():
                os.kill(pid, signal.SIGKILL)

    def _is_up(self) -> bool:
        try:
            self._reached().close()
        except psycopg.OperationalError:
            return False
        return True

    def _reached(self) -> psycopg.Connection:
        """A connection, as soon as the server has mended what it left behind."""
        for _ in range(_TRIES):
            try:
                return psycopg.connect(self._server, autocommit=True)
            except psycopg.OperationalError as error:
                if "No such file" in str(error) or "refused" in str(error):
                    raise
                time.sleep(0.1)
        raise TimeoutError("the server does not come back")


_UNUSABLE = 2
_TRIES = 300
_IN_ONE_LINE = re.compile(r"onrecord: [^\n]+\n")
_CHECK_INDEXES = """
SELECT checks.bt_index_check(i.indexrelid, true) FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS m ON m.oid = c.relam
WHERE m.amname = 'btree' AND c.relnamespace = 'public'::regnamespace
"""
_LOOSE = {
    "words of tellings": "SELECT t.number FROM tellings AS t FULL JOIN found AS f"
    " ON f.rowid = t.number WHERE t.number IS NULL OR f.rowid IS NULL",
    "pairs of documents": "SELECT d.number FROM documents AS d FULL JOIN pairs AS p"
    " ON p.rowid = d.number WHERE d.number IS NULL OR p.rowid IS NULL",
    "totals": "SELECT rows, size FROM found_totals EXCEPT"
    " SELECT count(*), coalesce(sum(size), 0) FROM found",
    "traces": "SELECT t.telling FROM traces AS t LEFT JOIN tellings AS o ON o.number = t.telling"
    " WHERE o.number IS NULL",
}
