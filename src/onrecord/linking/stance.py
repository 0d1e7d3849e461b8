"""Toward whom a statement or a deed is directed, and whether it is for or against.

A first, rule-based version: words that praise or blame, the nearer to a mention the more they
count toward it, turned round by a negation before them; and the modality. It abstains (None)
wherever that does not add up to a clear sign.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Attribution, Event, LinkedMention, Modality
from onrecord.core.selectors import Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_NEGATION_REACH = 3
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class _Charge:
    """A charged word: where it stands in the text, and its weight after negation."""

    start: int
    weight: float


def direction_of_statement(
    text: str, attribution: Attribution, mentions: Iterable[LinkedMention], speaker: str | None
) -> tuple[str | None, float | None]:
    """The entity that a statement is directed at, and the speaker's direction toward it.

    Args:
        text: the document's text, which all spans count in.
        attribution: the statement as worded.
        mentions: linked mentions of the document; those inside the content are candidates.
        speaker: id of the speaker, who is never the target of the own words.

    Returns:
        Target and direction (-1 … 1); both None when there is no clear sign.
    """
    scores: dict[str, float] = {}
    nearest: dict[str, int] = {}
    inside = [
        mention
        for mention in mentions
        if mention.entity is not None
        and mention.entity != speaker
        and any(piece.contains(mention.span) for piece in attribution.content)
    ]
    for piece in attribution.content:
        charges = _charges(text, piece)
        for mention in inside:
            if mention.entity and piece.contains(mention.span):
                score = _score(text, piece, mention.span, charges)
                scores[mention.entity] = scores.get(mention.entity, 0.0) + score
                nearest.setdefault(mention.entity, mention.span.start)
    if not scores:
        return None, None
    target = max(scores, key=lambda entity: (abs(scores[entity]), -nearest[entity]))
    direction = _direction(scores[target])
    by_modality = data_table("stance.toml")["modality"].get(attribution.modality.value)
    if direction is None and by_modality is not None and len(scores) == 1:
        direction = float(by_modality)
    if direction is not None and _contradicts(attribution.modality, direction):
        direction = None
    return (None, None) if direction is None else (target, direction)


def stance_toward(text: str, span: Span) -> float | None:
    """The direction (-1 … 1) that a sentence shows toward a mention in it; None when unsure."""
    whole = Span(0, len(text))
    return _direction(_score(text, whole, span, _charges(text, whole)))


def direction_of_action(event: Event, targets: tuple[str, ...]) -> tuple[str | None, float | None]:
    """The target that counts for a deed, and the actor's direction toward it.

    A deed undone, reversed or delayed points the other way, and less far.
    """
    tables = data_table("deeds.toml")["direction"]
    base = tables["instruments"].get(event.instrument)
    if base is None:
        base = tables["types"].get(event.type)
    target = targets[0] if targets else None
    if base is None or not base:
        return target, None
    return target, round(base * tables["status"][event.status.value], 2)


def _contradicts(modality: Modality, direction: float) -> bool:
    if modality is Modality.PRAISE:
        return direction < 0
    return modality in (Modality.CRITICISM, Modality.THREAT) and direction > 0


def _direction(score: float) -> float | None:
    thresholds: dict[str, float] = data_table("stance.toml")["thresholds"]
    if abs(score) < thresholds["speak"]:
        return None
    return round(max(-1.0, min(1.0, score / thresholds["full"])), 1)


def _score(text: str, piece: Span, mention: Span, charges: list[_Charge]) -> float:
    reach = data_table("stance.toml")["thresholds"]["reach_words"]
    starts = [match.start() for match in _WORD.finditer(text, piece.start, piece.end)]
    place = bisect_left(starts, mention.start)
    total = _toward(text, piece, mention)
    for charge in charges:
        if not mention.start <= charge.start < mention.end:
            distance = abs(bisect_left(starts, charge.start) - place)
            total += charge.weight * max(0.0, 1.0 - distance / reach)
    return total


def _toward(text: str, piece: Span, mention: Span) -> float:
    """What the words just before a mention show: "tough on", "get along with"."""
    before = " ".join(_WORD.findall(text[max(piece.start, mention.start - 40) : mention.start]))
    before = before.lower().removesuffix(" the")
    tables = data_table("stance.toml")["toward"]
    for name, sign in (("against", -1.0), ("for", 1.0)):
        for phrase in tables[name].split():
            words = phrase.rstrip("*").replace("_", " ")
            if before.endswith(words) and not before.removesuffix(words)[-1:].isalnum():
                return sign * float(tables["weight"])
    return 0.0


def _charges(text: str, piece: Span) -> list[_Charge]:
    negations = _negations()
    charges: list[_Charge] = []
    last_negation = -_NEGATION_REACH - 1
    for i, match in enumerate(_WORD.finditer(text, piece.start, piece.end)):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        if word in negations:
            last_negation = i
            continue
        weight = _weight(word)
        if weight:
            flipped = i - last_negation <= _NEGATION_REACH
            charges.append(_Charge(match.start(), -0.7 * weight if flipped else weight))
    return charges


@cache
def _weight(word: str) -> float:
    whole, stems = _lexicon()
    if word in whole:
        return whole[word]
    for end in range(len(word), _SHORTEST_STEM - 1, -1):
        if word[:end] in stems:
            return stems[word[:end]]
    return 0.0


@cache
def _lexicon() -> tuple[dict[str, float], dict[str, float]]:
    table = data_table("stance.toml")
    whole: dict[str, float] = {}
    stems: dict[str, float] = {}
    for name, weight in table["weights"].items():
        for entry in table["words"][name].split():
            (stems if entry.endswith("*") else whole)[entry.rstrip("*")] = weight
    return whole, stems


@cache
def _negations() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["words"]["negations"].split())
