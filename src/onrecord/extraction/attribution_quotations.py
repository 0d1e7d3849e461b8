"""Quotations that no attribution holds yet: a speech that runs on, and what rules are sure of.

A quotation lost is the worst kind of miss, so what an encoder has left over is asked for again. A
speech of several paragraphs opens each of them and closes only the last: all belong to whoever
speaks in one of them. “…,” she said. “…” goes on in its paragraph. What is left is read by rule,
and taken when nothing but a quotation is reported.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.core.selectors import Span, hull
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_rules import read_by_rule
from onrecord.extraction.attribution_sentences import Marked
from onrecord.extraction.encoded import Paragraph
from onrecord.extraction.quotation import Quotation

_SENTENCE_BEFORE = re.compile(r"[.?!…]['’]?(?:[\"”»]|'')?\s+$")
_SENTENCE_WITHIN = re.compile(r"[.?!…]['’]?(?:[\"”»]|'')$")
_MOSTLY = 0.5
"""Share of a quotation from which the attribution that holds it is its own."""


@dataclass(slots=True)
class _Speech:
    """A speech while its paragraphs are read: whose it is, and what waits until that is known."""

    holder: Found | None = None
    waiting: list[Span] = field(default_factory=list)


def claim_quotations(marked: Marked, paragraphs: Sequence[Paragraph], found: list[Found]) -> None:
    """Give quotations that no attribution holds to one, or add one, where that is sure."""
    speech: _Speech | None = None
    for paragraph, inside in zip(paragraphs, _by_paragraph(paragraphs, found), strict=True):
        quotes = marked.quotations(paragraph.span)
        if not quotes:
            speech = None
            continue
        if speech is not None and quotes[0].span.start == paragraph.span.start:
            _run_on(speech, quotes[0].span, inside)
        else:
            speech = None
        _go_on(marked.text, quotes, inside)
        found.extend(_by_rule(marked.text, paragraph, quotes, inside))
        speech = _unclosed(speech, paragraph.span, quotes, inside)


def _by_paragraph(paragraphs: Sequence[Paragraph], found: list[Found]) -> list[list[Found]]:
    """The attributions that have a part in each paragraph."""
    inside: list[list[Found]] = [[] for _ in paragraphs]
    starts = [paragraph.span.start for paragraph in paragraphs]
    for item in found:
        numbers = {bisect_right(starts, part.start) - 1 for part in _parts(item)}
        for number in numbers - {-1}:
            inside[number].append(item)
    return inside


def _parts(found: Found) -> tuple[Span, ...]:
    return (*found.source, *found.cue, *found.content)


def _is_free(span: Span, inside: list[Found]) -> bool:
    return not any(part.overlaps(span) for f in inside for part in _parts(f))


def _holder(span: Span, inside: list[Found]) -> Found | None:
    """The attribution that holds most of a quotation."""
    for found in inside:
        shared = sum(
            min(piece.end, span.end) - max(piece.start, span.start)
            for piece in found.content
            if piece.overlaps(span)
        )
        if shared >= _MOSTLY * len(span):
            return found
    return None


def _give(found: Found, piece: Span) -> None:
    found.content = sorted([*found.content, piece])
    found.quoted.append(piece)


def _unclosed(
    speech: _Speech | None, paragraph: Span, quotes: tuple[Quotation, ...], inside: list[Found]
) -> _Speech | None:
    """The speech that goes on after a paragraph; None where its last quotation is closed."""
    last = quotes[-1]
    if last.closed or last.span.end < paragraph.end:
        return None
    holder = _holder(last.span, inside)
    if speech is not None and len(quotes) == 1:
        speech.holder = holder or speech.holder
        return speech
    return _Speech(holder, [last.span] if _is_free(last.span, inside) else [])


def _run_on(speech: _Speech, piece: Span, inside: list[Found]) -> None:
    """Join a paragraph's first quotation with the speech that the paragraph before left open."""
    holder = _holder(piece, inside)
    if holder is None and _is_free(piece, inside):
        speech.waiting.append(piece)
    holder = speech.holder or holder
    if holder is not None:
        for waiting in speech.waiting:
            _give(holder, waiting)
        speech.waiting.clear()
        speech.holder = holder
        inside.append(holder)


def _go_on(text: str, quotes: tuple[Quotation, ...], inside: list[Found]) -> None:
    """Join a sentence that is nothing but a quotation with what was quoted before it."""
    for before, quotation in pairwise(quotes):
        span = quotation.span
        whole = (
            quotation.closed
            and _SENTENCE_BEFORE.search(text, before.span.start, span.start) is not None
            and _SENTENCE_WITHIN.search(text, span.start, span.end) is not None
        )
        if not whole or not _is_free(span, inside):
            continue
        holder = _holder(before.span, inside)
        if holder is None or not holder.source:
            continue
        others = [f for f in inside if f is not holder]
        between = Span(before.span.end, span.start)
        if _is_free(between, others):
            _give(holder, span)


def _by_rule(
    text: str, paragraph: Paragraph, quotes: tuple[Quotation, ...], inside: list[Found]
) -> Iterator[Found]:
    """What rules read of a paragraph's free quotations, where these are all that is reported."""
    free = [q.span for q in quotes if q.closed and _is_free(q.span, inside)]
    if not free:
        return
    by_rule: list[Found] = []
    read_by_rule(text, paragraph.span, paragraph.segment, by_rule)
    for item in by_rule:
        quoted = all(any(q.contains(piece) for q in free) for piece in item.content)
        if quoted and _is_free(hull(item.cue), inside):
            yield item
