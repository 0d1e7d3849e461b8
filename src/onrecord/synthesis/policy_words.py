"""Words that are for or against what follows them, as `data/policies.toml` lists them."""

from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.components import data_table

OWN = frozenset({"i", "we", "i'm", "i've", "i'll", "i'd", "we'll", "we're", "we've", "we'd", "my"})
_FAR = 7
"""Words between a side and what it is on, at most."""
_ENDINGS = ("", "e", "s", "es", "ed", "d", "ing", "y", "ies", "ied")
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their"})


def plain(tokens: Sequence[str]) -> list[str]:
    """Words as they are listed: in lower case, with straight marks."""
    return [token.casefold().replace("’", "'") for token in tokens]


def turned(words: Sequence[str]) -> int:
    """-1 where an odd number of negations stands among words, else 1."""
    return -1 if sum(word in negations() for word in words) % 2 else 1


def sides_in(words: Sequence[str], *, is_meant: bool) -> dict[int, int]:
    """The words that take a side, by their place: for (1) or against (-1) what follows.

    Args:
        words: plain ones, in order. "Rails against" counts once.
        is_meant: whether all that is done in them is meant; else only "would build", not "built".
    """
    found: dict[int, int] = {}
    for i, word in enumerate(words):
        runs = ("_".join(words[i : i + n]) for n in (3, 2))
        phrase = next(filter(side_of, runs), word)
        side = side_of(phrase)
        if side is None or (word == "against" and -1 in [found.get(i - 1), found.get(i - 2)]):
            continue
        if matches("doing", word) and not (is_meant or _is_meant(words, i)):
            continue
        if i and word.endswith("ed") and words[i - 1] in _ARTICLES:
            continue  # "the proposed wall"
        found[i] = side
    return found


def _is_meant(words: Sequence[str], i: int) -> bool:
    near = words[max(0, i - 3) : i]
    return not listed("meaning_to").isdisjoint(near) or not OWN.isdisjoint(near)


def leads_off(words: Sequence[str], last: int) -> bool:
    """Whether something stands between a side and a measure that the side is on instead."""
    is_on = last >= 0 and any(
        "_".join(words[last : last + n]) in listed("on_it") for n in (1, 2, 3)
    )
    between = words[last + 1 :]
    off = listed("leading_off") - ({"on"} if is_on else set())
    return len(between) > _FAR or not off.isdisjoint(between)


@lru_cache(maxsize=20_000)
def side_of(word: str) -> int | None:
    """Whether a word is for (1) or against (-1) what follows it; None for neither."""
    if matches("against", word):
        return -1
    return 1 if matches("for", word) or matches("doing", word) else None


def matches(group: str, word: str) -> bool:
    """Whether a word is of a group, by itself or by a form of its verbs."""
    whole, stems = _words(group)
    return word in whole or any(
        word.removesuffix(end) in stems for end in _ENDINGS if word.endswith(end)
    )


@cache
def negations() -> frozenset[str]:
    """Words that turn what they stand before."""
    return frozenset(data_table("stance.toml")["words"]["negations"].split())


def listed(group: str) -> frozenset[str]:
    """The words of a group that are listed whole."""
    return _words(group)[0]


@cache
def _words(group: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a group, and the stems of its verbs."""
    entries = data_table("policies.toml")["policy_words"][group].split()
    whole = frozenset(entry for entry in entries if not entry.endswith("*"))
    return whole, frozenset(entry[:-1] for entry in entries if entry.endswith("*"))
