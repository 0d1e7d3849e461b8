"""Sentences as attributions need them: a quotation of several sentences is never cut.

A closing mark that was lost is put back here where the text itself shows the place: the
unclosed quotation runs into "…, Vale added." before the next one opens.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span, trimmed
from onrecord.extraction.attribution_cues import verb_cues
from onrecord.extraction.quotation import Quotation, quotations
from onrecord.extraction.words import Word, sentences, words

_TAG = re.compile(
    r"(?P<words>[,.?!…]['’]?)\s+(?:"
    r"(?P<subject>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}|he|she|they)\s+(?:also\s+|later\s+)?(?P<verb>\w+ed|\w*said|says|wrote|told)"
    r"|(?P<inverted>said|says|added|wrote)\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}"
    r")\b"
)
_CONTRACTED = re.compile(r"(he|she|they|we|i|you|it|who)(['’](?:ve|d|ll|re|s|m))", re.IGNORECASE)
_CLOSED = re.compile(r"(?P<mark>[?!.…])['’]?(?:[\"”»]|'')$")
_SAYS = re.compile(
    r"\s+(?:(?:[A-Z][\w.’'-]*\s+){1,4}|(?:[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Aa]|[Oo]ne) \w+)\s+)"
    r"(?:\w+ly )?(?P<verb>\w+)(?! that\b)(?P<short>[^\"“]{0,60}(?:\.|$))?"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words; `quoted[i]` is the number of the quotation of word i, or -1."""

    text: str
    span: Span
    words: list[Word]
    lower: list[str]
    quoted: list[int]
    quotes: tuple[Quotation, ...]

    def __len__(self) -> int:
        return len(self.words)

    def start(self, i: int) -> int:
        """Where word i begins in the text."""
        return self.words[i].span.start

    def end(self, i: int) -> int:
        """Where word i ends in the text."""
        return self.words[i].span.end


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """The non-empty lines of a stretch of text."""
    start = span.start
    for line in span.of(text).split("\n"):
        piece = trimmed(text, start, start + len(line))
        if piece is not None:
            yield piece
        start += len(line) + 1


class Marked:
    """A text whose quotations and sentences are found once a paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._quotations: dict[Span, tuple[Quotation, ...]] = {}
        self._sentences: dict[Span, tuple[Span, ...]] = {}

    def quotations(self, paragraph: Span) -> tuple[Quotation, ...]:
        """See `mended_quotations`."""
        found = self._quotations.get(paragraph)
        if found is None:
            found = self._quotations[paragraph] = mended_quotations(self.text, paragraph)
        return found

    def sentences(self, paragraph: Span) -> tuple[Span, ...]:
        """Where the sentences of a paragraph stand, none cut inside a quotation."""
        found = self._sentences.get(paragraph)
        if found is None:
            found = tuple(_joined(self.text, paragraph, self.quotations(paragraph)))
            self._sentences[paragraph] = found
        return found


def quoted_sentences(text: str, paragraph: Span) -> Iterator[Sentence]:
    """The sentences of a paragraph, none cut inside a quotation."""
    quotes = mended_quotations(text, paragraph)
    for span in _joined(text, paragraph, quotes):
        inside = tuple(q for q in quotes if span.contains(q.span))
        found = _uncontracted(text, span)
        yield Sentence(text, span, found, [w.lower for w in found], _quoted(found, inside), inside)


def _speaker_follows(text: str, span: Span, end: int) -> bool:
    """Whether a sentence is a quotation whose "Vale asked." was split off after its mark."""
    closed = _CLOSED.search(text, span.start, span.end)
    says = _SAYS.match(text, span.end, end) if closed is not None else None
    if closed is None or says is None or says["verb"] not in verb_cues():
        return False
    return closed["mark"] in "?!" or says["short"] is not None


def _uncontracted(text: str, span: Span) -> list[Word]:
    """The words of a sentence, pronouns apart from what is contracted with them ("they've")."""
    found: list[Word] = []
    for word in words(text, span):
        cut = _CONTRACTED.fullmatch(word.text)
        if cut is None:
            found.append(word)
            continue
        middle = word.span.start + cut.end(1)
        found.append(Word(cut[1], Span(word.span.start, middle)))
        found.append(Word(cut[2], Span(middle, word.span.end)))
    return found


def mended_quotations(text: str, paragraph: Span) -> tuple[Quotation, ...]:
    """The quotations of a paragraph, lost closing marks put back before the words of a reporter."""
    return tuple(
        found if found.closed else _mended(text, found) for found in quotations(text, paragraph)
    )


def _mended(text: str, quotation: Quotation) -> Quotation:
    span = quotation.span
    end = span.start + len(span.of(text).rstrip())
    for tag in _TAG.finditer(text, span.start, span.end):
        if tag["inverted"] or tag["verb"] in verb_cues():
            end = tag.end("words")  # the last one: "he says" may be among the words quoted
    return Quotation(Span(span.start, end), closed=False)


def _joined(text: str, paragraph: Span, quotes: tuple[Quotation, ...]) -> Iterator[Span]:
    start: int | None = None
    for span in sentences(text, paragraph):
        start = span.start if start is None else start
        if any(q.span.start < span.end < q.span.end for q in quotes):
            continue
        if _speaker_follows(text, Span(start, span.end), paragraph.end):
            continue
        yield Span(start, span.end)
        start = None
    if start is not None:
        yield Span(start, paragraph.end)


def _quoted(found: list[Word], quotes: tuple[Quotation, ...]) -> list[int]:
    starts = [word.span.start for word in found]
    flags = [-1] * len(found)
    for number, quotation in enumerate(quotes):
        first, end = (
            bisect_left(starts, edge) for edge in (quotation.span.start, quotation.span.end)
        )
        flags[first:end] = [number] * (end - first)
    return flags
