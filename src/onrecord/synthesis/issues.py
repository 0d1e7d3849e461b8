"""Sub-issues of a topic: what else the evidence on it is about.

Two sorts: topics of the register, known by many words, and noun phrases that the evidence keeps
coming back to. One after the other those are taken that hold most of what no issue holds yet.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.components import data_table
from onrecord.core.entities import Reference, Register, Topic, TopicKind
from onrecord.core.evidence import SpeakerKind, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.naming import any_of
from onrecord.synthesis.phrases import Phrase, phrases
from onrecord.synthesis.selection import Subject

_TOPICS_OF_ONE = 2
_TOO_COMMON = 0.6
"""An issue that is in more than this share of the evidence tells nothing apart."""
_MOST_PHRASES = 10
_NEW = 0.5
"""A phrase is an issue when no issue before it holds this share of its evidence."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Issue:
    """A topic under which evidence can be filed.

    Attributes:
        is_found: whether it was found in the evidence, and is no topic of the register.
    """

    topic: Topic
    is_found: bool = False

    def holds(self, evidence: Evidence) -> bool:
        """Whether the words cited name it: what a text says beside them may be about another."""
        is_told = self.is_found or self.topic.id in evidence.telling.topics
        return is_told and self._named.search(evidence.exact) is not None

    @cached_property
    def _named(self) -> re.Pattern[str]:
        topic = self.topic
        name = topic.name.casefold() if topic.kind is TopicKind.ISSUE else topic.name
        return any_of((name, *topic.words, *topic.demonyms, *topic.metonyms))


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of some evidence, and which evidence is filed under which.

    Attributes:
        known: the issues, by id, the rarest first.
        evidence: by the id of the issue, the commonest first.
    """

    known: dict[str, Issue]
    evidence: dict[str, tuple[Evidence, ...]]

    def name(self, issue: str) -> str:
        """The issue's name as a heading."""
        known = self.known.get(issue)
        return heading(known.topic.name if known else issue.replace("-", " "))

    def of(self, evidence: Evidence) -> tuple[str, ...]:
        """The issues that a piece of evidence is filed under, the rarest first: it tells most."""
        named = [name for name, each in self.known.items() if each.holds(evidence)]
        return tuple(named[:_TOPICS_OF_ONE])


def issues_of(
    evidence: Sequence[Evidence],
    subject: Subject,
    register: Register,
    *,
    every: Sequence[Evidence] = (),
    at_least: int = 2,
    person: Reference | None = None,
) -> Issues:
    """File the evidence under what else it is about, the commonest issue first.

    Args:
        evidence: what is filed, of one person.
        subject: the topic that it is on, which is no issue of its own.
        register: the topics that may be issues.
        every: all evidence on the topic: what it keeps coming back to is an issue, too.
        at_least: pieces of evidence that make an issue.
        person: whose evidence it is; the own country is no issue, as nearly everything is on it.
    """
    apart = subject.ids | set(_own_countries(person, register))
    known = [Issue(topic) for topic in register.topics if topic.id not in apart]
    held = _held(known, evidence)
    kept = [each for each in known if _may_be_issue(each, held[each.topic.id], evidence, at_least)]
    if any(each.topic.kind is TopicKind.ISSUE for each in kept):
        kept = [each for each in kept if each.topic.kind is TopicKind.ISSUE]
    names = _no_issues(apart, register, person, every)
    for phrase in phrases(evidence, every, names)[: 4 * _MOST_PHRASES]:
        if len(phrase.own) > _TOO_COMMON * len(evidence):
            continue
        if not _is_of_an_affair(phrase, kept) and _is_new(phrase, kept, held):
            issue = _found(phrase)
            held[issue.topic.id] = [e for e in evidence if issue.holds(e)]
            kept.append(issue)
        if sum(each.is_found for each in kept) == _MOST_PHRASES:
            break
    kept.sort(key=lambda each: (len(held[each.topic.id]), each.topic.id))
    issues = Issues({each.topic.id: each for each in kept}, {})
    filed: dict[str, list[Evidence]] = {name: [] for name in reversed(issues.known)}
    for item in evidence:
        for name in issues.of(item):
            filed[name].append(item)
    order = sorted(filed, key=lambda name: (-len(filed[name]), name))
    return Issues(issues.known, {name: tuple(filed[name]) for name in order if filed[name]})


def _held(known: Iterable[Issue], evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """By topic, the evidence whose words name it."""
    issues = {each.topic.id: each for each in known}
    held: dict[str, list[Evidence]] = {topic: [] for topic in issues}
    for item in evidence:
        for topic in dict.fromkeys(item.telling.topics):
            if topic in issues and issues[topic].holds(item):
                held[topic].append(item)
    return held


def _may_be_issue(
    issue: Issue, held: Sequence[Evidence], evidence: Sequence[Evidence], at_least: int
) -> bool:
    is_policy = issue.topic.kind is TopicKind.ISSUE
    return len(held) >= at_least and (is_policy or len(held) <= _TOO_COMMON * len(evidence))


def _is_of_an_affair(phrase: Phrase, kept: Iterable[Issue]) -> bool:
    """Whether it is one more name of an affair: "inquiry" beside "investigation"."""
    affairs = frozenset(data_table("stance.toml")["target"]["affairs"].split())
    found = (_words_of(each.topic.name)[-1] for each in kept if each.is_found)
    return not affairs.isdisjoint(phrase.forms) and not affairs.isdisjoint(found)


def _is_new(phrase: Phrase, kept: Iterable[Issue], held: dict[str, list[Evidence]]) -> bool:
    """Whether it is no other name of an issue that is known, nor a part of one.

    Another name stands mostly in the same evidence.
    """
    for each in kept:
        named = {
            *_words_of(each.topic.name),
            *(w for word in each.topic.words for w in _words_of(word)),
        }
        shared = phrase.own.intersection(e.id for e in held[each.topic.id])
        if len(shared) >= _NEW * len(phrase.own) or not named.isdisjoint(phrase.forms):
            return False
    return True


def _words_of(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _found(phrase: Phrase) -> Issue:
    topic = Topic(
        id="-".join(_words_of(phrase.name)),
        name=phrase.name,
        kind=TopicKind.ISSUE,
        words=phrase.forms,
    )
    return Issue(topic, is_found=True)


def _no_issues(
    apart: Collection[str],
    register: Register,
    person: Reference | None,
    evidence: Iterable[Evidence],
) -> frozenset[str]:
    """Words of names: of people and peoples, of the topic and of the own country."""
    names = {name for who in register.people for name in (who.name, *who.aliases)}
    names |= {person.name} if person else set()
    for topic in register.topics:
        names |= set(topic.demonyms)
        if topic.id in apart:
            names |= {topic.name, *topic.words, *topic.metonyms}
    for item in evidence:
        telling = item.telling
        is_body = isinstance(telling, Statement) and telling.speaker_kind is not SpeakerKind.PERSON
        if item.who is not None and not is_body:
            names.add(item.who.name)
    return frozenset(word for name in names for word in _words_of(name))


def _own_countries(person: Reference | None, register: Register) -> Iterator[str]:
    countries = {body.id: body.country for body in register.organisations}
    for known in register.people:
        for office in known.offices if person and known.id == person.id else ():
            if office.of is not None:
                yield countries.get(office.of) or office.of


def heading(name: str) -> str:
    """A name with a capital, as a heading has it."""
    return name[:1].upper() + name[1:]
