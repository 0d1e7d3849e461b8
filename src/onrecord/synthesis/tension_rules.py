"""The rules: what two records must have in common, and against each other, to be a tension.

Which kind it is follows from who spoke or acted, and from what sort of record each is. The first
rule that holds decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.components import data_table
from onrecord.core.evidence import Action, Modality, Statement
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.dates import days_between
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.tension_signals import (
    Pair,
    Wordings,
    are_joined,
    binds,
    distance,
    is_contrasted,
    is_denial,
    is_realised,
    is_undone,
    modality,
    names_deed,
    names_pledge,
    opposed,
    source_says,
    targets,
)

TOGETHER = 1500
"""Code points between a pledge and what came of it, in a document that tells both: a few
paragraphs."""

_ENOUGH_SHARED = 2
_SHARED_BY_DISPUTE = 4
_DAYS_OF_ONE_TIME = 183
_AGAINST = frozenset({Modality.CRITICISM, Modality.THREAT, Modality.DENIAL, Modality.DEMAND})
_FAVOUR = frozenset({Modality.PRAISE, Modality.PROMISE, Modality.PLAN, Modality.BELIEF})


@dataclass(frozen=True, slots=True)
class Found:
    """A tension before it is worded: its kind, the pair, and the signals it rests on."""

    kind: TensionKind
    pair: Pair
    signals: frozenset[str]

    @property
    def probability(self) -> float:
        """How sure it is, by the signals that it rests on."""
        weights: Mapping[str, float] = data_table("rubric.toml")["tensions"]
        total = weights["base"] + sum(weights[signal] for signal in self.signals)
        return round(min(0.95, total), 2)

    @property
    def person(self) -> str | None:
        """Whose tension it is: of the first side, if that is known."""
        who = self.pair.first.who or self.pair.second.who
        return who.id if who else None


@dataclass(frozen=True, slots=True)
class World:
    """What the rules look things up in."""

    officials: Officials
    wordings: Wordings


def _unkept(pair: Pair, world: World) -> Found | None:
    pledge, deed = _words_and_deed(pair)
    if pledge is None or deed is None or not binds(pledge):
        return None
    if not _same_side(pledge, deed, world.officials) or not _in_time(pledge, deed):
        return None
    named = names_deed(pair, deed)
    recalled = names_pledge(pledge, deed)
    undone = is_undone(deed) and (recalled or _may_undo(pledge, deed))
    contrary = is_realised(deed) and opposed(pledge.telling.direction, deed.telling.direction)
    if not (undone or contrary) or not (named or recalled):
        return None
    return _found(TensionKind.UNKEPT, pair.turned(pledge), named=True)


def _may_undo(pledge: Evidence, deed: Evidence) -> bool:
    """A deed undone fails a pledge to do it, and not a pledge to leave it."""
    a, b = pledge.telling.direction, deed.telling.direction
    return a is None or b is None or a * b < 0


def _said_vs_did(pair: Pair, world: World) -> Found | None:
    words, deed = _words_and_deed(pair)
    if words is None or deed is None or not is_realised(deed) or not _same_person(words, deed):
        return None
    if isinstance(deed.telling, Action) and deed.telling.told_by is not None:
        return None
    joined = are_joined(words, deed) and distance(words, deed) != 0
    contrasted = joined and is_contrasted(words, deed)
    named = names_deed(pair, deed)
    against = (
        opposed(words.telling.direction, deed.telling.direction)
        and bool(targets(words) & targets(deed))
        and not joined
        and _around(words, deed)
        and bool(pair.issues)
        and (named or len(pair.shared) >= _ENOUGH_SHARED)
    )
    if not against and not contrasted:
        return None
    return _found(TensionKind.SAID_VS_DID, pair.turned(words), named=named)


def _reversal(pair: Pair, world: World) -> Found | None:
    a, b = pair.first, pair.second
    if not _are_statements(a, b) or not _same_person(a, b) or not _apart(a, b):
        return None
    toward = targets(a) & targets(b)
    by_direction = (
        bool(toward)
        and opposed(a.telling.direction, b.telling.direction)
        and (
            (bool(pair.issues) and len(pair.shared) >= _ENOUGH_SHARED)
            or (world.officials.knows(min(toward)) and _stand_against(a, b))
        )
    )
    if not by_direction and not world.wordings.deny(pair):
        return None
    return _found(TensionKind.REVERSAL, pair)


def _principal(pair: Pair, world: World) -> Found | None:
    order = world.officials.principal_first(pair.first, pair.second)
    if order is None or not _at_one_time(*order):
        return None
    principal, official = order
    against = (
        opposed(principal.telling.direction, official.telling.direction)
        and bool(targets(principal) & targets(official))
        and bool(pair.issues)
        and len(pair.shared) >= _ENOUGH_SHARED
    )
    denied = _are_statements(*order) and world.wordings.deny(pair)
    if not against and not denied:
        return None
    return _found(TensionKind.PRINCIPAL_VS_OFFICIAL, pair.turned(principal))


def _disputed(pair: Pair, world: World) -> Found | None:
    a, b = pair.first, pair.second
    if _are_statements(a, b):
        if a.who is None or b.who is None or _same_person(a, b) or not world.wordings.deny(pair):
            return None
        if len(pair.shared) < _SHARED_BY_DISPUTE or not (is_denial(a) or is_denial(b)):
            return None
        return _found(TensionKind.DISPUTED, pair)
    if not _are_contrary_deeds(a, b):
        return None
    return _found(TensionKind.DISPUTED, pair, named=True)


def tension_of(pair: Pair, world: World) -> Found | None:
    """What is wrong between two records, if anything: the first rule that holds."""
    return next((found for rule in _RULES if (found := rule(pair, world)) is not None), None)


def _found(kind: TensionKind, pair: Pair, *, named: bool = False) -> Found:
    a, b = pair.first, pair.second
    signals = {
        "opposite_directions": opposed(a.telling.direction, b.telling.direction),
        "same_issue": bool(pair.issues),
        "shared_wording": len(pair.shared) >= data_table("rubric.toml")["tensions"]["shared_words"],
        "said_by_source": source_says(a, b) is not None,
        "same_instrument": named,
    }
    return Found(kind, pair, frozenset(name for name, holds in signals.items() if holds))


def _words_and_deed(pair: Pair) -> tuple[Evidence | None, Evidence | None]:
    a, b = pair.first, pair.second
    if isinstance(a.telling, Statement) and isinstance(b.telling, Action):
        return a, b
    if isinstance(b.telling, Statement) and isinstance(a.telling, Action):
        return b, a
    return None, None


def _are_statements(a: Evidence, b: Evidence) -> bool:
    return isinstance(a.telling, Statement) and isinstance(b.telling, Statement)


def _are_contrary_deeds(a: Evidence, b: Evidence) -> bool:
    """Whether independent sources tell one deed as done and as not done."""
    first, second = a.telling, b.telling
    if not isinstance(first, Action) or not isinstance(second, Action):
        return False
    return (
        a.who is not None
        and a.who == b.who
        and (first.type, first.instrument, first.target)
        == (second.type, second.instrument, second.target)
        and {is_realised(a), is_realised(b)} == {True, False}
        and {is_undone(a), is_undone(b)} == {True, False}
        and not {c.group for c in a.citations} & {c.group for c in b.citations}
        and a.date is not None
        and b.date is not None
        and a.date.overlaps(b.date)
    )


def _same_person(a: Evidence, b: Evidence) -> bool:
    owners = _owners(a) & _owners(b)
    return bool(owners)


def _owners(item: Evidence) -> set[str]:
    behalf = item.telling.behalf if isinstance(item.telling, Action) else None
    return {who.id for who in (item.who, behalf) if who is not None}


def _same_side(pledge: Evidence, deed: Evidence, officials: Officials) -> bool:
    if deed.who is None:  # "no new sanctions were imposed": by those who had announced them
        return are_joined(pledge, deed)
    sides = set(officials.sides(pledge)) & set(officials.sides(deed))
    return _same_person(pledge, deed) or bool(sides)


def _in_time(pledge: Evidence, deed: Evidence) -> bool:
    if pledge.date is None or deed.date is None:
        gap = distance(pledge, deed)
        return gap is not None and 0 <= gap <= TOGETHER
    most = data_table("rubric.toml")["tensions"]["days_to_keep"]
    return deed.date.latest >= pledge.date.earliest and days_between(pledge.date, deed.date) <= most


def _around(words: Evidence, deed: Evidence) -> bool:
    """Whether the deed is of the time of the words or after: earlier deeds they may go back on."""
    if words.date is None or deed.date is None:
        return False
    settings: Mapping[str, int] = data_table("rubric.toml")["tensions"]
    before = days_between(deed.date, words.date)
    after = days_between(words.date, deed.date)
    return before <= settings["days_before"] and after <= settings["days_to_keep"]


def _apart(a: Evidence, b: Evidence) -> bool:
    if a.date is None or b.date is None:
        return False
    least: int = data_table("rubric.toml")["tensions"]["days_apart"]
    return days_between(a.date, b.date) >= least


def _stand_against(a: Evidence, b: Evidence) -> bool:
    """Whether the one against does as much by its words (criticism), and the one for (praise)."""
    against, favour = sorted((a, b), key=lambda item: item.telling.direction or 0.0)
    return modality(against) in _AGAINST and modality(favour) in _FAVOUR


def _at_one_time(a: Evidence, b: Evidence) -> bool:
    """Whether both are of one time, as far as dates tell: a leader may have moved since."""
    if a.date is None or b.date is None:
        return distance(a, b) is not None
    between = max(days_between(a.date, b.date), days_between(b.date, a.date))
    return between <= _DAYS_OF_ONE_TIME


_RULES: tuple[Callable[[Pair, World], Found | None], ...] = (
    _unkept,
    _said_vs_did,
    _principal,
    _reversal,
    _disputed,
)
