"""Lines of a page that nobody said, by their wording: share bars, links, captions, bylines.

The patterns are plain data (`data/segments.toml`). Each must match from the start of a line, and
lines longer than a few sentences are never clutter, so that no paragraph is lost to a word in it.
"""

import re
from collections.abc import Iterable
from functools import cache

from onrecord.components import data_table
from onrecord.core.document import SegmentKind

_LONGEST = 500
_CAPTION_WORDS = 70
_CREDIT_WORDS = 14
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")
_DATED = re.compile(r"[,.] (?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\.?$")


def table() -> dict[str, list[str]]:
    """The patterns and word lists of `data/segments.toml`."""
    return data_table("segments.toml")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the lists of patterns, as one expression."""
    return either(table()[name])


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that matches what any of these does, in either case."""
    return re.compile("(?:" + "|".join(f"(?:{one})" for one in patterns) + ")", re.IGNORECASE)


@cache
def _agency_credit() -> re.Pattern[str]:
    """`Ada Vale | TASS | Getty Images`, `Ada Vale/AP`, `REUTERS/Ada Vale`, `AFP`."""
    agency = either(table()["agencies"]).pattern
    # taken whole, and its hyphens too, but before an agency: else "A-A-A-A" has 2^n readings
    name = rf"(?-i:[A-Z])(?:[\w.’']|-(?=\w)(?!{agency}))*+"
    names = rf"{name}(?: {name}){{0,3}}"
    divider = r" ?(?:\||/|,|for|via|—|-|–) ?"
    return re.compile(
        rf"\(?(?:photo(?:graph)?: ?)?(?:© ?)?"
        rf"(?:(?:{names}{divider})*(?:{agency})(?:{divider}(?:{names}|{agency}))*)\)?\W*",
        re.IGNORECASE,
    )


def wording_kind(line: str) -> SegmentKind | None:
    """What a line is by its words alone; None when it may be a paragraph, heading or title."""
    if len(line) > _LONGEST:
        return None
    if pattern("boilerplate").match(line):
        return SegmentKind.BOILERPLATE
    teaser = pattern("teaser").match(line)
    if teaser and (_points(teaser.group(), line[teaser.end() :]) or not ends_sentence(line)):
        return SegmentKind.TEASER
    words = line.count(" ") + 1
    if words <= _CREDIT_WORDS and is_credit(line):
        return SegmentKind.CREDIT
    if words <= _CAPTION_WORDS and (pattern("caption").match(line) or _holds_caption(line)):
        return SegmentKind.CAPTION
    return SegmentKind.BYLINE if pattern("byline").match(line) else None


def _holds_caption(line: str) -> bool:
    """Whether words anywhere in a line are a caption's; most lines have no mark that these need."""
    lower = line.lower()
    marked = any(mark in lower for mark in table()["caption_marks"])
    return marked and pattern("caption_within").search(line) is not None


def _points(opening: str, rest: str) -> bool:
    """Whether an opening such as `Read more:` names what follows, and does not quote it."""
    return ":" in opening and rest.lstrip()[:1] not in ("“", '"')


def is_credit(line: str) -> bool:
    """Whether a short line only says who made a picture."""
    return _agency_credit().fullmatch(line) is not None or (
        pattern("credit").match(line) is not None and not _ENDS_SENTENCE.search(line)
    )


def is_caption_beside_credit(line: str) -> bool:
    """Whether a line before a credit says what a picture shows."""
    if line.count(" ") >= _CAPTION_WORDS or "“" in line or '"' in line:
        return False
    return _DATED.search(line) is not None or _shown().search(line) is not None


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(rf"\b{either(table()['caption_verbs']).pattern}\b", re.IGNORECASE)


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, closing marks aside."""
    return _ENDS_SENTENCE.search(line) is not None


def plain(line: str) -> str:
    """A line to compare by: no case, no punctuation at its ends, single spaces, straight marks."""
    straight = line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(straight.split()).strip(" .,:;\"'!?-–—").lower()
