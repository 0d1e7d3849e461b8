"""Stretches of time that charts have columns for: days, months, quarters, years, decades.

A date lies in a stretch only if all that it may be does: "in 2018" is in no month.
"""

from calendar import month_abbr, month_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.core.edtf import Edtf

_MOST_COLUMNS = 60
"""On a phone a column is then some six pixels wide."""
_MOSTLY = 0.8
"""A fineness that fewer of the dates have would leave the chart empty."""


class Grain(StrEnum):
    """How long a column is, the shortest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time, from its first to its last day."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """As a reader says it: `July 2018`, `July to September 2018`, `the 2010s`."""
        if self.first == self.last:
            return f"{month_name[self.first.month]} {self.first.day}, {self.first.year}"
        if self._is_decade:
            return f"the {self.first.year}s"
        if self._is_whole_year:
            return str(self.first.year)
        first = month_name[self.first.month]
        if self.first.month == self.last.month:
            return f"{first} {self.first.year}"
        return f"{first} to {month_name[self.last.month]} {self.last.year}"

    @property
    def short(self) -> str:
        """Its name where room is scarce: `Jul 16`, `Jul`, `2018`."""
        if self.first == self.last:
            return f"{month_abbr[self.first.month]} {self.first.day}"
        if self._is_decade:
            return f"{self.first.year}s"
        return str(self.first.year) if self._is_whole_year else month_abbr[self.first.month]

    @property
    def edtf(self) -> Edtf:
        """The same as a date, to ask for."""
        return Edtf.between(self.first, self.last)

    @property
    def _is_whole_year(self) -> bool:
        return (self.first.month, self.last.month) == (1, 12)

    @property
    def _is_decade(self) -> bool:
        return self._is_whole_year and self.last.year - self.first.year == 9


def clipped(when: Edtf) -> tuple[date, date]:
    """Its first and last day; an open end is cut at the end that is known."""
    earliest, latest = when.earliest, when.latest
    if earliest == date.min:
        earliest = latest
    if latest == date.max:
        latest = earliest
    return earliest, latest


def is_open(when: Edtf) -> bool:
    """Whether it has no beginning or no end: it then lies in no stretch of time."""
    return when.earliest == date.min or when.latest == date.max


def period_around(day: date, grain: Grain) -> Period:
    """The stretch of a grain that a day lies in."""
    if grain is Grain.DAY:
        return Period(day, day)
    if grain is Grain.DECADE:
        first = max(1, day.year // 10 * 10)
        return Period(date(first, 1, 1), date(day.year // 10 * 10 + 9, 12, 31))
    length = _MONTHS[grain]
    month = (day.month - 1) // length * length + 1
    last = month + length - 1
    return Period(date(day.year, month, 1), date(day.year, last, monthrange(day.year, last)[1]))


def period_of(when: Edtf, grain: Grain) -> Period | None:
    """The stretch that a date surely lies in; None where it may be in several."""
    if is_open(when):
        return None
    period = period_around(when.earliest, grain)
    return period if when.latest <= period.last else None


def periods(first: date, last: date, grain: Grain) -> list[Period]:
    """All stretches from the one of a day to that of another, those in between included."""
    end = period_around(last, grain).last
    found = [period_around(first, grain)]
    while found[-1].last < end:
        found.append(period_around(date.fromordinal(found[-1].last.toordinal() + 1), grain))
    return found


def fitting_grain(dates: Sequence[Edtf]) -> Grain:
    """The finest that most dates have, and that needs no more columns than there is room for."""
    first = min(clipped(when)[0] for when in dates)
    last = max(clipped(when)[1] for when in dates)
    for grain in Grain:
        within = sum(period_of(when, grain) is not None for when in dates)
        if within >= _MOSTLY * len(dates) and _columns(first, last, grain) <= _MOST_COLUMNS:
            return grain
    return Grain.DECADE


def _columns(first: date, last: date, grain: Grain) -> int:
    if grain is Grain.DAY:
        return last.toordinal() - first.toordinal() + 1
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return -(-months // _MONTHS.get(grain, 120))
