"""Attributions: the source, cue and content of what a document reports (PARC).

Turns of a transcript and posts say by their form who speaks; paragraphs are read by the trained
encoder (`attribution_learned`), or by rule where there is none (`attribution_rules`).
"""

import re
from bisect import bisect_left

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Attribution, Form, Mention, Timex
from onrecord.core.selectors import Span, hull
from onrecord.extraction.attribution_cues import word_set
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_learned import learned_attributions
from onrecord.extraction.attribution_posts import post_attributions
from onrecord.extraction.attribution_rules import ruled_attributions
from onrecord.extraction.attribution_sentences import paragraphs
from onrecord.extraction.attribution_settings import setting
from onrecord.extraction.encoded import Encoded, Paragraph
from onrecord.extraction.modality import act_of, modality_of
from onrecord.extraction.words import words

_HEAD_ENDS = re.compile(r"\b(?:for|of|to|with|from|at|in|who|close|near)\b")
_POSSESSIVE = re.compile(r"\w['’]s?\s+(?=\w)")
_NEAR = 60
"""Code points before "who" in which the name that it stands for is looked for."""
_LETTER = re.compile(r"\w")
_MOSTLY = 0.9
"""Share of a content's words in quotation marks from which it is direct, as in PolNeAR's scorer."""


def attributions(
    document: Document,
    mentions: tuple[Mention, ...],
    timexes: tuple[Timex, ...],
    encoded: Encoded | None = None,
) -> tuple[Attribution, ...]:
    """All attributions of a document, in the order in which they begin.

    Args:
        document: the document.
        mentions: who is named in it.
        timexes: its temporal expressions.
        encoded: what the encoder says of its paragraphs; None reads them by rule.
    """
    found: list[Found] = []
    if document.kind is Kind.POST:
        for segment in document.told():
            found.extend(post_attributions(document, segment))
    else:
        found.extend(_turn(segment) for segment in document.told() if not _is_told(segment))
        found.extend(_told(document, encoded))
    around = _Around(document.text, mentions, timexes, found)
    result = [_finished(around, item) for item in found]
    return tuple(sorted(result, key=lambda a: hull((*a.source, *a.cue, *a.content)).start))


def _is_told(segment: Segment) -> bool:
    """Whether somebody else tells of it; a turn is the words of whoever speaks."""
    return segment.kind is not SegmentKind.TURN


def _told(document: Document, encoded: Encoded | None) -> list[Found]:
    if encoded is not None:
        return learned_attributions(document.text, encoded, _is_told)
    return ruled_attributions(
        document.text,
        [
            Paragraph(segment, span)
            for segment in filter(_is_told, document.told())
            for span in paragraphs(document.text, segment.span)
        ],
    )


def _turn(segment: Segment) -> Found:
    source = (segment.label,) if segment.label is not None else ()
    return Found(
        source=source,
        cue=(),
        content=[segment.span],
        segment=segment,
        sentence=segment.span,
        quoted=[segment.span],
    )


class _Around:
    """What an attribution is finished with: the text, and what else was found in it."""

    def __init__(
        self,
        text: str,
        mentions: tuple[Mention, ...],
        timexes: tuple[Timex, ...],
        found: list[Found],
    ) -> None:
        self.text = text
        self._mentions = sorted(mentions, key=lambda m: m.span)
        self._mention_starts = [m.span.start for m in self._mentions]
        self._timexes = sorted(timexes, key=lambda t: t.span)
        self._timex_starts = [t.span.start for t in self._timexes]
        self._contents: dict[int, list[Span]] = {}
        for item in found:
            self._contents.setdefault(item.sentence.start, []).extend(item.content)

    def mentions_near(self, span: Span) -> list[Mention]:
        """The mentions that lie in the span or in the few words before it."""
        first = bisect_left(self._mention_starts, span.start - _NEAR)
        last = bisect_left(self._mention_starts, span.end)
        return [m for m in self._mentions[first:last] if m.span.end <= span.end]

    def timexes_in(self, span: Span) -> list[Timex]:
        """The temporal expressions inside the span."""
        first = bisect_left(self._timex_starts, span.start)
        last = bisect_left(self._timex_starts, span.end)
        return [t for t in self._timexes[first:last] if t.span.end <= span.end]

    def contents_in(self, sentence: Span) -> tuple[Span, ...]:
        """All that is said by anybody in the sentence that begins there."""
        return tuple(self._contents[sentence.start])


def _finished(around: _Around, item: Found) -> Attribution:
    text = around.text
    form = _form(text, item)
    content = " ".join(piece.of(text) for piece in item.content)
    where = setting(
        text,
        item.sentence,
        around.contents_in(item.sentence),
        hull((*item.source, *item.cue) or item.content),
        around.timexes_in(item.sentence),
    )
    near = around.mentions_near(item.source[0]) if item.source else []
    return Attribution(
        source=item.source,
        cue=item.cue,
        content=tuple(item.content),
        form=form,
        segment=item.segment,
        modality=modality_of(item.sense, form, content, item.factuality),
        act=act_of(item.sense),
        factuality=item.factuality,
        mention=head_mention(text, item.source, near),
        occasion=where.occasion,
        medium=where.medium,
        timex=where.timex,
        probability=item.probability,
    )


def _form(text: str, item: Found) -> Form:
    if not item.quoted:
        return Form.INDIRECT
    if all(any(q.contains(piece) for q in item.quoted) for piece in item.content):
        return Form.DIRECT
    total = inside = 0
    for piece in item.content:
        found = words(text, piece)
        for word, start, end in zip(found.texts, found.starts, found.ends, strict=True):
            if word[0].isalnum() or _LETTER.match(word):
                total += 1
                inside += any(q.start <= start and end <= q.end for q in item.quoted)
    if inside == 0:
        return Form.INDIRECT
    return Form.DIRECT if inside >= _MOSTLY * total else Form.MIXED


def head_mention(text: str, source: tuple[Span, ...], near: list[Mention]) -> Mention | None:
    """The mention that a source comes down to: a person's before others, an early one before late.

    "A spokeswoman for Ada Vale" comes down to the spokeswoman, so a name after "for" or "of"
    counts only when a description is all that stands before it; "who" comes down to the name
    before it.
    """
    if not source:
        return None
    words = source[0].of(text)
    inside = [m for m in near if source[0].contains(m.span)]
    if words.lower() in word_set("relatives"):
        named = [m for m in near if m.span.end <= source[0].start and m.name is not None]
        known = [m for m in inside if m.name is not None]
        return next(iter(known or named[-1:] or inside), None)
    cut = _HEAD_ENDS.search(words)
    limit = cut.start() if cut else len(words)
    owned = [match.end() for match in _POSSESSIVE.finditer(words, 0, limit)]
    first = source[0].start + (owned[-1] if owned else 0)  # "Brenn's envoy Ada Vale": Vale
    heads = [m for m in inside if first <= m.span.start < source[0].start + limit]
    people = [m for m in heads if m.type is EntityType.PERSON and m.name is not None]
    return next(iter(people or heads), None)
