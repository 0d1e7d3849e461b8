"""Deeds that stand in the record on somebody's word alone.

What a spokesman tells of a deed is told with the spokesman's name, and what a critic charges is no
deed at all: it is among the critic's words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.components import data_table
from onrecord.core.evidence import JUDGING, Action, Form, Modality, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.reporting import words_at
from onrecord.synthesis.wording import speaker_name

_OCCASION = re.compile(r"\b(?:after|before|when|while)\s+(?:(?:the|a|an)\s+)?$")
_TELLING = frozenset({Modality.ASSERTION, Modality.PLAN, Modality.PROMISE, Modality.PRAISE})
"""Who criticises, believes, asks, denies or demands tells of no deed that one may rely on."""


def tellers_of(evidence: Iterable[Evidence]) -> Mapping[str, Evidence]:
    """By the id of a deed, the statement on whose word alone it is told, where that is at hand."""
    held = list(evidence)
    statements = {
        citation.telling: item
        for item in held
        if isinstance(item.telling, Statement)
        for citation in item.citations
    }
    return {
        item.id: statements[item.telling.told_by]
        for item in held
        if isinstance(item.telling, Action)
        and item.telling.told_by in statements
        and not _is_the_reporters(item, statements[item.telling.told_by])
    }


def _is_the_reporters(deed: Evidence, told: Evidence) -> bool:
    """Whether a deed in a judgement is what the reporter tells of its occasion.

    "Vale called Okoro wise for keeping still after [Karsia closed its ports]"; and who is shocked
    that ports are closed did not tell of it first.
    """
    statement = told.telling
    if not isinstance(statement, Statement) or statement.form is Form.DIRECT:
        return False
    selector = told.citations[0].selector
    cue = {w for p in statement.cue for w in words_at(selector, p.start, p.end).casefold().split()}
    if not cue.isdisjoint(data_table("wording.toml")["feeling"].split()):
        return True
    prefix = deed.citations[0].selector.prefix
    return statement.modality in JUDGING and _OCCASION.search(prefix) is not None


def with_tellers(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The same evidence, each deed with the name of who tells it, if that is not the source."""
    tellers = tellers_of(evidence)
    return tuple(
        replace(item, teller=speaker_name(tellers[item.id])) if item.id in tellers else item
        for item in evidence
    )


def is_charge(deed: Evidence, tellers: Mapping[str, Evidence]) -> bool:
    """Whether a deed is only what somebody charges, believes, asks for or denies."""
    told = tellers.get(deed.id)
    statement = told.telling if told is not None else None
    return isinstance(statement, Statement) and statement.modality not in _TELLING
