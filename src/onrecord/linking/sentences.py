"""Sentences within the words of a statement, as far as marks and capitals tell."""

import re
from collections.abc import Iterator

from onrecord.core.evidence import Attribution
from onrecord.core.selectors import Span

_ABBREVIATED = ("Mr", "Ms", "Mrs", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Lt", "Sens", "Reps")
_END = re.compile(
    r"(?<=[a-z0-9\])”\"’'][.!?…])"
    + "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATED)
    + r"[\"”’']?\s+(?=[\"“‘'(]?[A-Z0-9])|\n+"
)


def sentences(text: str, attribution: Attribution) -> Iterator[Span]:
    """The sentences of a statement's content."""
    for piece in attribution.content:
        yield from sentences_in(text, piece)


def sentences_in(text: str, piece: Span) -> Iterator[Span]:
    """The sentences of a piece of text."""
    begin = piece.start
    for match in _END.finditer(text, piece.start, piece.end):
        if match.start() > begin:
            yield Span(begin, match.start())
        begin = match.end()
    if begin < piece.end:
        yield Span(begin, piece.end)


def sentence_around(text: str, piece: Span, place: Span) -> Span:
    """The sentence of a piece of text that a place in it begins in."""
    for sentence in sentences_in(text, piece):
        if sentence.start <= place.start < sentence.end:
            return sentence
    return piece
