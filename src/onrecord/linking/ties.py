"""People told by whose they are: "Okoro's lawyer", "his running mate".

Whoever the document names as somebody's lawyer is meant by "the lawyer" of that person again. Two
lawyers of one person are nobody. A running mate is also known from the offices both stood for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

from onrecord.components import data_table
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.linking.people import Resolver

_OWNED = re.compile(r"(?:['’]s?)?((?:\s+[\w-]+){1,5})")
_BEFORE_NAME = re.compile(r"(?:['’]s?)?((?:\s+[a-z][\w-]*){1,5}),?\s+(?:[A-Z][a-z]*\.\s+)?")
_AFTER_NAME = re.compile(r",?\s+(?:a|an|the|one of)?\s*")
_FOR = re.compile(r",\s+(?:an?|the)((?:\s+[a-z][\w-]*){1,4})\s+(?:for|to|of)\s+")
_LEADS = re.compile(r"\b([a-z]+)\s+(?:for|to|of)\s+$")
_LEAD = 40
"""Code points before a name in which the role of who follows may stand."""
_TICKET = {
    "presidential nominee": "vice presidential nominee",
    "vice presidential nominee": "presidential nominee",
    "presidential candidate": "vice presidential nominee",
}

Tie = tuple[str, str]
"""Whose somebody is, by id, and what."""


class Ties:
    """Who is what to whom, as a document tells it."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._text = resolver.document.text

    @cached_property
    def _told(self) -> dict[Tie, dict[str, Reference]]:
        """Who is told to be somebody's something, by id."""
        told: dict[Tie, dict[str, Reference]] = defaultdict(dict)
        for tie, reference in self._read():
            if reference.id != tie[0]:
                told[tie][reference.id] = reference
        return told

    def meant(self, source: Span, mentions: list[Mention]) -> Reference | None:
        """Whom a source means that only says whose somebody is, None when that cannot be told."""
        for owner in mentions:
            if owner.type is not EntityType.PERSON or owner.span.start != source.start:
                continue
            owned = _OWNED.fullmatch(self._text, owner.span.end, source.end)
            reference = self._resolver.reference(owner)
            kind = _kind(owned[1]) if owned else None
            if reference is None or kind is None:
                return None
            found = self._told.get((reference.id, kind), {})
            if len(found) == 1:
                return next(iter(found.values()))
            return self._running_mate(reference) if kind == "mate" and not found else None
        return None

    def _read(self) -> Iterator[tuple[Tie, Reference]]:
        people = [m for m in self._resolver.mentions if m.type is EntityType.PERSON]
        for first, second in pairwise(people):
            for owner, other, kind in self._beside(first, second):
                whose, who = self._resolver.reference(owner), self._resolver.reference(other)
                if whose is not None and who is not None:
                    yield (whose.id, kind), who

    def _beside(self, first: Mention, second: Mention) -> Iterator[tuple[Mention, Mention, str]]:
        """Of two people named one after the other who is whose: owner, other, and what."""
        start, end = first.span.end, second.span.start
        if second.name is not None:  # "Okoro's lawyer, Ada Vale", "his lawyer Ada Vale"
            between = _BEFORE_NAME.fullmatch(self._text, start, end)
            if between is not None and (kind := _kind(between[1])):
                yield first, second, kind
            leads = _LEADS.search(self._text, max(0, first.span.start - _LEAD), first.span.start)
            if leads is not None and self._text[start:end] == ", " and (kind := _kind(leads[1])):
                yield first, second, kind  # "a lawyer for Okoro, Ada Vale,"
        if first.name is not None:  # "Ada Vale, a lawyer for Okoro", "Ada Vale, his lawyer"
            between = _FOR.fullmatch(self._text, start, end)
            if between is not None and (kind := _kind(between[1])):
                yield second, first, kind
            owned = _OWNED.match(self._text, second.span.end)
            joined = _AFTER_NAME.fullmatch(self._text, start, end) and "," in self._text[start:end]
            if joined and owned is not None and (kind := _kind(owned[1], first=True)):
                yield second, first, kind

    def _running_mate(self, owner: Reference) -> Reference | None:
        """Who stood with somebody for the other office, when the document was published."""
        people, at = self._resolver.people, self._resolver.document.published
        person = people.by_id.get(owner.id)
        if person is None or at is None:
            return None
        wanted = {
            (_TICKET[o.title], o.of)
            for o in person.offices
            if o.title in _TICKET and o.of is not None and o.holds_in(at)
        }
        found = [
            other
            for other in people.register.people
            if other.id != owner.id
            and any((o.title, o.of) in wanted and o.holds_in(at) for o in other.offices)
        ]
        return Reference(found[0].id, found[0].name) if len(found) == 1 else None


def _kind(words: str, *, first: bool = False) -> str | None:
    """What the nouns of a phrase say that somebody is; with `first`, up to the first such noun."""
    nouns = [word.lower() for word in words.split()]
    if first:
        return next((_kinds()[noun] for noun in nouns if noun in _kinds()), None)
    return _kinds().get(nouns[-1]) if nouns else None


@cache
def _kinds() -> dict[str, str]:
    ties: dict[str, str] = data_table("titles.toml")["ties"]
    return {noun: kind for kind, nouns in ties.items() for noun in nouns.split()}
