"""The record as Parquet, for data frames: one row a piece of evidence, typed columns.

Dates keep their EDTF text; beside it stand the first and the last day that it may be, so that a
query can compare them.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from onrecord.core.codec import evidence_json, writable
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence
from onrecord.record.arrow import days, pyarrow

SCHEMA_VERSION = "1"
_ROWS_AT_ONCE = 5_000
_TEXTS = (
    "id record who_id who behalf_id description date date_basis words form modality act factuality"
    " occasion medium type instrument status told_by document uri title publisher published kind"
    " prefix suffix"
).split()


def write_parquet(evidence: Iterable[Evidence], out: BinaryIO) -> None:
    """Write evidence to an open binary file, some thousand rows at a time.

    Raises:
        ComponentError: pyarrow is not installed.
    """
    pa, pq = pyarrow()
    schema = _schema(pa)
    rows = map(_row, evidence)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for some in _lots(rows):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))


def _lots(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield some


def _schema(pa: Any) -> Any:
    fields = [pa.field(name, pa.string()) for name in _TEXTS]
    fields += [pa.field(name, pa.date32()) for name in days(None)]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("topics", "targets", "variants")]
    fields += [pa.field(name, pa.int64()) for name in ("start", "end", "sources", "citations")]
    fields.append(pa.field("direction", pa.float64()))
    return pa.schema(fields, metadata={"onrecord_schema": SCHEMA_VERSION})


def _row(item: Evidence) -> dict[str, Any]:
    data = evidence_json(item)
    best = data["citations"][0]
    said = isinstance(item.telling, Statement)
    target = data["target"]
    behalf = data.get("behalf")
    row: dict[str, Any] = {
        **data,
        **best,
        "who_id": item.who.id if item.who else None,
        "who": item.who.name if item.who else None,
        "behalf_id": behalf["id"] if behalf else None,
        "date": str(item.date) if item.date else None,
        "date_basis": data["said_basis"] if said else data["when_basis"],
        **days(item.date),
        "words": item.exact,
        "topics": list(item.telling.topics),
        "targets": list(target) if isinstance(target, list) else [target] if target else [],
        "variants": list(item.variants),
        "start": best["span"][0],
        "end": best["span"][1],
        "citations": len(item.citations),
    }
    names = (*_TEXTS, *_OTHERS)
    return {name: writable(row.get(name)) for name in names}


_OTHERS = (
    "date_first date_last topics targets variants start end sources citations direction"
).split()
