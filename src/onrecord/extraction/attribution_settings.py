"""Where, by what means and when something was said, as the sentence around it words it.

Only words outside the content count: "Vale said the rally on Friday was large" says nothing of
when or where Vale said so.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.components import data_table
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span, trimmed
from onrecord.extraction.attribution_cues import word_set

_TIME = (
    r"(?:on\s+)?(?:(?:early|late)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today"
    r"|tonight|last (?:week|month|year|night)|this (?:week|month|year|morning)|earlier|Jan|Feb|Mar"
    r"|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
_REPORTERS = re.compile(
    r"\btold (?:reporters|journalists|the press)\s+"
    r"(?P<occasion>(?:aboard|on|in|at|outside|inside|during|after|before|near)\s+"
    r"(?!" + _TIME + r")[^,.;:“”\"]+)"
)
_PLATFORMS = ("Twitter", "Facebook", "Instagram", "Truth Social")
_NEAR = 45
"""Code points between cue and date: room for an addressee and a place."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Occasion, medium and date of a saying; each None where the sentence names none."""

    occasion: Span | None
    medium: str | None
    timex: Timex | None


def setting(
    text: str, sentence: Span, content: tuple[Span, ...], lead: Span, dated: list[Timex]
) -> Setting:
    """The setting that a sentence gives to what is said in it.

    Args:
        text: the document's text.
        sentence: the sentence, or sentences, of source and cue.
        content: what is said, by whomever, anywhere in the sentence.
        lead: source and cue, and what stands between.
        dated: the temporal expressions inside the sentence.
    """
    timex = _dated(text, sentence, lead, [t for t in dated if not _within(t, content)])
    for piece in _outside(sentence, content):
        match = _REPORTERS.search(text, piece.start, piece.end)
        if match is not None:
            named = _named().search(match["occasion"])
            medium = _media()[_key(named.group())] if named else None
            return Setting(_occasion(text, match), medium, timex)
        if _named().search(text, piece.start, piece.end) is None:
            continue  # the pattern below is slow
        match = _occasions().search(text, piece.start, piece.end)
        if match is not None:
            medium = _media()[_key(match["noun"])]
            return Setting(_occasion(text, match), medium, timex)
    reported = lead.of(text).lower().split()
    verbs = _media_of_verbs()
    return Setting(None, next((verbs[w] for w in reported if w in verbs), None), timex)


def _key(noun: str) -> str:
    return " ".join(noun.lower().split())


def _within(timex: Timex, content: tuple[Span, ...]) -> bool:
    return any(piece.overlaps(timex.span) for piece in content)


def _dated(text: str, sentence: Span, lead: Span, dated: list[Timex]) -> Timex | None:
    """The date right after source and cue, right before them, or at the sentence's start."""
    for timex in dated:
        if timex.type not in ("DATE", "TIME"):
            continue
        span = timex.span
        if lead.contains(span):
            return timex
        if span.start >= lead.end:
            between = text[lead.end : span.start]
            if len(between) <= _NEAR and not re.search(r"[,;:“”\"]", between):
                return timex
        elif lead.start - span.end <= 2 or _is_fronted(text, sentence, span):
            return timex
    return None


def _is_fronted(text: str, sentence: Span, timex: Span) -> bool:
    """Whether a date stands before the first comma of "On Friday, …", "Asked on Friday if …,"."""
    before = text[sentence.start : timex.start]
    words = before.lower().split()
    return "," not in before and (not words or words[0] in word_set("fronted"))


def _outside(sentence: Span, content: tuple[Span, ...]) -> list[Span]:
    pieces, start = [], sentence.start
    for piece in sorted(c for c in content if c.overlaps(sentence)):
        if piece.start > start:
            pieces.append(Span(start, piece.start))
        start = max(start, piece.end)
    if start < sentence.end:
        pieces.append(Span(start, sentence.end))
    return pieces


def _occasion(text: str, match: re.Match[str]) -> Span | None:
    words = match["occasion"]
    if match.groupdict().get("noun") in (words, *_PLATFORMS):  # "on Twitter": a medium only
        return None
    time = re.search(r"\s+" + _TIME + r"\b", words)
    end = match.start("occasion") + (time.start() if time else len(words))
    return trimmed(text, match.start("occasion"), end)


@cache
def _media() -> dict[str, str]:
    return {n.lower(): medium["name"] for medium in _table() for n in medium["nouns"]}


@cache
def _media_of_verbs() -> dict[str, str]:
    return {w: medium["name"] for medium in _table() for w in medium.get("words", ())}


def _nouns() -> str:
    nouns = sorted((n for m in _table() for n in m["nouns"]), key=len, reverse=True)
    return "|".join(re.escape(noun).replace(r"\ ", r"\s+") for noun in nouns)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns()})\b")


@cache
def _occasions() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Ff]ollowing|[Aa]fter|[Tt]o)\s+"
        r"(?:(?:an?|the|his|her|their|this|that|one|another)\s+|(?=[A-Z]))(?P<occasion>"
        rf"(?:(?!\b(?:of|for|that|which|and|with|in|on|at|to)\b)[^,.;:“”\"()]){{0,50}}?\b(?P<noun>{_nouns()})\b"
        r"(?:\s+(?:in|with|at|to(?=\s+(?:the\b|a\b|[A-Z]))|for|of|from|by|between|after)\s+[^,.;:“”\"()]*)?)",
    )


def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = data_table("cues.toml")["medium"]
    return table
