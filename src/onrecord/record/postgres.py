"""The record's database when it is on a server: PostgreSQL, and what it says in its own way.

Whoever writes holds one lock until all is written: what a document tells is joined to what others
told, so that two who write at once would nearly always have to begin again. Documents are read
before, which takes longer, and who only reads the record never waits.
"""

import json
import logging
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper

from onrecord.record import schema
from onrecord.record.database import Condition, Found, Row, Values
from onrecord.record.failures import ServerError
from onrecord.record.postgres_failures import reason_of
from onrecord.record.postgres_schema import APPLICATION
from onrecord.record.ranking import held_in, line_of, rank, weight
from onrecord.record.rows import plain
from onrecord.record.tokens import Tokenizer

# what it cannot tell the server any more it warns of, on standard error; we tell of it in our words
logging.getLogger("psycopg").addHandler(logging.NullHandler())

_PARAMETER = re.compile(r"\?|(?<!:):([a-z][a-z0-9]*)|%")
_LONGEST = 255
"""Characters of a word that are indexed; the rest of a longer one is looked at in its line."""
_MOST = 500_000
"""Bytes of the words of a telling that are indexed, half of what a tsvector holds."""
_FEWEST = 10
"""Documents that are written before the tables are looked at for the first time."""


class Postgres:
    """A `Database` on a server; use it from one thread at a time."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        # one type for all numbers, so that a statement is prepared once
        connection.adapters.register_dumper(int, Int8Dumper)
        connection.adapters.register_dumper(int, Int8BinaryDumper)
        self._tokenizer = Tokenizer()
        self._documents: int | None = None
        self._new_documents = 0
        # Our questions are short: to compile one takes longer than to answer it. How many values a
        # list has decides how it is best answered, so that each is planned for its own.
        self.run("SET jit = off; SET plan_cache_mode = force_custom_plan")

    @property
    def in_transaction(self) -> bool:
        """Whether something is written that could still be taken back."""
        status = self._connection.info.transaction_status
        return status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def execute(self, statement: str, values: Values = (), /) -> Found:
        """Run one statement."""
        try:
            return self._connection.execute(_translated(statement), _askable(values))
        except psycopg.Error as error:
            raise ServerError(reason_of(error)) from None

    def executemany(self, statement: str, rows: Iterable[Values], /) -> None:
        """Run one statement for each row of values."""
        if not (given := list(rows)):
            return
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(statement), given)
        except psycopg.Error as error:
            raise ServerError(reason_of(error)) from None

    def run(self, script: str) -> None:
        """Run statements that have no parameters."""
        try:
            self._connection.execute(script.encode())
        except psycopg.Error as error:
            raise ServerError(reason_of(error)) from None

    @contextmanager
    def writing(self, *, derived: bool = False) -> Iterator[None]:
        """What is written inside is written at the end, or not at all; others who write wait."""
        patience_ms = max(1, schema.BUSY_TIMEOUT_S * 1000)
        begin = _TURN.format(ms=patience_ms, ours=APPLICATION)
        try:
            self.run(begin + "SET LOCAL synchronous_commit = off" if derived else begin)
            yield
            if self._connection.info.transaction_status is not TransactionStatus.INTRANS:
                raise ServerError("it was taken back: run this again")
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.run("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._tokenizer.close()
        self._connection.close()

    def listed(self, values: Sequence[str] | Sequence[int]) -> list[str] | str:
        """Many values as the value of one parameter."""
        words = [value for value in values if isinstance(value, str)]
        return words or _numbers(values)

    def among(self, parameter: str, kind: type[str] | type[int]) -> str:
        """What stands after a column that must be one of what was `listed`."""
        return f"= ANY (CAST({parameter} AS {_ARRAYS[kind]}))"

    def each(self, parameter: str, kind: type[str] | type[int]) -> str:
        """The query for what was `listed`."""
        return f"(SELECT unnest(CAST({parameter} AS {_ARRAYS[kind]})) AS value)"

    def fields(self, column: str, names: Sequence[str]) -> str:
        """The query for some fields of a column of JSON: their values as an array, as text."""
        each = ", ".join(f"CAST({column} AS json) -> '{name}'" for name in names)
        return f"CAST(json_build_array({each}) AS text)"

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write new rows, however many."""
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        try:
            with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise ServerError(reason_of(error)) from None

    def write_document(self, row: Row) -> None:
        """Write a new document."""
        row = {**row, **_outlet(row)}
        self.write("documents", [*row], [[*row.values()]])
        self._new_documents += 1
        self._take_stock()

    def rewrite_document(self, number: int, row: Row) -> None:
        """Write anew some columns of a document."""
        row = {**row, **_outlet(row)}
        columns = ", ".join(f"{name} = ?" for name in row)
        self.execute(f"UPDATE documents SET {columns} WHERE number = ?", (*row.values(), number))

    def write_tellings(self, rows: Sequence[Row]) -> None:
        """Write new tellings, and make their words findable."""
        if not rows:
            return
        self.write("tellings", [*rows[0]], ([*row.values()] for row in rows))
        cut = self._tokenizer.cut(row["words"] for row in rows)
        self.write(
            "found",
            ("rowid", "size", "words", "line"),
            (
                (row["number"], len(words), _indexed(words), line_of(words))
                for row, words in zip(rows, cut, strict=True)
            ),
        )

    def write_pairs(self, number: int, keys: Sequence[str]) -> None:
        """Make a document findable by its pairs of words."""
        self.execute(_INDEX_PAIRS, (number, _numbers(_signed(keys))))

    def pairs_held(self, keys: Sequence[str]) -> Condition:
        """That a row of `pairs` holds all of these."""
        return "pairs.keys @> CAST(:keys AS integer[])", {"keys": _numbers(_signed(keys))}

    def pairs_each(self, keys: Sequence[str], most: int) -> Iterator[list[int]]:
        """For each of these, the rows of `pairs` that hold it, so many of them at most."""
        rows = self.execute(
            "SELECT place, number FROM pairs_each(CAST(:keys AS integer[]), :most)",
            {"keys": _numbers(_signed(keys)), "most": most},
        )
        held: dict[int, list[int]] = {}
        for place, number in rows:
            held.setdefault(place, []).append(number)
        for place in range(1, len(keys) + 1):
            yield held.get(place, [])

    def words_found(self, phrases: Sequence[str]) -> Condition:
        """That a row of `found` holds all of these."""
        cut = [words for words in self._tokenizer.cut(phrases) if words]
        if not cut:
            return "false", {}
        parts = ["found.words @@ CAST(:words AS tsquery)"]
        values = {"words": " & ".join(_quoted(word) for words in cut for word in words)}
        for place, words in enumerate(cut):
            if len(words) > 1 or len(words[0]) > _LONGEST:
                parts.append(f"strpos(found.line, :phrase{place}) > 0")
                values[f"phrase{place}"] = line_of(words)
        return " AND ".join(parts), values

    def ranked(
        self, phrases: Sequence[str], narrow: str, values: Row
    ) -> Iterator[tuple[float, int]]:
        """How near each telling comes to what it holds, and its number."""
        cut = [words for words in self._tokenizer.cut(phrases) if words]
        count, size = self.execute("SELECT rows, size FROM found_totals").fetchone()
        asked = [line_of(words) for words in cut]
        weights = [self._weight(words, count) for words in cut]
        held, words = self.words_found(phrases)
        for length, line, number in self.execute(
            f"SELECT found.size, found.line, found.rowid FROM found WHERE {held} AND {narrow}",
            {**values, **words},
        ):
            often = zip((held_in(line, phrase) for phrase in asked), weights, strict=True)
            yield rank(often, length / (size / count)), number

    def ranked_among(
        self, phrases: Sequence[str], told: Mapping[int, str]
    ) -> Iterator[tuple[float, int]]:
        """How near each of some tellings comes to what it holds, and its number."""
        among = f"+found.rowid {self.among(':numbers', int)}"
        return self.ranked(phrases, among, {"numbers": self.listed([*told])})

    def _take_stock(self) -> None:
        """Let the server count what the tables hold whenever they have doubled.

        How a question is best answered it plans by that, and until its own housekeeping comes, a
        minute later, it knows nothing of new tables: it then reads all traces for each document.
        Who does not own the tables is passed over, with a warning that nobody sees.
        """
        if self._documents is None:
            (known,) = self.execute(_KNOWN).fetchone()
            self._documents = max(_FEWEST, int(known))
        if self._new_documents > self._documents:
            self.run("ANALYZE (SKIP_LOCKED) " + ", ".join(_PLANNED_BY))
            self._documents += self._new_documents
            self._new_documents = 0

    def _weight(self, words: Sequence[str], count: int) -> float:
        """What a word or phrase weighs: the more, the fewer tellings hold it."""
        where, values = self.words_found([" ".join(words)])
        (held,) = self.execute(f"SELECT count(*) FROM found WHERE {where}", values).fetchone()
        return weight(count, held)


_INDEX_PAIRS = "INSERT INTO pairs (rowid, keys) VALUES (?, CAST(? AS integer[]))"
# none yet is -1, too
_KNOWN = "SELECT reltuples FROM pg_class WHERE oid = to_regclass('documents')"
_PLANNED_BY = (
    "documents",
    "bands",
    "tellings",
    "traces",
    "telling_topics",
    "names",
    "found",
    "pairs",
)
_ARRAYS = {str: "text[]", int: "bigint[]"}
# The lock is that of the schema, for several records may lie in one database. Whoever writes looks
# up few rows by their keys: a plan that was made while a table was small would soon read all of it.
_TURN = """
BEGIN; SET LOCAL lock_timeout = {ms}; SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
SELECT pg_advisory_xact_lock({ours}, CAST(CAST(oid AS bigint) - 2147483648 AS integer))
FROM pg_namespace WHERE nspname = current_schema();
"""


@lru_cache(maxsize=512)
def _translated(statement: str) -> bytes:
    """The statement with its parameters as psycopg writes them."""
    return _PARAMETER.sub(_psycopg, statement).encode()


def _askable(values: Values) -> Values:
    """Values with another sign for NUL: PostgreSQL's text holds none, and neither do our ids."""
    if isinstance(values, Mapping):
        return {name: _without_nul(value) for name, value in values.items()}
    return [_without_nul(value) for value in values]


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [text.replace("\0", "\ufffd") for text in value]
    return value


def _psycopg(parameter: re.Match[str]) -> str:
    if parameter[0] == "%":
        return "%%"
    return f"%({parameter[1]})s" if parameter[1] else "%s"


def _outlet(row: Row) -> dict[str, str | None]:
    """The columns of a document that SQLite has in a table of their own."""
    facts = json.loads(row["data"])
    publisher = facts["publisher"]
    return {
        "publisher": plain(publisher) if publisher is not None else None,
        "kind": facts["kind"],
    }


def _indexed(words: Sequence[str]) -> str:
    """Words as a tsvector holds them: each once, in no order."""
    left = _MOST
    kept: list[str] = []
    for word in dict.fromkeys(word[:_LONGEST] for word in words):
        left -= len(word.encode())
        if left < 0:
            break
        kept.append(_quoted(word))
    return " ".join(kept)


def _quoted(word: str) -> str:
    """A word for a tsvector or a tsquery; it has no quotation marks, being cut at them."""
    return f"'{word[:_LONGEST]}'"


def _signed(keys: Sequence[str]) -> Sequence[int]:
    """Keys of 32 bits as numbers with a sign."""
    return struct.unpack(f">{len(keys)}i", bytes.fromhex("".join(keys)))


def _numbers(values: Iterable[object]) -> str:
    """Numbers as PostgreSQL writes an array; psycopg, which looks at each, takes much longer."""
    return f"{{{','.join(map(str, values))}}}"
