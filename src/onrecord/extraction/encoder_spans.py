"""Label scores -> spans: Viterbi and span probabilities over BIOES labels.

The transitions of a linear chain (Lafferty et al. 2001) forbid what is no span ("I" after "O")
and carry what was learned beyond; a label set whose chain was not trained has only the ban.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Labelled:
    """The words [first, last] bear a label of one kind, with a probability in 0 … 1."""

    first: int
    last: int
    kind: str
    probability: float


class Chain:
    """A label set, and how its labels may follow each other."""

    def __init__(self, labels: tuple[str, ...], learned: Floats | None = None) -> None:
        """Take labels ("O", "B-cue", …), and learned transitions from row to column."""
        self.labels = labels
        size = len(labels)
        moves = np.zeros((size, size), dtype=np.float32) if learned is None else learned.copy()
        for i, before in enumerate(labels):
            for j, after in enumerate(labels):
                if not follows(before, after):
                    moves[i, j] = IMPOSSIBLE
        self.moves = moves

    def spans(self, scores: Floats) -> tuple[Labelled, ...]:
        """The spans of the best path through scores of shape [words, labels]."""
        if not len(scores):
            return ()
        path = self.best_path(scores)
        lattice = _Lattice(scores, self.moves)
        return tuple(
            Labelled(first, last, kind, lattice.probability(path, first, last))
            for first, last, kind in _runs([self.labels[i] for i in path])
        )

    def best_path(self, scores: Floats) -> list[int]:
        """The labels of the best path (Viterbi 1967)."""
        best = scores[0]
        came_from = np.zeros(scores.shape, dtype=np.int64)
        for t in range(1, len(scores)):
            through = best[:, None] + self.moves
            came_from[t] = through.argmax(axis=0)
            best = through.max(axis=0) + scores[t]
        path = [int(best.argmax())]
        for t in range(len(scores) - 1, 0, -1):
            path.append(int(came_from[t, path[-1]]))
        return path[::-1]


class _Lattice:
    """Sums over all paths, for the probability of a stretch of one path."""

    def __init__(self, scores: Floats, moves: Floats) -> None:
        self._scores, self._moves = scores, moves
        weights = np.exp(np.maximum(moves, -60.0))
        count = len(scores)
        self._before = np.zeros(scores.shape, dtype=np.float64)
        self._after = np.zeros(scores.shape, dtype=np.float64)
        self._before[0] = scores[0]
        for t in range(1, count):
            top = self._before[t - 1].max()
            self._before[t] = np.log(np.exp(self._before[t - 1] - top) @ weights) + top + scores[t]
        for t in range(count - 2, -1, -1):
            onward = self._after[t + 1] + scores[t + 1]
            top = onward.max()
            self._after[t] = np.log(weights @ np.exp(onward - top)) + top
        last = self._before[-1]
        self._total = float(np.log(np.exp(last - last.max()).sum()) + last.max())

    def probability(self, path: list[int], first: int, last: int) -> float:
        inner = sum(
            float(self._moves[path[t - 1], path[t]] + self._scores[t, path[t]])
            for t in range(first + 1, last + 1)
        )
        log = self._before[first, path[first]] + inner + self._after[last, path[last]]
        return float(np.exp(min(0.0, log - self._total)))


def follows(before: str, after: str) -> bool:
    """Whether one BIOES label may follow another."""
    inside, goes_on = before[:2] in ("B-", "I-"), after[:2] in ("I-", "E-")
    return inside == goes_on and (not inside or before[2:] == after[2:])


def _runs(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    begin = 0
    for i, label in enumerate(labels):
        if label[:2] in ("B-", "S-"):
            begin = i
        if label[:2] in ("E-", "S-"):
            yield begin, i, label[2:]
