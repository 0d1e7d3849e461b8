"""Whether one sentence bears out another, speaks against it, or has nothing to do with it.

No model of meaning: what is told must be told in mostly the same words. Against a claim speaks
a clause on the same things that negates it, or that has a verb which undoes the claim's. Where the
words are few or merely alike, nothing is said.
"""

import re
from enum import Enum
from functools import cache
from math import ceil

from onrecord.components import data_table
from onrecord.verification.sentences import Told, stem

_BEARS_OUT, _LEAST_ALIKE = 0.8, 5
_SURELY, _SURE = 0.85, 5
_AGAINST, _LEAST_AGAINST = 0.6, 3


class Relation(Enum):
    """What a sentence of the record says to a claim."""

    FOR = "for"
    AGAINST = "against"
    NONE = "none"


def enough(claim: Told) -> int:
    """How many of a claim's telling words a sentence must share to say anything to it."""
    count = len(claim.stems)
    words = " ".join(claim.words)
    if any(one.search(words) or other.search(words) for one, other in _opposites()):
        return max(1, min(count, _LEAST_AGAINST, ceil(_AGAINST * count)))
    return max(1, ceil(_BEARS_OUT * count))


def relation(claim: Told, other: Told, *, one_clause: bool = True) -> Relation:
    """How a sentence or clause of the record stands to a claim.

    Args:
        claim: what is claimed.
        other: the sentence or clause.
        one_clause: whether it has no others inside, so that a negation in it is about its words.
    """
    if f" {' '.join(claim.words)} " in f" {' '.join(other.words)} ":
        return Relation.FOR
    shared = len(claim.stems & other.stems)
    if one_clause and shared >= _LEAST_AGAINST and _undoes(claim, other):
        return Relation.AGAINST
    if shared < max(_LEAST_ALIKE, _BEARS_OUT * len(claim.stems)):
        return Relation.NONE
    if not claim.deeds <= other.stems:
        return Relation.NONE
    if claim.negated != other.negated:
        strict = one_clause and shared >= max(_SURE, _SURELY * len(claim.stems))
        return Relation.AGAINST if strict else Relation.NONE
    return Relation.FOR if claim.numbers <= other.numbers else Relation.NONE


def _undoes(claim: Told, other: Told) -> bool:
    """Whether both are of the same things, with verbs of one pair, and do not say the same."""
    claimed, told = " ".join(claim.words), " ".join(other.words)
    for one, opposite in _opposites():
        for mine, theirs in ((one, opposite), (opposite, one)):
            verb = mine.search(claimed)
            if verb is None or theirs.search(claimed):
                continue
            things = claim.stems - {stem(word) for word in verb.group().split()}
            if len(things & other.stems) < max(_LEAST_AGAINST, _AGAINST * len(things)):
                continue
            same, contrary = mine.search(told), theirs.search(told)
            if same and not contrary:
                return claim.negated != other.negated
            if contrary and not same:
                return claim.negated == other.negated
    return False


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (_any_of(pair["one"]), _any_of(pair["other"]))
        for pair in data_table("audit.toml")["opposites"]
    )


def _any_of(forms: str) -> re.Pattern[str]:
    words = (re.escape(form.replace("_", " ")) for form in forms.split())
    return re.compile(rf"(?<!\S)(?:{'|'.join(words)})(?!\S)")
