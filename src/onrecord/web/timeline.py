"""A timeline that zooms: decades, then the years of one, its months, its days.

Each level has a column for all of its times, empty ones too: a gap in the record shows as a gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence
from onrecord.web.periods import Grain, Period, period_around, period_of, periods
from onrecord.web.words import is_deed

_DECADE = 3
_YEAR = 4
_MONTH = 7
UNDATED = "none"
"""What is asked for to see what has no date."""
A_PAGE = 50
"""Records on a page."""
_GRAINS = {0: Grain.DECADE, _DECADE: Grain.YEAR, _YEAR: Grain.MONTH, _MONTH: Grain.DAY}
_LENGTHS = {Grain.DAY: 10, Grain.MONTH: _MONTH, Grain.YEAR: _YEAR, Grain.DECADE: _DECADE}
"""How many characters of a date tell its day, month, year, decade."""
_HEIGHT = 90.0
"""Pixels of the highest column, of words above the line or of deeds below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A time, and how much was said and done in it; `key` opens it: "201", "2018", "2018-07".

    `x` and `width` are per cent; the heights are pixels; `page` is where a day is listed.
    """

    key: str
    name: str
    short: str
    said: int
    done: int
    x: float
    width: float
    up: float
    down: float
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was said and done on a day; `key` is None for what is only known to be in the month."""

    key: str | None
    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoomed:
    """One level of the timeline.

    Attributes:
        within: what is shown ("201" the 2010s, "2018", "2018-07"); "" for all, or `UNDATED`.
        name: what that is called.
        trail: the larger times that it lies in, the largest first, each with its key.
        bars: all times of the level in order.
        days: a page of what is listed: a month day by day, or what is dated no closer than this.
        listed: how much is listed on all pages.
        undated: how much has no date.
    """

    within: str
    name: str
    trail: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    days: tuple[Day, ...]
    listed: int
    undated: int

    @property
    def up(self) -> float:
        """Height of the highest column of words."""
        return max((bar.up for bar in self.bars), default=0.0)

    @property
    def down(self) -> float:
        """Height of the deepest column of deeds."""
        return max((bar.down for bar in self.bars), default=0.0)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that is listed on this page."""
        return tuple(item for day in self.days for item in day.evidence)


def zoomed(evidence: Iterable[Evidence], within: str = "", page: int = 1) -> Zoomed:
    """The level of the timeline within a time.

    Args:
        evidence: in order of date, the undated last.
        within: the time; "" opens the first level that has anything to tell apart.
        page: of what is listed.
    """
    held = tuple(evidence)
    undated = [item for item in held if _key(item.date) is None]
    dated = [(key, item) for item in held if (key := _key(item.date)) is not None]
    if within == UNDATED:
        return _level(UNDATED, [], undated, page, len(undated))
    within = within or _first_told_apart([key for key, _ in dated])
    inside = [(key, item) for key, item in dated if key.startswith(within)]
    grain = _GRAINS[len(within)]
    length = _LENGTHS[grain]
    vague = [item for key, item in inside if len(key) < length]
    closer = [item for key, item in inside if len(key) == length] if grain is Grain.DAY else []
    listed = [*closer, *vague]
    bars = [
        replace(bar, page=_page_of(bar.key, listed)) if grain is Grain.DAY else bar
        for bar in _bars([item for _, item in inside], within, grain)
    ]
    return _level(within, bars, listed, page, len(undated))


def _page_of(day: str, listed: Sequence[Evidence]) -> int:
    places = (n for n, item in enumerate(listed) if _key(item.date) == day)
    return next(places, 0) // A_PAGE + 1


def _level(
    within: str, bars: Sequence[Bar], listed: Sequence[Evidence], page: int, undated: int
) -> Zoomed:
    shown = listed[(page - 1) * A_PAGE : page * A_PAGE]
    return Zoomed(
        within=within,
        name="without a date" if within == UNDATED else _name(within),
        trail=_trail(within),
        bars=tuple(bars),
        days=tuple(_days(shown)),
        listed=len(listed),
        undated=undated,
    )


def is_span(text: str) -> bool:
    """Whether a text names a time that the timeline can show."""
    if text in ("", UNDATED):
        return True
    if len(text) == _MONTH:
        return text[_YEAR] == "-" and text[:_YEAR].isdecimal() and text[_YEAR + 1 :] in _MONTHS
    return len(text) in (_DECADE, _YEAR) and text.isdecimal() and text.isascii()


_MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))


def _first_told_apart(keys: Sequence[str]) -> str:
    """The decade, or the year, that all dates lie in; "" where they lie in several."""
    for length in (_YEAR, _DECADE):
        shared = {key[:length] for key in keys}
        if len(shared) == 1 and all(len(key) > length for key in keys):
            return shared.pop()
    return ""


def _bars(inside: Sequence[Evidence], within: str, grain: Grain) -> Iterator[Bar]:
    counts: dict[Period, list[int]] = {}
    for item in inside:
        period = period_of(item.date, grain) if item.date is not None else None
        if period is not None:
            counts.setdefault(period, [0, 0])[is_deed(item)] += 1
    if not counts:
        return
    if within:
        first, last = _ends(within)
    else:
        first, last = min(counts).first, max(counts).last
    columns = periods(first, last, grain)
    most = max(max(pair) for pair in counts.values())
    for place, period in enumerate(columns):
        said, done = counts.get(period, (0, 0))
        yield Bar(
            key=_period_key(period, grain),
            name=period.name,
            short=str(period.first.day) if grain is Grain.DAY else period.short,
            said=said,
            done=done,
            x=round(100 * place / len(columns), 2),
            width=round(100 / len(columns), 2),
            up=round(_HEIGHT * said / most, 1),
            down=round(_HEIGHT * done / most, 1),
        )


def _ends(within: str) -> tuple[date, date]:
    """The first and the last day of a time that is opened."""
    if len(within) == _MONTH:
        month = period_around(date.fromisoformat(f"{within}-01"), Grain.MONTH)
        return month.first, month.last
    year = max(1, int(within.ljust(_YEAR, "0")))
    whole = period_around(date(year, 1, 1), Grain.YEAR if len(within) == _YEAR else Grain.DECADE)
    return whole.first, whole.last


def _period_key(period: Period, grain: Grain) -> str:
    return period.first.isoformat()[: _LENGTHS[grain]]


def _days(shown: Sequence[Evidence]) -> Iterator[Day]:
    """By day in order; what is dated no closer than the level comes last."""
    found: dict[Period | None, list[Evidence]] = {}
    for item in shown:
        period = period_of(item.date, Grain.DAY) if item.date is not None else None
        found.setdefault(period, []).append(item)
    for period in sorted(p for p in found if p is not None):
        yield Day(key=period.first.isoformat(), name=period.name, evidence=tuple(found[period]))
    if None in found:
        yield Day(key=None, name="No day known", evidence=tuple(found[None]))


def _trail(within: str) -> tuple[tuple[str, str], ...]:
    """The larger times, each with its key; "" leads to all."""
    if not within:
        return ()
    steps = [("", "All")]
    if within != UNDATED:
        steps += [(within[:n], _name(within[:n])) for n in (_DECADE, _YEAR) if len(within) > n]
    return tuple(steps)


def _key(when: Edtf | None) -> str | None:
    """The digits that are sure of a date: "2018-07-16", "2018-07", "2018", "201"; None undated."""
    if when is None:
        return None
    for grain, length in _LENGTHS.items():
        period = period_of(when, grain)
        if period is not None:
            return period.first.isoformat()[:length]
    return ""


def _name(key: str) -> str:
    if not key:
        return "all of it"
    return f"the {key}0s" if len(key) == _DECADE else date_words(Edtf(key))
