"""Label scores -> spans: BIOES labels, and how they may follow each other.

The transitions of a linear chain (Lafferty et al. 2001) forbid what is no span ("I" after "O")
and carry what was learned beyond; a label set whose chain was not trained has only the ban. Roles,
whose chain was trained, are decoded in attribution_decoding.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

IMPOSSIBLE = -1e4
_SURE = 6.0
"""Log odds of "outside" over any other label from which on a word's neighbours are not asked."""


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
        self._allowed = moves > IMPOSSIBLE / 2
        self._opens = np.array([label[:2] in ("B-", "S-") for label in labels])
        self._closes = np.array([label[:2] in ("E-", "S-") for label in labels])

    def ranges(self, scores: Floats, opens: NDArray[np.bool_]) -> list[tuple[int, int, str]]:
        """First word, last word and kind of each span, quickly; for a chain that was not trained.

        Without learned transitions each word's best label stands wherever that breaks no ban, and
        only where one is broken, between two words that are surely outside, is a path searched.

        Args:
            scores: of shape [words, labels], the first label being "outside".
            opens: which words open a paragraph; no span goes from one into the next.
        """
        if not len(scores):
            return []
        path = scores.argmax(axis=1)
        for stretch in self._broken(path, self._cuts(scores, opens)):
            path[stretch] = self._best_within(scores[stretch])
        firsts, lasts = np.flatnonzero(self._opens[path]), np.flatnonzero(self._closes[path])
        kinds = [self.labels[i][2:] for i in path[lasts].tolist()]
        return list(zip(firsts.tolist(), lasts.tolist(), kinds, strict=True))

    def _cuts(self, scores: Floats, opens: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The words at which a new stretch begins: of a paragraph, at and after sure ones."""
        sure = scores[:, 0] - scores[:, 1:].max(axis=1) > _SURE
        cuts: NDArray[np.bool_] = opens | sure
        cuts[1:] |= sure[:-1]
        cuts[0] = True
        return cuts

    def _broken(self, path: NDArray[np.int64], cuts: NDArray[np.bool_]) -> Iterator[slice]:
        """The stretches in which labels follow each other that may not."""
        begins = np.flatnonzero(cuts)
        ends = np.append(begins[1:], len(path))
        fits = np.append(True, self._allowed[path[:-1], path[1:]]) | cuts
        fits[begins] &= self._allowed[0, path[begins]]
        fits[ends - 1] &= self._allowed[path[ends - 1], 0]
        for i in np.flatnonzero(~np.logical_and.reduceat(fits, begins)).tolist():
            yield slice(int(begins[i]), int(ends[i]))

    def _best_within(self, scores: Floats) -> list[int]:
        """The labels of the best path that comes from outside and ends there."""
        held = scores.copy()
        held[0] += self.moves[0]
        held[-1] += self.moves[:, 0]
        return self.best_path(held)

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


def follows(before: str, after: str) -> bool:
    """Whether one BIOES label may follow another."""
    inside, goes_on = before[:2] in ("B-", "I-"), after[:2] in ("I-", "E-")
    return inside == goes_on and (not inside or before[2:] == after[2:])
