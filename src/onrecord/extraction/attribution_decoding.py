"""Role scores -> spans, paragraph by paragraph: all paragraphs of a document are decoded at once.

No role goes from one paragraph into the next (of 25,858 content pieces in PolNeAR, one does), so
each is a chain of its own that comes from outside and ends there, and word t of all paragraphs is
one step: a document takes as many steps as its longest paragraph has words.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extraction.encoder_input import Ints
from onrecord.extraction.encoder_spans import Chain, Floats, Labelled

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Paragraphs by falling length, so that those which have a word t are the first of them.

    Attributes:
        scores: shape [words of the longest, paragraphs, labels].
        active: how many paragraphs have a word t.
        word: number of the word t of a paragraph in the document, shape as scores without labels.
    """

    scores: Doubles
    active: Ints
    lengths: Ints
    word: Ints


def paragraph_spans(chain: Chain, scores: Floats, paragraph: Ints) -> tuple[Labelled, ...]:
    """The spans of the best path through each paragraph, in the order of the text.

    Args:
        chain: the labels and how they follow each other; the first label is "outside".
        scores: of shape [words, labels].
        paragraph: the number of each word's paragraph, never falling.
    """
    if not len(scores):
        return ()
    batch = _batched(scores, paragraph)
    moves = chain.moves.astype(np.float64)
    path = _best_paths(batch, moves)
    before, after, total = _sums(batch, moves)
    along = _along(batch, moves, path)
    column, first = np.nonzero(_begins(chain, "B-", "S-")[path].T)
    _, last = np.nonzero(_begins(chain, "E-", "S-")[path].T)
    log = before[first, column, path[first, column]] - total[column]
    log += along[last, column] - along[first, column] + after[last, column, path[last, column]]
    begins, ends = batch.word[first, column].tolist(), batch.word[last, column].tolist()
    kinds = [chain.labels[i][2:] for i in path[last, column].tolist()]
    sure = np.exp(np.minimum(log, 0.0)).tolist()
    found = [Labelled(*span) for span in zip(begins, ends, kinds, sure, strict=True)]
    return tuple(sorted(found, key=lambda span: span.first))


def _begins(chain: Chain, *parts: str) -> NDArray[np.bool_]:
    return np.array([label.startswith(parts) for label in chain.labels])


def _batched(scores: Floats, paragraph: Ints) -> _Batch:
    starts = np.flatnonzero(np.diff(paragraph, prepend=paragraph[0] - 1))
    lengths = np.diff(np.append(starts, len(paragraph)))
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    steps = np.arange(lengths[0])
    word = starts[None] + np.minimum(steps[:, None], lengths[None] - 1)
    active = np.searchsorted(-lengths, -steps, side="left")
    return _Batch(scores[word].astype(np.float64), active, lengths, word)


def _best_paths(batch: _Batch, moves: Doubles) -> Ints:
    """The labels of the best path (Viterbi 1967) of each paragraph, shape [steps, paragraphs]."""
    scores = batch.scores
    best = scores[0] + moves[0]
    came_from = np.zeros(scores.shape, dtype=np.int64)
    for t in range(1, len(scores)):
        n = batch.active[t]
        through = best[:n, :, None] + moves
        came_from[t, :n] = through.argmax(axis=1)
        best[:n] = through.max(axis=1) + scores[t, :n]
    path = np.zeros(scores.shape[:2], dtype=np.int64)
    label = (best + moves[:, 0]).argmax(axis=1)
    for t in range(len(scores) - 1, -1, -1):
        n = batch.active[t]
        path[t, :n] = label[:n]
        label[:n] = came_from[t, np.arange(n), label[:n]]
    return path


def _sums(batch: _Batch, moves: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """Log sums over all paths to and from each label, and over all paths of each paragraph."""
    scores = batch.scores
    weights = np.exp(np.maximum(moves, -60.0))
    before, after = np.empty_like(scores), np.empty_like(scores)
    before[0] = scores[0] + moves[0]
    total = np.empty(scores.shape[1])
    for t in range(1, len(scores)):
        n = batch.active[t]
        top = before[t - 1, :n].max(axis=1, keepdims=True)
        before[t, :n] = np.log(np.exp(before[t - 1, :n] - top) @ weights) + top + scores[t, :n]
    ends = batch.lengths - 1
    columns = np.arange(len(ends))
    last = before[ends, columns] + moves[:, 0]
    top = last.max(axis=1)
    total = np.log(np.exp(last - top[:, None]).sum(axis=1)) + top
    after[ends, columns] = moves[:, 0]
    for t in range(len(scores) - 2, -1, -1):
        n = batch.active[t + 1]
        onward = after[t + 1, :n] + scores[t + 1, :n]
        top = onward.max(axis=1, keepdims=True)
        after[t, :n] = np.log(np.exp(onward - top) @ weights.T) + top
    return before, after, total


def _along(batch: _Batch, moves: Doubles, path: Ints) -> Doubles:
    """What the best path gathers from the second word of a paragraph on, up to each word."""
    own = np.take_along_axis(batch.scores, path[:, :, None], axis=2)[:, :, 0]
    gathered = np.zeros(path.shape)
    gathered[1:] = own[1:] + moves[path[:-1], path[1:]]
    return gathered.cumsum(axis=0)
