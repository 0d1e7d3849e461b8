"""How many of what a deed is told of: "expelled 12 diplomats", "killed at least forty people".

Two papers that count the same thing differently tell the deed differently, and the record keeps
both; a count that is only a bound ("more than 50"), a year or a day of a month counts nothing.
"""

import re
from collections.abc import Mapping

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: i + 1 for i, word in enumerate(_SMALL)},
    **{word: 10 * (i + 2) for i, word in enumerate(_TENS)},
    **{
        f"{ten}-{one}": 10 * (i + 2) + j + 1
        for i, ten in enumerate(_TENS)
        for j, one in enumerate(_SMALL[:9])
    },
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]")
_BOUNDS = frozenset(
    "about almost around approximately least most nearly over roughly some than under up".split()
)
_ENDS = frozenset(
    "a an and as at by for from in into near of on or over that the to who which with".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_LEAST = 2
"""One thing is told as "a diplomat" elsewhere."""
_PHRASE = 4


def quantities(text: str) -> Mapping[str, float]:
    """What is counted in some words, and how many: {"diplomats": 12}; the first count holds."""
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    found: dict[str, float] = {}
    for place, word in enumerate(words):
        number, after = _number(word, words[place + 1 : place + 2])
        if number is None or number < _LEAST or not _BOUNDS.isdisjoint(words[:place][-2:]):
            continue
        noun = _noun(words[place + after : place + after + _PHRASE])
        if noun is not None and _MONTHS.isdisjoint(words[:place][-1:]):
            found.setdefault(noun, number)
    return found


def differ(some: Mapping[str, float], others: Mapping[str, float]) -> bool:
    """Whether both count a thing, and not alike."""
    return any(others.get(noun, number) != number for noun, number in some.items())


def _number(word: str, following: list[str]) -> tuple[float | None, int]:
    """The number that a word tells, and how many words it takes."""
    value = float(word.replace(",", "")) if word[0].isdecimal() else _VALUES.get(word)
    if value is None:
        return None, 1
    scale = _SCALES.get(following[0]) if following else None
    return (value, 1) if scale is None else (value * scale, 2)


def _noun(phrase: list[str]) -> str | None:
    """The last plural of a phrase: what is counted, "12 Karsian diplomats"."""
    noun = None
    for word in phrase:
        if word in _ENDS or word in _MONTHS or not word[0].isalpha():
            break
        noun = word if word.endswith("s") or word in ("people", "troops") else noun
    return noun
