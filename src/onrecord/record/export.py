"""The record for others' tools: JSON lines, CSV for spreadsheets, JSON-LD for the web of data."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from onrecord.core.codec import evidence_json
from onrecord.core.evidence import Statement
from onrecord.core.findings import Citation, Evidence

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula, and run it."""

COLUMNS = (
    "id record who_id who description date date_basis words form modality act factuality occasion"
    " medium type instrument status topics target direction document uri title publisher published"
    " kind start end prefix suffix sources variants"
).split()


class Format(StrEnum):
    """What the record can be exported as."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"


def exported(evidence: Iterable[Evidence], form: Format) -> Iterator[str]:
    """Yield the lines of an export, each with its end of line."""
    writers: dict[Format, Callable[[Iterable[Evidence]], Iterator[str]]] = {
        Format.JSONL: _jsonl,
        Format.CSV: _csv,
        Format.JSONLD: _jsonld,
    }
    return writers[form](evidence)


def _json(value: object) -> str:
    # what a lone surrogate stands for cannot be written as UTF-8, so it stays escaped
    text = json.dumps(value, ensure_ascii=False)
    return text if _is_writable(text) else json.dumps(value)


def _is_writable(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _jsonl(evidence: Iterable[Evidence]) -> Iterator[str]:
    for item in evidence:
        yield _json(evidence_json(item)) + "\n"


def _csv(evidence: Iterable[Evidence]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for item in evidence:
        row = _row(item)
        yield _csv_line([_cell(row.get(column)) for column in COLUMNS])


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(item: Evidence) -> dict[str, object]:
    data = evidence_json(item)
    best = data["citations"][0]
    said = isinstance(item.telling, Statement)
    return {
        **data,
        **best,
        "who_id": item.who.id if item.who else None,
        "who": item.who.name if item.who else None,
        "date": str(item.date) if item.date else None,
        "date_basis": data["said_basis"] if said else data["when_basis"],
        "words": item.exact,
        "topics": "; ".join(item.telling.topics),
        "target": data["target"] if said else "; ".join(data["target"]),
        "start": best["span"][0],
        "end": best["span"][1],
        "variants": " | ".join(item.variants),
    }


def _jsonld(evidence: Iterable[Evidence]) -> Iterator[str]:
    yield f'{{"@context": {_json(_CONTEXT)},\n"@graph": [\n'
    separator = ""
    for item in evidence:
        for node in (_thing(item), *(_annotation(item, c) for c in item.citations)):
            yield separator + _json(node) + "\n"
            separator = ","
    yield "]}\n"


def _thing(item: Evidence) -> dict[str, Any]:
    """What was said or done: a schema.org Quotation or Action."""
    who = {"id": f"urn:onrecord:{item.who.id}", "schema:name": item.who.name} if item.who else None
    when = str(item.date) if item.date else None
    about = [f"urn:onrecord:{topic}" for topic in item.telling.topics]
    if isinstance(item.telling, Statement):
        node: dict[str, Any] = {
            "type": "schema:Quotation",
            "schema:text": item.exact,
            "schema:creator": who,
            "schema:dateCreated": when,
        }
    else:
        node = {
            "type": "schema:Action",
            "schema:name": item.telling.instrument or item.telling.type,
            "schema:description": item.exact,
            "schema:agent": who,
            "schema:object": [f"urn:onrecord:{target}" for target in item.telling.target],
            "schema:startTime": when,
        }
    node = {"id": f"urn:onrecord:{item.id}", **node, "schema:about": about}
    return {name: value for name, value in node.items() if value not in (None, [])}


def _annotation(item: Evidence, citation: Citation) -> dict[str, Any]:
    """Where it is written: a Web Annotation on the source."""
    selector = citation.selector
    return {
        "id": f"urn:onrecord:{item.id}:{citation.telling}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": f"urn:onrecord:{item.id}",
        "target": {
            "source": citation.uri,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": selector.exact,
                    "prefix": selector.prefix,
                    "suffix": selector.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": selector.span.start,
                    "end": selector.span.end,
                },
            ],
        },
    }
