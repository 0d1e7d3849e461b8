"""What a search asks for."""

import re
from dataclasses import dataclass

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence

RANKED = 5_000
"""Tellings that are ranked: of more that hold the words, those added last. It takes 40 ms."""
_PART = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search: all of the words, a phrase in double quotation marks as a whole.

    Attributes:
        person: id of who spoke or acted.
        topic: id of a topic.
        since: the first, and `until` the last day; what has no date is then left out.
        limit: how many pieces of evidence at most, the nearest first.
    """

    words: str
    person: str | None = None
    topic: str | None = None
    since: Edtf | None = None
    until: Edtf | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, the nearest first.

    Attributes:
        is_cut: more than `RANKED` hold the words: those added last were looked at.
    """

    evidence: tuple[Evidence, ...]
    is_cut: bool


def phrases(words: str) -> tuple[str, ...]:
    """The words and phrases that a user asks for; none when they hold no letter or digit."""
    parts = (quoted or bare for quoted, bare in _PART.findall(words))
    plain = (part.replace('"', " ").replace("\0", " ").strip() for part in parts)
    return tuple(part for part in plain if re.search(r"\w", part))


def within(when: Edtf | None, since: Edtf | None, until: Edtf | None) -> bool:
    """Whether a date may lie between two others; one that is not known lies in no limits."""
    if when is None:
        return since is None and until is None
    return (since is None or when.latest >= since.earliest) and (
        until is None or when.earliest <= until.latest
    )
