"""The label sets of the heads."""

from collections.abc import Sequence
from dataclasses import dataclass

ROLES = ("content", "source", "cue")
"""In this order, where two roles claim a word: the later one has it."""

UPOS = tuple(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
)
EVENTS = tuple("REPORTING PERCEPTION ASPECTUAL I_ACTION I_STATE STATE OCCURRENCE".split())
INNER_RELATION = "goeswith"
"""Ties the further words of a treebank token ("U", ".", "S", ".") to its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The label sets of the heads, each in the order of its outputs."""

    role: tuple[str, ...]
    entity: tuple[str, ...]
    timex: tuple[str, ...]
    event: tuple[str, ...]
    upos: tuple[str, ...]
    relation: tuple[str, ...]


def bioes(kinds: Sequence[str]) -> tuple[str, ...]:
    """The labels of spans of some kinds; the first is "outside"."""
    return ("O", *(f"{place}-{kind}" for kind in kinds for place in "BIES"))


def labels(relations: Sequence[str]) -> Labels:
    """The label sets of all heads."""
    return Labels(
        role=bioes(ROLES),
        entity=bioes(("PERSON", "ORG", "LOC", "NORP")),
        timex=bioes(("DATE", "TIME", "DURATION", "SET")),
        event=("O", *EVENTS),
        upos=UPOS,
        relation=tuple(relations),
    )
