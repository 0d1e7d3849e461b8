"""Dates as precise as the words behind them, and no finer: EDTF (ISO 8601-2).

What sources say is "in early July", "2017", "between Monday and Wednesday". Supported are the
parts of EDTF that such words need: level 0; from level 1 qualifiers (`?`, `~`, `%`), unspecified
digits (`201X`, `2018-XX`), seasons (21-24) and open intervals; from level 2 quarters (33-36) and
half-years (40, 41).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<time>T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?)?"
    r"(?P<qualifier>[?~%])?",
    re.ASCII,
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_PARTS_OF_YEAR = (
    _SEASONS
    | {32 + q: (3 * q - 2, 3 * q) for q in range(1, 5)}
    | {
        40: (1, 6),
        41: (7, 12),
    }
)
OPEN = ".."


@dataclass(frozen=True, slots=True)
class Edtf:
    """One EDTF date or interval; equal when written alike.

    Raises:
        ValueError: the text is not an EDTF date that this module supports.
    """

    text: str

    def __post_init__(self) -> None:
        if not any(end not in ("", OPEN) for end in self._ends()):
            raise ValueError(f"no date at either end: {self.text!r}")
        if self.latest < self.earliest:
            raise ValueError(f"ends before it begins: {self.text!r}")

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> date:
        """The first day that it may be; `date.min` for an open start."""
        return _bounds(self._ends()[0], opening=True)[0]

    @property
    def latest(self) -> date:
        """The last day that it may be; `date.max` for an open end."""
        return _bounds(self._ends()[1], opening=False)[1]

    @property
    def precision(self) -> str:
        """`day`, `month`, `season`, `year`, `decade`, `century` or `interval`."""
        if "/" in self.text:
            return "interval"
        match = _match(self.text)
        if match["day"] not in (None, "XX"):
            return "day"
        if match["month"] not in (None, "XX"):
            return "month" if int(match["month"]) <= 12 else "season"
        return {0: "year", 1: "decade", 2: "century"}[match["year"].count("X")]

    @property
    def is_approximate(self) -> bool:
        """Whether a qualifier (`?`, `~`, `%`) makes it less than certain."""
        return any(mark in self.text for mark in "?~%")

    def contains(self, other: "Edtf") -> bool:
        """Whether every day that the other may be is one that this may be."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: "Edtf") -> bool:
        """Whether the two may be the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def precedes(self, other: "Edtf") -> bool:
        """Whether it certainly ends before the other begins."""
        return self.latest < other.earliest

    def _ends(self) -> tuple[str, str]:
        first, slash, last = self.text.partition("/")
        return (first, last) if slash else (first, first)

    @classmethod
    def of_day(cls, day: date) -> "Edtf":
        """The day itself."""
        return cls(day.isoformat())

    @classmethod
    def of_month(cls, year: int, month: int) -> "Edtf":
        """A month, no day."""
        return cls(f"{year:04d}-{month:02d}")

    @classmethod
    def between(cls, first: date, last: date) -> "Edtf":
        """The interval from one day to another; the day itself when they are one."""
        return cls.of_day(first) if first == last else cls(f"{first}/{last}")


def _match(text: str) -> re.Match[str]:
    match = _POINT.fullmatch(text)
    if match is None or (match["time"] and match["day"] in (None, "XX")):
        raise ValueError(f"not an EDTF date: {text!r}")
    return match


@lru_cache(maxsize=50_000)
def _bounds(text: str, *, opening: bool) -> tuple[date, date]:
    if text in ("", OPEN):
        return (date.min, date.min) if opening else (date.max, date.max)
    match = _match(text)
    first_year = int(match["year"].replace("X", "0"))
    last_year = int(match["year"].replace("X", "9"))
    if first_year == 0:
        raise ValueError(f"the year 0 is not supported: {text!r}")
    month, day = match["month"], match["day"]
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise ValueError(f"a day without its month: {text!r}")
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if first_year != last_year:
        raise ValueError(f"a month without its year: {text!r}")
    if day not in (None, "XX"):
        exact = date(first_year, int(month), int(day))
        return exact, exact
    if int(month) in _PARTS_OF_YEAR and day is None:
        begin, end = _PARTS_OF_YEAR[int(month)]
        return date(first_year, begin, 1), _last_day(first_year, end)
    return date(first_year, int(month), 1), _last_day(first_year, int(month))


def _last_day(year: int, month: int) -> date:
    """The last day of a month; months past 12 run into the next year (winter)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def week_of(day: date) -> Edtf:
    """The week, Sunday to Saturday as American news counts it, that holds the day."""
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return Edtf.between(sunday, sunday + timedelta(days=6))
