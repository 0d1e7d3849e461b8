"""Words and sentences of a paragraph, with their places.

Sentence borders in news are hard at two points: abbreviations ("Gen. Vale", "the U.S. said"),
and quotation marks that close after the full stop. Both are settled here once for all rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span, trimmed

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., J.F.K.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%)?"
    r"|\w+(?:[-.&@](?=\w)\w+)*(?:['’](?:s|re|ve|ll|d|m|t|S)\b)?"
    r"|\.{2,}"
    r"|[^\w\s]"
)
_END = re.compile(r"(?:\.{1,3}|[!?]+|…)[\"”’')\]]*(?=\s+|$)")
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


def words(text: str, span: Span) -> list[Word]:
    """The words and punctuation marks of a stretch of text, in order."""
    return [
        Word(match.group(), Span(match.start(), match.end()))
        for match in _WORD.finditer(text, span.start, span.end)
    ]


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of text, in order and apart, white space around them left out.

    A line break always ends a sentence; closing quotation marks belong to the sentence they close.
    """
    start = span.start
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        start, end = span.start + line.start(), span.start + line.end()
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
    after = text[match.end() : end].lstrip()
    if not after:
        return True
    mark = match.group()
    if after[0].islower():
        return False
    if mark == ".":
        before = re.search(r"[\w.’'-]+$", text[start : match.start()])
        word = before.group() if before else ""
        last = word.lower().rsplit(".", 1)[-1]
        if last == "no" and after[0].isdigit():
            return False
        if "." not in word and last in _ABBREVIATIONS:
            return last in _TITLES_ONLY and after[0] in '"“‘A'
        if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):  # U.S. Senate, but: the U.S. He said
            return (
                re.match(r"[\"“]?(?:The|He|She|It|They|We|I|But|And|In|On|A|An|This|That)\b", after)
                is not None
            )
        if re.fullmatch(r"[A-Z]", word):  # an initial: John F. Vale
            return False
    return True
