"""Attributions: the source, cue and content of what a document reports (PARC).

Sentence by sentence (`attribution_drafts`), then what a sentence cannot show: a quotation that
goes on in the next sentence or paragraph, "— Name" under a quotation, turns of a transcript, posts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Attribution, Factuality, Form, Mention, Timex
from onrecord.core.selectors import Span, hull, trimmed
from onrecord.extraction.attribution_contents import Draft
from onrecord.extraction.attribution_cues import Sense, word_set
from onrecord.extraction.attribution_drafts import drafts
from onrecord.extraction.attribution_sentences import (
    Sentence,
    mended_quotations,
    paragraphs,
    quoted_sentences,
)
from onrecord.extraction.attribution_settings import setting
from onrecord.extraction.modality import act_of, factuality_of, modality_of
from onrecord.extraction.words import words

_HEADLINE = re.compile(r"(?P<source>[A-Z][\w.’' -]{1,40}?)(?P<cue>:)\s+(?=\S)")
_SIGNED = re.compile(r"\s*[-—–―]{1,2}\s*(?P<name>[A-Z][^\n]{2,80})$")
_MANUAL_RETWEET = re.compile(r"\s*[\"“]@\w+:?[^\"”]*[\"”]")
_HEAD_ENDS = re.compile(r"\b(?:for|of|to|with|from|at|in|who|close|near)\b")
_POSSESSIVE = re.compile(r"\w['’]s?\s+(?=\w)")
_NEAR = 60
"""Code points before "who" in which the name that it stands for is looked for."""
_LETTER = re.compile(r"\w")
_MOSTLY = 0.9
"""Share of a content's words in quotation marks from which it is direct, as in PolNeAR's scorer."""


@dataclass(slots=True)
class _Found:
    """An attribution under construction: further pieces of its quotation may still be found."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    segment: Segment
    sentence: Span
    sense: Sense | None = None
    factuality: Factuality = Factuality.SAID
    quoted: list[Span] = field(default_factory=list)
    open: bool = False


def attributions(
    document: Document, mentions: tuple[Mention, ...], timexes: tuple[Timex, ...]
) -> tuple[Attribution, ...]:
    """All attributions of a document, in the order in which they begin."""
    found: list[_Found] = []
    for segment in document.told():
        if segment.kind is SegmentKind.TURN:
            found.append(_turn(segment))
        elif document.kind is Kind.POST:
            found.extend(_post(document, segment))
        else:
            _read_segment(document.text, segment, found)
    around = _Around(document.text, mentions, timexes, found)
    result = [_finished(around, item) for item in found]
    return tuple(sorted(result, key=lambda a: hull((*a.source, *a.cue, *a.content)).start))


def _turn(segment: Segment) -> _Found:
    source = (segment.label,) if segment.label is not None else ()
    return _Found(
        source=source,
        cue=(),
        content=[segment.span],
        segment=segment,
        sentence=segment.span,
        quoted=[segment.span],
    )


def _post(document: Document, segment: Segment) -> Iterator[_Found]:
    """A post is its author's words, but for a quoted post of somebody else at its start."""
    start = segment.span.start
    quoted = _MANUAL_RETWEET.match(document.text, start, segment.span.end)
    span = trimmed(document.text, quoted.end() if quoted else start, segment.span.end)
    if span is not None:
        yield _Found(
            source=(), cue=(), content=[span], segment=segment, sentence=span, quoted=[span]
        )


def _read_segment(text: str, segment: Segment, found: list[_Found]) -> None:
    for paragraph in paragraphs(text, segment.span):
        signed = _signature(text, paragraph, segment, found)
        if signed:
            continue
        begun = len(found)
        headline = _headline(text, paragraph, segment) if _is_headline(segment) else None
        if headline is not None:
            found.append(headline)
            continue
        for sentence in quoted_sentences(text, paragraph):
            if not _continues(sentence, segment, found, begun):
                found.extend(_of_sentence(sentence, segment))


def _is_headline(segment: Segment) -> bool:
    return segment.kind in (SegmentKind.TITLE, SegmentKind.KEY_POINT)


def _headline(text: str, paragraph: Span, segment: Segment) -> _Found | None:
    """A headline with a colon: "Vale: No talks before the vote"."""
    match = _HEADLINE.match(text, paragraph.start, paragraph.end)
    if match is None or match["source"].lower().split()[0] in word_set("headline-labels"):
        return None
    content = trimmed(text, match.end(), paragraph.end)
    if content is None:
        return None
    if text[content.end - 1] == ".":
        content = Span(content.start, content.end - 1)
    return _Found(
        source=(Span(*match.span("source")),),
        cue=(Span(*match.span("cue")),),
        content=[content],
        segment=segment,
        sentence=paragraph,
        quoted=_double_quoted(text, paragraph),
    )


def _double_quoted(text: str, paragraph: Span) -> list[Span]:
    return [quotation.span for quotation in mended_quotations(text, paragraph)]


def _signature(text: str, paragraph: Span, segment: Segment, found: list[_Found]) -> bool:
    """Read "“…” — Name", on one line or on two; whether there was one."""
    quotes = mended_quotations(text, paragraph)
    if len(quotes) == 1 and quotes[0].span.start == paragraph.start:
        match = _SIGNED.match(text, quotes[0].span.end, paragraph.end)
        if match is not None:
            name = trimmed(text, *match.span("name"))
            found.append(
                _Found(
                    source=(name,) if name else (),
                    cue=(),
                    content=[quotes[0].span],
                    segment=segment,
                    sentence=paragraph,
                    quoted=[quotes[0].span],
                )
            )
            return True
    return False


def _continues(sentence: Sentence, segment: Segment, found: list[_Found], begun: int) -> bool:
    """Give a sentence that is nothing but a quotation to the attribution that it goes on with."""
    if not found or not sentence.quotes or not _only_quoted(sentence):
        return False
    last = next(
        (f for f in reversed(found) if f.sentence == found[-1].sentence and f.quoted), found[-1]
    )
    if not last.quoted or not (last.cue or last.source):
        return False
    in_paragraph = len(found) > begun or last.sentence.end > sentence.span.start - 2
    near = 0 <= sentence.span.start - last.sentence.end <= 4
    if not (in_paragraph or last.open or near):
        return False
    piece = Span(sentence.span.start, sentence.quotes[-1].span.end)
    last.content.append(piece)
    last.quoted.extend(q.span for q in sentence.quotes)
    last.sentence = Span(last.sentence.start, sentence.span.end)
    last.open = not sentence.quotes[-1].closed
    return True


def _only_quoted(sentence: Sentence) -> bool:
    outside = [i for i, q in enumerate(sentence.quoted) if q < 0 and sentence.lower[i][0].isalnum()]
    return not outside or (outside == [0] and sentence.lower[0] in word_set("conjunctions"))


def _of_sentence(sentence: Sentence, segment: Segment) -> Iterator[_Found]:
    for draft in drafts(sentence):
        content = [_span(sentence, piece) for piece in draft.content]
        quoted = [q.span for q in sentence.quotes if any(q.span.overlaps(c) for c in content)]
        yield _Found(
            source=(_span(sentence, draft.source),) if draft.source else (),
            cue=(_span(sentence, draft.cue),),
            content=content,
            segment=segment,
            sentence=sentence.span,
            sense=draft.sense,
            factuality=_factuality(sentence, draft),
            quoted=quoted,
            open=bool(quoted) and not sentence.quotes[-1].closed,
        )


def _factuality(sentence: Sentence, draft: Draft) -> Factuality:
    first = min(draft.cue[0], draft.source[0]) if draft.source else draft.cue[0]
    before = sentence.lower[first - 1] if first else ""
    content = draft.content[0]
    return factuality_of(
        sentence.lower[draft.cue[0] : draft.cue[1]],
        draft.lemma,
        sentence.lower[content[0] : content[1]],
        conditional=before in ("if", "whether", "unless"),
    )


def _span(sentence: Sentence, piece: tuple[int, int]) -> Span:
    return Span(sentence.start(piece[0]), sentence.end(piece[1] - 1))


class _Around:
    """What an attribution is finished with: the text, and what else was found in it."""

    def __init__(
        self,
        text: str,
        mentions: tuple[Mention, ...],
        timexes: tuple[Timex, ...],
        found: list[_Found],
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


def _finished(around: _Around, item: _Found) -> Attribution:
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
        modality=modality_of(item.sense, form, content),
        act=act_of(item.sense),
        factuality=item.factuality,
        mention=head_mention(text, item.source, near),
        occasion=where.occasion,
        medium=where.medium,
        timex=where.timex,
    )


def _form(text: str, item: _Found) -> Form:
    total = inside = 0
    for piece in item.content:
        for word in words(text, piece):
            if _LETTER.match(word.text):
                total += 1
                inside += any(q.contains(word.span) for q in item.quoted)
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
