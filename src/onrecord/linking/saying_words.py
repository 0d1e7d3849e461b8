"""What the words of a saying, and beside its reporting word, tell of when it was said."""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.document import SegmentKind
from onrecord.core.evidence import Attribution, Timex
from onrecord.core.selectors import Span, hull

PRONOUNS = frozenset({"he", "she", "they"})
_WORD = re.compile(r"\w+")


def is_past(word: str) -> bool:
    """Whether a word is a verb of the past."""
    return word.endswith("ed") or word in data_table("timex.toml")["tense"]["past"]


def has_any(words: str, group: str) -> bool:
    """Whether any word is of a group of words that tell of time."""
    return not set(_WORD.findall(words.lower())).isdisjoint(_saying(group))


@cache
def _saying(group: str) -> frozenset[str]:
    return frozenset(data_table("timex.toml")["saying"][group])


def cue_of(attribution: Attribution) -> Span:
    """The reporting word; where there is none, what stands for it."""
    return hull(attribution.cue or attribution.source or attribution.content)


def carries(text: str, timex: Timex, dated: Attribution, other: Attribution) -> bool:
    """Whether the date of one saying goes for another of the speaker.

    A day does. A look back ("in June he told …") ends with its paragraph, unless the next one
    goes on from it with a pronoun or a word such as "added"; and nothing before it belongs to it.
    """
    if timex.date is None or timex.date.precision in ("day", "interval"):
        return True
    if cue_of(dated).start > cue_of(other).start:
        return False
    if dated.segment.span == other.segment.span:
        return True
    source = hull(other.source).of(text) if other.source else ""
    return has_any(cue_of(other).of(text), "continuing") or source.lower() in PRONOUNS


def is_undated(text: str, attribution: Attribution, cue: Span) -> bool:
    """Whether its words say that it was said at no one time: "has long argued"."""
    words = _WORD.findall(text, max(attribution.segment.span.start, cue.start - 15), cue.end)
    told = _WORD.findall(cue.of(text).lower())
    own = set(told)
    near = own | {word.lower() for word in words[-4:]}
    is_told = attribution.segment.kind is not SegmentKind.PARAGRAPH
    is_act = is_told or any(word.endswith("ing") for word in told)  # "showing support for"
    standing = not (is_act or own.isdisjoint(_saying("standing")))
    return standing or not near.isdisjoint(_saying("undated"))
