"""The words that tell what a text is about, for holding two texts against each other."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.components import data_table

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 3
_DERIVED = ("ations", "ation", "atory", "ating", "ated", "ates", "ate", "ments", "ment", "ings")
_INFLECTED = ("ing", "ied", "ies", "ed", "es", "s")
_DOUBLE_IN_THE_STEM = frozenset("lszaeiou")


@lru_cache(maxsize=50_000)
def terms(text: str) -> frozenset[str]:
    """The words that tell what a text is about: not the commonest, each by its stem."""
    return frozenset(
        found for match in WORD.finditer(text) if (found := term(match.group())) is not None
    )


def term(word: str) -> str | None:
    """The stem of a word that tells something; None for the commonest and the shortest."""
    bare = _bare(word)
    return None if bare in _commonest() or len(bare) < _SHORTEST else stem(bare)


@cache
def stem(word: str) -> str:
    """What forms of one word have in common: `meddled` and `meddling`, `bought` and `buy`.

    It is for comparing only: it knows no lexicon, and what it gives need not be a word.
    """
    bare = _bare(word)
    base = _same().get(bare, bare)
    for ending in _DERIVED:
        if base.endswith(ending) and len(base) - len(ending) >= 4:
            return base[: -len(ending)]
    for ending in _INFLECTED:
        if base.endswith(ending) and not base.endswith("ss") and len(base) - len(ending) >= 3:
            base = base[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            break
    base = base.removesuffix("e") if len(base) > _SHORTEST else base
    if len(base) > 4 and base[-1] == base[-2] and base[-1] not in _DOUBLE_IN_THE_STEM:
        return base[:-1]
    return base


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


@cache
def _commonest() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["commonest"].split())


@cache
def _same() -> Mapping[str, str]:
    """Forms that no ending tells, and words that say the same, by what they are compared as."""
    table: Mapping[str, str] = data_table("wording.toml")["same"]
    return {form: base for base, forms in table.items() for form in forms.split()}
