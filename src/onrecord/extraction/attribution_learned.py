"""Attributions of paragraphs, as the trained encoder reads them.

Rules come before it where the form of a paragraph leaves no doubt (`attribution_forms`), and after
it for quotations that it left over (`attribution_quotations`).
"""

from collections.abc import Callable, Sequence
from itertools import compress

import numpy as np

from onrecord.core.document import Segment
from onrecord.core.evidence import Factuality
from onrecord.core.selectors import Span, hull
from onrecord.extraction.attribution_decoding import paragraph_spans
from onrecord.extraction.attribution_forms import plain_forms
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_links import Linked, linked
from onrecord.extraction.attribution_quotations import claim_quotations
from onrecord.extraction.attribution_senses import sense_of, was_said
from onrecord.extraction.attribution_sentences import Marked
from onrecord.extraction.encoded import Encoded, Paragraph
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import IMPOSSIBLE, Floats, Labelled

_LIKELY = 0.5
"""What an attribution without a source must reach; on half of PolNeAR's dev and on the other half
linked F1 rises by half a point, for what is less likely has most often lost its source."""


def learned_attributions(
    text: str, document: Encoded, told: Callable[[Segment], bool]
) -> list[Found]:
    """The attributions in those segments of a document that are told paragraph by paragraph."""
    heads, paragraphs = document.heads, document.paragraphs
    inside = np.array([told(p.segment) for p in paragraphs], dtype=bool)
    plain, taken = plain_forms(text, paragraphs)
    inside[list(taken)] = False
    scores, of_word = heads.role, heads.words.paragraph
    if not inside.all():
        scores = np.where(inside[of_word][:, None], scores, _nobody(scores))
    marked = Marked(text)
    found = [
        _found(marked, heads.words, item, paragraphs)
        for item in linked(heads, paragraph_spans(document.encoder.roles, scores, of_word))
        if item.source or item.probability >= _LIKELY
    ]
    claim_quotations(marked, list(compress(paragraphs, inside)), found)
    return plain + found


def _nobody(scores: Floats) -> Floats:
    """Scores of a word that plays no role: the first label is "outside"."""
    row = np.full((1, scores.shape[1]), IMPOSSIBLE, dtype=np.float32)
    row[0, 0] = 0
    return row


def _found(marked: Marked, words: Words, item: Linked, paragraphs: Sequence[Paragraph]) -> Found:
    text = marked.text
    lead = (item.cue or item.content)[0].first
    paragraph = paragraphs[words.paragraph[lead]]
    content = [_span(words, piece) for piece in item.content]
    source = tuple(_span(words, piece) for piece in item.source)
    cue = tuple(_span(words, piece) for piece in item.cue)
    sense, lemma = sense_of(cue[0].of(text), content[0].of(text)) if cue else (None, "")
    return Found(
        source=source,
        cue=cue,
        content=content,
        segment=paragraph.segment,
        sentence=_sentence(marked, paragraph.span, hull((*source, *cue) or tuple(content))),
        sense=sense,
        factuality=_factuality(text, words, item, lemma),
        quoted=_quoted(marked, content, words, item, paragraphs),
        probability=item.probability,
    )


def _span(words: Words, piece: Labelled) -> Span:
    return words.span(piece.first, piece.last)


def _sentence(marked: Marked, paragraph: Span, lead: Span) -> Span:
    """The sentence of source and cue; where they stand in several, from the first to the last."""
    spans = [s for s in marked.sentences(paragraph) if s.overlaps(lead)]
    return hull(tuple(spans)) if spans else lead


def _quoted(
    marked: Marked, content: list[Span], words: Words, item: Linked, paragraphs: Sequence[Paragraph]
) -> list[Span]:
    numbers = {int(words.paragraph[i]) for piece in item.content for i in (piece.first, piece.last)}
    return [
        quotation.span
        for number in sorted(numbers)
        for quotation in marked.quotations(paragraphs[number].span)
        if any(quotation.span.overlaps(piece) for piece in content)
    ]


def _factuality(text: str, words: Words, item: Linked, lemma: str) -> Factuality:
    if not item.cue:
        return Factuality.SAID
    first = min(piece.first for piece in (*item.cue, *item.source))
    before = words.span(first - 1, first - 1).of(text) if first else ""
    content = _span(words, item.content[0]).of(text)
    return was_said(_span(words, item.cue[0]).of(text), before, content, lemma)
