"""The words-and-deeds chart: where its dots stand; the template only draws.

Words and deeds have a panel each over one time axis. Height is direction, so colour is never
needed to read it; shape tells words (round) from deeds (square). A date that is a month or a
year is drawn as the whole of it. Dots that would lie on each other are set side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Point

_LEFT, _RIGHT, _TOP, _PANEL, _GAP, _FOOT = 88.0, 14.0, 26.0, 132.0, 34.0, 30.0
_DOT = 5.0
_MOST_SHIFTED = 5
_LABEL_WIDTH = 46.0
TEXT_BORDER = 0.15
"""Directions nearer to 0 than this read as neutral: the scale's step is 0.1 or coarser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One dot; `x1` to `x2` is the time that it may stand for."""

    evidence: str
    x: float
    y: float
    x1: float
    x2: float
    direction: float
    date: Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The dots of words or of deeds, and a line at each height that has a name."""

    title: str
    top: float
    middle: float
    bottom: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the time axis."""

    x: float
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn, in pixels of a picture `width` by `height`."""

    width: float
    height: float
    left: float
    right: float
    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    years: str


def words_and_deeds(points: Sequence[Point], width: float) -> Chart | None:
    """Lay out the chart; None without points."""
    dated = sorted((p for p in points), key=lambda p: (_middle(p.date), p.evidence))
    if not dated:
        return None
    first = min(_clipped(p.date)[0] for p in dated).year
    last = max(_clipped(p.date)[1] for p in dated).year
    axis = _Axis(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1, width)
    panels = tuple(
        _panel(title, top, axis, [p for p in dated if p.deed is deed])
        for title, top, deed in (
            ("Words", _TOP, False),
            ("Deeds", _TOP + _PANEL + _GAP, True),
        )
    )
    return Chart(
        width=width,
        height=_TOP + 2 * _PANEL + _GAP + _FOOT,
        left=_LEFT,
        right=width - _RIGHT,
        panels=panels,
        ticks=_ticks(axis, first, last),
        years=str(first) if first == last else f"{first}–{last}",
    )


def direction_words(direction: float | None) -> str:
    """A direction as readers say it."""
    if direction is None:
        return "not clear"
    if abs(direction) < TEXT_BORDER:
        return "neutral"
    return "favourable" if direction > 0 else "critical"


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
    first_day: int
    end_day: int
    width: float

    def x(self, day: int) -> float:
        part = (day - self.first_day) / (self.end_day - self.first_day)
        return round(_LEFT + part * (self.width - _LEFT - _RIGHT), 1)


def _panel(title: str, top: float, axis: _Axis, points: Iterable[Point]) -> Panel:
    dots: list[Dot] = []
    taken: set[tuple[int, int]] = set()
    for point in points:
        earliest, latest = _clipped(point.date)
        x1, x2 = axis.x(earliest.toordinal()), axis.x(latest.toordinal() + 1)
        y = top + _PANEL * (1 - max(-1.0, min(1.0, point.direction))) / 2
        x, y = _free_place((x1 + x2) / 2, y, (top, top + _PANEL), taken)
        dots.append(
            Dot(
                evidence=point.evidence,
                x=round(x, 1),
                y=round(y, 1),
                x1=x1,
                x2=x2,
                direction=point.direction,
                date=point.date,
            )
        )
    return Panel(
        title=title, top=top, middle=top + _PANEL / 2, bottom=top + _PANEL, dots=tuple(dots)
    )


def _free_place(
    x: float, y: float, reach: tuple[float, float], taken: set[tuple[int, int]]
) -> tuple[float, float]:
    """The nearest place within reach that no other dot covers; a full column is shared."""
    column = round(x / _DOT)
    row = round(y / _DOT)
    for step in range(2 * _MOST_SHIFTED + 1):
        shift = (step + 1) // 2 * (1 if step % 2 else -1)
        if not reach[0] <= y + shift * _DOT <= reach[1]:
            continue  # a dot outside would read as one of the other panel
        near = ((column + dx, row + shift + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if taken.isdisjoint(near):
            taken.add((column, row + shift))
            return x, y + shift * _DOT
    return x, y


def _ticks(axis: _Axis, first: int, last: int) -> tuple[Tick, ...]:
    room = (axis.width - _LEFT - _RIGHT) / _LABEL_WIDTH
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 10_000) if (last - first + 1) / s <= room)
    return tuple(
        Tick(axis.x(date(year, 1, 1).toordinal()), year)
        for year in range(first, last + 1)
        if (year - first) % step == 0
    )


def _clipped(when: Edtf) -> tuple[date, date]:
    """Its first and last day; an open end is cut at the end that is known."""
    earliest, latest = when.earliest, when.latest
    if earliest == date.min:
        earliest = latest
    if latest == date.max:
        latest = earliest
    return earliest, latest


def _middle(when: Edtf) -> float:
    earliest, latest = _clipped(when)
    return (earliest.toordinal() + latest.toordinal()) / 2


def _counted(kind: str, directions: Sequence[float]) -> str:
    if not directions:
        return f"no dated {kind}s"
    plural = "" if len(directions) == 1 else "s"
    return (
        f"{len(directions)} dated {kind}{plural}, "
        f"the middle one {direction_words(median(directions))}"
    )
