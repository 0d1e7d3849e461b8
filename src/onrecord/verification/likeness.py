"""Whether one sentence bears out another, speaks against it, or has nothing to do with it.

No model of meaning: what is told must be told in mostly the same words. Against a claim speaks
a clause on the same things that negates it, or that has a verb which undoes the claim's. Where the
words are few or merely alike, nothing is said.
"""

import re
from enum import Enum
from functools import cache

from onrecord.components import data_table
from onrecord.verification.sentences import Told

_BEARS_OUT, _LEAST_ALIKE = 0.75, 4
_AGAINST, _LEAST_AGAINST = 0.5, 3


class Relation(Enum):
    """What a sentence of the record says to a claim."""

    FOR = "for"
    AGAINST = "against"
    NONE = "none"


def relation(claim: Told, other: Told) -> Relation:
    """How a sentence or clause of the record stands to a claim."""
    if f" {' '.join(claim.words)} " in f" {' '.join(other.words)} ":
        return Relation.FOR
    shared = len(claim.stems & other.stems)
    share = shared / max(1, len(claim.stems))
    if shared >= _LEAST_AGAINST and share >= _AGAINST and _undoes(claim, other):
        return Relation.AGAINST
    if shared < _LEAST_ALIKE or share < _BEARS_OUT:
        return Relation.NONE
    if claim.negated != other.negated:
        return Relation.AGAINST if len(other.stems) <= 2 * len(claim.stems) else Relation.NONE
    return Relation.FOR if claim.numbers <= other.numbers else Relation.NONE


def _undoes(claim: Told, other: Told) -> bool:
    """Whether both have a verb of one pair of opposites, and do not say the same with it."""
    claimed, told = " ".join(claim.words), " ".join(other.words)
    for one, opposite in _opposites():
        for mine, theirs in ((one, opposite), (opposite, one)):
            if not mine.search(claimed) or theirs.search(claimed):
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
