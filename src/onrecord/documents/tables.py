"""Tables of articles and posts: JSON lines, a JSON array, CSV. Rows are read one by one.

A bad row is reported with its line and the others go in. The text of a row stays as it is.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, BinaryIO, TextIO
from urllib.parse import urlsplit

from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.clutter import table
from onrecord.documents.dates import written_date
from onrecord.documents.encodings import decoded, mojibake, without_lone_surrogates
from onrecord.documents.facts import Defaults, Facts, Unread
from onrecord.documents.language import language_of
from onrecord.documents.limits import WHOLE_BYTES
from onrecord.documents.plain import document_of
from onrecord.documents.streams import lines
from onrecord.documents.transcripts import is_transcript
from onrecord.errors import FAULTS, UnreadableError, fault

Row = dict[str, Any]
COLUMNS = frozenset(
    "text url id title publisher published date time author account kind occasion language"
    " platform speaker".split()
)
"""What is read of a row."""
_LONGEST_POST = 1_000
_HEADER = 8_192
_PIECE = 1_000_000


def is_json_table(text: str) -> bool:
    """Whether the text is JSON lines or a JSON array or object."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return False
    first = text.lstrip().split("\n", 1)[0].rstrip()
    if re.match(r"\{\s*(\"|\}|$)|\[\s*(\{|$)", first) is None:
        return False
    return '"' in text[:_HEADER]


def csv_dialect(text: str, columns: Mapping[str, str]) -> str | None:
    """The delimiter, if the first line is the header of a table with a `text` column."""
    header = next(iter(text[:_HEADER].strip().splitlines()), "")
    for delimiter in (",", "\t", ";"):
        names = [
            our_name(name, columns) for name in next(csv.reader([header], delimiter=delimiter), [])
        ]
        if "text" in names and (len(names) > 1 or columns):
            return delimiter
    return None


def json_documents(text: str, uri: str, defaults: Defaults) -> Iterator[Document | Unread]:
    """The documents of JSON lines, or of one JSON array or object."""
    whole = _whole_json(text)
    if whole is not None:
        for number, row in enumerate(whole, start=1):
            yield read_row(row, uri, number, defaults)
        return
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        yield from _line_documents(line, uri, number, defaults)


def _line_documents(
    line: str, uri: str, number: int, defaults: Defaults
) -> Iterator[Document | Unread]:
    if not line.strip():
        return
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        yield Unread(f"{uri}#{number}", "is not JSON")
        return
    yield read_row(row, uri, number, defaults)


def long_table_documents(
    head: str, stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    """The documents of a table that is too long to be held whole, row by row.

    Args:
        head: the first of its text.
        stream: all of it.
        uri: where it came from.
        defaults: what the user says.

    Raises:
        UnreadableError: it is no table.
    """
    delimiter = csv_dialect(head, defaults.columns)
    if is_json_table(head) and head.lstrip()[0] == "[":
        yield from _long_array_documents(stream, uri, defaults)
    elif is_json_table(head):
        yield from _long_lines_documents(stream, uri, defaults)
    elif delimiter is not None:
        text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
        yield from _rows_documents(text, uri, delimiter, defaults)
    else:
        raise UnreadableError(
            f"is one text of more than {WHOLE_BYTES:,} bytes: split it, or give a table"
        )


def _long_lines_documents(
    stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    for number, line in enumerate(lines(stream, WHOLE_BYTES), start=1):
        try:
            if line is None:
                raise UnreadableError(f"is a line of more than {WHOLE_BYTES:,} bytes")
            if line.strip():
                text, _ = decoded(line)
                yield from _line_documents(text, uri, number, defaults)
        except UnreadableError as error:
            yield Unread(f"{uri}#{number}", str(error))


def _long_array_documents(
    stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    for number, row in enumerate(array_items(text), start=1):
        yield read_row(row, uri, number, defaults)


def array_items(text: TextIO) -> Iterator[Any]:
    """The items of a JSON array that is too long to be held whole, one by one.

    Raises:
        UnreadableError: it is broken from here on, or an item is too long.
    """
    decoder = json.JSONDecoder()
    held = text.read(_PIECE).lstrip()[1:].lstrip()
    while not held.startswith("]"):
        try:
            item, end = decoder.raw_decode(held)
            # a number may go on behind what is held, and what stands behind an item tells its end
            rest = held[end:].lstrip()
            ended = rest[:1] in (",", "]")
        except (ValueError, RecursionError):
            ended = False
        if ended:
            yield item
            held = rest[rest.startswith(",") :].lstrip()
            if held:
                continue
        # twice as much each time, so that an item is not begun again for each piece of it
        more = text.read(max(_PIECE, len(held)))
        if not more or len(held) > WHOLE_BYTES:
            raise UnreadableError("is JSON that is broken, or has an item too long")
        held = (held + more).lstrip()


def csv_documents(
    text: str, uri: str, delimiter: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    """The documents of a CSV table with a header."""
    return _rows_documents(io.StringIO(text.lstrip(), newline=""), uri, delimiter, defaults)


def _rows_documents(
    text: TextIO, uri: str, delimiter: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    csv.field_size_limit(WHOLE_BYTES)  # a process-wide setting: csv knows no other
    rows = csv.reader(text, delimiter=delimiter)
    header = next(rows)
    number = 1
    while True:
        number = rows.line_num + 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unread(f"{uri}#{number}", f"is not a row of CSV: {error}")
            continue
        if not any(value.strip() for value in values):
            continue
        if len(values) > len(header):
            yield Unread(f"{uri}#{number}", f"has {len(values)} fields, the header {len(header)}")
            continue
        yield read_row(dict(zip(header, values, strict=False)), uri, number, defaults)


def _whole_json(text: str) -> list[Any] | None:
    """The rows of JSON that is one value; None when it is JSON lines."""
    start = text.lstrip()
    if start[:1] == "{" and "\n" in start.strip():
        try:
            json.loads(start.split("\n", 1)[0])
        except (ValueError, RecursionError):
            pass
        else:
            return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def read_row(row: Any, uri: str, number: int, defaults: Defaults) -> Document | Unread:
    """The document of a row of a table, or why it is none."""
    place = f"{uri}#{number}"
    if not isinstance(row, dict):
        return Unread(place, "is not an object with a text")
    unwanted = defaults.watch(place)
    if unwanted is not None:
        return Unread(place, unwanted)
    try:
        return _document(
            {our_name(key, defaults.columns): row[key] for key in row}, place, defaults
        )
    except UnreadableError as error:
        return Unread(place, str(error))
    except FAULTS as error:
        return Unread(place, fault(error))


def _document(row: Row, place: str, defaults: Defaults) -> Document:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError("has no text")
    if len(text) > WHOLE_BYTES:
        raise UnreadableError(f"has a text of more than {WHOLE_BYTES:,} characters")
    text, broken = without_lone_surrogates(text)
    kind = _kind(row, text)
    published, notes = _published(row)
    url, key = _word(row, "url"), _word(row, "id")
    author = _word(row, "author") or _word(row, "account")
    facts = Facts(
        uri=url or key or place,
        origin=url or key or (_of_post(author, row) if kind == Kind.POST else None),
        kind=kind,
        title=_word(row, "title"),
        publisher=_word(row, "publisher") or (_platform(row) if kind == Kind.POST else None),
        author=author,
        published=published,
        published_basis="the table" if published else None,
        occasion=_word(row, "occasion"),
        language=_word(row, "language") or language_of(text),
        notes=(*broken, *notes, *mojibake(text)),
    ).filled_from(defaults)
    return document_of(text, facts, _speaker(row))


def our_name(name: str | None, columns: Mapping[str, str]) -> str:
    """Our name for a column, as the user says or as it is written."""
    if name is None:
        return ""
    name = columns.get(name, name)
    return name.strip().lstrip("\ufeff").lower()


def _word(row: Row, name: str) -> str | None:
    """A field as one line, None when it is empty."""
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    if not isinstance(value, str):
        return None
    return without_lone_surrogates(" ".join(value.split()))[0] or None


def _published(row: Row) -> tuple[Edtf | None, tuple[str, ...]]:
    written = _word(row, "published") or _word(row, "date")
    if written is None:
        return None, ()
    clock = _word(row, "time")
    timed = written_date(f"{written}T{clock}") if clock else None
    date = timed or written_date(written)
    return (date, ()) if date else (None, (f"date not understood: {written[:60]!r}",))


def _of_post(author: str | None, row: Row) -> str | None:
    date = _word(row, "published") or _word(row, "date")
    return f"{author} {date} {_word(row, 'time') or ''}".strip() if author and date else None


def _kind(row: Row, text: str) -> Kind | None:
    named = (_word(row, "kind") or "").lower()
    if named in _kinds():
        return _kinds()[named]
    if _word(row, "account"):
        return Kind.POST
    short = len(text) <= _LONGEST_POST and not _word(row, "title")
    if short and (_platform(row) or (_word(row, "author") and not _word(row, "publisher"))):
        return Kind.POST
    return Kind.TRANSCRIPT if is_transcript(text) else None


@cache
def _kinds() -> dict[str, Kind]:
    return {name: Kind(kind) for kind, names in _sub_table("kinds").items() for name in names}


def _sub_table(name: str) -> dict[str, Any]:
    found: Any = table()[name]
    return dict(found)


def _platform(row: Row) -> str | None:
    platforms = _sub_table("platforms")
    named = _word(row, "platform")
    if named:
        return str(platforms.get(named.lower(), named))
    host = (urlsplit(_word(row, "url") or "").hostname or "").removeprefix("www.")
    known = platforms.get(host.removeprefix("mobile.").removeprefix("m.")) if "." in host else None
    return str(known) if known else None


def _speaker(row: Row) -> str | None:
    """The only speaker that a row names, or its author."""
    names = row.get("speakers")
    if isinstance(names, list):
        names = list(chain.from_iterable([name] if isinstance(name, str) else [] for name in names))
        return names[0] if len(names) == 1 else None
    return _word(row, "speaker")
