"""Words that praise or blame, as data/stance.toml and data/cues.toml list them."""

from functools import cache, lru_cache

from onrecord.components import data_table

_SHORTEST_STEM = 3
_Weights = tuple[dict[str, float], dict[str, float]]
"""Of whole words, and of stems (written with a star)."""


@cache
def weight_of(word: str) -> float:
    """How much a word, in lower case, speaks for (positive) or against whoever is near it."""
    return _found(word, _weights())


@lru_cache(maxsize=50_000)
def judgement_of(word: str) -> float:
    """The same of words that judge by themselves: what names a deed or a worry is none."""
    return _found(word, _judging())


@lru_cache(maxsize=50_000)
def is_of_an_affair(word: str) -> bool:
    """Whether it judges what is told rather than who is named: "obstruction", "accused"."""
    return _found(word, _of_affairs()) != 0


def _found(word: str, weights: _Weights) -> float:
    whole, stems = weights
    if word in whole:
        return whole[word]
    ends = range(len(word), _SHORTEST_STEM - 1, -1)
    return next((stems[word[:end]] for end in ends if word[:end] in stems), 0.0)


@cache
def _weights() -> _Weights:
    return _sorted(_listed())


@cache
def _judging() -> _Weights:
    """What was chosen for statements comes first."""
    table = data_table("cues.toml")["judgement"]
    neutral = frozenset(table["neutral"].split())
    whole, stems = _sorted([(entry, weight) for entry, weight in _listed() if entry not in neutral])
    for kind, weight in (("criticism", -2.0), ("praise", 2.0)):
        whole.update(dict.fromkeys(table[kind].split(), weight))
    return whole, stems


@cache
def _of_affairs() -> _Weights:
    entries = data_table("cues.toml")["judgement"]["of_affairs"].split()
    return _sorted([(entry, 1.0) for entry in entries])


def _listed() -> list[tuple[str, float]]:
    table = data_table("stance.toml")
    return [
        (entry, float(weight))
        for name, weight in table["weights"].items()
        for entry in table["words"][name].split()
    ]


def _sorted(listed: list[tuple[str, float]]) -> _Weights:
    whole = {entry: weight for entry, weight in listed if not entry.endswith("*")}
    return whole, {entry[:-1]: weight for entry, weight in listed if entry.endswith("*")}
