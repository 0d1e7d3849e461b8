"""Attributions of paragraphs, as the trained encoder reads them.

Rules come before it where the form of a paragraph leaves no doubt (`attribution_forms`), and after
it for quotations that it left over (`attribution_quotations`).
"""

from collections.abc import Callable, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from onrecord.core.document import Segment
from onrecord.core.evidence import Factuality
from onrecord.core.selectors import Span, hull
from onrecord.extraction.attribution_forms import plain_forms
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_links import Linked, linked
from onrecord.extraction.attribution_quotations import claim_quotations
from onrecord.extraction.attribution_senses import sense_of, was_said
from onrecord.extraction.attribution_sentences import mended_quotations, sentence_spans
from onrecord.extraction.encoded import Encoded, Paragraph
from onrecord.extraction.encoder import Heads
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import IMPOSSIBLE, Chain, Floats, Labelled

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
    scores = role_scores(heads, document.encoder.roles, inside)
    found = [
        _found(text, heads.words, item, paragraphs)
        for item in linked(heads, document.encoder.roles.spans(scores))
        if item.source or item.probability >= _LIKELY
    ]
    claim_quotations(text, list(compress(paragraphs, inside)), found)
    return plain + found


def role_scores(heads: Heads, chain: Chain, inside: NDArray[np.bool_]) -> Floats:
    """The scores of all words' roles, as far as the form of the text leaves them open.

    A word of a paragraph that is not `inside` plays no role (the first label is "outside"), and
    no span goes from one paragraph into the next: of 25,858 content pieces in PolNeAR, one does.
    """
    scores, paragraph = heads.role.copy(), heads.words.paragraph
    if not len(paragraph):
        return scores
    opens = np.flatnonzero(np.diff(paragraph, prepend=-1))
    scores[opens[:, None], _labels(chain, "I-", "E-")] = IMPOSSIBLE
    closes = np.append(opens[1:], len(paragraph)) - 1
    scores[closes[:, None], _labels(chain, "B-", "I-")] = IMPOSSIBLE
    outside = ~inside[paragraph]
    scores[outside] = IMPOSSIBLE
    scores[outside, 0] = 0
    return scores


def _labels(chain: Chain, *parts: str) -> list[int]:
    return [i for i, label in enumerate(chain.labels) if label[:2] in parts]


def _found(text: str, words: Words, item: Linked, paragraphs: Sequence[Paragraph]) -> Found:
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
        sentence=_sentence(text, paragraph.span, hull((*source, *cue) or tuple(content))),
        sense=sense,
        factuality=_factuality(text, words, item, lemma),
        quoted=_quoted(text, content, words, item, paragraphs),
        probability=item.probability,
    )


def _span(words: Words, piece: Labelled) -> Span:
    return words.span(piece.first, piece.last)


def _sentence(text: str, paragraph: Span, lead: Span) -> Span:
    """The sentence of source and cue; where they stand in several, from the first to the last."""
    spans = [s for s in sentence_spans(text, paragraph) if s.overlaps(lead)]
    return hull(tuple(spans)) if spans else lead


def _quoted(
    text: str, content: list[Span], words: Words, item: Linked, paragraphs: Sequence[Paragraph]
) -> list[Span]:
    numbers = {int(words.paragraph[i]) for piece in item.content for i in (piece.first, piece.last)}
    return [
        quotation.span
        for number in sorted(numbers)
        for quotation in mended_quotations(text, paragraphs[number].span)
        if any(quotation.span.overlaps(piece) for piece in content)
    ]


def _factuality(text: str, words: Words, item: Linked, lemma: str) -> Factuality:
    if not item.cue:
        return Factuality.SAID
    first = min(piece.first for piece in (*item.cue, *item.source))
    before = words.span(first - 1, first - 1).of(text) if first else ""
    content = _span(words, item.content[0]).of(text)
    return was_said(_span(words, item.cue[0]).of(text), before, content, lemma)
