"""One deed that sources tell differently: whether it was done, how much, when, and by whom.

Sanctions are imposed again and again, and two deeds of one kind are no dispute. So one deed it is
only where its time is the same and the other account is of another number or outcome, where its
number is the same and its day another, or where two people lay it at different doors.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.core.evidence import Action
from onrecord.core.findings import Evidence
from onrecord.core.quantities import differ, quantities
from onrecord.synthesis.contrasts import DENIED, NUMBER
from onrecord.synthesis.dates import days_between
from onrecord.synthesis.selection import standing, weightiest
from onrecord.synthesis.tension_signals import JOINED, is_realised, is_undone

_ANOTHER_DAY = "other_date"
_ANOTHER_ACTOR = "other_actor"
_SAME_DEED = "same_deed"
_DAYS_APART = 31
"""A day and the next are one: papers date a deed by the hour of their own place. After a month a
deed that counts the same is another one of its kind."""
_BEST_OF_A_GROUP = 8
_BLAMED = frozenset({"assault", "coerce"})
"""Deeds that are done by one side: two may both impose sanctions, or meet the same guest."""


def pairs_of_deeds(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Deeds of one kind toward one target, the most told ones of each group."""
    groups: dict[tuple[str, str | None, tuple[str, ...]], list[Evidence]] = defaultdict(list)
    for item in evidence:
        telling = item.telling
        if isinstance(telling, Action) and telling.target:
            groups[telling.type, telling.instrument, telling.target].append(item)
    for group in groups.values():
        yield from combinations(weightiest(group, _BEST_OF_A_GROUP, by=standing), 2)


def told_elsewhere(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Deeds as a document tells them that is not their best source, and the words right after.

    A deed that forty papers tell is shown as the best of them has it, but what one adds in the same
    breath ("…, although he was against it") stands beside its own telling only.
    """
    places: dict[str, list[tuple[Evidence, int]]] = defaultdict(list)
    for item in evidence:
        if isinstance(item.telling, Action):
            for number, citation in enumerate(item.citations[1:], 1):
                places[citation.selector.document].append((item, number))
    for words in evidence:
        selector = words.citations[0].selector
        for deed, number in places.get(selector.document, ()):
            told = deed.citations[number]
            if 0 < selector.span.start - told.selector.span.end <= JOINED:
                rest = (*deed.citations[:number], *deed.citations[number + 1 :])
                yield replace(deed, citations=(told, *rest)), words


def disputed_deed(a: Evidence, b: Evidence) -> frozenset[str]:
    """The signs that independent sources tell one deed differently; none where they do not."""
    if not _are_of_one_kind(a, b) or {c.group for c in a.citations} & {
        c.group for c in b.citations
    }:
        return frozenset()
    if a.who != b.who:
        blamed = _are_at_one_time(a, b) and _is_laid_at_two_doors(a, b)
        return frozenset({_SAME_DEED, _ANOTHER_ACTOR}) if blamed else frozenset()
    if a.who is None:
        return frozenset()
    counts, others = quantities(a.exact), quantities(b.exact)
    if _are_at_one_time(a, b):
        if _is_contrary(a, b):
            return frozenset({_SAME_DEED, DENIED})
        return frozenset({_SAME_DEED, NUMBER}) if differ(counts, others) else frozenset()
    same = counts.items() & others.items() and not differ(counts, others)
    if same and _are_close(a, b) and is_realised(a) and is_realised(b):
        return frozenset({_SAME_DEED, _ANOTHER_DAY})
    return frozenset()


def _are_of_one_kind(a: Evidence, b: Evidence) -> bool:
    first, second = a.telling, b.telling
    return (
        isinstance(first, Action)
        and isinstance(second, Action)
        and (first.type, first.instrument, first.target)
        == (second.type, second.instrument, second.target)
    )


def _are_at_one_time(a: Evidence, b: Evidence) -> bool:
    return a.date is not None and b.date is not None and a.date.overlaps(b.date)


def _is_contrary(a: Evidence, b: Evidence) -> bool:
    """Whether it is told as done and as not done."""
    return {is_realised(a), is_realised(b)} == {True, False} == {is_undone(a), is_undone(b)}


def _are_close(a: Evidence, b: Evidence) -> bool:
    """Whether they are told of two days, or months, that may be confused."""
    if a.date is None or b.date is None:
        return False
    apart = max(days_between(a.date, b.date), days_between(b.date, a.date))
    return 1 < apart <= _DAYS_APART


def _is_laid_at_two_doors(a: Evidence, b: Evidence) -> bool:
    """Whether it is the word of two people against each other that one and another did it."""
    first, second = a.telling, b.telling
    return (
        isinstance(first, Action)
        and isinstance(second, Action)
        and first.type in _BLAMED
        and a.who is not None
        and b.who is not None
        and bool(first.target)
        and None not in (first.told_by, second.told_by)
        and is_realised(a)
        and is_realised(b)
    )
