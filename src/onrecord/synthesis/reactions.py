"""Criticism and support: what others said of a person, under who said it.

Shown is only what judges openly: the reporting words do ("accused", "praised"), or words of the
statement. What a paper reports of an inquiry is bad for whom it names, and no criticism.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from onrecord.components import data_table
from onrecord.core.entities import Reference
from onrecord.core.evidence import JUDGING, Form, Statement
from onrecord.core.findings import Evidence, Item
from onrecord.core.selectors import Span
from onrecord.lexicon import is_of_an_affair, judgement_of, weight_of
from onrecord.synthesis.naming import titles
from onrecord.synthesis.reporting import words_at
from onrecord.synthesis.selection import Selection, in_order, is_sure, weight
from onrecord.synthesis.tellable import has_source, makes_a_sentence
from onrecord.synthesis.wording import (
    UNNAMED,
    distinct,
    item,
    speaker_name,
)

_PER_CRITIC = 2
_CRITICS = 10
_NEAR = 6
"""Words of a report that whom it judges stands among: "accused [the president of]"."""
_OPEN, _CLEAR = 1.0, 2.0
"""How much the words of a statement must judge to be shown, and to come before others."""
_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "their"})
_OF_SEVERAL = frozenset({"they", "them", "their"})
_PART = re.compile(r"(?<=[.!?])[”\"]?\s+|\s…\s")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_OWN_SHARE = 0.4
"""A report of which the person's own words are so much is no judgement of them."""


def reactions(selection: Selection, sign: int) -> tuple[Item, ...]:
    """What others said of the person, against (-1) or for (1), under who said it."""
    own = _Own(selection.person, selection.words)
    openness = {
        evidence.id: _openness(evidence, selection.person, sign)
        for evidence in selection.about
        if _judges(evidence) == sign and is_sure(evidence)
    }
    judging = [
        evidence
        for evidence in selection.about
        if openness.get(evidence.id, 0.0) >= _OPEN
        and has_source(evidence)
        and speaker_name(evidence) != UNNAMED
        and not _reports_news(evidence)
        and makes_a_sentence(evidence)
        and not own.is_in(evidence)
    ]
    on = [evidence for evidence in judging if selection.subject.is_on(evidence)]
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in distinct(on if len(on) >= _CRITICS else judging):
        groups[speaker_name(evidence)].append(evidence)

    def rank(evidence: Evidence) -> tuple[bool, float, str]:
        return (openness[evidence.id] < _CLEAR, -weight(evidence), evidence.id)

    order = sorted(groups, key=lambda name: (min(map(rank, groups[name])), name))[:_CRITICS]
    return tuple(
        item(evidence, name, dated=True)
        for name in order
        for evidence in in_order(sorted(groups[name], key=rank)[:_PER_CRITIC])
    )


def _openness(evidence: Evidence, person: Reference, sign: int) -> float:
    """How openly it judges: the sum of words of the sign, toward the person as far as order tells.

    The reporting words count as much as a strong word: "accused", "praised".
    """
    statement = evidence.telling
    if not isinstance(statement, Statement):
        return 0.0
    selector = evidence.citations[0].selector
    cue = [w for piece in statement.cue for w in _words(words_at(selector, piece.start, piece.end))]
    content = _words(evidence.exact)
    if statement.form is not Form.DIRECT and _stand_for(person).isdisjoint(cue + content[:_NEAR]):
        return 0.0  # "blamed a breach on leakers committed to harming the president"
    if statement.form is Form.DIRECT:  # a speech goes on to others
        content = [w for part in _PART.split(evidence.exact) for w in _if_on(person, _words(part))]
    judging = sum(
        max(0.0, judgement_of(word) * sign) for word in content if not is_of_an_affair(word)
    )
    if statement.form is Form.INDIRECT and not _relaying().isdisjoint(cue):
        judging -= _OPEN  # it reports: one word is not enough
    return judging + (_CLEAR if any(weight_of(word) * sign > 0 for word in cue) else 0.0)


def _if_on(person: Reference, words: list[str]) -> list[str]:
    """The words of a sentence, if any of them may mean the person."""
    return [] if (_stand_for(person) - _OF_SEVERAL).isdisjoint(words) else words


def _reports_news(evidence: Evidence) -> bool:
    """Whether a station or an agency tells it: what it says of somebody is its news."""
    outlets = data_table("cues.toml")["outlets"]
    name = speaker_name(evidence).removeprefix("The ")
    return name in outlets["stations"] or name in outlets["papers"]


def _words(text: str) -> list[str]:
    return [w.lower().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(text)]


def _relaying() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["reporting"]["relaying"].split())


def _stand_for(person: Reference) -> frozenset[str]:
    """Words that may mean the person: the surname, pronouns, titles."""
    return frozenset({person.name.split()[-1].casefold()}) | titles() | _PRONOUNS


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
