"""Toward whom a statement or a deed is directed, and whether it is for or against.

A first, rule-based version: words that praise or blame, the nearer to a mention the more they
count toward it, turned round by a negation before them; and the modality. It abstains (None)
wherever that does not add up to a clear sign.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Attribution, Event, LinkedMention, Modality
from onrecord.core.selectors import Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_NEGATION_REACH = 3
_SHORTEST_STEM = 3


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
        for mention in inside:
            if mention.entity and piece.contains(mention.span):
                score = _score(text, piece, mention.span)
                scores[mention.entity] = scores.get(mention.entity, 0.0) + score
                nearest.setdefault(mention.entity, mention.span.start)
    if not scores:
        return None, None
    target = max(scores, key=lambda entity: (abs(scores[entity]), -nearest[entity]))
    direction = _direction(scores[target], "sure")
    by_modality = data_table("stance.toml")["modality"].get(attribution.modality.value)
    if direction is None and by_modality is not None and len(scores) == 1:
        direction = float(by_modality)
    if direction is not None and _contradicts(attribution.modality, direction):
        direction = None
    return (None, None) if direction is None else (target, direction)


def nearby_words(
    text: str, mention: Span, piece: Span | None = None
) -> Iterator[tuple[str, float]]:
    """The words around a mention in lower case, each with how near it is (0 … 1).

    After a negation the nearness is negative, as the word then points the other way. Only the
    words of `piece` are read, by default all.
    """
    reach: int = data_table("stance.toml")["thresholds"]["reach_words"]
    negations = _negations()
    begin, end = (piece.start, piece.end) if piece is not None else (0, len(text))
    found = list(_WORD.finditer(text, begin, end))
    place = bisect_left([match.start() for match in found], mention.start)
    last_negation = -_NEGATION_REACH - 1
    for i in range(max(0, place - reach - _NEGATION_REACH), min(len(found), place + reach)):
        word = found[i].group().lower().replace("’", "'").removesuffix("'s")
        if word in negations:
            last_negation = i
        elif not mention.start <= found[i].start() < mention.end and abs(i - place) < reach:
            nearness = 1.0 - abs(i - place) / reach
            yield word, -0.7 * nearness if i - last_negation <= _NEGATION_REACH else nearness


def weight_of(word: str) -> float:
    """How much a word speaks for (positive) or against (negative) whoever is near it."""
    learned = _learned().get(word)
    return hand_weight(word) if learned is None else learned


@cache
def hand_weight(word: str) -> float:
    """The same by the hand-made lexicon alone."""
    whole, stems = _lexicon()
    if word in whole:
        return whole[word]
    for end in range(len(word), _SHORTEST_STEM - 1, -1):
        if word[:end] in stems:
            return stems[word[:end]]
    return 0.0


def stance_toward(text: str, span: Span) -> float | None:
    """The direction (-1 … 1) that a sentence shows toward a mention in it; None when unsure."""
    whole = Span(0, len(text))
    return _direction(_score(text, whole, span), "speak")


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


def _direction(score: float, threshold: str) -> float | None:
    thresholds: dict[str, float] = data_table("stance.toml")["thresholds"]
    if abs(score) < thresholds[threshold]:
        return None
    return round(max(-1.0, min(1.0, score / thresholds["full"])), 1)


def _score(text: str, piece: Span, mention: Span) -> float:
    total = _toward(text, piece, mention)
    for word, nearness in nearby_words(text, mention, piece):
        total += weight_of(word) * nearness
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
def _learned() -> dict[str, float]:
    return {
        word: float(level)
        for level, words in data_table("stance_words.toml").items()
        for word in words.split()
    }


@cache
def _negations() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["words"]["negations"].split())
