"""Which reader for which bytes: a source is read by what it is, whatever its name says.

What comes out is a document, or one line that says why there is none. A table, a feed or an
archive yields many; one that is broken does not cost the others.
"""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.core.document import Document, Kind
from onrecord.documents.archives import archive_documents
from onrecord.documents.docx import docx_document, is_docx
from onrecord.documents.encodings import decoded, without_lone_surrogates
from onrecord.documents.facts import Defaults, Facts, Unread
from onrecord.documents.feeds import feed_documents, is_feed
from onrecord.documents.html import html_document, is_html
from onrecord.documents.language import language_of
from onrecord.documents.limits import HEAD_BYTES, PACKED_BYTES, WHOLE_BYTES
from onrecord.documents.markdown import is_markdown, markdown_document
from onrecord.documents.parquet import is_parquet, parquet_documents
from onrecord.documents.pdf import pdf_document
from onrecord.documents.plain import document_of
from onrecord.documents.sources import opened, sources
from onrecord.documents.streams import headed, unpacked, up_to
from onrecord.documents.tables import (
    csv_dialect,
    csv_documents,
    is_json_table,
    json_documents,
    long_table_documents,
)
from onrecord.documents.transcripts import is_transcript
from onrecord.errors import FAULTS, UnreadableError, fault

__all__ = ["Defaults", "Unread", "documents_at", "read", "sources"]

_HEAD = 8_192
_REGISTER = re.compile(
    r"\[\[(?:person|organisation|topic)\]\]|(?:person|organisation|topic) *= *\["
)


def documents_at(path_or_url: str, defaults: Defaults) -> Iterator[Document | Unread]:
    """The documents of a file, a folder or a web address; large tables are read as they come."""
    for source in opened(path_or_url):
        if isinstance(source, Unread):
            yield source
            continue
        uri, stream = source
        try:
            yield from read_stream(stream, uri, defaults)
        except OSError as error:
            yield Unread(uri, f"cannot be read: {error.strerror or error}")


def read(data: bytes, uri: str, defaults: Defaults | None = None) -> Iterator[Document | Unread]:
    """The documents of a source, in order."""
    return read_stream(io.BytesIO(data), uri, defaults)


def read_stream(
    stream: BinaryIO, uri: str, defaults: Defaults | None = None
) -> Iterator[Document | Unread]:
    """The documents of a source that can be read from anywhere, in order."""
    known = defaults or Defaults()
    unwanted = known.watch(uri)
    try:
        if unwanted is not None:
            yield Unread(uri, unwanted)
        elif is_parquet(stream):
            yield from parquet_documents(stream, uri, known)
        else:
            yield from _documents(unpacked(stream), uri, known)
    except UnreadableError as error:
        yield Unread(uri, str(error))
    except FAULTS as error:
        yield Unread(uri, fault(error))


def _documents(stream: BinaryIO, uri: str, defaults: Defaults) -> Iterator[Document | Unread]:
    head, stream = headed(stream, HEAD_BYTES)
    if not head.strip() and len(head) < HEAD_BYTES:
        raise UnreadableError("is empty")
    if b"%PDF-" in head[:1024]:
        yield pdf_document(_packed(stream), uri, defaults)
    elif head.startswith(b"PK\x03\x04"):
        data = _packed(stream)
        if not is_docx(data):
            decoded(data)  # says what it is instead
        yield docx_document(data, uri, defaults)
    elif head.startswith(b"WARC/"):
        yield from archive_documents(stream, uri, defaults)
    else:
        yield from _unpacked_documents(stream, uri, defaults)


def _unpacked_documents(
    stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    """A text, or a table: whole if it is short, else row by row."""
    data, stream = headed(stream, WHOLE_BYTES + 1)
    if len(data) > WHOLE_BYTES:
        text, _ = decoded(data[:HEAD_BYTES])
        del data
        yield from long_table_documents(text, stream, uri, defaults)
        return
    text, notes = decoded(data)
    if not text.strip():
        raise UnreadableError("is empty")
    yield from _texts(text, uri, defaults, notes)


def _packed(stream: BinaryIO) -> bytes:
    data = up_to(stream, PACKED_BYTES + 1)
    if len(data) > PACKED_BYTES:
        raise UnreadableError(f"is larger than {PACKED_BYTES:,} bytes")
    return data


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
    """The document of a plain text, which stays as it is.

    But for halves of surrogate pairs, which a text from Python may have: they are no characters.
    """
    text, broken = without_lone_surrogates(text)
    kind = Kind.TRANSCRIPT if is_transcript(text) else None
    facts = Facts(uri=uri, kind=kind, language=language_of(text), notes=notes + broken)
    return document_of(text, facts.overruled_by(defaults))
