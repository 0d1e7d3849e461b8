"""Boxes of links that stand within the sentences of a page's text, and belong to none of them.

Some sites put one after every name, and their text runs it in: the full name again, the headlines
of three other stories glued to it, and MORE: "Mara Vale Mara Ida ValeHarbour closes … MORE said".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.core.document import TOLD, Segment, SegmentKind
from onrecord.core.selectors import Span, trimmed

_END = " MORE"
_BOX = re.compile(
    r"\b(?P<last>[A-Z][\w’'-]+) "
    r"(?P<box>(?:[A-Z][\w.’'()-]* ){0,5}?(?P=last)[A-Z][^\n]{10,600}? MORE)\b"
)


def cut_boxes(text: str, segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments; those with boxes within them in parts, so that nothing is read from a box."""
    if _END not in text:
        yield from segments
        return
    for segment in segments:
        if segment.kind in TOLD:
            yield from _parts(text, segment)
        else:
            yield segment


def _parts(text: str, segment: Segment) -> Iterator[Segment]:
    begin, end = segment.span.start, segment.span.end
    for box in _BOX.finditer(text, begin, end):
        yield from _part(text, segment, begin, box.start("box"))
        yield Segment(kind=SegmentKind.TEASER, span=Span(*box.span("box")))
        begin = box.end()
    yield from _part(text, segment, begin, end) if begin > segment.span.start else [segment]


def _part(text: str, segment: Segment, begin: int, end: int) -> Iterator[Segment]:
    part = trimmed(text, begin, end)
    if part is not None:
        yield replace(segment, span=part)
