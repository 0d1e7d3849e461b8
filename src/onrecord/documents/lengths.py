"""Paragraphs no longer than anybody writes: a text on one line is cut where its sentences end.

Reading a paragraph looks back over all of it, which takes the square of its length; and one mark
of quotation that is never closed would set all that follows in quotation marks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.core.document import Document, Segment
from onrecord.core.selectors import Span, trimmed

LONGEST = 20_000
"""Code points; the longest paragraph of 1,000 news articles has 16,000."""
_BORDER = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z])")


def cut_long(document: Document) -> Document:
    """The document, its longest segments cut into several; where no sentence ends, at a space."""
    if all(len(segment.span) <= LONGEST for segment in document.segments):
        return document
    return replace(
        document,
        segments=tuple(
            replace(segment, span=span)
            for segment in document.segments
            for span in _pieces(document.text, segment)
        ),
    )


def _pieces(text: str, segment: Segment) -> Iterator[Span]:
    start, end = segment.span.start, segment.span.end
    while end - start > LONGEST:
        cut = _border(text, start, start + LONGEST)
        piece = trimmed(text, start, cut)
        if piece is not None:
            yield piece
        start = cut
    rest = trimmed(text, start, end)
    if rest is not None:
        yield rest


def _border(text: str, start: int, latest: int) -> int:
    """The last end of a sentence, else of a word, before a place; the place itself at worst."""
    ends = [match.end() for match in _BORDER.finditer(text, start, latest)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + 1, latest)
    return space if space > start else latest
