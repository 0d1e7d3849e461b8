"""WARC files of web crawls: each HTML response is a document."""

from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from onrecord.core.document import Document
from onrecord.documents.encodings import decoded
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.html import html_document, is_html
from onrecord.documents.limits import WHOLE_BYTES
from onrecord.errors import FAULTS, UnreadableError, fault


def archive_documents(
    stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    """The documents of a WARC file, a page at a time; pages that are no HTML are passed over."""
    empty = True
    try:
        for record in ArchiveIterator(stream):
            status = record.http_headers and record.http_headers.get_statuscode()
            if record.rec_type != "response" or status != "200":
                continue
            address = (record.rec_headers.get_header("WARC-Target-URI") or uri).strip("<>")
            unwanted = defaults.watch(address)
            if unwanted is not None:
                empty = False
                yield Unread(address, unwanted)
                continue
            for found in _page(record.content_stream().read(WHOLE_BYTES), address, defaults):
                empty = False
                yield found
    except (ArchiveLoadFailed, EOFError) as error:
        yield Unread(uri, f"is a WARC file that breaks off: {' '.join(str(error).split())[:100]}")
    else:
        if empty:
            yield Unread(uri, "is a WARC file without a web page")


def _page(data: bytes, address: str, defaults: Defaults) -> Iterator[Document | Unread]:
    try:
        text, notes = decoded(data)
        if is_html(text):
            yield html_document(text, address, defaults, notes, alone=False)
    except UnreadableError as error:
        yield Unread(address, str(error))
    except FAULTS as error:
        yield Unread(address, fault(error))
