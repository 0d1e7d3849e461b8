"""Which reader for which bytes: a source is read by what it is, whatever its name says.

What comes out is a document, or one line that says why there is none. A table, a feed or an
archive yields many; one that is broken does not cost the others.
"""

import re
import zlib
from collections.abc import Iterator

from onrecord.core.document import Document, Kind
from onrecord.documents.archives import archive_documents
from onrecord.documents.docx import docx_document, is_docx
from onrecord.documents.encodings import decoded
from onrecord.documents.facts import Defaults, Facts, Unread
from onrecord.documents.feeds import feed_documents, is_feed
from onrecord.documents.html import html_document, is_html
from onrecord.documents.language import language_of
from onrecord.documents.markdown import is_markdown, markdown_document
from onrecord.documents.pdf import pdf_document
from onrecord.documents.plain import document_of
from onrecord.documents.sources import sources
from onrecord.documents.tables import (
    csv_dialect,
    csv_documents,
    is_json_table,
    json_documents,
)
from onrecord.documents.transcripts import is_transcript
from onrecord.errors import UnreadableError

__all__ = ["Defaults", "Unread", "read", "sources"]

LARGEST_BYTES = 2**30
"""The most that a compressed source may hold."""
LONGEST_TEXT = 60_000_000
"""Code points of one document; what is longer is a table or a dump that no reader knows."""
_HEAD = 8_192
_REGISTER = re.compile(
    r"\[\[(?:person|organisation|topic)\]\]|(?:person|organisation|topic) *= *\["
)
_GZIP = b"\x1f\x8b"
_DEEPEST = 2


def read(data: bytes, uri: str, defaults: Defaults | None = None) -> Iterator[Document | Unread]:
    """The documents of a source, in order."""
    try:
        yield from _documents(_unpacked(data), uri, defaults or Defaults())
    except UnreadableError as error:
        yield Unread(uri, str(error))


def _documents(data: bytes, uri: str, defaults: Defaults) -> Iterator[Document | Unread]:
    if not data.strip():
        raise UnreadableError("is empty")
    if b"%PDF-" in data[:1024]:
        yield pdf_document(data, uri, defaults)
    elif is_docx(data):
        yield docx_document(data, uri, defaults)
    elif data.startswith(b"WARC/"):
        yield from archive_documents(data, uri, defaults)
    else:
        text, notes = decoded(data)
        if not text.strip():
            raise UnreadableError("is empty")
        yield from _texts(text, uri, defaults, notes)


def _texts(
    text: str, uri: str, defaults: Defaults, notes: tuple[str, ...]
) -> Iterator[Document | Unread]:
    delimiter = csv_dialect(text, defaults.columns)
    if is_register(text):
        raise UnreadableError(
            "is a register of people and topics, no source: give it to --register"
        )
    if is_json_table(text):
        yield from json_documents(text, uri, defaults)
    elif is_feed(text):
        yield from feed_documents(text, uri, defaults)
    elif delimiter is not None:
        yield from csv_documents(text, uri, delimiter, defaults)
    elif len(text) > LONGEST_TEXT:
        raise UnreadableError(f"is one text of {len(text):,} characters: split it, or give a table")
    elif is_html(text):
        yield html_document(text, uri, defaults, notes)
    elif is_markdown(text):
        yield markdown_document(text, uri, defaults, notes)
    else:
        yield plain_document(text, uri, defaults, notes)


def is_register(text: str) -> bool:
    """Whether the first line of a text that is no comment opens a register in TOML."""
    lines = (line.strip() for line in text[:_HEAD].splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return _REGISTER.match(first) is not None


def plain_document(
    text: str, uri: str, defaults: Defaults, notes: tuple[str, ...] = ()
) -> Document:
    """The document of a plain text, which stays as it is."""
    kind = Kind.TRANSCRIPT if is_transcript(text) else None
    facts = Facts(uri=uri, kind=kind, language=language_of(text), notes=notes)
    return document_of(text, facts.overruled_by(defaults))


def _unpacked(data: bytes) -> bytes:
    for _ in range(_DEEPEST):
        if not data.startswith(_GZIP):
            break
        data = _gunzipped(data)
    return data


def _gunzipped(data: bytes) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while data.startswith(_GZIP):  # a gzip file may have several members
        unpacker = zlib.decompressobj(wbits=31)
        try:
            piece = unpacker.decompress(data, LARGEST_BYTES - size + 1)
        except zlib.error as error:
            raise UnreadableError(f"is broken gzip: {error}") from None
        size += len(piece)
        if size > LARGEST_BYTES:
            raise UnreadableError(f"unpacks to more than {LARGEST_BYTES:,} bytes")
        if not unpacker.eof:
            raise UnreadableError("is gzip that ends too early")
        pieces.append(piece)
        data = unpacker.unused_data
    return b"".join(pieces)
