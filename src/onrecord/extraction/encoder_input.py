"""Text as the encoder reads it: words, their pieces and features, cut into windows.

A word is a run of word characters or one other mark, so that a place in the encoder's output is
a place in the text by construction; the tokeniser only ever sees single words. The encoder's
vocabulary knows no capitals, so these, and where quotation marks open and close, are features.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.core.selectors import Span
from onrecord.extraction.quotation import quotations

Ints = NDArray[np.int64]

WORD = re.compile(r"\w+|[^\w\s]")
CLS = 101
BREAK = 1
"""The piece that stands between paragraphs ("[unused0]")."""
WORD_PIECES = 12
"""Longer words (web addresses) are cut: what follows says nothing of their role."""


class Case(IntEnum):
    """How a word is written."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    INITIAL = 4
    MIXED = 5
    DIGITS = 6
    MARK = 7


class Quoted(IntEnum):
    """Where a word stands toward the quotation marks of its paragraph."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3


class Place(IntEnum):
    """Where a word stands in its paragraph."""

    WITHIN = 0
    FIRST = 1
    BREAK = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document's paragraphs; all arrays have one entry a word, but `pieces`."""

    starts: Ints
    ends: Ints
    paragraph: Ints
    features: Ints
    """Shape [words, 3]: `Case`, `Quoted`, `Place`."""
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def opens(self) -> NDArray[np.bool_]:
        """Which words open a paragraph."""
        return np.diff(self.paragraph, prepend=-1) > 0

    def covering(self, span: Span) -> range:
        """The words that share a character with a span."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        return range(first, int(np.searchsorted(self.starts, span.end, side="left")))

    def span(self, first: int, last: int) -> Span:
        """From the start of one word to the end of another."""
        return Span(int(self.starts[first]), int(self.ends[last]))


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once: the words [first, end), and their pieces."""

    first: int
    end: int
    ids: Ints
    features: Ints
    """Shape [pieces, 3]."""
    heads: Ints
    """Where each word's first piece stands among `ids`; 0 is the piece before all words."""


class PieceReader:
    """Cuts single words into the encoder's word pieces, and remembers those of common words."""

    def __init__(self, tokenizer: Tokenizer, remembered: int = 200_000) -> None:
        self._tokenizer = tokenizer
        self._remembered = remembered
        self.known: dict[str, tuple[tuple[int, ...], int]] = {}

    def read(self, word: str) -> tuple[tuple[int, ...], int]:
        """The ids of a word's pieces, and its `Case`.

        There are no pieces when it is nothing but marks that the vocabulary drops.
        """
        found = self.known.get(word)
        if found is None:
            # half a surrogate pair is no text for the tokeniser
            sound = word.encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(sound, add_special_tokens=False).ids
            found = tuple(ids[:WORD_PIECES]), int(_case(word))
            if len(self.known) < self._remembered:
                self.known[word] = found
        return found


def read_words(text: str, paragraphs: Iterable[Span], reader: PieceReader) -> Words:
    """The words of some paragraphs of a text, in order."""
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[tuple[int, ...]] = []
    cases: list[int] = []
    states: list[int] = []
    counts: list[int] = []
    read, known = reader.read, reader.known
    for span in paragraphs:
        first, end = len(starts), span.start
        for word in WORD.findall(text, span.start, span.end):
            start = text.index(word, end)  # only white space lies between two of them
            end = start + len(word)
            ids, case = known.get(word) or read(word)
            if ids:
                starts.append(start)
                ends.append(end)
                pieces.append(ids)
                cases.append(case)
        counts.append(len(starts) - first)
        states += _quoted(text, span, starts[first:])
    places = np.full(len(starts), int(Place.WITHIN))
    number = np.repeat(np.arange(len(counts)), counts)
    places[np.diff(number, prepend=-1) > 0] = Place.FIRST
    return Words(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        number.astype(np.int64),
        np.stack([np.array(cases, np.int64), np.array(states, np.int64), places], axis=1),
        tuple(pieces),
    )


def _case(word: str) -> Case:
    if not (word[0].isalnum() or word[0] == "_"):
        return Case.MARK
    if word.isdigit():
        return Case.DIGITS
    if word.islower():
        return Case.LOWER
    if word.isupper():
        return Case.UPPER if len(word) > 1 else Case.INITIAL
    return Case.TITLE if word[0].isupper() and word[1:].islower() else Case.MIXED


def _quoted(text: str, paragraph: Span, starts: list[int]) -> list[int]:
    states = [int(Quoted.OUTSIDE)] * len(starts)
    for quotation in quotations(text, paragraph):
        first = bisect_left(starts, quotation.span.start)
        last = bisect_left(starts, quotation.span.end) - 1
        for i in range(first, last + 1):
            states[i] = Quoted.INSIDE
        if first <= last:
            states[first] = Quoted.OPENING
            if quotation.closed and last > first:
                states[last] = Quoted.CLOSING
    return states


def windows(words: Words, size: int, margin: int) -> Iterator[Window]:
    """The windows of the ranges that `cuts` gives."""
    for begin, end in cuts(words, size, margin):
        yield window(words, begin, end)


def cuts(words: Words, size: int, margin: int) -> Iterator[tuple[int, int]]:
    """Cut words into windows of at most `size` pieces, each with some `margin` before it.

    A window ends with a paragraph where it can. What it holds before its own words, at least
    `margin` pieces where there are as many, was already in the window before: context only.

    Yields:
        The first word of each window and the end, in order; together they hold every word.
    """
    costs = _costs(words)
    total = np.concatenate(([0], np.cumsum(costs)))
    first = 0
    while first < len(words):
        begin = int(np.searchsorted(total, total[first] - margin, side="left")) if first else 0
        end = last_within(words, total, begin, size)
        if end <= first:  # a margin that left no room
            begin, end = first, last_within(words, total, first, size)
        yield begin, end
        first = end


def last_within(words: Words, total: Ints, begin: int, size: int) -> int:
    """Where a window that begins at a word ends: with a paragraph, if that is not too soon."""
    end = int(np.searchsorted(total, total[begin] + size - 1, side="right")) - 1
    end = max(end, begin + 1)
    if end >= len(words):
        return len(words)
    cut = int(np.searchsorted(words.paragraph, words.paragraph[end], side="left"))
    middle = int(np.searchsorted(total, (total[begin] + total[end]) / 2))
    return cut if cut > max(begin, middle) else end


def _costs(words: Words) -> Ints:
    costs = np.array([len(ids) for ids in words.pieces], dtype=np.int64)
    costs[words.features[:, 2] == Place.FIRST] += 1
    return costs


def window(words: Words, begin: int, end: int) -> Window:
    """The window of the words [begin, end)."""
    ids = [CLS]
    owner = [-1]
    heads = []
    number = words.paragraph[begin:end]
    opens = np.diff(number, prepend=number[:1]) > 0
    for i, another in enumerate(opens.tolist(), begin):
        if another:
            ids.append(BREAK)
            owner.append(-2)
        heads.append(len(ids))
        ids.extend(words.pieces[i])
        owner.extend([i] * len(words.pieces[i]))
    where = np.array(owner)
    features = words.features[np.maximum(where, 0)]
    features[where < 0] = (Case.NONE, Quoted.OUTSIDE, Place.BREAK)
    return Window(begin, end, np.array(ids), features, np.array(heads))
