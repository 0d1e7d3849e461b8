"""Role scores -> spans, paragraph by paragraph: all paragraphs of a document are decoded at once.

No role goes from one paragraph into the next (of 25,859 content pieces in PolNeAR, one does), so
each is a chain of its own that comes from outside and ends there, and word t of all paragraphs is
one step: a document takes as many steps as its longest paragraph has words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.extraction.encoder_input import Ints
from onrecord.extraction.encoder_spans import Chain, Floats, Labelled

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Steps:
    """The words of a document in another order: first those that open a paragraph, and so on.

    Within a step the paragraphs come by falling length, so that those which go on are its first.

    Attributes:
        word: number in the document of each word in this order.
        borders: where each step begins, and where the last one ends.
        ends: place in this order of each paragraph's last word.
    """

    word: Ints
    borders: tuple[int, ...]
    ends: Ints

    def slices(self) -> Iterator[slice]:
        """The places of each step."""
        return (slice(a, b) for a, b in pairwise(self.borders))


def paragraph_spans(chain: Chain, scores: Floats, paragraph: Ints) -> tuple[Labelled, ...]:
    """The spans of the best path through each paragraph, in the order of the text.

    Args:
        chain: the labels and how they follow each other; the first label is "outside".
        scores: of shape [words, labels].
        paragraph: the number of each word's paragraph, never falling.
    """
    if not len(scores):
        return ()
    steps = _steps(paragraph)
    moves, stepwise = chain.moves.astype(np.float64), scores[steps.word].astype(np.float64)
    path = np.empty(len(scores), dtype=np.int64)
    path[steps.word] = _best_paths(steps, stepwise, moves)
    first = np.flatnonzero(_starting(chain, "B-", "S-")[path])
    last = np.flatnonzero(_starting(chain, "E-", "S-")[path])
    before, after = np.empty(scores.shape), np.empty(scores.shape)
    before[steps.word], after[steps.word] = _sums(steps, stepwise, moves)
    along = _along(scores, moves, path)
    log = before[first, path[first]] + along[last] - along[first] + after[last, path[last]]
    sure = np.exp(np.minimum(log, 0.0)).tolist()
    kinds = [chain.labels[i][2:] for i in path[last].tolist()]
    return tuple(map(Labelled, first.tolist(), last.tolist(), kinds, sure))


def marginals(chain: Chain, scores: Floats, paragraph: Ints) -> Floats:
    """How probable each label of each word is (forward-backward), shape [words, labels]."""
    if not len(scores):
        return scores
    steps = _steps(paragraph)
    before, after = _sums(
        steps, scores[steps.word].astype(np.float64), chain.moves.astype(np.float64)
    )
    shares = np.empty(scores.shape, dtype=np.float32)
    shares[steps.word] = np.exp(before + after)
    return shares


def _starting(chain: Chain, *parts: str) -> NDArray[np.bool_]:
    return np.array([label.startswith(parts) for label in chain.labels])


def _steps(paragraph: Ints) -> _Steps:
    starts = np.flatnonzero(np.diff(paragraph, prepend=paragraph[0] - 1))
    lengths = np.diff(np.append(starts, len(paragraph)))
    order = np.argsort(-lengths, kind="stable")
    column = np.empty_like(order)
    column[order] = np.arange(len(order))
    step = np.arange(len(paragraph)) - np.repeat(starts, lengths)
    borders = np.append(0, np.bincount(step).cumsum())
    place = borders[step] + np.repeat(column, lengths)
    word = np.empty_like(place)
    word[place] = np.arange(len(paragraph))
    return _Steps(
        word, tuple(borders.tolist()), borders[lengths[order] - 1] + np.arange(len(order))
    )


def _best_paths(steps: _Steps, scores: Doubles, moves: Doubles) -> Ints:
    """The labels of the best path (Viterbi 1967) of each paragraph, in the order of steps.

    Which label a best one came from is asked only along the path, on the way back.
    """
    best = np.empty_like(scores)
    path = np.empty(len(scores), dtype=np.int64)
    opening, *others = steps.slices()
    best[opening] = scores[opening] + moves[0]
    for last, own in pairwise((opening, *others)):
        through = best[last][: own.stop - own.start, :, None] + moves
        np.add(np.maximum.reduce(through, axis=1), scores[own], out=best[own])
    path[steps.ends] = (best[steps.ends] + moves[:, 0]).argmax(axis=1)
    onto = moves.T.copy()
    for last, own in reversed(tuple(pairwise((opening, *others)))):
        known = best[last][: own.stop - own.start]
        path[last.start : last.start + len(known)] = (known + onto[path[own]]).argmax(axis=1)
    return path


def _sums(steps: _Steps, scores: Doubles, moves: Doubles) -> tuple[Doubles, Doubles]:
    """Log shares of the paths that come to a label, and sums of those that go on from it.

    A step is some few numbers, so arrays are written over instead of made anew: a third less time.
    """
    weights = np.exp(np.maximum(moves, -60.0))
    back = weights.T
    before, after = np.empty_like(scores), np.empty_like(scores)
    opening, *others = steps.slices()
    before[opening] = scores[opening] + moves[0]
    for last, own in pairwise((opening, *others)):
        known = before[last][: own.stop - own.start]
        top, step = _from_top(known.copy(), weights)
        np.add(np.add(step, top, out=step), scores[own], out=before[own])
    whole = before[steps.ends] + moves[:, 0]
    top = whole.max(axis=1, keepdims=True)
    total = np.log(np.exp(whole - top).sum(axis=1, keepdims=True)) + top
    after[steps.ends] = moves[:, 0]
    for own, onward in reversed(tuple(pairwise((opening, *others)))):
        top, step = _from_top(after[onward] + scores[onward], back)
        np.add(step, top, out=after[own.start : own.start + len(step)])
    for own in (opening, *others):
        before[own] -= total[: own.stop - own.start]
    return before, after


def _from_top(known: Doubles, weights: Doubles) -> tuple[Doubles, Doubles]:
    """The highest of each row, and by how much the sums of what goes on from it are higher."""
    top = np.maximum.reduce(known, axis=1, keepdims=True)
    np.exp(np.subtract(known, top, out=known), out=known)
    step: Doubles = known @ weights
    return top, np.log(step, out=step)


def _along(scores: Floats, moves: Doubles, path: Ints) -> Doubles:
    """What the best path gathers from the second word on, up to each word."""
    gathered = np.take_along_axis(scores, path[:, None], axis=1)[:, 0].astype(np.float64)
    gathered[1:] += moves[path[:-1], path[1:]]
    return gathered.cumsum()
