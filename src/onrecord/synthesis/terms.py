"""The words that tell what a text is about, for holding two texts against each other."""

import re
from functools import cache

from onrecord.components import data_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def terms(text: str) -> frozenset[str]:
    """The words that tell what a text is about: not the commonest, plurals as singulars."""
    passed_over = _commonest()
    return frozenset(
        _stem(word)
        for word in (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text))
        if word not in passed_over and len(word) > 2
    )


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def _commonest() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["commonest"].split())
