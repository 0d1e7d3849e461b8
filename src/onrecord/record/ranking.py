"""How near a telling comes to what a search asks for: BM25.

Robertson and Zaragoza (2009), The Probabilistic Relevance Framework; with the numbers of SQLite's
own `bm25`, and the same to the last digits, so that hits come in one order in both databases.
"""

from collections.abc import Sequence
from math import log

_K1, _B = 1.2, 0.75
_LEAST = 1e-6
"""What a word weighs that more than half of all tellings hold."""

Weights = Sequence[tuple[str, float]]
"""What is asked for, each phrase as a line of its words, and what it weighs."""


def weight(count: int, held: int) -> float:
    """What a word or phrase weighs, of so many tellings held by some: the more, the fewer."""
    found = log((count - held + 0.5) / (held + 0.5))
    return found if found > 0.0 else _LEAST


def rank(line: str, length: int, average: float, weights: Weights) -> float:
    """How near a telling comes, the lower, the nearer.

    Args:
        line: its words, see `line_of`.
        length: how many they are.
        average: how many a telling has.
        weights: what is asked for.
    """
    score = 0.0
    for phrase, heavy in weights:
        often = _count(line, phrase)
        score += heavy * ((often * (_K1 + 1.0)) / (often + _K1 * (1 - _B + _B * length / average)))
    return -1.0 * score


def line_of(words: Sequence[str]) -> str:
    """Words in their order, each between two spaces, so that a phrase is found in it as it is."""
    return "".join(f" {word} " for word in words)


def _count(line: str, phrase: str) -> int:
    """How often a phrase stands in a line, one over another too."""
    count, place = 0, line.find(phrase)
    while place >= 0:
        count += 1
        place = line.find(phrase, place + 1)
    return count
