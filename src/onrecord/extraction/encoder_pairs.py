"""The second encoder, which reads two things against each other.

A sentence and somebody named in it: is the sentence for or against them? Two statements: does
one follow from the other, or contradict it; are they consistent? Its answers are probabilities,
and it never flags a contradiction by itself: words alone show too little (docs/reading.md).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
from tokenizers import Tokenizer

from onrecord.components import component
from onrecord.core.selectors import Span
from onrecord.extraction.encoder_consistency import Consistency, features
from onrecord.extraction.encoder_input import (
    CLS,
    Case,
    Ints,
    PieceReader,
    Place,
    Quoted,
    Words,
    read_words,
)
from onrecord.extraction.encoder_session import session
from onrecord.extraction.encoder_spans import Floats

OPENING, CLOSING, BETWEEN = 2, 3, 102
"""The pieces before and after a target ("[unused1]", "[unused2]"), and between two texts."""
TARGET_PIECES = 128
PAIR_PIECES = 192
SURE = 0.8
"""From this probability on an answer counts (benchmarks/direction.py tells what that costs)."""
_SPECIAL = (Case.NONE, Quoted.OUTSIDE, Place.BREAK)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things as the encoder reads them; `second` is 1 on the pieces of the second."""

    ids: Ints
    features: Ints
    second: Ints


class _Pieces:
    """A row of pieces under construction."""

    def __init__(self) -> None:
        self._ids, self._features, self._second = [CLS], [_SPECIAL], [0]

    def add(self, words: Words, where: range, second: int) -> None:
        for i in where:
            for piece in words.pieces[i]:
                self._ids.append(piece)
                self._features.append(tuple(words.features[i]))
                self._second.append(second)

    def mark(self, piece: int, second: int) -> None:
        self._ids.append(piece)
        self._features.append(_SPECIAL)
        self._second.append(second)

    def pair(self) -> Pair:
        return Pair(np.array(self._ids), np.array(self._features), np.array(self._second))


def toward(words: Words, target: Span) -> Pair:
    """A sentence, the target in it marked; of a long one what stands about the target."""
    where = words.covering(target)
    room = TARGET_PIECES - 3 - sum(len(words.pieces[i]) for i in where)
    begin, end = where.start, where.stop
    while room > 0 and (begin > 0 or end < len(words)):
        if begin > 0:
            begin -= 1
            room -= len(words.pieces[begin])
        if end < len(words) and room > 0:
            room -= len(words.pieces[end])
            end += 1
    row = _Pieces()
    row.add(words, range(begin, where.start), 0)
    row.mark(OPENING, 1)
    row.add(words, where, 1)
    row.mark(CLOSING, 1)
    row.add(words, range(where.stop, end), 0)
    return row.pair()


def both(first: Words, second: Words) -> Pair:
    """Two texts, one after the other; both are cut when they are long."""
    row = _Pieces()
    row.add(first, _fitting(first), 0)
    row.mark(BETWEEN, 0)
    row.add(second, _fitting(second), 1)
    return row.pair()


def _fitting(words: Words) -> range:
    total = np.cumsum([len(pieces) for pieces in words.pieces])
    return range(int(np.searchsorted(total, PAIR_PIECES // 2, side="right")))


class PairEncoder:
    """A loaded encoder of pairs."""

    def __init__(self, file: Callable[[str], bytes], threads: int = 1, device: str = "cpu") -> None:
        """Load from the files of a component, each given by its name."""
        self._file = file
        card = json.loads(file("card.json"))
        table = np.load(BytesIO(file("pieces.npz")))
        self._vectors, self._scales = table["vectors"], table["scales"]
        self.labels: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in card["labels"].items()}
        self._temperatures: dict[str, float] = card["temperatures"]
        self._reader = PieceReader(Tokenizer.from_str(file("tokenizer.json").decode()))
        self._session = session(file("encoder.onnx"), threads, device)

    def direction(self, sentence: str, target: Span) -> dict[str, float]:
        """How probable it is that a sentence is against ("-1"), neutral or for ("1") its target."""
        return self._answer(toward(self._words(sentence), target), "direction")

    def toward(self, sentence: str, target: Span) -> float | None:
        """The direction (-1 … 1) of a sentence toward its target; None when it is not sure."""
        chances = self.direction(sentence, target)
        if max(chances.values()) < SURE:
            return None
        return round(chances["1"] - chances["-1"], 2)

    def entailment(self, premise: str, hypothesis: str) -> dict[str, float]:
        """Probabilities of `entailment`, `neutral` and `contradiction`."""
        return self._answer(both(self._words(premise), self._words(hypothesis)), "entailment")

    def consistency(self, first: str, second: str) -> dict[str, float]:
        """How strongly two statements are held `inconsistent`, `consistent` and `unrelated`."""
        found = features(self.vector(first), self.vector(second), first, second)
        return Consistency.read(self._file("consistency.npz")).shares(found)

    def vector(self, text: str) -> Floats:
        """The mean vector of a text after the first layer, before the heads bend it."""
        words = self._words(text)
        row = _Pieces()
        row.add(words, _fitting(words), 0)
        found: Floats = self._run(row.pair(), "vector")
        return found

    def _words(self, text: str) -> Words:
        return read_words(text, _lines(text), self._reader)

    def _run(self, pair: Pair, output: str) -> Floats:
        vectors = self._vectors[pair.ids].astype(np.float32) * self._scales[pair.ids][:, None]
        feed = {
            "vectors": vectors[None],
            "features": pair.features[None],
            "second": pair.second[None],
        }
        found: Floats = self._session.run([output], feed)[0][0]
        return found

    def _answer(self, pair: Pair, head: str) -> dict[str, float]:
        scores = self._run(pair, head) / self._temperatures.get(head, 1.0)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        return dict(zip(self.labels[head], map(float, chances), strict=True))


def _lines(text: str) -> Sequence[Span]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


@cache
def pair_encoder(threads: int = 1, device: str = "cpu") -> PairEncoder:
    """The one that ships; it shares the word pieces of the reader.

    Raises:
        OnrecordError: one of its files is missing or is not the one that shipped.
    """

    def file(name: str) -> bytes:
        own = name in ("card.json", "consistency.npz", "encoder.onnx")
        return component(f"{'pairs' if own else 'reader'}/{name}")

    return PairEncoder(file, threads, device)
