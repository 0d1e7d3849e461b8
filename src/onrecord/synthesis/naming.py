"""Names as they stand in a running sentence: "the United States", "the State Department"."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.components import data_table


def running(name: str) -> str:
    """The name with "the" where English asks for it, and it has none."""
    plain = name.casefold()
    words = plain.split()
    table = _articles()
    if "'s " in plain or "’s " in plain:  # "Karsia's defence ministry"
        return name
    asks = plain in table["whole"] or bool(
        words and (words[0] in table["first"] or words[-1] in table["last"])
    )
    return f"the {name}" if asks else name


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some names as whole words, with a plural "s" or without.

    A name with a capital is found with it only: "US" is no "us". Nor is the "Trade" of the World
    Trade Center trade.
    """
    some = "|".join(map(_written, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{some})(?:e?s)?(?!\w)")


def _written(name: str) -> str:
    """A pattern of the forms in which a text may have a name."""
    plain = re.escape(name)
    if not name.islower():
        return plain
    if " " in name:
        return f"(?i:{plain})"
    capital = re.escape(name[0].upper() + name[1:])
    return rf"{plain}|{re.escape(name.upper())}|{capital}(?!\w*\s+[A-Z])"


@cache
def titles() -> frozenset[str]:
    """What may stand before a name, and for it, in lower case: "president", "mr."."""
    return frozenset(title.split()[-1].casefold() for title in data_table("titles.toml")["before"])


@cache
def _articles() -> Mapping[str, frozenset[str]]:
    table: Mapping[str, list[str]] = data_table("wording.toml")["with_article"]
    return {place: frozenset(words) for place, words in table.items()}
