"""Calendar arithmetic: from a known day, month or year to the moment that words count from it.

Every moment is kept twice: as TIMEX3 writes it (`1998-W08`, ISO weeks) and as EDTF with no more
precision than the words have (a week is Sunday to Saturday, as American news counts).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.core.edtf import Edtf, week_of

_SEASON_LETTERS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}

_QUARTER = re.compile(r"\d{4}-(3[3-6])~?")
_FIRST_YEAR, _LAST_YEAR = 1200, 9000
"""Years that can be counted from without leaving the calendar."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved expression: TIMEX3 value, and EDTF where there is one."""

    value: str
    date: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What expressions are counted from; finer parts are None when not known."""

    year: int
    month: int | None = None
    day: date | None = None
    quarter: int | None = None

    @classmethod
    def of(cls, moment: Edtf | None) -> "Anchor | None":
        """The anchor that a date gives; None for no date, an interval or a vague one."""
        if moment is None:
            return None
        first, last = moment.earliest, moment.latest
        if not _FIRST_YEAR <= first.year <= last.year <= _LAST_YEAR:
            return None
        if first == last:
            return cls(first.year, first.month, first)
        if (first.year, first.month) == (last.year, last.month):
            return cls(first.year, first.month)
        quarter = _QUARTER.fullmatch(moment.text)
        if quarter is not None:
            return cls(first.year, quarter=int(quarter[1]) - 32)
        return cls(first.year) if first.year == last.year else None


@lru_cache(maxsize=4096)
def on_day(day: date) -> Moment:
    """A day."""
    return Moment(day.isoformat(), Edtf.of_day(day))


@lru_cache(maxsize=4096)
def in_month(year: int, month: int) -> Moment:
    """A month."""
    return Moment(f"{year:04d}-{month:02d}", Edtf.of_month(year, month))


@lru_cache(maxsize=4096)
def in_year(year: int) -> Moment:
    """A year."""
    return Moment(f"{year:04d}", Edtf(f"{year:04d}"))


def in_decade(year: int) -> Moment:
    """The decade that the year lies in."""
    return Moment(f"{year // 10}", Edtf(f"{year // 10}X"))


def in_century(number: int) -> Moment:
    """The 20th century is 19XX."""
    return Moment(f"{number - 1:02d}", Edtf(f"{number - 1:02d}XX"))


def in_quarter(year: int, quarter: int) -> Moment:
    """A quarter of a year."""
    return Moment(f"{year:04d}-Q{quarter}", Edtf(f"{year:04d}-{32 + quarter}"))


def in_half(year: int, half: int) -> Moment:
    """A half of a year."""
    return Moment(f"{year:04d}-H{half}", Edtf(f"{year:04d}-{39 + half}"))


def in_season(year: int, season: int) -> Moment:
    """A season by its EDTF number (21 spring … 24 winter)."""
    return Moment(f"{year:04d}-{_SEASON_LETTERS[season]}", Edtf(f"{year:04d}-{season}"))


def in_week(day: date) -> Moment:
    """The week that holds the day."""
    year, week, _ = day.isocalendar()
    return Moment(f"{year:04d}-W{week:02d}", week_of(day))


def in_weekend(day: date) -> Moment:
    """The Saturday and Sunday that end the Monday-to-Sunday week of the day."""
    year, week, weekday = day.isocalendar()
    saturday = day + timedelta(days=6 - weekday)
    return Moment(
        f"{year:04d}-W{week:02d}-WE", Edtf.between(saturday, saturday + timedelta(days=1))
    )


def approximately(moment: Moment) -> Moment:
    """The same, its EDTF marked `~`; an interval has no mark and is left as it is."""
    if moment.date is None or "/" in moment.date.text or "X" in moment.date.text:
        return moment
    return Moment(moment.value, Edtf(f"{moment.date}~"))


def months_on(year: int, month: int, count: int) -> tuple[int, int]:
    """The month so many months later, or earlier."""
    return year + (month - 1 + count) // 12, (month - 1 + count) % 12 + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None when there is none such."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def days_on(day: date, count: int) -> date | None:
    """The day so many days later, or earlier; None past the ends of the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def counted(anchor: Anchor, unit: str, count: int) -> Moment | None:
    """So many units on from the anchor, at the unit's own precision; None when it is too vague.

    The unit is a letter of TIMEX3: D, W, M, Q, Y, E (decade) or C (century).
    """
    if unit in "DW":
        shifted = days_on(anchor.day, count * (1 if unit == "D" else 7)) if anchor.day else None
        if shifted is None:
            return None
        return on_day(shifted) if unit == "D" else in_week(shifted)
    if unit in "MQ":
        return _counted_months(anchor, unit, count)
    year = anchor.year + count * {"Y": 1, "E": 10, "C": 100}[unit]
    if not 1000 <= year <= 9899:
        return None
    if unit == "C":
        return in_century(year // 100 + 1)
    return in_year(year) if unit == "Y" else in_decade(year)


def _counted_months(anchor: Anchor, unit: str, count: int) -> Moment | None:
    if anchor.month is None:
        return None
    year, month = months_on(anchor.year, anchor.month, count * (1 if unit == "M" else 3))
    if not 1000 <= year <= 9999:
        return None
    return in_month(year, month) if unit == "M" else in_quarter(year, (month + 2) // 3)


def weekday_near(day: date, weekday: int, direction: int) -> date | None:
    """The weekday (1 Monday … 7) that news of that day means: the last one, or the next.

    With direction -1 it is the last one up to the day, else the first from the day on.
    """
    if direction < 0:
        return days_on(day, -((day.isoweekday() - weekday) % 7))
    return days_on(day, (weekday - day.isoweekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second … (or, with -1, last) such weekday of a month."""
    if which < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
