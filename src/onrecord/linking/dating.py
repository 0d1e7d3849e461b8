"""Which date belongs to a word of a sentence: what a saying and a deed are dated alike by.

Whatever would lie after the publication is the date of neither, and a date in a range, a length or
somebody's name is none at all.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from onrecord.components import data_table
from onrecord.core.document import Document, Segment
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span

_BREAK = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")
_AHEAD = re.compile(r"\bahead of\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
"""What is still to come: "ahead of the vote Tuesday"."""
_DATELINE = re.compile(r"\s(?:\([A-Z][\w. ]+\)\s?)?(?:—|–|--|―)\s")
_WORD = re.compile(r"\w+")
_ABBREVIATION = 8
"""Code points before a full stop, more than any abbreviation has."""
_NOT_ABBREVIATED = re.compile(r"(?:\b(?!May\b)(?:[A-Z]|[A-Z][a-z]{1,3}|[ap]\.m)\.)$")


@lru_cache(maxsize=4096)
def cut(moment: Edtf | None, published: Edtf | None) -> Edtf | None:
    """What of a date lies before publication; None when nothing does."""
    if moment is None or published is None:
        return moment
    if published.precedes(moment):
        return None
    if moment.precision == "interval" and published.latest < moment.latest:
        return Edtf.between(moment.earliest, published.latest)
    return moment


def can_date(document: Document, timex: Timex) -> bool:
    """Whether an expression can say when: "on Friday" can, "since 2015", "the 2016 vote" cannot."""
    if cut(timex.date, document.published) is None:
        return False
    words = data_table("timex.toml")["saying"]
    before = document.text[max(0, timex.span.start - 40) : timex.span.start]
    last = re.search(r"(\w+)[\s-]*$", before)
    previous = last[1].lower() if last else ""
    after = document.text[timex.span.end : timex.span.end + 25]
    if previous in words["not_after"] or _AHEAD.search(before) or _DATELINE.match(after):
        return False
    if re.match(r"['’]s?\s", after):
        return previous in ("at", "during", "in") and any(w in after for w in words["occasions"])
    if timex.date is None or timex.date.precision in ("day", "interval"):
        return True
    if after[:1].isspace() and not set(_WORD.findall(after)[:2]).isdisjoint(words["occasions"]):
        return True
    pointed = re.match(
        r"(?i)last|earlier|early|late|\w+ ago|that|this|the same", timex.span.of(document.text)
    )
    return pointed is not None or previous in words["in_which"] or not before.strip()


class Timeline:
    """The temporal expressions of a document, by where they stand."""

    def __init__(self, document: Document, timexes: tuple[Timex, ...]) -> None:
        self._document = document
        self._timexes = timexes
        self._starts = [timex.span.start for timex in timexes]
        self._can_date: dict[int, bool] = {}

    def dating_in(self, within: Span) -> list[Timex]:
        """The expressions of a stretch of text that can say when something was."""
        found = []
        for number in self._numbers_in(within):
            timex = self._timexes[number]
            if number not in self._can_date:
                self._can_date[number] = can_date(self._document, timex)
            if self._can_date[number]:
                found.append(timex)
        return found

    def all_in(self, within: Span) -> tuple[Timex, ...]:
        """The expressions that begin within a stretch of text."""
        numbers = self._numbers_in(within)
        return self._timexes[numbers.start : numbers.stop]

    def _numbers_in(self, within: Span) -> range:
        first = bisect_left(self._starts, within.start)
        return range(first, bisect_left(self._starts, within.end, first))


def nearest(timexes: list[Timex], word: Span, others: list[Span]) -> Timex | None:
    """The expression that belongs to a word: after it, else before it, no rival word between."""

    def is_free(between: Span) -> bool:
        return not any(other.overlaps(between) and not other.overlaps(word) for other in others)

    def gap(timex: Timex) -> Span | None:
        start, end = sorted((timex.span, word))[0].end, sorted((timex.span, word))[1].start
        return Span(start, end) if start < end else None

    ranked = sorted(
        timexes,
        key=lambda timex: (
            not word.overlaps(timex.span),
            timex.span.start < word.start,
            abs(timex.span.start - word.end),
        ),
    )
    for timex in ranked:
        between = gap(timex)
        if between is None or is_free(between):
            return timex
    return None


def sentence_around(text: str, segment: Segment, word: Span) -> Span:
    """The sentence of the segment that holds the word."""
    ends, starts = _breaks(text, segment.span)
    before = bisect_right(starts, word.start)
    after = bisect_left(ends, word.end, before)
    return Span(
        starts[before - 1] if before else segment.span.start,
        ends[after] if after < len(ends) else segment.span.end,
    )


@lru_cache(maxsize=1024)
def _breaks(text: str, within: Span) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where sentences end in a stretch of text, and where the next ones start."""
    found = [
        (match.start() + 1, match.end())
        for match in _BREAK.finditer(text, within.start, within.end)
        if not _NOT_ABBREVIATED.search(
            text, max(within.start, match.start() - _ABBREVIATION), match.start() + 1
        )
    ]
    return tuple(end for end, _ in found), tuple(start for _, start in found)
