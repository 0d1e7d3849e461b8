"""How another wording of a quotation differs from the best source's, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from markupsafe import Markup, escape


def differences(best: str, other: str) -> Markup:
    """The other wording, with what it leaves out struck through and what it adds underlined."""
    return Markup(" ").join(_pieces(best.split(), other.split()))


def _pieces(best: list[str], other: list[str]) -> Iterator[Markup]:
    matcher = SequenceMatcher(None, best, other, autojunk=False)
    for sort, i, j, k, m in matcher.get_opcodes():
        if sort == "equal":
            yield escape(" ".join(other[k:m]))
            continue
        if j > i:
            yield Markup("<del>{}</del>").format(" ".join(best[i:j]))
        if m > k:
            yield Markup("<ins>{}</ins>").format(" ".join(other[k:m]))
