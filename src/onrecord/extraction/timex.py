"""Temporal expressions of a document as TIMEX3 and EDTF, against the day it was made.

A cheap search for words of time goes over the text first; only sentences that hold one are read
by the rules of the kinds that were found. Of matches that overlap the longest stands. Expressions
are resolved in order, because "a year earlier" counts from the date told before it.
"""

import re
from collections.abc import Iterator

from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction import timex_dates, timex_relative, timex_spans
from onrecord.extraction.timex_calendar import Anchor
from onrecord.extraction.timex_scene import WORDS, Found, Rule, Scene
from onrecord.extraction.words import sentences

_RULES = timex_dates.RULES + timex_relative.RULES + timex_spans.RULES
_TRIGGER = re.compile(
    r"(?<![A-Za-z])(?:"
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)"
    r"(?:day|DAY|\.)|(?:Wed|Tue|Thu)\.)"
    r"|(?P<month>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL"
    r"|AUG|SEP|OCT|NOV|DEC)(?![b-df-hj-km-oq-su-xz]\b))"
    r"|(?P<year>(?:1[5-9]|20)\d\d|['’‘]?[2-9]0s)"
    r"|(?P<day>(?i:yesterday|today|tonight|tomorrow))"
    r"|(?P<weekend>(?i:weekend))"
    r"|(?P<unit>(?i:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur))"
    r"|(?P<century>\d\d(?:th|st)[\s-]century)"
    r"|(?P<quarter>(?i:quarter)|Q[1-4])"
    r"|(?P<season>(?i:spring|summer|fall|autumn|winter)\b)"
    r"|(?P<part>(?i:morning|afternoon|evening|night)\b)"
    r"|(?P<clock>[ap]\.m|[ap]m\b|AM\b|PM\b|A\.M|P\.M|(?i:noon|midday|midnight)\b)"
    r"|(?P<each>(?i:each|every)\s)"
    r"|(?P<time>(?i:that\stime))"
    r"|(?P<holiday>"
    + "|".join(sorted({w.split()[0].split("'")[0] for w in WORDS["holidays"]}))
    + r")"
    r"|(?P<reference>(?i:"
    + "|".join(
        re.escape(w) for w in sorted([*WORDS["references"], *WORDS["sets"]], key=len, reverse=True)
    )
    + r")\b)"
    r")"
)


def temporal_expressions(document: Document) -> tuple[Timex, ...]:
    """The temporal expressions of the parts of a document that tell something, in text order."""
    creation = Anchor.of(document.published)
    story: Edtf | None = None
    found: list[Timex] = []
    for segment in document.told():
        for sentence in _timed_sentences(document.text, segment.span):
            for match, rule in _candidates(document.text, sentence):
                if found and _expression(match).start < found[-1].span.end:
                    continue
                scene = Scene(
                    document.text, sentence.start, sentence.end, creation, Anchor.of(story)
                )
                result = rule.read(match, scene)
                if result is None:
                    continue
                found.append(_timex(match, result, document, story))
                story = _story_after(result, story)
    return tuple(found)


def _story_after(result: Found, story: Edtf | None) -> Edtf | None:
    """The time that the story has come to: "a year earlier" only looks back from there."""
    told = result.moment.date
    looks_back = result.on_story and told is not None and story is not None and told.precedes(story)
    return story if told is None or looks_back else told


def _timed_sentences(text: str, segment: Span) -> Iterator[Span]:
    if _TRIGGER.search(text, segment.start, segment.end) is not None:
        yield from sentences(text, segment)


def _candidates(text: str, sentence: Span) -> list[tuple[re.Match[str], Rule]]:
    """All matches of the rules that the sentence's words of time call for, best first."""
    kinds = {m.lastgroup for m in _TRIGGER.finditer(text, sentence.start, sentence.end)}
    if "quarter" in kinds:
        kinds.add("unit")
    if not kinds:
        return []
    matches = [
        (match, rule)
        for rule in _RULES
        if rule.trigger in kinds
        for match in rule.pattern.finditer(text, sentence.start, sentence.end)
    ]
    return sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end()))


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


def _place(moment: Edtf, anchor: Edtf | None) -> str:
    if anchor is not None and moment.precedes(anchor):
        return f"before {anchor}"
    if anchor is not None and anchor.precedes(moment):
        return f"after {anchor}"
    return f"as of {anchor}"
