"""The language of a text, by the small words that no sentence can do without."""

import re
from collections import Counter
from functools import cache

from onrecord.components import data_table

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000
_FEWEST_WORDS = 8
_FEWEST_SMALL_WORDS = 3
_LEAST_SHARE = 0.15
_LEAD = 1.5
"""A language is named only when it has this many times the small words of the next."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language, None when the words do not tell."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST_WORDS:
        return None
    counts: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for code in _small_words().get(word, ()):
            counts[code] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_SMALL_WORDS or ranked[0][1] < _LEAST_SHARE * len(words):
        return None
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in data_table("languages.toml").items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), code)
    return languages
