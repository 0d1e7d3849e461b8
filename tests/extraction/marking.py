"""Expectations as marked text: `[source Vale] [cue said] [content “No.”]`.

The marks are taken out, the rest is read, and what was found is marked again. Where there are
several attributions the second one's marks bear a number: `[source2 …]`.
"""

import re
from collections.abc import Sequence

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.evidence import Attribution
from onrecord.core.selectors import Span
from onrecord.extraction.attribution import attributions
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.encoded import encoded
from onrecord.extraction.encoder import encoder

_MARK = re.compile(r"\[(?:source|cue|content)\d* ((?:[^\[\]])*)\]")


def document(
    text: str, kind: Kind = Kind.ARTICLE, segment: SegmentKind = SegmentKind.PARAGRAPH
) -> Document:
    """A document whose lines are segments of one kind."""
    segments = tuple(
        Segment(kind=segment, span=Span(*line.span())) for line in re.finditer(r"[^\n]+", text)
    )
    return Document(
        id=document_id(text), uri="x", text=text, kind=kind, author="vale", segments=segments
    )


def plain(marked_text: str) -> str:
    """The text without its marks."""
    return _MARK.sub(r"\1", marked_text)


def marked(text: str, found: Sequence[Attribution | Found]) -> str:
    """The text with marks around what was found; a source that two share is marked once."""
    pieces = []
    for number, attribution in enumerate(found, start=1):
        tail = "" if number == 1 else str(number)
        for role in ("source", "cue", "content"):
            pieces += [(span, f"{role}{tail}") for span in getattr(attribution, role)]
    result, position = "", 0
    for span, role in sorted(pieces):
        if span.start < position:
            continue
        result += f"{text[position : span.start]}[{role} {span.of(text)}]"
        position = span.end
    return result + text[position:]


def read_by_rule(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text by rule alone."""
    return attributions(document(text), (), ())


def read_by_encoder(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text as the shipped encoder reads it."""
    whole = document(text)
    return attributions(whole, (), (), encoded(whole, encoder("reader")))


def found_in(marked_text: str) -> list[Found]:
    """What the marks of a text say was found, before it is finished."""
    text, shift = plain(marked_text), 0
    spans: dict[str, dict[str, list[Span]]] = {}
    for match in _MARK.finditer(marked_text):
        start = match.start() - shift
        words = match[1]
        role, number = re.match(r"\[([a-z]+)(\d*)", match[0]).groups()
        spans.setdefault(number, {}).setdefault(role, []).append(Span(start, start + len(words)))
        shift += len(match[0]) - len(words)
    return [
        Found(
            source=tuple(roles.get("source", ())),
            cue=tuple(roles.get("cue", ())),
            content=roles["content"],
            segment=next(
                s for s in document(text).segments if s.span.overlaps(roles["content"][0])
            ),
            sentence=roles["content"][0],
        )
        for roles in spans.values()
    ]
