"""Which reader for which bytes: chosen by content, not by name."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.selectors import Span
from onrecord.documents.dates import written_date
from onrecord.documents.encodings import decoded
from onrecord.documents.facts import Defaults, Facts, Unread, assembled


def sources(name: str) -> Iterator[tuple[str, bytes] | Unread]:
    """The files that a path names, folders gone through in order; what cannot be read says why."""
    path = Path(name)
    files = (
        sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        if path.is_dir()
        else [path]
    )
    for file in files:
        try:
            yield str(file), file.read_bytes()
        except OSError as error:
            yield Unread(str(file), f"cannot be read: {error.strerror}")


def read(data: bytes, uri: str, defaults: Defaults) -> Iterator[Document | Unread]:
    """The documents in the bytes of one source."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text, notes = decoded(data)
    if not text.strip():
        yield Unread(uri, "is empty")
    elif text.lstrip().startswith('{"'):
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield _row(json.loads(line), f"{uri}#{number}", defaults)
    else:
        facts = Facts(uri=uri, notes=notes).overruled_by(defaults)
        yield assembled(text, tuple(_paragraphs(text)), facts)


def _row(row: dict[str, Any], uri: str, defaults: Defaults) -> Document | Unread:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Unread(uri, "has no text")
    when = row.get("published") or row.get("date")
    name = row.get("url") or row.get("id")
    facts = Facts(
        uri=str(name or uri),
        origin=str(name) if name else None,
        title=row.get("title"),
        publisher=row.get("publisher"),
        author=row.get("author"),
        published=written_date(str(when)) if when else None,
        published_basis="the table" if when else None,
    ).filled_from(defaults)
    return assembled(text, tuple(_paragraphs(text)), facts)


def _paragraphs(text: str) -> Iterator[Segment]:
    for match in re.finditer(r"\S[^\n]*", text):
        yield Segment(kind=SegmentKind.PARAGRAPH, span=Span(match.start(), match.end()))
