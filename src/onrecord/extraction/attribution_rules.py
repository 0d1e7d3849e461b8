"""Attributions of paragraphs, by rule.

First what shows its speaker by its form (`attribution_forms`), then sentence by sentence
(`attribution_drafts`), then what a sentence cannot show: a quotation that goes on in the next one.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.core.document import Segment, SegmentKind
from onrecord.core.evidence import Factuality
from onrecord.core.selectors import Span, trimmed
from onrecord.extraction.attribution_contents import Draft
from onrecord.extraction.attribution_cues import word_set
from onrecord.extraction.attribution_drafts import drafts
from onrecord.extraction.attribution_forms import plain_forms
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_sentences import (
    Sentence,
    mended_quotations,
    quoted_sentences,
)
from onrecord.extraction.encoded import Paragraph
from onrecord.extraction.modality import factuality_of

_HEADLINE = re.compile(r"(?P<source>[A-Z][\w.’' -]{1,40}?)(?P<cue>:)\s+(?=\S)")


def ruled_attributions(text: str, paragraphs: Sequence[Paragraph]) -> list[Found]:
    """The attributions of a document's paragraphs, in order."""
    plain, taken = plain_forms(text, paragraphs)
    found: list[Found] = []
    for number, paragraph in enumerate(paragraphs):
        if number not in taken:
            read_by_rule(text, paragraph.span, paragraph.segment, found)
    return plain + found


def read_by_rule(text: str, paragraph: Span, segment: Segment, found: list[Found]) -> None:
    """Add the attributions of a paragraph to those of the paragraphs before it."""
    begun = len(found)
    headline = _headline(text, paragraph, segment) if _is_headline(segment) else None
    if headline is not None:
        found.append(headline)
        return
    for sentence in quoted_sentences(text, paragraph):
        if not _continues(sentence, segment, found, begun):
            found.extend(_of_sentence(sentence, segment))


def _is_headline(segment: Segment) -> bool:
    return segment.kind in (SegmentKind.TITLE, SegmentKind.KEY_POINT)


def _headline(text: str, paragraph: Span, segment: Segment) -> Found | None:
    """A headline with a colon: "Vale: No talks before the vote"."""
    match = _HEADLINE.match(text, paragraph.start, paragraph.end)
    if match is None or match["source"].lower().split()[0] in word_set("headline-labels"):
        return None
    content = trimmed(text, match.end(), paragraph.end)
    if content is None:
        return None
    if text[content.end - 1] == ".":
        content = Span(content.start, content.end - 1)
    return Found(
        source=(Span(*match.span("source")),),
        cue=(Span(*match.span("cue")),),
        content=[content],
        segment=segment,
        sentence=paragraph,
        quoted=_double_quoted(text, paragraph),
    )


def _double_quoted(text: str, paragraph: Span) -> list[Span]:
    return [quotation.span for quotation in mended_quotations(text, paragraph)]


def _continues(sentence: Sentence, segment: Segment, found: list[Found], begun: int) -> bool:
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


def _of_sentence(sentence: Sentence, segment: Segment) -> Iterator[Found]:
    for draft in drafts(sentence):
        content = [_span(sentence, piece) for piece in draft.content]
        quoted = [q.span for q in sentence.quotes if any(q.span.overlaps(c) for c in content)]
        yield Found(
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
