"""Independent occasions: what counts as one observation of a position, and who observed it.

One speech yields twenty sentences, a paper tells it again, a wire copy forty times. A position is
seen on an occasion: a day on which the person spoke, or acted. How many sentences and reports tell
of it changes nothing. And what one author alone tells, however long, is one account: selected
once, wrong once. See docs/decisions/0002-independent-occasions.md.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from onrecord.core.document import Kind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Action
from onrecord.core.findings import Citation, Evidence
from onrecord.synthesis.dates import sort_key
from onrecord.synthesis.selection import Subject, in_order

_FIRST_HAND = frozenset({Kind.POST, Kind.TRANSCRIPT, Kind.OFFICIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day of words or of deeds, as the record tells it, and which way it points on average."""

    date: Edtf
    evidence: tuple[Evidence, ...]
    direction: float
    deed: bool


def occasions(evidence: Iterable[Evidence], subject: Subject) -> tuple[Occasion, ...]:
    """The dated occasions with a clear direction toward the topic, in order; deeds apart."""
    pointed = [item for item in evidence if subject.direction(item) is not None]
    made = [
        _occasion(group, subject, deed=deed)
        for deed in (False, True)
        for group in by_day(i for i in pointed if isinstance(i.telling, Action) is deed)
    ]
    return tuple(sorted(made, key=lambda o: (*sort_key(o.date), o.deed, o.evidence[0].id)))


def by_day(evidence: Iterable[Evidence]) -> list[tuple[Evidence, ...]]:
    """Dated evidence by the day it is of.

    What is dated vaguely ("in 2019") may be of a day that is told already: it is put with the first
    that it may be, and is an occasion of its own only where there is none.
    """
    groups: dict[Edtf, list[Evidence]] = {}
    dated = [(item.date, item) for item in evidence if item.date is not None]
    for date, item in sorted(dated, key=lambda pair: (_days(pair[0]), pair[0].text, pair[1].id)):
        home = date
        if date not in groups and _days(date):
            home = min((day for day in groups if day.overlaps(date)), key=sort_key, default=date)
        groups.setdefault(home, []).append(item)
    return [in_order(groups[day]) for day in sorted(groups, key=sort_key)]


def _days(date: Edtf) -> int:
    return (date.latest - date.earliest).days


def _occasion(group: tuple[Evidence, ...], subject: Subject, *, deed: bool) -> Occasion:
    dates = [item.date for item in group if item.date is not None]
    directions = [d for item in group if (d := subject.direction(item)) is not None]
    return Occasion(
        date=min(dates, key=lambda date: (_days(date), sort_key(date))),
        evidence=group,
        direction=fmean(directions),
        deed=deed,
    )


def sources(evidence: Iterable[Evidence]) -> int:
    """How many independent sources tell of the evidence.

    Documents of one near-duplicate group are one source, and so are those of one publisher. A
    first-hand document (post, transcript, official text) is a source by itself: nobody chose what
    it tells.
    """
    linked: dict[str, set[str]] = defaultdict(set)
    for item in evidence:
        for citation in item.citations:
            group, publisher = f"group {citation.group}", _publisher(citation)
            linked[group].add(publisher or group)
            if publisher:
                linked[publisher].add(group)
    count, seen = 0, set[str]()
    for start in linked:
        count += start not in seen
        reached = [start]
        while reached:
            key = reached.pop()
            if key not in seen:
                seen.add(key)
                reached += linked[key]
    return count


def _publisher(citation: Citation) -> str | None:
    if citation.kind in _FIRST_HAND or not citation.publisher:
        return None
    return f"publisher {citation.publisher.casefold()}"
