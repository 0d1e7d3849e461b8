"""The words of a text as two writers of the same words would agree on them.

Typography is left behind: case, kinds of quotation marks and apostrophes, hyphens, dashes,
punctuation, thousands' commas. What says something stays: inner apostrophes ("we're" is not
"were"), signs of money and percent, decimal points. Ellipses and square brackets are no words,
but where they stand is kept, for they say what a quotation leaves out or puts in.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from onrecord.core.selectors import Span

_TOKEN = re.compile(
    r"(?P<gap>\[\s*(?:…|\.(?:\s?\.){2,})\s*\]|…|\.(?:[ \u00a0]?\.){2,})"
    r"|(?P<open>\[)|(?P<close>\])"
    r"|(?P<mark>[\"“”„‟«»＂]|''|``|‘‘|’’)"
    r"|(?P<word>"
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,]\d+)*(?![\w])"
    r"|[^\W_]+(?:['’ʼ`´‘][^\W_]+)*"
    r"|[$€£¥%&]"
    r")"
)
_PLAIN = re.compile(r"[a-z]+")
_SIGNS = {"%": "percent", "&": "and"}
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
_LONGEST_BRACKET = 12
"""Words of a clarification; a bracket that is not closed by then clarifies nothing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a stretch of text, and what stands between them.

    Attributes:
        text: the whole text that the places refer to.
        forms: the words, comparable.
        starts: where each stands in the text; `ends` where it ends.
        gaps: numbers of the words that an ellipsis stands before, the end included.
        brackets: number of the first word of a bracket -> number of the first word after it.
        marks: numbers of the words that a quotation mark stands before, the end included.
    """

    text: str
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: frozenset[int]
    brackets: dict[int, int]
    marks: frozenset[int]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, end: int) -> Span:
        """Where the words from the first to before the end stand."""
        return Span(self.starts[first], self.ends[end - 1])

    def raw(self, first: int, end: int) -> str:
        """The same words as they are written; "" for none."""
        return self.span(first, end).of(self.text) if first < end else ""


class Indexed:
    """A wording that is searched: where each of its words stands."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of each word, in order."""
        found: dict[str, list[int]] = {}
        for number, form in enumerate(self.wording.forms):
            found.setdefault(form, []).append(number)
        return found

    @cached_property
    def pairs(self) -> dict[tuple[str, ...], list[int]]:
        """The numbers of the first word of each pair of neighbours."""
        found: dict[tuple[str, ...], list[int]] = {}
        forms = self.wording.forms
        for number, pair in enumerate(pairwise(forms)):
            found.setdefault(pair, []).append(number)
        return found


def wording(text: str, within: Span | None = None) -> Wording:
    """The words of a text, or of a stretch of it."""
    start, end = (within.start, within.end) if within else (0, len(text))
    forms: list[str] = []
    places: list[tuple[int, int]] = []
    gaps: set[int] = set()
    marks: set[int] = set()
    brackets: dict[int, int] = {}
    opened: int | None = None
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "word":
            forms.append(comparable(match.group()))
            places.append(match.span())
        elif kind == "gap":
            gaps.add(len(forms))
        elif kind == "mark":
            marks.add(len(forms))
        elif kind == "open":
            opened = len(forms)
        elif opened is not None:
            if opened < len(forms) <= opened + _LONGEST_BRACKET:
                brackets[opened] = len(forms)
            opened = None
    return Wording(
        text=text,
        forms=tuple(forms),
        starts=tuple(place[0] for place in places),
        ends=tuple(place[1] for place in places),
        gaps=frozenset(gaps),
        brackets=brackets,
        marks=frozenset(marks),
    )


@lru_cache(maxsize=1 << 16)
def comparable(word: str) -> str:
    """A word as it is compared."""
    if _PLAIN.fullmatch(word):
        return word
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
    if plain[0].isdigit():
        return (
            plain.replace(",", "")
            if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain)
            else plain
        )
    return _SIGNS.get(plain, plain.replace(".", ""))
