"""Where a source holds a quotation word for word, but for what a writer may do to it.

A writer may leave words out where an ellipsis says so, put a clarification in square brackets
beside or in place of a few words, and join what the source interrupts with "she said". A
clarification of the source may go, or be the pronoun again that it was put for. Nothing else: a
word changed, added or left out is no match. Clarifications and omissions that hold or swallow a
negation or a number are no match either, for they say something else.
"""

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.verification.weights import is_negation, is_number, is_stand_in, leans
from onrecord.verification.wording import Indexed, Wording

Pieces = tuple[tuple[int, int], ...]
"""Stretches of words of the source, each the numbers of its first word and of the one after it."""

_REPLACED = 4
"""Words that a clarification may stand for: "[The president]" for "he", or for "that man there"."""
_LEFT_OUT = 250
"""Words that an ellipsis may leave out."""
_INTERRUPTION = 30
"""Words between two stretches of one quotation: "he told reporters aboard the plane"."""
_CLAUSE = 3
"""An omission no longer than this lies within a clause, where a negation may not be left out."""
_JOINED = 3
"""Words that may be written as one: "per cent", "face-to-face"."""
_PLACES = 40
"""Places where a quotation's first word is tried after an ellipsis, the nearest first."""

_State = tuple[int, int, int, Pieces]
"""Next word of the quotation, next word of the source, where the piece began, pieces before it."""


def matches(quote: Wording, source: Indexed) -> Iterator[Pieces]:
    """Yield each place where the source holds the quotation, in order of the text."""
    first = quote.brackets.get(0, 0)
    if quote.brackets.get(first, first) == len(quote):
        return
    search = _Match(quote, source)
    for start in _starts(quote, first, source):
        found = search.at(first, start)
        if found is not None:
            yield found


def _starts(quote: Wording, first: int, source: Indexed) -> list[int]:
    """Where the first word of the quotation stands, also in two words or as part of one.

    A beginning of it is looked for only where the words that follow complete it: "a" begins many.
    """
    word, forms = quote.forms[first], source.wording.forms
    joined = {"".join(quote.forms[first:end]) for end in range(first + 1, first + _JOINED + 1)}
    parted = (
        place
        for length in range(1, len(word))
        for place in source.places(word[:length])
        if any(word == "".join(forms[place : place + n]) for n in range(2, _JOINED + 1))
    )
    return sorted({*parted, *(place for way in joined for place in source.places(way))})


class _Match:
    """The search for one quotation from one place on; the first way through is taken."""

    def __init__(self, quote: Wording, source: Indexed) -> None:
        self._quote = quote
        self._source = source.wording
        self._indexed = source
        self._marks = sorted(source.wording.marks) if source.wording.marks else []

    def at(self, first: int, start: int) -> Pieces | None:
        if self._ends_at_once(first, start):
            return None
        stack: list[_State] = [(first, start, start, ())]
        seen: set[tuple[int, int]] = set()
        while stack:
            i, j, begin, before = stack.pop()
            if self._quote.brackets.get(i, i) == len(self._quote):
                return (*before, (begin, j)) if j > begin else before
            if (i, j) in seen:
                continue
            seen.add((i, j))
            if i > first:
                stack.extend(self._omissions(i, j, begin, before))
                stack.extend(self._interruption(i, j, begin, before))
                stack.extend(self._clarifications(i, j, begin, before))
            stack.extend(self._words(i, j, begin, before))
        return None

    def _ends_at_once(self, first: int, start: int) -> bool:
        """Whether the second word is another, and nothing there lets either side go on.

        Most places end so: a text is searched in half the time for looking here first.
        """
        quote, source, i, j = self._quote, self._source, first + 1, start + 1
        return (
            i < len(quote.forms)
            and j < len(source.forms)
            and quote.forms[first] == source.forms[start]
            and quote.forms[i][0] != source.forms[j][0]
            and not (i in quote.gaps or j in source.marks or j in source.brackets)
            and not (i in quote.brackets or first in quote.brackets)
        )

    def _words(self, i: int, j: int, begin: int, before: Pieces) -> Iterator[_State]:
        """The same word, or the same letters in up to three."""
        quote, source = self._quote.forms, self._source.forms
        if j >= len(source):
            return
        if quote[i] == source[j]:
            yield i + 1, j + 1, begin, before
            return
        if quote[i][0] != source[j][0]:
            return
        for length in range(2, _JOINED + 1):  # a stretch that ends before that is a shorter one
            if i + length <= len(quote) and "".join(quote[i : i + length]) == source[j]:
                yield i + length, j + 1, begin, before
            if j + length <= len(source) and "".join(source[j : j + length]) == quote[i]:
                yield i + 1, j + length, begin, before

    def _omissions(self, i: int, j: int, begin: int, before: Pieces) -> Iterator[_State]:
        """After an ellipsis of the quotation: where its next word stands further on."""
        if i not in self._quote.gaps or j in self._source.gaps:
            return  # where the source has the same ellipsis, the quotation leaves nothing out
        places = list(self._indexed.places(self._quote.forms[i]))
        near = places[bisect_right(places, j) :][:_PLACES]
        for place in reversed(near):
            left_out = self._source.forms[j:place]
            if len(left_out) <= _LEFT_OUT and not (
                len(left_out) <= _CLAUSE and any(is_negation(form) for form in left_out)
            ):
                yield i, place, place, _closed(before, begin, j)

    def _interruption(self, i: int, j: int, begin: int, before: Pieces) -> Iterator[_State]:
        """Past the words between a closing mark of the source and the next opening one."""
        if j not in self._source.marks or j >= len(self._source):
            return
        number = bisect_right(self._marks, j)
        if number == len(self._marks):
            return
        place = self._marks[number]
        if place >= len(self._source) or place - j > _INTERRUPTION:
            return
        between = self._source.text[self._source.ends[j - 1] : self._source.starts[place]]
        if "\n\n" not in between:
            yield i, place, place, _closed(before, begin, j)

    def _clarifications(self, i: int, j: int, begin: int, before: Pieces) -> Iterator[_State]:
        """Past square brackets on either side, and a few words that they stand for."""
        quote, source = self._quote, self._source
        after = quote.brackets.get(i)
        if after is not None:
            for count in range(_REPLACED, -1, -1):
                if j + count <= len(source) and _clarify(
                    quote.forms[i:after], source.forms[j : j + count]
                ):
                    yield after, j + count, begin, before
        after = source.brackets.get(j)
        if after is None:
            return
        if j > 0 and not leans(source.forms[j - 1]):
            yield i, after, begin, before
        if is_stand_in(quote.forms[i]):
            yield i + 1, after, begin, before


def _closed(before: Pieces, begin: int, end: int) -> Pieces:
    return (*before, (begin, end)) if end > begin else before


def _clarify(bracket: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a bracket may stand beside or for these words: neither denies or counts alone."""
    return _weighty(bracket) == _weighty(words) if words else not _weighty(bracket)


def _weighty(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if is_negation(word) or is_number(word))
