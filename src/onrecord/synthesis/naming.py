"""Names as they stand in a running sentence: "the United States", "the State Department"."""

from collections.abc import Mapping
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


@cache
def _articles() -> Mapping[str, frozenset[str]]:
    table: Mapping[str, list[str]] = data_table("wording.toml")["with_article"]
    return {place: frozenset(words) for place, words in table.items()}
