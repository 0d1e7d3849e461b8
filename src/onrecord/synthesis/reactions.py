"""Criticism and support: what others said of a person, under who said it."""

import re
from collections import defaultdict
from collections.abc import Iterable

from onrecord.components import data_table
from onrecord.core.entities import Reference
from onrecord.core.evidence import JUDGING, Statement
from onrecord.core.findings import Evidence, Item
from onrecord.core.selectors import Span
from onrecord.synthesis.selection import Selection, in_order, weight, weightiest
from onrecord.synthesis.tellable import has_source, makes_a_sentence
from onrecord.synthesis.wording import (
    distinct,
    item,
    speaker_name,
)

_PER_CRITIC = 2
_CRITICS = 10
_OWN_SHARE = 0.4
"""A report of which the person's own words are so much is no judgement of them."""


def reactions(selection: Selection, sign: int) -> tuple[Item, ...]:
    """What others said of the person, against (-1) or for (1), under who said it."""
    own = _Own(selection.person, selection.words)
    judging = [
        evidence
        for evidence in selection.about
        if _judges(evidence) == sign
        and has_source(evidence)
        and makes_a_sentence(evidence)
        and not own.is_in(evidence)
    ]
    on = [evidence for evidence in judging if selection.subject.is_on(evidence)]
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in distinct(on if len(on) >= _CRITICS else judging):
        groups[speaker_name(evidence)].append(evidence)
    order = sorted(groups, key=lambda name: (-max(map(weight, groups[name])), name))[:_CRITICS]
    return tuple(
        item(evidence, name, dated=True)
        for name in order
        for evidence in in_order(weightiest(groups[name], _PER_CRITIC))
    )


class _Own:
    """Where a person's own words stand: a report that quotes them is no judgement of them."""

    def __init__(self, person: Reference, words: Iterable[Evidence]) -> None:
        verbs: list[str] = data_table("rubric.toml")["tensions"]["words"]["relaying"]
        surname = re.escape(person.name.split()[-1])
        self._told = re.compile(rf"\b{surname}\s+(?:{'|'.join(verbs)}|boasted|added)\b")
        self._spans: dict[str, list[Span]] = defaultdict(list)
        for evidence in words:
            for citation in evidence.citations:
                self._spans[citation.selector.document].append(citation.selector.span)

    def is_in(self, evidence: Evidence) -> bool:
        """Whether the person's own words are a good part of what is told."""
        selector = evidence.citations[0].selector
        told = selector.span
        if self._told.search(selector.exact):
            return True
        shared = (
            min(told.end, own.end) - max(told.start, own.start)
            for own in self._spans[selector.document]
            if own.overlaps(told)
        )
        return max(shared, default=0) >= _OWN_SHARE * len(told)


def _judges(evidence: Evidence) -> int:
    """Against (-1) or for (1) somebody, where that is what the statement does; else 0.

    A direction alone is no criticism: it may come from words on what somebody plans or reports.
    """
    telling = evidence.telling
    if not isinstance(telling, Statement) or telling.modality not in JUDGING:
        return 0
    direction = telling.direction or 0.0
    return (direction > 0) - (direction < 0)
