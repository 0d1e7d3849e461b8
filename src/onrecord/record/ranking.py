"""How near a telling comes to what a search asks for: BM25.

Robertson and Zaragoza (2009), The Probabilistic Relevance Framework; with the numbers of SQLite's
own `bm25`, and the same to the last digits, so that hits come in one order in both databases.
"""

from collections.abc import Iterable, Sequence
from math import log

_K1, _B = 1.2, 0.75
_LEAST = 1e-6
"""What a word weighs that more than half of all tellings hold."""


def weight(tellings: int, held: int) -> float:
    """What a word or phrase weighs, held by some of so many tellings: the more, the fewer."""
    found = log((tellings - held + 0.5) / (held + 0.5))
    return found if found > 0.0 else _LEAST


def rank(held: Iterable[tuple[int, float]], length: float) -> float:
    """How near a telling comes, the lower, the nearer.

    Args:
        held: how often it holds each phrase, and what that weighs.
        length: how many words it has, of those that an average telling has.
    """
    norm = 1 - _B + _B * length
    return -1.0 * sum(heavy * ((n * (_K1 + 1.0)) / (n + _K1 * norm)) for n, heavy in held)


def line_of(words: Sequence[str]) -> str:
    """Words in their order, each between two spaces, so that a phrase is found in it as it is."""
    return "".join(f" {word} " for word in words)


def held_in(line: str, phrase: str) -> int:
    """How often a phrase stands in a line, one over another too."""
    found, place = 0, line.find(phrase)
    while place >= 0:
        found += 1
        place = line.find(phrase, place + 1)
    return found
