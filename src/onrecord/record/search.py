"""What a search asks for, and the same in the words of SQLite's full-text index."""

import re
from dataclasses import dataclass

from onrecord.core.edtf import Edtf

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


def expression(words: str) -> str | None:
    """The full-text expression for a user's words; None when they hold no letter or digit."""
    phrases = (quoted or bare for quoted, bare in _PART.findall(words))
    plain = (phrase.replace('"', " ").replace("\0", " ").strip() for phrase in phrases)
    return " ".join(f'"{phrase}"' for phrase in plain if re.search(r"\w", phrase)) or None


def within(when: Edtf | None, since: Edtf | None, until: Edtf | None) -> bool:
    """Whether a date may lie between two others; one that is not known lies in no limits."""
    if when is None:
        return since is None and until is None
    return (since is None or when.latest >= since.earliest) and (
        until is None or when.earliest <= until.latest
    )
