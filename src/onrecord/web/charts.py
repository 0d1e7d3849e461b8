"""The chart of words and deeds: how many of them leaned which way, and when.

Each stretch of time (a day, month, quarter, year or decade) is a column: what was favourable grows
up from it, what was critical grows down, what was neutral stands between, a unit of height for
each record. Height is a count and place is direction, so colour is never needed to read it. A date
that is vaguer than a column belongs to none: it is drawn beneath, as all the time that it may be.

Places along the time are per cent of the width, so that one picture serves a phone and a desk.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.core.findings import Point
from onrecord.web.periods import Grain, Period, clipped, fitting_grain, period_of, periods

TEXT_BORDER = 0.15
"""Directions nearer to 0 than this read as neutral: the scale's step is 0.1 or coarser."""
_UNIT, _TALLEST = 9.0, 170.0
_TITLE, _GAP, _FOOT, _LANE = 24.0, 14.0, 24.0, 9.0
_LABELS = 9
"""Names of times along the axis that a phone has room for."""


class Lean(StrEnum):
    """Which way a record leans, in the words of a reader."""

    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The records of one time and lean; `x` and `width` in per cent, `y` and `height` in pixels."""

    evidence: tuple[str, ...]
    period: Period
    lean: Lean
    deed: bool
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Words or deeds: lines at which the three leans meet, and the marks."""

    title: str
    top: float
    upper: float
    lower: float
    bottom: float
    marks: tuple[Mark, ...]

    @property
    def peaks(self) -> tuple[Mark, ...]:
        """The highest column of each lean, by which the others are measured."""
        leans = [[mark for mark in self.marks if mark.lean is lean] for lean in Lean]
        return tuple(max(marks, key=lambda mark: mark.height) for marks in leans if marks)


@dataclass(frozen=True, slots=True)
class Tick:
    """A name on the time axis, and where its time begins in per cent."""

    x: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """Records dated to a time that is longer than a column."""

    evidence: tuple[str, ...]
    date: Edtf
    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A time in the table: its ids by lean, of words and of deeds; vague times come last."""

    name: str
    words: tuple[tuple[str, ...], ...]
    deeds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn, and the same as a table; `unit` is the height of one record."""

    height: float
    unit: float
    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    vague: tuple[Vague, ...]
    vague_top: float
    rows: tuple[Row, ...]
    years: str
    column: str


def words_and_deeds(points: Sequence[Point]) -> Chart | None:
    """Lay out the chart; None without points."""
    if not points:
        return None
    ordered = sorted(points, key=lambda p: (clipped(p.date), p.evidence))
    grain = fitting_grain([p.date for p in ordered])
    placed = [(p, found) for p in ordered if (found := period_of(p.date, grain))]
    unplaced = [p for p in ordered if period_of(p.date, grain) is None]
    ends = [clipped(p.date) for p in ordered]
    columns = periods(min(ends)[0], max(last for _, last in ends), grain)
    axis = _Axis(columns[0].first, columns[-1].last)
    unit = _unit(placed)
    panels = list(_panels(placed, axis, unit))
    vague_top = panels[-1].bottom + _GAP
    vague = tuple(_vague(unplaced, axis, vague_top))
    depth = max((v.y + _LANE for v in vague), default=panels[-1].bottom)
    first, last = axis.first.year, axis.last.year
    return Chart(
        height=round(depth + _FOOT, 1),
        unit=unit,
        panels=tuple(panels),
        ticks=tuple(_ticks(columns, axis, grain)),
        vague=vague,
        vague_top=vague_top,
        rows=tuple(_rows(placed, unplaced)),
        years=str(first) if first == last else f"{first}–{last}",
        column=grain.value,
    )


def lean_of(direction: float) -> Lean:
    """Which way a direction leans."""
    if abs(direction) < TEXT_BORDER:
        return Lean.NEUTRAL
    return Lean.FAVOURABLE if direction > 0 else Lean.CRITICAL


def direction_words(direction: float | None) -> str:
    """A direction as readers say it."""
    return "not clear" if direction is None else lean_of(direction).value


def signed(direction: float) -> str:
    """A direction as a number with its sign, typeset."""
    return f"{direction:+.1f}".replace("-", "−")


def chart_summary(points: Sequence[Point]) -> str:
    """What the chart shows, in a sentence, for those who do not see it."""
    parts = [
        _counted(kind, [p.direction for p in points if p.deed is deed])
        for kind, deed in (("statement", False), ("action", True))
    ]
    return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def x(self, day: date, after: int = 0) -> float:
        """Where a day begins, or one some days after it."""
        whole = self.last.toordinal() + 1 - self.first.toordinal()
        return round(100 * (day.toordinal() + after - self.first.toordinal()) / whole, 2)


_Placed = Sequence[tuple[Point, Period]]


def _stacks(placed: _Placed, deed: bool) -> dict[tuple[Period, Lean], tuple[str, ...]]:
    found: dict[tuple[Period, Lean], list[str]] = {}
    for point, period in placed:
        if point.deed is deed:
            found.setdefault((period, lean_of(point.direction)), []).append(point.evidence)
    return {key: tuple(ids) for key, ids in found.items()}


def _tallest(stacks: dict[tuple[Period, Lean], tuple[str, ...]], lean: Lean) -> int:
    return max((len(ids) for (_, which), ids in stacks.items() if which is lean), default=0)


def _unit(placed: _Placed) -> float:
    """The height of a record, the same for words and deeds, so that they can be compared."""
    tallest = max(
        sum(_tallest(_stacks(placed, deed), lean) for lean in Lean) for deed in (False, True)
    )
    return round(min(_UNIT, _TALLEST / max(1, tallest)), 2)


def _panels(placed: _Placed, axis: _Axis, unit: float) -> Iterator[Panel]:
    top = _TITLE
    for title, deed in (("Words", False), ("Deeds", True)):
        stacks = _stacks(placed, deed)
        upper = top + unit * max(1, _tallest(stacks, Lean.FAVOURABLE))
        lower = upper + unit * _tallest(stacks, Lean.NEUTRAL)
        bottom = lower + unit * max(1, _tallest(stacks, Lean.CRITICAL))
        marks = tuple(
            _mark(key, ids, axis, deed, _place(key[1], unit * len(ids), upper, lower))
            for key, ids in stacks.items()
        )
        yield Panel(
            title=title,
            top=round(top, 1),
            upper=round(upper, 1),
            lower=round(lower, 1),
            bottom=round(bottom, 1),
            marks=marks,
        )
        top = bottom + _GAP + _TITLE


def _place(lean: Lean, height: float, upper: float, lower: float) -> tuple[float, float]:
    """Top and height of a stack: the favourable on the upper line, others at the lower one."""
    base = upper if lean is Lean.FAVOURABLE else lower
    return (base if lean is Lean.CRITICAL else base - height), height


def _mark(
    key: tuple[Period, Lean],
    evidence: tuple[str, ...],
    axis: _Axis,
    deed: bool,
    place: tuple[float, float],
) -> Mark:
    period, lean = key
    x1, x2 = axis.x(period.first), axis.x(period.last, 1)
    return Mark(
        evidence=evidence,
        period=period,
        lean=lean,
        deed=deed,
        x=x1,
        width=round(x2 - x1, 2),
        y=round(place[0], 1),
        height=round(place[1], 1),
    )


def _vague(points: Iterable[Point], axis: _Axis, top: float) -> Iterator[Vague]:
    """What is known to a longer time, one line for each such time, none over another."""
    ends: list[date] = []
    for found in _by_time(points):
        first, last = clipped(found[0].date)
        lane = next((i for i, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        x1, x2 = axis.x(first), axis.x(last, 1)
        yield Vague(
            evidence=tuple(p.evidence for p in found),
            date=found[0].date,
            x=x1,
            width=round(x2 - x1, 2),
            y=round(top + _LANE * lane, 1),
        )


def _by_time(points: Iterable[Point]) -> list[list[Point]]:
    found: dict[tuple[date, date], list[Point]] = {}
    for point in points:
        found.setdefault(clipped(point.date), []).append(point)
    return [found[time] for time in sorted(found)]


def _ticks(columns: Sequence[Period], axis: _Axis, grain: Grain) -> Iterator[Tick]:
    """Years where there are several, else the columns; so many that a phone has room."""
    years = [p for p in columns if p.first.month == 1 and p.first.day == 1]
    of_years = grain in (Grain.YEAR, Grain.DECADE) or len(years) > 1
    named = years if of_years else list(columns)
    step = -(-len(named) // _LABELS)
    for period in named[::step]:
        yield Tick(axis.x(period.first), str(period.first.year) if of_years else period.short)


def _rows(placed: _Placed, unplaced: Sequence[Point]) -> Iterator[Row]:
    words, deeds = _stacks(placed, False), _stacks(placed, True)
    for period in sorted({period for _, period in placed}):
        yield Row(
            name=period.name,
            words=tuple(words.get((period, lean), ()) for lean in Lean),
            deeds=tuple(deeds.get((period, lean), ()) for lean in Lean),
        )
    for points in _by_time(unplaced):
        by = [
            tuple(
                tuple(p.evidence for p in points if p.deed is d and lean_of(p.direction) is lean)
                for lean in Lean
            )
            for d in (False, True)
        ]
        yield Row(name=f"{date_words(points[0].date)}, no closer", words=by[0], deeds=by[1])


def _counted(kind: str, directions: Sequence[float]) -> str:
    if not directions:
        return f"no dated {kind}s"
    plural = "" if len(directions) == 1 else "s"
    return (
        f"{len(directions)} dated {kind}{plural}, "
        f"the middle one {direction_words(median(directions))}"
    )
