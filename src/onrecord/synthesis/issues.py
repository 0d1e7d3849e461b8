"""Sub-issues of a topic: what else the evidence on it is about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.entities import Register, TopicKind
from onrecord.core.findings import Evidence
from onrecord.synthesis.selection import Subject

_TOPICS_OF_ONE = 2
_TOO_COMMON = 0.6
"""An issue that is in more than this share of the evidence tells nothing apart."""


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of some evidence: their names, and which evidence is filed under which."""

    names: dict[str, str]
    policy: frozenset[str]
    evidence: dict[str, tuple[Evidence, ...]]

    def name(self, issue: str) -> str:
        """The issue's name as a heading."""
        return heading(self.names.get(issue, issue.replace("-", " ")))

    def of(self, evidence: Evidence) -> tuple[str, ...]:
        """The issues that a piece of evidence is filed under, policy issues first."""
        known = [topic for topic in evidence.telling.topics if topic in self.evidence]
        known.sort(key=lambda topic: topic not in self.policy)
        return tuple(known[:_TOPICS_OF_ONE])


def issues_of(
    evidence: Sequence[Evidence],
    subject: Subject,
    register: Register,
    *,
    at_least: int = 2,
    person: str | None = None,
) -> Issues:
    """File the evidence under the other topics that it is about, the commonest issue first.

    The own country of the person is no issue: nearly everything is about it.
    """
    names = {topic.id: topic.name for topic in register.topics}
    policy = frozenset(t.id for t in register.topics if t.kind is TopicKind.ISSUE)
    apart = subject.ids | set(_own_countries(person, register))
    counts = Counter(topic for item in evidence for topic in set(item.telling.topics) - apart)
    kept = {
        topic
        for topic, count in counts.items()
        if count >= at_least and (topic in policy or count <= _TOO_COMMON * len(evidence))
    }
    if kept & policy:
        kept &= policy
    order = sorted(kept, key=lambda topic: (-counts[topic], topic))
    filed: dict[str, list[Evidence]] = {topic: [] for topic in order}
    for item in evidence:
        for topic in _central(item.telling.topics, kept, policy):
            filed[topic].append(item)
    return Issues(
        names=names,
        policy=policy,
        evidence={topic: tuple(items) for topic, items in filed.items() if items},
    )


def _own_countries(person: str | None, register: Register) -> Iterator[str]:
    countries = {body.id: body.country for body in register.organisations}
    for known in register.people:
        for office in known.offices if known.id == person else ():
            if office.of is not None:
                yield countries.get(office.of) or office.of


def _central(topics: Iterable[str], kept: set[str], policy: frozenset[str]) -> list[str]:
    known = [topic for topic in topics if topic in kept]
    known.sort(key=lambda topic: topic not in policy)
    return known[:_TOPICS_OF_ONE]


def heading(name: str) -> str:
    """A name with a capital, as a heading has it."""
    return name[:1].upper() + name[1:]
