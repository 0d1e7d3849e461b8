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


@dataclass(frozen=True, slots=True)
class Setting:
    """Occasion, medium and date of a saying; each None where the sentence names none."""

    occasion: Span | None
    medium: str | None
    timex: Timex | None


def setting(
    text: str, sentence: Span, content: tuple[Span, ...], cue: tuple[Span, ...], dated: list[Timex]
) -> Setting:
    """The setting that a sentence gives to what is said in it.

    Args:
        text: the document's text.
        sentence: the sentence, or sentences, of source and cue.
        content: what is said, by whomever, anywhere in the sentence.
        cue: the reporting words.
        dated: the temporal expressions inside the sentence.
    """
    timex = _nearest(cue, [t for t in dated if not any(c.overlaps(t.span) for c in content)])
    for piece in _outside(sentence, content):
        if _named().search(text, piece.start, piece.end) is None:
            continue  # the pattern below is slow
        match = _occasions().search(text, piece.start, piece.end)
        if match is not None:
            noun = " ".join(match["noun"].split())
            return Setting(_occasion(text, match), _media()[noun.lower()], timex)
    for piece in _outside(sentence, content):
        match = _REPORTERS.search(text, piece.start, piece.end)
        if match is not None:
            return Setting(_occasion(text, match), None, timex)
    reported = " ".join(span.of(text) for span in cue).lower().split()
    verbs = _media_of_verbs()
    return Setting(None, next((verbs[w] for w in reported if w in verbs), None), timex)


def _nearest(cue: tuple[Span, ...], dated: list[Timex]) -> Timex | None:
    if not cue or not dated:
        return None
    head = cue[0]

    def distance(timex: Timex) -> int:
        return max(timex.span.start - head.end, head.start - timex.span.end)

    return min((t for t in dated if t.type in ("DATE", "TIME")), key=distance, default=None)


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
    if words == match.groupdict().get("noun"):  # "on Twitter": a medium and no occasion
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
        rf"[^,.;:“”\"()]{{0,50}}?\b(?P<noun>{_nouns()})\b"
        r"(?:\s+(?:in|with|at|to|for|of|from|by|between|after)\s+[^,.;:“”\"()]*)?)",
    )


def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = data_table("cues.toml")["medium"]
    return table
