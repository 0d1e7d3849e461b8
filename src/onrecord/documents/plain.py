"""A text and its facts to a document: article, transcript or post."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.selectors import trimmed
from onrecord.documents.clutter import plain
from onrecord.documents.dates import line_date
from onrecord.documents.facts import Facts, assembled
from onrecord.documents.segments import segments
from onrecord.documents.transcripts import turns

_HEAD_PARTS = 10
_HEAD_LINE = 200


def document_of(text: str, facts: Facts, speaker: str | None = None) -> Document:
    """The document of a text that stays as it is.

    Args:
        text: the text.
        facts: what is known of it; the title may come from the text.
        speaker: who speaks where a transcript has no labels; its author when None.
    """
    parts = _parts(text, facts, speaker)
    title = facts.title or titled(text, parts)
    if facts.published is None and facts.kind != Kind.POST:
        published = _head_date(text, parts)
        facts = replace(
            facts, published=published, published_basis="date line" if published else None
        )
    occasion = facts.occasion or (title if facts.kind == Kind.TRANSCRIPT else None)
    return assembled(text, parts, replace(facts, title=title, occasion=occasion))


def titled(text: str, parts: Sequence[Segment]) -> str | None:
    """The words of the title segment, on one line; None when there is none."""
    for part in parts:
        if part.kind == SegmentKind.TITLE:
            return " ".join(part.span.of(text).split())
    return None


def _head_date(text: str, parts: Sequence[Segment]) -> Edtf | None:
    """The date that a line gives before the first sentence."""
    for part in parts[:_HEAD_PARTS]:
        words = part.span.of(text)
        if part.kind == SegmentKind.TURN or len(words) > _HEAD_LINE:
            return None
        date = line_date(words)
        if date is not None:
            return date
    return None


def known_lines(facts: Facts) -> dict[str, SegmentKind]:
    """The lines whose kind the facts tell, for `segments`."""
    pairs = (
        (facts.publisher, SegmentKind.BOILERPLATE),
        (facts.author, SegmentKind.BYLINE),
        (facts.title, SegmentKind.TITLE),
    )
    return {plain(words): kind for words, kind in pairs if words and plain(words)}


def _parts(text: str, facts: Facts, speaker: str | None) -> tuple[Segment, ...]:
    if facts.kind == Kind.POST:
        span = trimmed(text, 0, len(text))
        return (Segment(kind=SegmentKind.PARAGRAPH, span=span),) if span else ()
    if facts.kind == Kind.TRANSCRIPT:
        parts = turns(text, speaker or facts.author)
        if any(part.kind == SegmentKind.TURN for part in parts):
            return parts
    return segments(text, known_lines(facts))
