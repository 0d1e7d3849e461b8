"""What one says of another's words: rebuttals, charges of going back on them, claims of a stance.

Each names the words that it is about, so that fewer words in common do than elsewhere: "his claims
of a raid are unfounded" takes up what was said of a raid, and nothing else.
"""

import re

from onrecord.core.evidence import Modality, SpeakerKind, Statement
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.propositions import FOR_OR_AGAINST
from onrecord.synthesis.tension_conditions import are_statements, named
from onrecord.synthesis.tension_findings import Found, World, found
from onrecord.synthesis.tension_pairs import Pair
from onrecord.synthesis.tension_signals import (
    answers_critics,
    charging_words,
    distance,
    is_undone,
    is_within_reach,
    modality,
    owners,
)
from onrecord.synthesis.terms import terms

_SUBJECT = re.compile(
    r"\W*(?:that\s+)?((?:[A-Z][\w.-]*\s+)*?[A-Z][\w-]+)(?=\s+(?!(?:for|of|over|as|to|by|on|in|with|and)\b)[a-z])"
)
REBUTS = "rebuts_the_claim"
CHARGES = "charged_with_it"
_PERSON = SpeakerKind.PERSON
TOLD_OTHERWISE = "own_words_on_it"
ANSWERS = "answers_critics"


def claim(pair: Pair, world: World) -> Found | None:
    """A rebuttal, a charge or a claim that stands against the other record, if one of them does."""
    if owners(pair.first) & owners(pair.second) or not is_within_reach(pair.first, pair.second):
        return None
    for words, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if not isinstance(words.telling, Statement):
            continue
        if (kind := _charge(words, other, pair, world)) is not None:
            first = words if kind is TensionKind.UNKEPT else other  # it tells the pledge
            return found(kind, pair.turned(first), {CHARGES})
        if not are_statements(words, other) or not named(other):
            continue
        if _rebuts(words, other, pair, world):
            return found(TensionKind.DISPUTED, pair.turned(other), {REBUTS})
        if _answers(words, other, pair):
            return found(TensionKind.DISPUTED, pair.turned(other), {ANSWERS})
        both = set(words.telling.topics).intersection(other.telling.topics)
        if pair.near and both and _tells_stance(words, other, world):
            return found(TensionKind.DISPUTED, pair.turned(words), {TOLD_OTHERWISE})
    return None


def _rebuts(words: Evidence, other: Evidence, pair: Pair, world: World) -> bool:
    """Whether it calls claims untrue that the other record makes: "such fears are unfounded"."""
    plainly = [p for p in world.wordings.of(words) if not p.conditional]  # not "if it is untrue"
    claimed = frozenset(term for p in plainly for term in p.rebutted)
    plain = [p for p in world.wordings.of(other) if not p.negations]
    return any(claimed & p.terms & pair.told for p in plain)


def _answers(words: Evidence, other: Evidence, pair: Pair) -> bool:
    """Whether it answers "critics", and the other is the criticism told before it."""
    return (
        answers_critics(words)
        and modality(other) is Modality.CRITICISM
        and pair.near
        and bool(pair.told)
        and (distance(other, words) or 0) > 0
    )


def _charge(words: Evidence, other: Evidence, pair: Pair, world: World) -> TensionKind | None:
    """What kind of tension it charges the other's speaker with, right beside the other's record."""
    charging = charging_words(words)
    surname = _surname(other)
    first = frozenset(phrase.split()[0] for phrase in charging)
    if not any(surname in p.names and first & set(p.words) for p in world.wordings.of(words)):
        return None
    if any("pledge" in phrase or "promise" in phrase for phrase in charging):
        return TensionKind.UNKEPT if is_undone(other) else None
    return TensionKind.REVERSAL if pair.near and pair.told else None


def _tells_stance(words: Evidence, other: Evidence, world: World) -> bool:
    """Whether it tells of the other's speaker the position opposite to the one told by them."""
    if not isinstance(other.telling, Statement) or other.telling.speaker_kind is not _PERSON:
        return False
    surname = _surname(other)
    if surname is None or not _is_subject(surname, words) or _is_on_another(other, surname):
        return False
    if not any(own.terms for own in world.wordings.of(other)):
        return False  # "denounced it": what?
    return any(
        p.poles.get(FOR_OR_AGAINST, 0) == -own.poles[FOR_OR_AGAINST]
        for p in world.wordings.of(words)[:1]
        for own in world.wordings.of(other)
        if FOR_OR_AGAINST in own.poles and not own.conditional and not p.conditional
    )


def _is_subject(surname: str, words: Evidence) -> bool:
    """Whether it opens with the name, but for titles: not with what is somebody's."""
    opening = _SUBJECT.match(words.exact)
    return opening is not None and surname in terms(opening[1].split()[-1])


def _is_on_another(item: Evidence, surname: str) -> bool:
    """Whether it opens with another's name: it tells that one's stance, not the speaker's own."""
    opening = _SUBJECT.match(item.exact)
    return opening is not None and surname not in terms(opening[1].split()[-1])


def _surname(item: Evidence) -> str | None:
    """The word that names the speaker or actor in a text, as it is compared."""
    return max(terms(item.who.name.split()[-1]), default=None) if item.who is not None else None
