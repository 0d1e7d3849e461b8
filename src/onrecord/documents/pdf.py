"""PDF: the words of the text layer. Lines are put together again to paragraphs.

A PDF knows where glyphs stand, not what a paragraph is. Lines of one paragraph are about as long
as the widest; a short line that ends a sentence ends the paragraph.
"""

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from onrecord.core.document import Document, Kind
from onrecord.documents.clutter import ends_sentence
from onrecord.documents.dates import line_date
from onrecord.documents.encodings import without_lone_surrogates
from onrecord.documents.facts import Defaults, Facts
from onrecord.documents.language import language_of
from onrecord.documents.plain import document_of
from onrecord.documents.transcripts import is_transcript
from onrecord.errors import UnreadableError

_PAGE_NUMBER = re.compile(r"(?:page )?-? ?\d{1,4} ?(?:-|of \d+|/ ?\d+)?", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-z])-$")
_FULL = 0.75
"""A line shorter than this share of the widest ends its paragraph, if it ends a sentence."""


def pdf_document(data: bytes, uri: str, defaults: Defaults) -> Document:
    """The document of a PDF file.

    Raises:
        UnreadableError: it is broken, encrypted, or a scan without a text layer.
    """
    pages, about = _pages(data)
    text, notes = without_lone_surrogates("\n\n".join(_paragraphs(pages)))
    if not text.strip():
        raise UnreadableError("is a PDF without a text layer (a scan?): run OCR on it first")
    facts = Facts(
        uri=uri,
        kind=Kind.TRANSCRIPT if is_transcript(text) else None,
        title=about.get("/Title") or None,
        author=about.get("/Author") or None,
        language=language_of(text),
        notes=notes,
    ).overruled_by(defaults)
    return document_of(text, facts)


def _pages(data: bytes) -> tuple[list[str], dict[str, str]]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are not for our users
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is an encrypted PDF: save it without a password first")
        pages = [page.extract_text() for page in reader.pages]
        about = {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"is a broken PDF: {' '.join(str(error).split())[:100]}") from None
    return pages, about


def _paragraphs(pages: list[str]) -> list[str]:
    lines = [line.strip() for page in _without_running_heads(pages) for line in page]
    width = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    open_line = ""
    for line in lines:
        if not line:
            open_line = ""
            continue
        if open_line and _goes_on(open_line, line, width):
            paragraphs[-1] = _glued(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        open_line = line
    return paragraphs


def _glued(paragraph: str, line: str) -> str:
    if _HYPHEN.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _goes_on(line: str, following: str, width: int) -> bool:
    if line_date(following) or line_date(line):
        return False
    if len(line) >= _FULL * width:
        return True
    return following[0].islower() and not ends_sentence(line)


def _without_running_heads(pages: list[str]) -> list[list[str]]:
    """The lines of the pages but for page numbers and lines that head or foot most pages."""
    split = [page.splitlines() for page in pages]
    edges = Counter(
        line.strip() for lines in split for line in {*lines[:2], *lines[-2:]} if line.strip()
    )
    running = {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}
    return [
        [
            line
            for line in lines
            if line.strip() not in running and not _PAGE_NUMBER.fullmatch(line.strip())
        ]
        for lines in split
    ]
