"""Temporal expressions of a document as TIMEX3 and EDTF, against the day it was made.

Each word is first looked at by itself, and what it may tell of time is kept; only sentences that
hold such words are read, by the rules of the kinds that were found. Of matches that overlap the
longest stands. Expressions are resolved in order, because "a year earlier" counts from the date
told before it.
"""

import re
from functools import lru_cache

from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction import timex_dates, timex_relative, timex_spans
from onrecord.extraction.timex_calendar import Anchor
from onrecord.extraction.timex_scene import WORDS, Found, Rule, Scene, any_of
from onrecord.extraction.words import sentences, words

_RULES = timex_dates.RULES + timex_relative.RULES + timex_spans.RULES
_KINDS_KEPT = 50_000
_TRIGGER = re.compile(
    r"(?<![A-Za-z])(?:"
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)"
    r"(?:day|DAY|\.|$)|(?:Wed|Tue|Thu)(?:\.|$))"
    r"|(?P<month>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL"
    r"|AUG|SEP|OCT|NOV|DEC)(?![b-df-hj-km-oq-su-xz]\b))"
    r"|(?P<year>(?:1[5-9]|20)\d\d|['’‘]?[2-9]0s)"
    r"|(?P<day>(?i:yesterday|today|tonight|tomorrow))"
    r"|(?P<weekend>(?i:weekend))"
    r"|(?P<unit>(?i:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur))"
    r"|(?P<century>\d\d(?:th|st)$)"
    r"|(?P<quarter>(?i:quarter)|Q[1-4])"
    r"|(?P<season>(?i:spring|summer|fall|autumn|winter)\b)"
    r"|(?P<part>(?i:morning|afternoon|evening|night)\b)"
    r"|(?P<clock>[ap]\.m|[ap]m\b|AM\b|PM\b|A\.M|P\.M|(?i:noon|midday|midnight)\b)"
    r"|(?P<each>(?i:each|every)$)"
    r"|(?P<time>(?i:time))"
    r"|(?P<holiday>"
    + "|".join(sorted({w.split()[0].split("'")[0] for w in WORDS["holidays"]}))
    + r")"
    r")"
)
"""What a single word may tell of time."""
_OTHERS = {
    "reference": {words.split()[-1] for words in (*WORDS["references"], *WORDS["sets"])},
    "way": frozenset("ago earlier prior previously later now today early late".split()),
}
"""Other words that rules ask for: what phrases end in, and what makes a length a date."""
_OTHER = {
    kind: re.compile(rf"(?<![A-Za-z]){any_of(words)}\b", re.IGNORECASE)
    for kind, words in _OTHERS.items()
}


def temporal_expressions(document: Document) -> tuple[Timex, ...]:
    """The temporal expressions of the parts of a document that tell something, in text order."""
    creation = Anchor.of(document.published)
    story: Edtf | None = None
    told: Anchor | None = None
    day: Edtf | None = None
    found: list[Timex] = []
    for segment in document.told():
        for sentence in sentences(document.text, segment.span):
            for match, rule in _candidates(document.text, sentence):
                if found and _expression(match).start < found[-1].span.end:
                    continue
                scene = Scene(
                    document.text, sentence.start, sentence.end, creation, told, Anchor.of(day)
                )
                result = rule.read(match, scene)
                if result is None:
                    continue
                basis = day if result.moment.date == day else story
                found.append(_timex(match, result, document, basis))
                after = _story_after(result, story)
                if after != story:
                    story, told = after, Anchor.of(after)
                    day = after if after is not None and after.precision == "day" else day
    return tuple(found)


def _story_after(result: Found, story: Edtf | None) -> Edtf | None:
    """The time that the story has come to: "a year earlier" only looks back from there."""
    told = result.moment.date
    looks_back = result.on_story and told is not None and story is not None and told.precedes(story)
    return story if told is None or looks_back else told


def _candidates(text: str, sentence: Span) -> list[tuple[re.Match[str], Rule]]:
    """All matches of the rules that the sentence's words of time call for, best first."""
    kinds = {kind for found in map(_kinds, words(text, sentence).texts) if found for kind in found}
    if not kinds:
        return []
    matches = [
        (match, rule)
        for rule in _RULES
        if rule.trigger <= kinds
        for match in rule.pattern.finditer(text, sentence.start, sentence.end)
    ]
    return sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end()))


@lru_cache(maxsize=_KINDS_KEPT)
def _kinds(word: str) -> frozenset[str]:
    """The kinds of expressions that a word may belong to."""
    kinds = {match.lastgroup or "" for match in _TRIGGER.finditer(word)}
    if "quarter" in kinds:
        kinds.add("unit")
    kinds |= {kind for kind, pattern in _OTHER.items() if pattern.search(word) is not None}
    return frozenset(kinds)


def _expression(match: re.Match[str]) -> Span:
    group = "timex" if "timex" in match.re.groupindex else 0
    return Span(match.start(group), match.end(group))


def _timex(match: re.Match[str], result: Found, document: Document, story: Edtf | None) -> Timex:
    span = _expression(match)
    moment = result.moment
    basis = None
    if moment.date is not None:
        words = f"'{span.of(document.text)}'"
        basis = f"{words} {_place(moment.date, document.published)}" if result.relative else words
        if result.on_story and story is not None:
            basis = f"{words} {_place(moment.date, story)}"
    return Timex(span=span, type=result.type, value=moment.value, date=moment.date, basis=basis)


@lru_cache(maxsize=1024)
def _place(moment: Edtf, anchor: Edtf | None) -> str:
    if anchor is not None and moment.precedes(anchor):
        return f"before {anchor}"
    if anchor is not None and anchor.precedes(moment):
        return f"after {anchor}"
    return f"as of {anchor}"
