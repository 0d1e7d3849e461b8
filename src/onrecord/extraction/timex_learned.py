"""Temporal expressions as the rules and the trained encoder find them together.

The rules say what an expression means, so theirs stand, unless the encoder is sure that there is
none ("Jan" Kavan). It adds those that no pattern tells from other words ("the quarter", "recent");
they are read by their nouns, and have no value where these do not tell.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.encoder import Heads
from onrecord.extraction.timex import temporal_expressions
from onrecord.extraction.timex_calendar import in_quarter
from onrecord.extraction.timex_scene import NUMBER, UNIT, number_of, unit_of

_DENIED = 6.0
"""Log odds for "outside" of each of its words with which an expression is none (TBAQ dev)."""
_NOUN = re.compile(rf"(?<!\w)(?P<unit>{UNIT}|(?i:period))(?P<more>s?)(?!\w)")
_REFERENCES = {
    **dict.fromkeys(("recent", "previously", "past"), "PAST_REF"),
    "current": "PRESENT_REF",
    **dict.fromkeys(("future", "later", "ahead"), "FUTURE_REF"),
}
"""What these words mean alone or beside a noun: "recent", "future quarters", "a later date"."""
_ENDED = re.compile(r"\s+end(?:ed|ing)\b")
"""What follows a company's year, which is a length of time and not the calendar's."""
_SPELLED = re.compile(
    r"(?P<century>eighteen|nineteen|twenty)[\s-](?P<tens>\w+)(?:[\s-](?P<ones>\w+))?", re.IGNORECASE
)
_GREATER = re.compile(r"\b(?:half|thousands?|millions?|billions?)\b", re.IGNORECASE)
"""With these beside it a number is not the number meant: "two and a half years"."""
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_YEAR = re.compile(r"\d{4}")
_TERM = re.compile(r"(?:^|['’]s)?\s*\b(?:quarter|period)\b")
_UNTOLD = {"Q": "-QX", "M": "-XX", "W": "-WXX", "Y": ""}
"""How TIMEX3 writes that of a year's quarters, months and weeks it is not told which."""


def timexes_of(document: Document, seen: Encoded | None) -> tuple[Timex, ...]:
    """The temporal expressions of a document in text order; by rule if it is not seen."""
    ruled = temporal_expressions(document)
    if seen is None or not len(seen.heads.words):
        return ruled
    words = seen.heads.words
    found = [
        (words.span(first, last), kind)
        for first, last, kind in seen.encoder.timexes.ranges(seen.heads.timex, words.opens)
    ]
    both = _meeting([timex.span for timex in ruled], [span for span, _ in found])
    kept = [t for i, t in enumerate(ruled) if i in both or not _is_denied(t.span, seen.heads)]
    new = _meeting([span for span, _ in found], [timex.span for timex in ruled])
    return tuple(_in_order(document, kept, [x for i, x in enumerate(found) if i not in new]))


def _meeting(spans: Sequence[Span], others: Sequence[Span]) -> set[int]:
    """Which of some spans share a word with one of others; both in order and apart."""
    ends = [span.end for span in others]
    nearest = (bisect_right(ends, span.start) for span in spans)
    return {
        i
        for i, (span, at) in enumerate(zip(spans, nearest, strict=True))
        if at < len(others) and others[at].start < span.end
    }


def _is_denied(span: Span, heads: Heads) -> bool:
    inside = heads.words.covering(span)
    scores = heads.timex[inside.start : inside.stop]
    return len(scores) > 0 and bool((scores[:, 0] - scores[:, 1:].max(axis=1)).min() > _DENIED)


def _in_order(
    document: Document, ruled: Iterable[Timex], new: Iterable[tuple[Span, str]]
) -> Iterator[Timex]:
    """All expressions in order, the new ones resolved against what was told before them."""
    quarter: Timex | None = None
    kinds = dict(new)
    places = sorted([(t.span, t) for t in ruled] + [(span, None) for span in kinds])
    for span, timex in places:
        if timex is None:
            yield _resolved(document, span, kinds[span], quarter)
            continue
        if _QUARTER.fullmatch(timex.value) and _is_later(timex, quarter, document.published):
            quarter = timex
        yield _of_quarter(document, timex, quarter)


def _of_quarter(document: Document, timex: Timex, quarter: Timex | None) -> Timex:
    """A year that names a quarter ("the 1988 quarter") as that quarter, where it is told which."""
    is_year = _YEAR.fullmatch(timex.value) is not None
    inside = _TERM.search(timex.span.of(document.text)) is not None
    if quarter is None or not is_year or not (inside or _TERM.match(document.text, timex.span.end)):
        return timex
    moment = in_quarter(int(timex.value), int(quarter.value[-1]))
    basis = f"'{timex.span.of(document.text)}' as of {quarter.date}"
    return replace(timex, value=moment.value, date=moment.date, basis=basis)


def _is_later(timex: Timex, quarter: Timex | None, published: Edtf | None) -> bool:
    """Whether a quarter is the latest one told, those before being what it is compared with."""
    if timex.date is None or (published is not None and published.precedes(timex.date)):
        return False
    return quarter is None or timex.value >= quarter.value


def _resolved(document: Document, span: Span, kind: str, quarter: Timex | None) -> Timex:
    """An expression without a pattern, by its words; never finer than what was told before."""
    words = span.of(document.text)
    noun = _last(_NOUN.finditer(words))
    unit = None if noun is None or noun["unit"].lower() == "period" else unit_of(noun["unit"])
    if unit == "Y" and _ENDED.match(document.text, span.end):
        kind = "DURATION"
    if kind == "DURATION":
        return Timex(span=span, type=kind, value=_length(words, noun, unit))
    if kind != "DATE":
        return Timex(span=span, type=kind, value="")
    if noun is not None and not noun["more"] and unit in ("Q", None) and quarter is not None:
        basis = f"'{words}' as of {quarter.date}"
        return Timex(span=span, type=kind, value=quarter.value, date=quarter.date, basis=basis)
    if (year := _spelled_year(words)) is not None and not document.text.startswith("-", span.end):
        return Timex(
            span=span, type=kind, value=str(year), date=Edtf(str(year)), basis=f"'{words}'"
        )
    value = next((_REFERENCES[w] for w in words.lower().split() if w in _REFERENCES), "")
    if not value and unit in _UNTOLD and noun is not None and not noun["more"]:
        value = _year(document.published) + _UNTOLD[unit]
    return Timex(span=span, type=kind, value=value)


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(matches, key=re.Match.start, default=None)


def _length(words: str, noun: re.Match[str] | None, unit: str | None) -> str:
    """How long: "eight trading days", "an additional year", "the years", "a while"."""
    if noun is None or unit is None:
        return "PXX"
    told = _last(re.finditer(rf"(?<!\w){NUMBER}(?!\w)", words[: noun.start()]))
    number = number_of(told[0]) if told is not None else None
    whole = number is not None and number == int(number) and not _GREATER.search(words)
    count = str(int(number)) if number is not None and whole else "X" if noun["more"] else "1"
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


def _spelled_year(words: str) -> int | None:
    """The year that spoken words write: "nineteen ninety-six"."""
    match = _SPELLED.fullmatch(words.strip())
    if match is None:
        return None
    century, tens, ones = (number_of(word) if word else 0 for word in match.groups())
    if century is None or tens is None or ones is None or not (10 <= tens < 100 and ones < 10):
        return None
    return int(century * 100 + tens + ones)


def _year(published: Edtf | None) -> str:
    """The year that is meant where none is told."""
    if published is None or published.earliest.year != published.latest.year:
        return "XXXX"
    return f"{published.earliest.year:04d}"
