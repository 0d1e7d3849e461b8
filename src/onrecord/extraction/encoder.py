"""The trained encoder: a text's paragraphs -> scores of each head, a row a word.

An int8 ONNX file without its word-piece vectors; these are a table of bytes with a scale a row,
so that a second encoder can share it. One window is read at a time, so that memory stays small.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.components import component
from onrecord.core.document import Provenance
from onrecord.core.selectors import Span
from onrecord.extraction.encoder_input import (
    Ints,
    PieceReader,
    Words,
    cuts,
    read_words,
    window,
)
from onrecord.extraction.encoder_session import session
from onrecord.extraction.encoder_spans import Chain, Floats

_HOME = {"pieces.npz": "reader", "tokenizer.json": "reader"}
"""The files that the fast reader shares with the big one."""
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What the heads say of each word; `own` is the window of words that its pointers count.

    Pointers have shape [words, 1 + words of the window], the first column is "none". The fast
    reader has no parts of speech, sentences, events and trees: None.
    """

    words: Words
    role: Floats
    entity: Floats
    timex: Floats
    event: Floats | None = None
    upos: Floats | None = None
    sentence: Floats | None = None
    head: Ints | None = None
    """The word above each word in its sentence's tree, -1 for a root."""
    relation: Ints | None = None
    views: tuple["View", ...]
    calibration: tuple[float, float] = (0.0, 1.0)
    """Intercept and slope that make log odds of attributions honest (Platt 1999)."""

    def view(self, word: int) -> "View":
        """The window in which a word was read."""
        return next(v for v in self.views if word < v.end)


@dataclass(frozen=True, slots=True)
class View:
    """The words [begin, end) are taken from a window that starts at word `first`."""

    begin: int
    end: int
    first: int
    to_cue: Floats
    to_source: Floats


class Encoder:
    """A loaded encoder; reading changes nothing but its memory of common words."""

    window = 256
    """Word pieces read at once, as many as in training: longer windows read worse
    (benchmarks/attribution.py, `--window`)."""
    margin = 64

    def __init__(self, file: Callable[[str], bytes], threads: int = 1, device: str = "cpu") -> None:
        """Load from the files of a component, each given by its name."""
        card = json.loads(file("card.json"))
        table = np.load(BytesIO(file("pieces.npz")))
        self._vectors, self._scales = table["vectors"], table["scales"]
        self.labels: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in card["labels"].items()}
        moves = card.get("transition")  # where none were learned, there is only what no span is
        self.roles = Chain(
            self.labels["role"], None if moves is None else np.array(moves, dtype=np.float32)
        )
        self._calibration = tuple(card.get("calibration", (0.0, 1.0)))
        self.entities = Chain(self.labels["entity"])
        self.timexes = Chain(self.labels["timex"])
        self.pieces = PieceReader(Tokenizer.from_str(file("tokenizer.json").decode()))
        graph = file("encoder.onnx")
        self.provenance = Provenance("reader", hashlib.sha256(graph).hexdigest()[:12])
        self._session = session(graph, threads, device)
        self._names = [output.name for output in self._session.get_outputs()]

    def read(self, text: str, paragraphs: Iterable[Span]) -> Heads:
        """Read the paragraphs of a text."""
        words = read_words(text, paragraphs, self.pieces)
        ranges = list(cuts(words, self.window, self.margin))
        heads = _joined(words, ranges, [self._run(words, *cut) for cut in ranges])
        return replace(heads, calibration=self._calibration)

    def _run(self, words: Words, begin: int, end: int) -> dict[str, Floats]:
        found = self._session.run(None, self._feed(words, begin, end))
        return {name: value[0] for name, value in zip(self._names, found, strict=True)}

    def _feed(self, words: Words, begin: int, end: int) -> dict[str, Floats | Ints]:
        cut = window(words, begin, end)
        vectors = self._vectors[cut.ids].astype(np.float32) * self._scales[cut.ids][:, None]
        return {"vectors": vectors[None], "features": cut.features[None], "heads": cut.heads[None]}

    def word_vector(self, pieces: tuple[int, ...]) -> Floats:
        """The mean vector of a word's pieces."""
        ids = list(pieces)
        scaled: Floats = self._vectors[ids].astype(np.float32) * self._scales[ids][:, None]
        mean: Floats = scaled.mean(axis=0)
        return mean


class FastEncoder(Encoder):
    """A smaller one, which reads words and not their pieces (training/fast_network.py)."""

    window = 420
    margin = 24

    def __init__(self, file: Callable[[str], bytes], threads: int = 1, device: str = "cpu") -> None:
        """Load as the big one is loaded; it has the same word pieces."""
        super().__init__(file, threads, device)
        self._known: dict[tuple[int, ...], Floats] = {}

    def _feed(self, words: Words, begin: int, end: int) -> dict[str, Floats | Ints]:
        read = words.pieces[begin:end]
        first = [pieces[0] for pieces in read]
        vectors = self._vectors[first].astype(np.float32) * self._scales[first][:, None]
        for i, pieces in enumerate(read):
            if len(pieces) > 1:
                vectors[i] = self._vector(pieces)
        return {"vectors": vectors[None], "features": words.features[None, begin:end]}

    def _vector(self, pieces: tuple[int, ...]) -> Floats:
        found = self._known.get(pieces)
        if found is None:
            found = self.word_vector(pieces)
            if len(self._known) < _REMEMBERED:
                self._known[pieces] = found
        return found


@cache
def encoder(name: str, threads: int = 1, device: str = "cpu") -> Encoder:
    """The component of that name, `reader` or `fast`, loaded once.

    Raises:
        ComponentError: one of its files is missing or is not the one that shipped.
    """
    if name == "fast":
        return FastEncoder(
            lambda file: component(f"{_HOME.get(file, name)}/{file}"), threads, device
        )
    return Encoder(lambda file: component(f"{name}/{file}"), threads, device)


def _joined(words: Words, ranges: list[tuple[int, int]], found: list[dict[str, Floats]]) -> Heads:
    borders = [0, *(_border(words, a, b) for a, b in pairwise(ranges)), len(words)]
    borders = borders if ranges else []
    views: list[View] = []
    columns: dict[str, list[Floats]] = {}
    for (first, _), result, (begin, end) in zip(ranges, found, pairwise(borders), strict=True):
        rows = slice(begin - first, end - first)
        views.append(View(begin, end, first, result["to_cue"][rows], result["to_source"][rows]))
        for name, scores in result.items():
            if name == "head":
                columns.setdefault(name, []).append(_in_text(scores[rows], first))
            elif name not in _POINTERS:
                columns.setdefault(name, []).append(scores[rows])
    joined: dict[str, Any] = {name: np.concatenate(parts) for name, parts in columns.items()}
    nothing = np.zeros((0, 1), dtype=np.float32)
    return Heads(words=words, views=tuple(views), **(dict.fromkeys(_ALWAYS, nothing) | joined))


def _in_text(above: Floats, first: int) -> Floats:
    """Places in a window, 0 for none, as words of the text, -1 for none."""
    return np.where(above == 0, -1, above - 1 + first)


_POINTERS = frozenset({"to_cue", "to_source"})
_ALWAYS = ("role", "entity", "timex")


def _border(words: Words, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Where one window's words end and the next one's begin: not at a cut without context."""
    end = before[1]
    if words.paragraph[end] != words.paragraph[end - 1]:
        return end
    return (after[0] + end) // 2 if after[0] < end else end
