"""Label, strength and shifts, by the rubric.

What is averaged are occasions and not sentences (see `occasions.py`), and words and deeds apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import sqrt
from statistics import fmean

from onrecord.core.findings import Evidence, Item, Position, Shift
from onrecord.synthesis.dates import time_between
from onrecord.synthesis.naming import running
from onrecord.synthesis.occasions import Occasion, by_day, occasions, sources
from onrecord.synthesis.policies import policies
from onrecord.synthesis.rubric import Label, Rubric, the_rubric
from onrecord.synthesis.selection import Selection, Subject, ids
from onrecord.synthesis.wording import counted

_CITED = 8
_NAMES = {
    "words": "Words",
    "deeds": "Deeds",
    "overall": "All in all",
    "mixed": "Leaning the other way",
    "bargaining": "Bargaining",
}


@dataclass(frozen=True, slots=True)
class _Measure:
    """A number of the rubric and the evidence that it comes from."""

    value: float | None
    evidence: tuple[Evidence, ...]
    occasions: int = 0


def position(selection: Selection) -> Position:
    """The position of a person on a topic; without a label where the evidence is too thin."""
    rubric = the_rubric()
    found = occasions(selection.own, selection.subject)
    person, topic = selection.person.name, running(selection.subject.topic.name)
    told_by = sources(_evidence(found))
    if len(found) < rubric.minimum_occasions or told_by < rubric.minimum_sources:
        held = f"{counted(len(found), 'occasion')} from {counted(told_by, 'source')}"
        why = (
            f"Not enough evidence: the rubric asks for {rubric.minimum_occasions} independent "
            f"dated occasions, told by at least {rubric.minimum_sources} independent sources, on "
            f"which {person} shows a direction toward {topic}. The record holds "
            f"{held if found else 'none'}."
        )
        return Position(label=None, strength=None, why=why, reasons=tuple(_reasons(selection)))
    measures = _measures(selection, found, rubric)
    values = {  # to two decimals, as a bound of -0.2 is meant
        name: None if measure.value is None else round(measure.value, 2)
        for name, measure in measures.items()
    }
    label = next(
        label
        for label in rubric.labels
        if selection.subject.kind in label.of and all(c.holds(values) for c in label.when)
    )
    strength = _strength(label, found, told_by, rubric)
    why = (
        f"“{label.label}”: {label.meaning}{_of_policy(selection.subject)}. It rests on "
        f"{counted(len(found), 'dated occasion')} with a clear direction, "
        f"{sum(not o.deed for o in found)} of words and {sum(o.deed for o in found)} of deeds, "
        f"told by {counted(told_by, 'independent source')}."
    )
    return Position(
        label=label.label,
        strength=strength,
        why=why,
        reasons=tuple(_measure_items(measures)),
    )


def _of_policy(subject: Subject) -> str:
    """What being for a policy means, where it is one."""
    known = policies().get(subject.topic.id)
    return f"; “for” means {known.meaning}" if known is not None else ""


def _measures(
    selection: Selection, found: Sequence[Occasion], rubric: Rubric
) -> dict[str, _Measure]:
    words = [o for o in found if not o.deed]
    deeds = [o for o in found if o.deed]
    lean = lean_of(found)
    other_way = [o for o in found if _sign(o.direction, rubric) == -lean] if lean else []
    if not lean:  # as many for as against: half of them lean the other way
        other_way = [o for o in found if _sign(o.direction, rubric) > 0]
    dated = [item for item in selection.words if item.date is not None]
    bargaining = [item for item in dated if _bargains(item.exact)]
    days = by_day(dated)
    bargained = set(ids(bargaining))
    share = sum(any(e.id in bargained for e in day) for day in days) / len(days) if days else None
    return {
        "words": _mean(words),
        "deeds": _mean(deeds),
        "overall": _mean(found),
        "mixed": _Measure(len(other_way) / len(found), _evidence(other_way)),
        "bargaining": _Measure(share, tuple(bargaining)),
    }


def lean_of(found: Iterable[Occasion]) -> int:
    """The way that most occasions with a clear direction point: -1, 0 or 1."""
    total = sum(_sign(o.direction, the_rubric()) for o in found)
    return (total > 0) - (total < 0)


def _sign(direction: float, rubric: Rubric) -> int:
    if abs(direction) < rubric.clear_direction:
        return 0
    return 1 if direction > 0 else -1


def _mean(found: Sequence[Occasion]) -> _Measure:
    mean = fmean(o.direction for o in found) if found else None
    return _Measure(mean, _evidence(found), len(found))


def _evidence(found: Iterable[Occasion]) -> tuple[Evidence, ...]:
    return tuple(item for occasion in found for item in occasion.evidence)


def _bargains(text: str) -> bool:
    return _bargaining_terms().search(text) is not None


@cache
def _bargaining_terms() -> re.Pattern[str]:
    terms = "|".join(re.escape(term) for term in the_rubric().bargaining)
    return re.compile(rf"\b(?:{terms})\b", re.IGNORECASE)


def _strength(label: Label, found: Sequence[Occasion], told_by: int, rubric: Rubric) -> str | None:
    lean = lean_of(found)
    agreeing = sum(_sign(o.direction, rubric) == lean for o in found) / len(found)
    for step in rubric.strengths:
        enough = len(found) >= step.occasions and told_by >= step.sources
        if enough and (label.spread or agreeing >= step.agreement):
            return step.strength
    return None


def _measure_items(measures: dict[str, _Measure]) -> Iterable[Item]:
    for name, measure in measures.items():
        if measure.value is None or not measure.evidence:
            continue
        share = name in ("mixed", "bargaining")
        value = f"{measure.value:.0%} of occasions" if share else _direction(measure.value)
        told = "" if share else f", on {counted(measure.occasions, 'occasion')}"
        yield Item(
            text=f"{_NAMES[name]}: {value}{told}.",
            citations=ids(measure.evidence)[:_CITED],
            heading=name,
        )


def _direction(value: float) -> str:
    rubric = the_rubric()
    lean = {-1: "against", 0: "neither for nor against", 1: "for"}[_sign(value, rubric)]
    return f"mean direction {value:+.2f} ({lean})".replace("-", "−")


def _reasons(selection: Selection) -> Iterable[Item]:
    """What there is, when it is too little for a label."""
    for name, part in (("statement", selection.words), ("action", selection.deeds)):
        if part:
            text = f"{counted(len(part), name)} on the topic, {_dated(part)} dated."
            yield Item(text=text, citations=ids(part)[:_CITED], heading=f"{name}s")


def _dated(part: Sequence[Evidence]) -> str:
    dated = sum(item.date is not None for item in part)
    return str(dated) if dated else "none"


def shifts(evidence: Sequence[Evidence], subject: Subject, issue: str) -> tuple[Shift, ...]:
    """The point in time, if any, that parts the position best into a before and an after.

    Means of few occasions differ by chance, so that a difference counts by what it rests on, as in
    the CUSUM test for one change point (Page 1954).
    """
    rubric = the_rubric()
    found = occasions(evidence, subject)
    sums = list(accumulate((o.direction for o in found), initial=0.0))
    best: tuple[float, int] | None = None
    for cut in _cuts(found, rubric.shift_occasions):
        before, after = sums[cut] / cut, (sums[-1] - sums[cut]) / (len(found) - cut)
        difference = abs(after - before)
        if before * after < 0 and difference >= rubric.shift_difference:
            weight = difference * sqrt(cut * (len(found) - cut))
            best = max(best or (0.0, 0), (weight, -cut))
    if best is None:
        return ()
    cut = -best[1]
    return (_shift(issue, found[:cut], found[cut:]),)


def _cuts(found: Sequence[Occasion], least: int) -> Iterable[int]:
    """Where all before is certainly earlier than all after."""
    latest = None
    for cut in range(1, len(found)):
        end = found[cut - 1].date.latest
        latest = end if latest is None else max(latest, end)
        if least <= cut <= len(found) - least and latest < found[cut].date.earliest:
            yield cut


def _shift(issue: str, before: Sequence[Occasion], after: Sequence[Occasion]) -> Shift:
    last = max((o.date for o in before), key=lambda date: date.latest)
    return Shift(
        issue=issue,
        when=time_between(last, after[0].date),
        before=ids(_evidence(before)),
        after=ids(_evidence(after)),
        direction_before=round(fmean(o.direction for o in before), 2),
        direction_after=round(fmean(o.direction for o in after), 2),
    )
