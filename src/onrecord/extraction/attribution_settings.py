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
_SHOW = r"(?:[\"“‘']|'')(?P<show>[^\"“”’\n]{2,40}?)[,.]?(?:[\"”’']|'')"
_BROADCAST = re.compile(
    rf"\b(?:episode|broadcast|edition|taping)\s+of\s+(?P<occasion>{_SHOW}|[A-Z]\w+(?:\s[A-Z]\w+)*)"
)
_HALL = re.compile(
    r"\b(?:told|telling|tells)\s+(?:the|an?|his|her|their|some)\s+(?:[\w-]+\s+){0,2}"
    r"(?:crowd|audience|supporters|rallygoers|rally-goers|gathering|delegates|congregation)\b"
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
    pieces = _outside(sentence, content)
    event = _by_event(text, pieces) or _by_outlet(text, pieces)
    if event is not None:
        return Setting(*event, timex)
    return Setting(None, _by_lead(text, _outside(lead, content)), timex)


def _by_event(text: str, pieces: list[Span]) -> tuple[Span | None, str | None] | None:
    """An event or a text that it was said in: "at a rally in Brenn", "in a statement"."""
    for piece in pieces:
        match = _REPORTERS.search(text, piece.start, piece.end)
        if match is not None:
            named = _named().search(match["occasion"])
            return _occasion(text, match), _media()[_key(named.group())] if named else None
        if _named().search(text, piece.start, piece.end) is None:
            continue  # the pattern below is slow
        match = _occasions().search(text, piece.start, piece.end)
        if match is not None:
            return _occasion(text, match), _media()[_key(match["noun"])]
    return None


def _by_outlet(text: str, pieces: list[Span]) -> tuple[Span | None, str | None] | None:
    """To whom it was said: a newspaper, a station or its programme, a hall full of people."""
    for piece in pieces:
        match = _BROADCAST.search(text, piece.start, piece.end) or _outlets().search(
            text, piece.start, piece.end
        )
        if match is not None:
            name = "occasion" if match["show"] is None else "show"
            return trimmed(text, *match.span(name)), "interview"
        if _HALL.search(text, piece.start, piece.end) is not None:
            return None, "speech/rally"
    return None


def _by_lead(text: str, pieces: list[Span]) -> str | None:
    """The medium that source and cue name: "tweeted", "the report found", "sent a letter"."""
    for piece in pieces:
        words = piece.of(text)
        verbs = _media_of_verbs()
        medium = next((verbs[word] for word in words.lower().split() if word in verbs), None)
        if medium is not None:
            return medium
        noun = _texts().match(words)
        if noun is not None:
            return _media()[_key(noun["noun"])]
    return None


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
        r"(?:(?:an?|the|his|her|their|this|that|one|another)\s+|(?=[A-Z])|(?<=[Dd]uring\s))"
        r"(?P<occasion>"
        rf"(?:(?!\b(?:of|for|that|which|and|with|in|on|at|to)\b)[^,.;:“”\"()]){{0,50}}?\b(?P<noun>{_nouns()})\b"
        r"(?:\s+(?:in|with|at|to(?=\s+(?:the\b|a\b|[A-Z]))|for|of|from|by|between|after)\s+[^,.;:“”\"()]*)?)",
    )


@cache
def _texts() -> re.Pattern[str]:
    """A text as what speaks or was sent: "the Brenn report", but not "the author of the report"."""
    texts = (m["nouns"] for m in _table() if m["name"] in ("written statement", "poll"))
    nouns = "|".join(re.escape(noun) for group in texts for noun in group)
    return re.compile(
        rf"(?:(?!\b(?:of|for|on|by|who|behind|about)\b).)*?\b(?P<noun>{nouns})\b", re.S
    )


@cache
def _outlets() -> re.Pattern[str]:
    """A newspaper or a station that was told something, or a station that it was said on."""
    words = data_table("cues.toml")["outlets"]
    stations = "|".join(re.escape(name) for name in words["stations"])
    papers = "|".join(re.escape(name) for name in words["papers"])
    heads = rf"(?:[A-Z][\w.&-]*\s+){{0,4}}(?:{'|'.join(words['heads'])})"
    owned = rf"(?:['’]s?\s+(?:{_SHOW}|[A-Z]\w+(?:\s+[A-Z]\w+)*))?"
    return re.compile(
        rf"\b(?:(?:told|tells|telling)\s+(?=(?:[Tt]he\s+)?(?:{stations}|{papers}|{heads})\b)"
        rf"|[Oo]n\s+(?=(?:{stations})\b))"
        rf"(?P<occasion>(?:[Tt]he\s+)?(?:{stations}|{papers}|{heads}){owned})(?![\w’'])"
    )


def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = data_table("cues.toml")["medium"]
    return table
