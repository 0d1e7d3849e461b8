"""Which evidence is whose, and which way it points with respect to a topic.

A direction that a telling bears is toward its own target. On a dossier about Karsia it counts
when that target is Karsia, its leaders or its bodies; what somebody thinks of a rival at home
says nothing of a position on the neighbour.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import log2

from onrecord.core.entities import Reference, Register, TopicKind
from onrecord.core.evidence import Action, Factuality, Form, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.clauses import PRONOUNS
from onrecord.synthesis.dates import sort_key
from onrecord.synthesis.naming import any_of
from onrecord.synthesis.policies import stand_on
from onrecord.synthesis.reporting import words_at
from onrecord.synthesis.surroundings import Texts, no_texts, surroundings
from onrecord.synthesis.tellers import is_charge, tellers_of

_FEW_WORDS = 40
_PLENTY, _PLENTY_DEEDS = 40, 12
"""With so many on the topic itself, nothing else is needed."""
_FOR_ENOUGH = 4
"""The part of plenty that must name the topic for what only stands near it to be left out."""


@dataclass(frozen=True)
class Subject:
    """A topic with all that stands for it: its leaders and bodies, when it is a country.

    Attributes:
        names: what it goes by, and the surnames of its leaders.
    """

    topic: Reference
    kind: TopicKind
    ids: frozenset[str]
    names: frozenset[str] = frozenset()

    def direction(self, evidence: Evidence) -> float | None:
        """The direction toward the topic; None where there is none or it is another's.

        Nobody is directed at a policy: where words stand on it is told by what they want of it.
        """
        if self.kind is TopicKind.ISSUE:
            if evidence.id not in self._stands:
                self._stands[evidence.id] = stand_on(self.topic.id, evidence)
            return self._stands[evidence.id]
        telling = evidence.telling
        if isinstance(telling, Statement):
            return telling.direction if telling.target in self.ids else None
        return telling.direction if self.ids.intersection(telling.target) else None

    def is_on(self, evidence: Evidence) -> bool:
        """Whether it is directed at the topic or names it, and not only told in its context."""
        return self.is_aimed_at(evidence) or bool(self._named.search(evidence.exact))

    def is_near(self, evidence: Evidence, texts: Texts) -> bool:
        """Whether it is named in the sentence in which the evidence stands, or the one before.

        A title tells less: of 7 judged sentences that had no more, 6 were off the topic; and of
        some 60 that only its paragraph or the one before ties to it, half are.
        """
        return any(self._named.search(around) for around in surroundings(evidence, texts))

    def is_aimed_at(self, evidence: Evidence) -> bool:
        """Whether it is directed at the topic."""
        if self.kind is TopicKind.ISSUE:
            return self.direction(evidence) is not None
        telling = evidence.telling
        aims = telling.target if isinstance(telling, Action) else (telling.target,)
        return bool(self.ids.intersection(aims))

    def is_centred_on(self, evidence: Evidence) -> bool:
        """Whether the topic is what it is about: directed at it, or naming it in few words.

        A long speech that names a country once is seldom about that country.
        """
        short = len(evidence.exact.split()) <= _FEW_WORDS
        return self.is_aimed_at(evidence) or (short and self.is_on(evidence))

    @cached_property
    def _stands(self) -> dict[str, float | None]:
        return {}

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return any_of(self.names or {self.topic.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The evidence on one person and one topic, sorted out; each part in order of date.

    Attributes:
        words: what the person said.
        deeds: what the person, or another on the person's behalf, did.
        about: what others said that is directed at the person.
        others: all else on the topic.
    """

    person: Reference
    subject: Subject
    words: tuple[Evidence, ...]
    deeds: tuple[Evidence, ...]
    about: tuple[Evidence, ...]
    others: tuple[Evidence, ...]

    @property
    def own(self) -> tuple[Evidence, ...]:
        """Words and deeds of the person, in order of date."""
        return in_order((*self.words, *self.deeds))


def subject_of(topic: Reference, person: Reference | None, register: Register) -> Subject:
    """The topic with what stands for it.

    The leaders of a country do not stand for it when the person is one of them: what a minister
    thinks of the rivals at home is no position on the own country.
    """
    known = next((t for t in register.topics if t.id == topic.id), None)
    kind = known.kind if known is not None else None
    ids = {topic.id}
    names = {topic.name, *(known.words + known.demonyms + known.metonyms if known else ())}
    if kind is None or kind is TopicKind.COUNTRY:
        leaders = {p.id for p in register.people if any(o.of == topic.id for o in p.offices)}
        if person is None or person.id not in leaders:
            ids |= leaders
            ids |= {o.id for o in register.organisations if o.country == topic.id}
            names |= {p.name.split()[-1] for p in register.people if p.id in leaders}
    return Subject(topic, kind or TopicKind.COUNTRY, frozenset(ids), frozenset(names))


def select_evidence(person: Reference, subject: Subject, evidence: Iterable[Evidence]) -> Selection:
    """Sort the evidence on a topic out by whose it is; what was not said is left out."""
    parts: dict[str, list[Evidence]] = {"words": [], "deeds": [], "about": [], "others": []}
    told = [item for item in evidence if counts(item)]
    said = {c.telling for e in told if is_by(e, person.id) and _is_said(e) for c in e.citations}
    tellers = tellers_of(told)
    for item in told:
        if isinstance(item.telling, Action) and item.telling.told_by in said:
            continue  # what somebody says of the own deeds is words, and among the words already
        if is_charge(item, tellers):
            continue
        parts[_part(item, person.id)].append(item)
    ordered = {name: in_order(items) for name, items in parts.items()}
    return Selection(person=person, subject=subject, **ordered)


def focused(selection: Selection, texts: Texts = no_texts) -> Selection:
    """The selection without what touches on the topic only by where it is told.

    An article on a neighbour tells of much else. Where nothing is on the topic itself, all is kept:
    then the context is what there is.
    """
    to_the_point = partial(_to_the_point, subject=selection.subject, texts=texts)
    return replace(
        selection,
        words=to_the_point(selection.words, plenty=_PLENTY),
        deeds=to_the_point(selection.deeds, plenty=_PLENTY_DEEDS),
        others=to_the_point(selection.others, plenty=_PLENTY),
    )


def _to_the_point(
    evidence: Sequence[Evidence], *, subject: Subject, texts: Texts, plenty: int
) -> tuple[Evidence, ...]:
    """What the topic is the matter of, if that is plenty; else what names it, or is near it.

    Of what only stands near it about half is off the topic: a dossier with a fourth of plenty does
    without.
    """
    centred = tuple(filter(subject.is_centred_on, evidence))
    if len(centred) >= plenty:
        return centred
    on = tuple(filter(subject.is_on, evidence))
    if len(on) >= plenty // _FOR_ENOUGH:
        return on
    near = (item for item in evidence if subject.is_on(item) or subject.is_near(item, texts))
    return tuple(near) or tuple(evidence)


def _is_said(evidence: Evidence) -> bool:
    return isinstance(evidence.telling, Statement)


def _part(item: Evidence, person: str) -> str:
    telling = item.telling
    if is_by(item, person):
        return "words" if isinstance(telling, Statement) else "deeds"
    if isinstance(telling, Statement) and telling.target == person:
        return "about"
    return "others"


def counts(evidence: Evidence) -> bool:
    """Whether it was said or done at all: what was not said is evidence of nothing."""
    telling = evidence.telling
    return isinstance(telling, Action) or telling.factuality is Factuality.SAID


def is_by(evidence: Evidence, person: str) -> bool:
    """Whether the person said or did it, or had it done."""
    telling = evidence.telling
    if evidence.who is not None and evidence.who.id == person:
        return True
    return (
        isinstance(telling, Action) and telling.behalf is not None and telling.behalf.id == person
    )


def weight(evidence: Evidence) -> float:
    """How much a piece of evidence deserves to be shown: its standing, and how surely it was read.

    A name is surer than a pronoun, of which somebody must have told whom it means.
    """
    doubt = _UNSURE * log2(evidence.telling.probability or 1.0) / evidence.sources
    return standing(evidence) + doubt - (_BY_PRONOUN if names_nobody(evidence) else 0.0)


def standing(evidence: Evidence) -> float:
    """How much it stands out: told often, verbatim, dated, pointed."""
    telling = evidence.telling
    if isinstance(telling, Action):
        shown, direction = 0.8 - (0.6 if telling.told_by else 0.0), telling.direction
    else:
        shown = _FORMS[telling.form] + (0.2 if telling.occasion else 0)
        shown -= _TOO_SHORT if len(evidence.exact.split()) < _WORDS_THAT_SAY_SOMETHING else 0
        direction = telling.direction
    dated = 0.0 if evidence.date is None else 0.6
    return log2(1 + evidence.sources) + shown + dated + abs(direction or 0.0)


def names_nobody(evidence: Evidence) -> bool:
    """Whether a pronoun is all that its text says of who said or did it, where that is at hand."""
    telling = evidence.telling
    if isinstance(telling, Action):
        words = evidence.exact
        opening = words.partition(" ")[0].casefold()
        if words[0].islower() and opening not in PRONOUNS:  # "[It] also carried the mail"
            words = " ".join([*evidence.citations[0].selector.prefix.split()[-1:], words])
    elif telling.source:
        first, last = telling.source[0], telling.source[-1]
        words = words_at(evidence.citations[0].selector, first.start, last.end)
    else:
        return False
    return _SUBJECT.sub("", words).partition(" ")[0].casefold() in PRONOUNS


_SUBJECT = re.compile(r"^(?:In|On|At|After|Before|During|By|A|Two|Later|Then)\b[^,]{0,60}, ")
"""What may stand before a pronoun: "In May, he paid a visit"."""
_UNSURE, _BY_PRONOUN = 1.5, 0.5
_SURE = 0.7
_WORDS_THAT_SAY_SOMETHING = 5
_TOO_SHORT = 0.8
_FORMS = {Form.DIRECT: 1.0, Form.MIXED: 0.7, Form.INDIRECT: 0.2}


def is_sure(evidence: Evidence) -> bool:
    """Whether it was surely read: what stands for many others, or judges somebody, must be."""
    return (evidence.telling.probability or 1.0) >= _SURE


def weightiest(
    evidence: Iterable[Evidence], most: int, by: Callable[[Evidence], float] = weight
) -> list[Evidence]:
    """The evidence that most deserves to be shown, the first first."""
    return sorted(evidence, key=lambda item: (-by(item), item.id))[:most]


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """By date, the undated last; the same order whatever came first."""
    return tuple(sorted(evidence, key=lambda item: (*sort_key(item.date), item.id)))


def ids(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The ids, each once."""
    return tuple(dict.fromkeys(item.id for item in evidence))
