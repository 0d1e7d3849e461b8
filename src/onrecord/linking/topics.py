"""Which topics a statement or a deed is about: countries, organisations, policy issues.

The words themselves come first. "The sanctions are biting" names no country, though, so what the
content lacks is taken from its surroundings, nearest first: the sentence, the paragraph, the
title. The speaker's own country is in nearly everything that is said, so it goes last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.core.entities import Register, TopicKind

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+|[^\w\s]")
_NAME, _DEMONYM, _METONYM, _LINKED = 3.0, 2.5, 2.0, 2.0
_NOT_A_COUNTRY_AFTER = frozenset({"New", "African", "Native", "Latin"})
_PLACING = frozenset({"in", "at", "near", "outside", "around"})
_MOST_FROM_AROUND = 2
"""Topics of one sort taken from one surrounding text; a paragraph names more than it is about."""
_TEXTS = 256
"""Surrounding texts whose topics are kept: statements share paragraphs and, all, the title."""
_MANY_PARAGRAPHS = 8
_SHARE_OF_PARAGRAPHS = 0.25
_LEADING = re.compile(
    r"\b(president|prime minister|premier|chancellor|king|queen|emir|sultan|crown prince|"
    r"supreme leader|foreign minister|defen[cs]e minister)\b"
)
"""Offices whose holders stand for their country when they are named."""


@dataclass(frozen=True, slots=True)
class _Signal:
    """A phrase that signals a topic: its words as they must stand, and how much it counts."""

    words: tuple[str, ...]
    topic: str
    weight: float


class _Lexicon:
    """The signals of one register, by the lower-case first word, longest first."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.issues = {t.id for t in register.topics if t.kind is TopicKind.ISSUE}
        self.topics = {t.id for t in register.topics}
        self.by_first: dict[str, list[_Signal]] = {}
        for topic in register.topics:
            is_issue = topic.kind is TopicKind.ISSUE
            name = _decapitalised(topic.name) if is_issue else topic.name
            self._add(topic.id, (name, *topic.words), _NAME)
            self._add(topic.id, topic.demonyms, _DEMONYM)
            self._add(topic.id, topic.metonyms, _METONYM)
        for organisation in register.organisations:
            if organisation.id in self.topics:
                names = (organisation.name, *organisation.aliases)
                self._add(organisation.id, names, _NAME)
        for signals in self.by_first.values():
            signals.sort(key=lambda signal: -len(signal.words))
        self.country_of = dict(_countries_of(register))
        self.hits_around = lru_cache(maxsize=_TEXTS)(self.hits)

    def _add(self, topic: str, phrases: Iterable[str], weight: float) -> None:
        for phrase in phrases:
            tokens = tuple(_TOKEN.findall(phrase))
            if not tokens:
                continue
            self._insert(_Signal(tokens, topic, weight))
            if topic in self.issues and tokens[-1].islower():
                self._insert(_Signal((*tokens[:-1], _plural(tokens[-1])), topic, weight))

    def _insert(self, signal: _Signal) -> None:
        signals = self.by_first.setdefault(signal.words[0].lower(), [])
        if signal not in signals:
            signals.append(signal)

    def hits(self, text: str) -> dict[str, float]:
        """Topic ids with their weight in a text, in order of first appearance."""
        found: dict[str, float] = {}
        tokens = _TOKEN.findall(text)
        opened = [i for i, token in enumerate(tokens) if token.lower() in self.by_first]
        in_capitals = bool(opened) and _is_headline(tokens)
        end = 0
        for i in opened:
            if i < end:
                continue
            opening = self.by_first[tokens[i].lower()]
            signals = [signal for signal in opening if _stands(signal, tokens, i)]
            if not in_capitals and _is_within_a_name(tokens, i):
                signals = [s for s in signals if len(s.words) > 1 or s.words[0] == tokens[i]]
            length = max((len(s.words) for s in signals), default=1)
            for signal in signals:
                if len(signal.words) == length:
                    found[signal.topic] = found.get(signal.topic, 0.0) + signal.weight
            end = i + length
        return found


def topics_in(text: str, register: Register) -> tuple[str, ...]:
    """The topics that a text names, most central first."""
    return _ranked(_lexicon(register).hits(text), home=None)


def topics_of(
    content: str,
    register: Register,
    *,
    around: tuple[str, ...] = (),
    linked: tuple[str, ...] = (),
    home: str | None = None,
    passing: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The topics of a statement or a deed, most central first.

    Args:
        content: the words said, or the clause that tells the deed.
        register: the topics that are known.
        around: surrounding texts, nearest first (sentence, paragraph, title). They give the sort of
            topic (country or organisation; issue) that the content lacks: the nearest one that
            has any, and the last (the title) as well, two from each.
        linked: ids of the entities that mentions in the content name, pronouns included; a leader
            stands for the country.
        home: id of the speaker's or actor's own country; it goes last.
        passing: issues that surrounding texts do not give, see `passing_issues`.
    """
    lexicon = _lexicon(register)
    found = lexicon.hits(content)
    for entity in linked:
        for topic in lexicon.country_of.get(entity, (entity,)):
            if topic in lexicon.topics:
                found.setdefault(topic, _LINKED)
    for wanted in (True, False):  # issues; countries and organisations
        if not any((topic in lexicon.issues) is wanted and topic != home for topic in found):
            for topic, weight in _surrounding(lexicon, around, wanted, home):
                if topic not in passing:
                    found.setdefault(topic, weight)
    return _ranked(found, home)


def passing_issues(title: str, paragraphs: Sequence[str], register: Register) -> frozenset[str]:
    """Issues of the title that only few paragraphs speak of.

    A column of short items bears the title of one of them; what the others tell is not about it.
    """
    lexicon = _lexicon(register)
    named = [topic for topic in lexicon.hits_around(title) if topic in lexicon.issues]
    if not named or len(paragraphs) < _MANY_PARAGRAPHS:
        return frozenset()
    held = [lexicon.hits_around(paragraph) for paragraph in paragraphs]
    least = _SHARE_OF_PARAGRAPHS * len(paragraphs)
    return frozenset(topic for topic in named if sum(topic in hits for hits in held) < least)


def _surrounding(
    lexicon: _Lexicon, around: tuple[str, ...], issues: bool, home: str | None
) -> Iterator[tuple[str, float]]:
    """Topics of the nearest surrounding text that has any of this sort, and of the title."""
    settled = False
    for i, text in enumerate(around):
        if settled and i + 1 < len(around):
            continue
        hits = lexicon.hits_around(text)
        sort = {topic: hits[topic] for topic in hits if (topic in lexicon.issues) is issues}
        for topic in _ranked(sort, home)[:_MOST_FROM_AROUND]:
            yield topic, hits[topic] / 10 ** (i + 1)
            settled = settled or topic != home


def _ranked(found: dict[str, float], home: str | None) -> tuple[str, ...]:
    order = {topic: i for i, topic in enumerate(found)}
    return tuple(sorted(found, key=lambda topic: (topic == home, -found[topic], order[topic])))


def _stands(signal: _Signal, tokens: list[str], at: int) -> bool:
    end = at + len(signal.words)
    if end > len(tokens):
        return False
    for place, want in enumerate(signal.words, at):
        have = tokens[place]
        if have != want and (have.lower() != want or want != want.lower()):
            return False
    if signal.words[0][0].isupper() and at and tokens[at - 1] in _NOT_A_COUNTRY_AFTER:
        return False
    return signal.weight != _METONYM or _is_government(tokens, at, end)


def _is_headline(tokens: Sequence[str]) -> bool:
    """Whether most words have a capital, so that a capital marks no name."""
    words = [token for token in tokens if token.isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _is_within_a_name(tokens: Sequence[str], at: int) -> bool:
    """Whether a word has a capital beside others that have one: the World Trade Center."""
    beside = (tokens[place] for place in (at - 1, at + 1) if 0 <= place < len(tokens))
    return tokens[at][0].isupper() and any(word[0].isupper() for word in beside)


def _is_government(tokens: list[str], at: int, end: int) -> bool:
    """Whether a metonym stands for a government: not a place ("in Ostrin"), not another name."""
    if at and tokens[at - 1].lower() in _PLACING:
        return False
    return end >= len(tokens) or not tokens[end][0].isupper() or not tokens[end - 1].isalpha()


def _decapitalised(name: str) -> str:
    """The name of an issue as it stands within a sentence: "Arms control", but "NATO funding"."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _countries_of(register: Register) -> Iterator[tuple[str, tuple[str, ...]]]:
    for person in register.people:
        led = {o.of for o in person.offices if o.of and _LEADING.search(o.title)}
        if led:
            yield person.id, tuple(sorted(led))
    for organisation in register.organisations:
        if organisation.country:
            yield organisation.id, (organisation.id, organisation.country)


_compiled: list[_Lexicon] = []
"""The lexicon of the register used last; the same register always compiles to the same lexicon."""


def _lexicon(register: Register) -> _Lexicon:
    if not _compiled or _compiled[0].register is not register:
        _compiled[:] = [_Lexicon(register)]
    return _compiled[0]
