"""Readings as Parquet: one folder a shard, one file a table, whole or not there at all.

The columns come from the fields of the records themselves, so that none is forgotten and
`readings` gives back just what was written. Beside them stand a few for who asks with SQL: the
words at a span, the first and the last day of a date. `reading` numbers the documents of a shard
and joins the tables. pyarrow is an extra: `onrecord[parquet]`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType, TracebackType, UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

from onrecord.core.codec import decode, encode
from onrecord.core.document import Document, Provenance
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Action, LinkedMention, Reading, Statement, Timex
from onrecord.core.selectors import Span
from onrecord.errors import RecordError
from onrecord.record.arrow import days, pyarrow
from onrecord.record.merging import shown

SCHEMA_VERSION = "1"
MANIFEST = "manifest.json"
_READINGS_AT_ONCE = 200
"""Rows of documents held before they are written: 200 articles and what they say have 2 MB."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or body that a reading refers to."""

    type: EntityType
    who: Reference


@dataclass(frozen=True, slots=True)
class Passed:
    """A source that was not read, and why."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What a table has beside the fields of its records: names and the types of their values."""

    record: type
    columns: dict[str, Any]


_WORDED = {"reading": int, "document": str, "words": str}
_DATED = dict.fromkeys(days(None), date)
TABLES = {
    "documents": Extra(
        Document,
        {
            "reading": int,
            **_DATED,
            "entities": tuple[Entity, ...],
            "read_by": Provenance,
            "fingerprint": tuple[int, ...],
        },
    ),
    "statements": Extra(Statement, {**_WORDED, **_DATED}),
    "actions": Extra(Action, {**_WORDED, **_DATED}),
    "mentions": Extra(LinkedMention, _WORDED),
    "timexes": Extra(Timex, {**_WORDED, **_DATED}),
    "unread": Extra(Passed, {}),
}


class ShardWriter:
    """Writes the tables of one shard into a folder; use it as a context manager.

    Raises:
        ComponentError: pyarrow is not installed.
    """

    def __init__(self, folder: Path) -> None:
        pa, pq = pyarrow()
        self._pa = pa
        self._schemas = {name: schema_of(name) for name in TABLES}
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.counts = dict.fromkeys(TABLES, 0)
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        for writer in self._writers.values():
            writer.close()

    def add(self, reading: Reading, fingerprint: Sequence[int]) -> None:
        """Write what was read from one document.

        Raises:
            UnicodeEncodeError: a text holds what UTF-8 cannot; nothing of it is written.
        """
        rows = _rows_of(reading, fingerprint, self.counts["documents"])
        json.dumps(rows, ensure_ascii=False, default=str).encode()  # before anything is kept
        for name, some in rows.items():
            self._rows[name] += some
            self.counts[name] += len(some)

    def settle(self) -> None:
        """Let go of what is held, when that is much."""
        if len(self._rows["documents"]) >= _READINGS_AT_ONCE:
            self._flush()

    def pass_over(self, uri: str, reason: str) -> None:
        """Write that a source was not read."""
        words = (part.encode("utf-8", "replace").decode() for part in (uri, reason))
        self._rows["unread"].append(encode(Passed(*words)))
        self.counts["unread"] += 1

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                table = self._pa.Table.from_pylist(rows, schema=self._schemas[name])
                self._writers[name].write_table(table)
            self._rows[name] = []


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each table of a shard."""
    found = {}
    for name in TABLES:
        with (folder / f"{name}.parquet").open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def readings(folder: Path) -> Iterator[tuple[Reading, tuple[int, ...]]]:
    """The readings of a shard in their order, each with the fingerprint of its text.

    Raises:
        RecordError: the files are not those that the manifest names, or of another version.
        ComponentError: pyarrow is not installed.
    """
    manifest = checked_manifest(folder)
    try:
        whole = is_whole(folder, manifest)
    except OSError as error:
        raise RecordError(f"{folder} cannot be read: {error.strerror}") from None
    if not whole:
        raise RecordError(f"{folder} is not as it was written: run onrecord batch again")
    told = {name: _Following(folder, name) for name in TABLES if "words" in TABLES[name].columns}
    for row in _table_rows(folder, "documents"):
        mine = {name: rows.of(row["reading"]) for name, rows in told.items()}
        yield _reading_of(row, mine), tuple(row["fingerprint"])


def checked_manifest(folder: Path) -> dict[str, Any]:
    """What a shard that we can read says of itself.

    Raises:
        RecordError: it is not finished, or of another version.
    """
    manifest = manifest_of(folder)
    made = manifest.get("schema") if manifest is not None else None
    if isinstance(made, str) and made.isdecimal() and int(made) > int(SCHEMA_VERSION):
        raise RecordError(
            f"{folder} was written by a newer onrecord (shards of version {made}, this one reads"
            f" {SCHEMA_VERSION}): update onrecord"
        )
    if manifest is None or made != SCHEMA_VERSION:
        raise RecordError(f"{folder} is no shard of this version: run onrecord batch again")
    return manifest


def is_whole(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether the tables of a shard are those that its manifest names.

    Raises:
        OSError: one cannot be read.
    """
    return digests(folder) == manifest.get("tables")


def manifest_of(folder: Path) -> dict[str, Any] | None:
    """What a shard says of itself; None where it is not finished."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _reading_of(row: Row, told: dict[str, list[Row]]) -> Reading:
    return Reading(
        document=decode(Document, row),
        statements=tuple(decode(Statement, data) for data in told["statements"]),
        actions=tuple(decode(Action, data) for data in told["actions"]),
        timexes=tuple(decode(Timex, data) for data in told["timexes"]),
        mentions=tuple(decode(LinkedMention, data) for data in told["mentions"]),
        entities=tuple((entity.type, entity.who) for entity in _entities(row)),
        provenance=decode(Provenance, row["read_by"]) if row["read_by"] else None,
    )


def _entities(row: Row) -> Iterator[Entity]:
    for data in row["entities"]:
        yield decode(Entity, data)


class _Following:
    """The rows of a table, given out reading by reading as these go by in order."""

    def __init__(self, folder: Path, name: str) -> None:
        self._rows = _table_rows(folder, name)
        self._next = next(self._rows, None)

    def of(self, reading: int) -> list[Row]:
        found = []
        while self._next is not None and self._next["reading"] == reading:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _table_rows(folder: Path, name: str) -> Iterator[Row]:
    _, pq = pyarrow()
    file = pq.ParquetFile(folder / f"{name}.parquet")
    for batch in file.iter_batches(batch_size=_READINGS_AT_ONCE):
        yield from batch.to_pylist()


def _rows_of(reading: Reading, fingerprint: Sequence[int], number: int) -> dict[str, list[Row]]:
    document = reading.document
    first: Row = {
        **encode(document),
        **days(document.published),
        "reading": number,
        "entities": [encode(Entity(*pair)) for pair in reading.entities],
        "read_by": encode(reading.provenance),
        "fingerprint": list(fingerprint),
    }

    def row(record: Any, span: Span) -> Row:
        words = span.of(document.text)
        return {**encode(record), "reading": number, "document": document.id, "words": words}

    return {
        "documents": [first],
        "statements": [{**row(s, shown(s)), **days(s.said)} for s in reading.statements],
        "actions": [{**row(a, shown(a)), **days(a.when)} for a in reading.actions],
        "mentions": [row(mention, mention.span) for mention in reading.mentions],
        "timexes": [{**row(t, t.span), **days(t.date)} for t in reading.timexes],
    }


def schema_of(table: str) -> Any:
    """The columns of a table."""
    pa, _ = pyarrow()
    extra = TABLES[table]
    columns = {f.name: get_type_hints(extra.record)[f.name] for f in fields(extra.record)}
    return pa.schema(
        [pa.field(name, _arrow(pa, kind)) for name, kind in {**extra.columns, **columns}.items()],
        metadata={"onrecord_shard": SCHEMA_VERSION},
    )


def _arrow(pa: Any, kind: Any) -> Any:
    """The type of a column that holds what the codec makes of values of a type."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (arm for arm in get_args(kind) if arm is not NoneType)
    if get_origin(kind) is tuple:
        return pa.list_(_arrow(pa, get_args(kind)[0]))
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    if kind in plain:
        return plain[kind]
    if kind is Span:
        return pa.list_(pa.int64())
    if kind is Edtf or issubclass(kind, Enum):
        return pa.string()
    if not is_dataclass(kind):
        raise TypeError(f"no column can hold {kind}")
    hints = get_type_hints(kind)
    return pa.struct([pa.field(f.name, _arrow(pa, hints[f.name])) for f in fields(kind)])
