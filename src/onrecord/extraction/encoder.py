"""The trained encoder: a text's paragraphs -> scores of each head, a row a word.

An int8 ONNX file without its word-piece vectors; these are a table of bytes with a scale a row,
so that a second encoder can share it. One window is read at a time: on one core that is fastest
(benchmarks/reading.py), and memory stays small.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.components import component
from onrecord.core.document import Provenance
from onrecord.core.selectors import Span
from onrecord.extraction.encoder_input import (
    Ints,
    PieceReader,
    Window,
    Words,
    read_words,
    windows,
)
from onrecord.extraction.encoder_spans import Chain, Floats

WINDOW_PIECES = 256
MARGIN_PIECES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What the heads say of each word; `own` is the window of words that its pointers count.

    Pointers have shape [words, 1 + words of the window], the first column is "none".
    """

    words: Words
    role: Floats
    entity: Floats
    timex: Floats
    event: Floats
    upos: Floats
    sentence: Floats
    head: Ints
    """The word above each word in its sentence's tree, -1 for a root."""
    relation: Ints
    views: tuple["View", ...]

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

    def __init__(self, file: Callable[[str], bytes], threads: int = 1) -> None:
        """Load from the files of a component, each given by its name."""
        card = json.loads(file("card.json"))
        table = np.load(BytesIO(file("pieces.npz")))
        self._vectors, self._scales = table["vectors"], table["scales"]
        self.labels: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in card["labels"].items()}
        self.roles = Chain(self.labels["role"], np.array(card["transition"], dtype=np.float32))
        self.entities = Chain(self.labels["entity"])
        self.timexes = Chain(self.labels["timex"])
        self._reader = PieceReader(Tokenizer.from_str(file("tokenizer.json").decode()))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        graph = file("encoder.onnx")
        self.provenance = Provenance("reader", hashlib.sha256(graph).hexdigest()[:12])
        self._session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )
        self._names = [output.name for output in self._session.get_outputs()]

    def read(self, text: str, paragraphs: Iterable[Span]) -> Heads:
        """Read the paragraphs of a text."""
        words = read_words(text, paragraphs, self._reader)
        cuts = list(windows(words, WINDOW_PIECES, MARGIN_PIECES))
        return _joined(words, cuts, [self._run(cut) for cut in cuts])

    def _run(self, cut: Window) -> dict[str, Floats]:
        vectors = self._vectors[cut.ids].astype(np.float32) * self._scales[cut.ids][:, None]
        feed = {"vectors": vectors[None], "features": cut.features[None], "heads": cut.heads[None]}
        return {
            name: value[0]
            for name, value in zip(self._names, self._session.run(None, feed), strict=True)
        }


@cache
def encoder(name: str, threads: int = 1) -> Encoder:
    """The component of that name, loaded once.

    Raises:
        OnrecordError: one of its files is missing or is not the one that shipped.
    """
    return Encoder(lambda file: component(f"{name}/{file}"), threads)


def _joined(words: Words, cuts: list[Window], found: list[dict[str, Floats]]) -> Heads:
    borders = [0, *(_border(words, a, b) for a, b in pairwise(cuts)), len(words)]
    views: list[View] = []
    trees: list[Ints] = []
    columns: dict[str, list[Floats]] = {name: [] for name in _A_WORD}
    for cut, result, (begin, end) in zip(cuts, found, pairwise(borders), strict=True):
        rows = slice(begin - cut.first, end - cut.first)
        for name in _A_WORD:
            columns[name].append(result[name][rows])
        above = result["head"][rows].astype(np.int64)
        trees.append(np.where(above == 0, -1, above - 1 + cut.first))
        views.append(View(begin, end, cut.first, result["to_cue"][rows], result["to_source"][rows]))
    joined = {
        name: np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32)
        for name, parts in columns.items()
    }
    tree = np.concatenate(trees) if trees else np.zeros(0, dtype=np.int64)
    return Heads(
        words=words,
        role=joined["role"],
        entity=joined["entity"],
        timex=joined["timex"],
        event=joined["event"],
        upos=joined["upos"],
        sentence=joined["sentence"],
        head=tree,
        relation=joined["relation"].astype(np.int64),
        views=tuple(views),
    )


_A_WORD = ("role", "entity", "timex", "event", "upos", "sentence", "relation")


def _border(words: Words, before: Window, after: Window) -> int:
    """Where one window's words end and the next one's begin: not at a cut without context."""
    end = before.end
    if words.paragraph[end] != words.paragraph[end - 1]:
        return end
    return (after.first + end) // 2 if after.first < end else end
