"""Words and sentences of a paragraph, with their places.

Sentence borders in news are hard at two points: abbreviations ("Gen. Vale", "the U.S. said"),
and quotation marks that close after the full stop. Both are settled here once for all rules.

Names, deeds, dates and attributions all read the same sentences one after the other, so what a
text was split into is kept for as long as a document is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

from onrecord.core.selectors import Span, trimmed

_WORD = re.compile(
    r"[a-z]++(?![\w.&@'’-])"  # most words; tried first, as it is soon decided
    r"|(?:[A-Z]\.){2,}"  # U.S., J.F.K.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%)?"
    r"|\w+(?:[-.&@](?=\w)\w+)*(?:['’](?:s|re|ve|ll|d|m|t|S)\b)?"
    r"|\.{2,}"
    r"|[^\w\s]"
)
_KEPT = 4096
"""Stretches of text whose words and sentences are kept: those of the longest document."""
_LINE = re.compile(r"[^\n]+")
_NOT_SPACE = re.compile(r"\S")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_OPENER = re.compile(r"[\"“]?(?:The|He|She|It|They|We|I|But|And|In|On|A|An|This|That)\b")
_END = re.compile(r"(?:\.{1,3}|[!?]+|…)[\"”’')\]]*(?=\s|$)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rep reps sen sens gov gen adm lt col maj capt cmdr sgt rev hon st jr sr "
    "jan feb mar apr jun jul aug sept sep oct nov dec vs inc ltd co corp mt ft "
    "atty asst dept univ ave blvd pres amb messrs min supt".split()
)
_TITLES_ONLY = frozenset("jr sr inc ltd co corp".split())
"""Abbreviations that also end sentences; a capital after them starts a new one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark of a text."""

    text: str
    span: Span

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def lower(self) -> str:
        """The word in lower case, its apostrophe straight."""
        return self.text.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """The words of a stretch of text, column by column; a `Word` is made when it is asked for."""

    texts: Sequence[str]
    lowers: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Word]: ...
    def __getitem__(self, place: int | slice) -> Word | Sequence[Word]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        return Word(self.texts[place], self.span(place))

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.texts, map(Span, self.starts, self.ends))

    def span(self, place: int) -> Span:
        """Where the word at a place stands."""
        return Span(self.starts[place], self.ends[place])


@lru_cache(maxsize=_KEPT)
def words(text: str, span: Span) -> Words:
    """The words and punctuation marks of a stretch of text, in order."""
    found = _WORD.findall(text, span.start, span.end)
    lowers = [word.lower() for word in found]
    if text.find("’", span.start, span.end) >= 0:
        lowers = [word.replace("’", "'") for word in lowers]
    starts, ends = [], []
    end = span.start
    for word in found:  # only white space lies between two of them
        start = text.index(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    return Words(found, lowers, starts, ends)


@lru_cache(maxsize=_KEPT)
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of text, in order and apart, white space around them left out.

    A line break always ends a sentence; closing quotation marks belong to the sentence they close.
    """
    return tuple(_sentences(text, span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for line in _LINE.finditer(text, span.start, span.end):
        start, end = line.span()
        for match in _END.finditer(text, start, end):
            if _ends_sentence(text, start, match, end):
                piece = trimmed(text, start, match.end())
                if piece is not None:
                    yield piece
                start = match.end()
        piece = trimmed(text, start, end)
        if piece is not None:
            yield piece


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = _NOT_SPACE.search(text, match.end(), end)
    if following is None:
        return True
    mark, after = match.group(), following.group()
    if after.islower():
        return False
    if mark != ".":
        return True
    word = _word_before(text, start, match.start())
    last = word.lower().rsplit(".", 1)[-1]
    if last == "no" and after.isdigit():
        return False
    if "." not in word and last in _ABBREVIATIONS:
        return last in _TITLES_ONLY and after in '"“‘A'
    if _INITIALS.fullmatch(word):  # U.S. Senate, but: the U.S. He said
        return _OPENER.match(text, following.start(), end) is not None
    return not (len(word) == 1 and "A" <= word <= "Z")  # an initial: John F. Vale


def _word_before(text: str, start: int, end: int) -> str:
    """The word that ends at a place, with the full stops and hyphens inside it."""
    begin = end
    while begin > start and (text[begin - 1] in ".’'-_" or text[begin - 1].isalnum()):
        begin -= 1
    return text[begin:end]
