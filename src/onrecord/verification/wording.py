"""The words of a text as two writers of the same words would agree on them.

Typography is left behind: case, kinds of quotation marks and apostrophes, hyphens, dashes,
punctuation, thousands' commas. What says something stays: inner apostrophes ("we're" is not
"were"), signs of money and percent, decimal points. Ellipses and square brackets are no words,
but where they stand is kept, for they say what a quotation leaves out or puts in.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
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
_CHUNK = re.compile(r"\S+\s*|\s+")
_SPACED = re.compile(r"\.[ \u00a0]\.|\[\s|\s\]")
"""Where an ellipsis may have spaces inside: nothing else that is looked for has."""
_LONGEST_KNOWN = 100
_Tokens = tuple[tuple[str, str, int, int], ...]
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


_OFTEN = 200
"""Questions for pairs after which a text gets a table of them. One pays after some fifteen, but a
page looks into a hundred texts for a few words each; only very long texts ask so often."""


class Indexed:
    """A wording that is searched: where each of its words stands.

    An audit looks at a hundred texts a page, and into each for a few words, so that what is made
    for all of them must be little: for each word where it stands first, and for each place where
    its word stands next. Lists of places cost more time than the search did.
    """

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._asked = 0

    @cached_property
    def _links(self) -> tuple[dict[str, int], list[int]]:
        first: dict[str, int] = {}
        following = [0] * len(self.wording)
        for number in range(len(self.wording) - 1, -1, -1):
            form = self.wording.forms[number]
            following[number] = first.get(form, -1)
            first[form] = number
        return first, following

    @cached_property
    def _pairs(self) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for number, pair in enumerate(pairwise(self.wording.forms)):
            found.setdefault(pair, []).append(number)
        return found

    def words(self) -> Collection[str]:
        """Each different word."""
        return self._links[0].keys()

    def places(self, form: str) -> Iterator[int]:
        """The numbers of a word, in order."""
        first, following = self._links
        number = first.get(form, -1)
        while number >= 0:
            yield number
            number = following[number]

    def pairs(self, pair: Sequence[str]) -> Iterator[int]:
        """The numbers of the first word of two neighbours, in order; none for a single word."""
        self._asked += 1
        if self._asked > _OFTEN:
            yield from self._pairs.get(tuple(pair), ())
            return
        forms = self.wording.forms
        if len(pair) == 2 and pair[1] in self._links[0]:
            yield from (n for n in self.places(pair[0]) if forms[n + 1 : n + 2] == (pair[1],))


def wording(text: str, within: Span | None = None) -> Wording:
    """The words of a text, or of a stretch of it."""
    start, end = (within.start, within.end) if within else (0, len(text))
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: set[int] = set()
    marks: set[int] = set()
    brackets: dict[int, int] = {}
    opened: int | None = None
    chunks, tokens = _chunks(text, start, end)
    for chunk in chunks:
        for kind, form, first, last in tokens(chunk):
            if kind == "word":
                forms.append(form)
                starts.append(start + first)
                ends.append(start + last)
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
        start += len(chunk)
    return Wording(
        text=text,
        forms=tuple(forms),
        starts=tuple(starts),
        ends=tuple(ends),
        gaps=frozenset(gaps),
        brackets=brackets,
        marks=frozenset(marks),
    )


def _chunks(text: str, start: int, end: int) -> tuple[Sequence[str], Callable[[str], _Tokens]]:
    """A stretch of a text in pieces, and what takes a piece apart.

    Nothing that is looked for goes beyond a space, ellipses with spaces aside. What stands between
    spaces, a word with its comma or its mark, was met before in most cases: a third of the time.
    """
    if not _SPACED.search(text, start, end):
        chunks = _CHUNK.findall(text, start, end)
        if max(map(len, chunks), default=0) <= _LONGEST_KNOWN:
            return chunks, _known_tokens
    return (text[start:end],), _tokens


def _tokens(chunk: str) -> _Tokens:
    """What a piece of a text holds: kind, the form of a word, first and last place."""
    return tuple(
        (kind, comparable(match.group()) if kind == "word" else "", *match.span())
        for match in _TOKEN.finditer(chunk)
        if (kind := match.lastgroup)
    )


_known_tokens = lru_cache(maxsize=1 << 15)(_tokens)


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
