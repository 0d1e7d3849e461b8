"""A timeline that zooms: decades, then the years of one, its months, its days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence
from onrecord.synthesis.dates import date_words
from onrecord.web.words import is_deed

_DECADE = 3
_YEAR = 4
_MONTH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A span of time: its key ("2018-07"), its name, and how much was said and done in it.

    `opens` is None where nothing smaller can be shown.
    """

    key: str
    name: str
    said: int
    done: int
    opens: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoomed:
    """One level of the timeline.

    Attributes:
        within: the span that is shown ("201" the 2010s, "2018", "2018-07"); "" for all.
        above: the next larger span; None at the top.
        vague: what is dated within the span, but to no part of it ("in 2018").
        evidence: at the level of days, what was said and done, in order.
    """

    within: str
    above: str | None
    bars: tuple[Bar, ...]
    vague: int
    evidence: tuple[Evidence, ...] = ()

    @property
    def most(self) -> int:
        """The most in any bar, for drawing them to scale."""
        return max((bar.said + bar.done for bar in self.bars), default=1)


def zoomed(evidence: Iterable[Evidence], within: str = "") -> Zoomed:
    """The level of the timeline within a span; what has no date is not in it."""
    inside = [e for e in evidence if e.date is not None and _key(e.date).startswith(within)]
    length = {0: _DECADE, _DECADE: _YEAR, _YEAR: _MONTH}.get(len(within), 10)
    counts: dict[str, Counter[bool]] = {}
    vague = 0
    for item in inside:
        key = _key(item.date) if item.date is not None else ""
        if len(key) < length:
            vague += 1
            continue
        counts.setdefault(key[:length], Counter())[is_deed(item)] += 1
    bars = tuple(
        Bar(
            key=key,
            name=_name(key),
            said=found[False],
            done=found[True],
            opens=key if length < 10 else None,
        )
        for key, found in sorted(counts.items())
    )
    above = {_DECADE: "", _YEAR: within[:_DECADE], _MONTH: within[:_YEAR]}.get(len(within))
    shown = tuple(inside) if len(within) == _MONTH else ()
    return Zoomed(within=within, above=above, bars=bars, vague=vague, evidence=shown)


def is_span(text: str) -> bool:
    """Whether a text names a span that the timeline can show."""
    if len(text) == _MONTH:
        return text[_YEAR] == "-" and text[:_YEAR].isdecimal() and text[_YEAR + 1 :] in _MONTHS
    return len(text) in (0, _DECADE, _YEAR) and (not text or text.isdecimal())


_MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))


def _key(when: Edtf) -> str:
    """The digits that are sure of a date: "2018-07-16", "2018-07", "2018", "201"."""
    first, last = _bounded(when.earliest), _bounded(when.latest)
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:_MONTH]
    if first.year == last.year:
        return first.isoformat()[:_YEAR]
    return first.isoformat()[:_DECADE] if first.year // 10 == last.year // 10 else ""


def _bounded(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def _name(key: str) -> str:
    return f"the {key}0s" if len(key) == _DECADE else date_words(Edtf(key))
