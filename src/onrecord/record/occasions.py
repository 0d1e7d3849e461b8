"""On which occasion it was: what tells the same is cut by date, and deeds by what they count.

A slogan is said many times, and sanctions are imposed again and again. The best dated tellings go
first, the others join the one occasion that their date allows; where several would do, it is not
known which it was, and a telling stays with its near-duplicates. A deed told without a date is
news when its document was published; one retold much later is known by what it counts ("60
diplomats"). Counts that differ make two accounts of a deed, which stand against each other.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from onrecord.core.edtf import Edtf
from onrecord.core.quantities import differ

_SAME_DAYS = 1
"""Papers date one saying a day apart: time zones, and "on Friday" written after midnight."""

_STRICT_DAYS = 31
_NEWS_DAYS = 7
_VAGUE_DAYS = 2


class Bond(StrEnum):
    """How readily a telling joins others that tell the same.

    `plain`: also when it is not dated. `strict`: only where dates say so (words too few to tell an
    occasion). `deed`: where dates, the news of a week or what is counted say so. `family`: only
    within near-duplicates (nobody known spoke or acted).
    """

    PLAIN = "plain"
    STRICT = "strict"
    DEED = "deed"
    FAMILY = "family"

    @property
    def is_sure(self) -> bool:
        """Whether tellings need more than the same words or participants to be one."""
        return self in (Bond.STRICT, Bond.DEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One telling among those that tell the same: what decides on which occasion it was.

    `counts` is what a deed counts, see `quantities`.
    """

    id: str
    family: str
    date: Edtf | None
    published: Edtf | None
    counts: Mapping[str, float] = field(default_factory=dict)


class Days(NamedTuple):
    """A date as day numbers, parsed once; its length is what it leaves open."""

    length: int
    first: int
    last: int

    def meets(self, other: "Days") -> bool:
        """Whether it may be the same time."""
        slack = _SAME_DAYS if max(self.length, other.length) <= _SAME_DAYS else 0
        return self.first - slack <= other.last and other.first - slack <= self.last


def days_of(when: Edtf | None) -> Days:
    """The days of a date; all days without one."""
    if when is None:
        return Days(date.max.toordinal(), 0, date.max.toordinal())
    first, last = when.earliest.toordinal(), when.latest.toordinal()
    return Days(last - first + (_VAGUE_DAYS if when.is_approximate else 0), first, last)


def occasions(sightings: Iterable[Sighting], bond: Bond) -> list[list[Sighting]]:
    """Cut what tells the same by occasion, each with its earliest telling first."""
    if bond is not Bond.FAMILY:
        return _cut(sightings, bond)
    families: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        families.setdefault(sighting.family, []).append(sighting)
    return [part for family in families.values() for part in _cut(family, Bond.PLAIN)]


def _cut(sightings: Iterable[Sighting], bond: Bond) -> list[list[Sighting]]:
    calendar = _Calendar()
    unsure: dict[str, list[Sighting]] = {}
    for days, sighting in sorted(((_days(s, bond), s) for s in sightings), key=_precision):
        part = calendar.part_of(sighting, days, bond)
        if part is not None:
            part.add(sighting)
        elif (bond.is_sure and days.length > _STRICT_DAYS) or calendar.meets(days):
            unsure.setdefault(sighting.family, []).append(sighting)
        else:
            calendar.open(sighting, days)
    parts = (*(part.sightings for part in calendar.parts), *unsure.values())
    return [sorted(part, key=_first_told) for part in parts]


def _days(sighting: Sighting, bond: Bond) -> Days:
    """When it was: if nobody says, before it was told; a deed in the week before."""
    days = days_of(sighting.date)
    if sighting.date is not None or sighting.published is None:
        return days
    told = days_of(sighting.published)
    if bond is not Bond.DEED:
        return days._replace(last=told.last + _SAME_DAYS)
    return Days(told.length + _NEWS_DAYS, told.first - _NEWS_DAYS, told.last)


class _Part:
    """The tellings of one occasion, and what they count."""

    def __init__(self, place: int, days: Days) -> None:
        self.place = place
        self.days = days
        self.sightings: list[Sighting] = []
        self.counts: dict[str, float] = {}

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)
        self.counts = {**sighting.counts, **self.counts}

    def shares_count(self, sighting: Sighting) -> bool:
        return any(self.counts.get(n) == number for n, number in sighting.counts.items())


class _Calendar:
    """The occasions found so far, by their first day; a long one is the best told of its days."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self._firsts: list[tuple[int, int]] = []
        self._longest = 0

    def open(self, sighting: Sighting, days: Days) -> None:
        """A new occasion with its first telling."""
        part = _Part(len(self.parts), days)
        part.add(sighting)
        self.parts.append(part)
        insort(self._firsts, (days.first, part.place))
        self._longest = max(self._longest, days.last - days.first)

    def part_of(self, sighting: Sighting, days: Days, bond: Bond) -> _Part | None:
        """The occasion that a telling belongs to; None where it is a new or an unknown one."""
        near = (p for p in self._around(days) if not differ(p.counts, sighting.counts))
        if bond.is_sure and days.length > _STRICT_DAYS:
            near = (part for part in near if part.shares_count(sighting))
        if days.length <= _SAME_DAYS:
            return min(near, key=lambda part: part.place, default=None)
        found = list(islice(near, 2))
        if not found and bond is Bond.DEED and sighting.date is None:
            found = list(islice(self._retold(sighting, days), 2))
        return found[0] if len(found) == 1 else None

    def meets(self, days: Days) -> bool:
        """Whether several occasions would do: which one it was is not known."""
        return days.length > _SAME_DAYS and len(list(islice(self._around(days), 2))) > 1

    def _retold(self, sighting: Sighting, days: Days) -> Iterator[_Part]:
        """Earlier occasions that count what the telling counts."""
        before = Days(date.max.toordinal(), 0, days.last)
        return (p for p in self._around(before) if p.shares_count(sighting))

    def _around(self, days: Days) -> Iterator[_Part]:
        low = bisect_left(self._firsts, (days.first - _SAME_DAYS - self._longest, 0))
        high = bisect_right(self._firsts, (days.last + _SAME_DAYS, len(self.parts)))
        for place in range(low, high):
            part = self.parts[self._firsts[place][1]]
            if part.days.meets(days):
                yield part


def _precision(dated: tuple[Days, Sighting]) -> tuple[bool, Days, str, str]:
    days, sighting = dated
    return sighting.date is None, days, str(sighting.date or ""), sighting.id


def _first_told(sighting: Sighting) -> tuple[date, str]:
    return sighting.published.earliest if sighting.published else date.max, sighting.id
