"""Sub-issues of a topic: what else the evidence on it is about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.core.entities import Register, Topic, TopicKind
from onrecord.core.findings import Evidence
from onrecord.synthesis.naming import any_of
from onrecord.synthesis.selection import Subject

_TOPICS_OF_ONE = 2
_TOO_COMMON = 0.6
"""An issue that is in more than this share of the evidence tells nothing apart."""


@dataclass(frozen=True)
class Issue:
    """A topic under which evidence can be filed."""

    topic: Topic

    def is_named(self, evidence: Evidence) -> bool:
        """Whether the words cited name it: what a text says beside them may be about another."""
        return self._named.search(evidence.exact) is not None

    @cached_property
    def _named(self) -> re.Pattern[str]:
        topic = self.topic
        name = topic.name.casefold() if topic.kind is TopicKind.ISSUE else topic.name
        return any_of((name, *topic.words, *topic.demonyms, *topic.metonyms))


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of some evidence, and which evidence is filed under which.

    Attributes:
        known: the issues, by id, policy issues first.
        evidence: by the id of the issue, the commonest first.
    """

    known: dict[str, Issue]
    evidence: dict[str, tuple[Evidence, ...]]

    def name(self, issue: str) -> str:
        """The issue's name as a heading."""
        known = self.known.get(issue)
        return heading(known.topic.name if known else issue.replace("-", " "))

    def of(self, evidence: Evidence) -> tuple[str, ...]:
        """The issues that a piece of evidence is filed under, policy issues first."""
        topics = set(evidence.telling.topics)
        named = [
            name for name, each in self.known.items() if name in topics and each.is_named(evidence)
        ]
        return tuple(named[:_TOPICS_OF_ONE])


def issues_of(
    evidence: Sequence[Evidence],
    subject: Subject,
    register: Register,
    *,
    at_least: int = 2,
    person: str | None = None,
) -> Issues:
    """File the evidence under the other topics that it names, the commonest issue first.

    The own country of the person is no issue: nearly everything is about it.
    """
    apart = subject.ids | set(_own_countries(person, register))
    ordered = sorted(register.topics, key=lambda topic: topic.kind is not TopicKind.ISSUE)
    every = Issues({t.id: Issue(t) for t in ordered if t.id not in apart}, {})
    named = {item.id: [t for t in every.known if t in _named(every, item)] for item in evidence}
    counts = Counter(topic for topics in named.values() for topic in topics)
    policy = {t.id for t in ordered if t.kind is TopicKind.ISSUE}
    kept = {
        topic
        for topic, count in counts.items()
        if count >= at_least and (topic in policy or count <= _TOO_COMMON * len(evidence))
    }
    if kept & policy:
        kept &= policy
    known = Issues({t: issue for t, issue in every.known.items() if t in kept}, {})
    filed: dict[str, list[Evidence]] = {t: [] for t in sorted(kept, key=lambda t: (-counts[t], t))}
    for item in evidence:
        for topic in known.of(item):
            filed[topic].append(item)
    return Issues(known.known, {topic: tuple(items) for topic, items in filed.items() if items})


def _named(issues: Issues, evidence: Evidence) -> set[str]:
    """All the issues that a piece of evidence names."""
    topics = set(evidence.telling.topics) & issues.known.keys()
    return {topic for topic in topics if issues.known[topic].is_named(evidence)}


def _own_countries(person: str | None, register: Register) -> Iterator[str]:
    countries = {body.id: body.country for body in register.organisations}
    for known in register.people:
        for office in known.offices if known.id == person else ():
            if office.of is not None:
                yield countries.get(office.of) or office.of


def heading(name: str) -> str:
    """A name with a capital, as a heading has it."""
    return name[:1].upper() + name[1:]
