"""A document as the trained encoder sees it: its paragraphs, and the scores of all heads.

One pass a document, which attributions, names and temporal expressions are all read off.
"""

from dataclasses import dataclass

from onrecord.core.document import Document, Segment
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_sentences import paragraphs
from onrecord.extraction.encoder import Encoder, Heads


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the segment that it lies in."""

    segment: Segment
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What the encoder says of a document; `heads.words.paragraph` counts the paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    heads: Heads
    encoder: Encoder


def encoded(document: Document, encoder: Encoder) -> Encoded:
    """Read a document's told segments."""
    found = tuple(
        Paragraph(segment, span)
        for segment in document.told()
        for span in paragraphs(document.text, segment.span)
    )
    heads = encoder.read(document.text, [paragraph.span for paragraph in found])
    return Encoded(paragraphs=found, heads=heads, encoder=encoder)
