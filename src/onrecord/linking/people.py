"""Whom a mention means: a person or body of the register, or one known by its name alone.

The register knows people by their names and by the offices they held: "the Karsian president"
of a document is whoever held that office when it was published. A bare surname is a person of the
register only where that person generally goes by it (an alias), or holds the title it is given.
A person whom the register does not know has the id that the full name makes.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache

from onrecord.components import data_table
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import (
    EntityType,
    Office,
    Organisation,
    Person,
    Reference,
    Register,
    TopicKind,
    slug,
)
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span

_WORD = re.compile(r"(?:[A-Z]\.)+|[\w-]+")


class People:
    """The names and offices of one register, compiled for looking up."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.by_name: dict[str, dict[str, Person]] = defaultdict(dict)
        self.by_surname: dict[str, list[Person]] = defaultdict(list)
        self.by_title: dict[str, list[Person]] = defaultdict(list)
        self.bodies: dict[str, Organisation] = {}
        self.nations: dict[str, str] = {}
        self.by_id = {person.id: person for person in register.people}
        for person in register.people:
            for name in {person.name, *person.aliases}:
                self.by_name[_key(name)][person.id] = person
            self.by_surname[_key(person.name.split()[-1])].append(person)
            for title in {office.title for office in person.offices}:
                self.by_title[title].append(person)
        for topic in register.topics:
            if topic.kind is TopicKind.COUNTRY:
                for word in (*topic.words, *topic.demonyms, *topic.metonyms):
                    self.nations.setdefault(word, topic.id)
        for body in register.organisations:
            for name in (body.name, *body.aliases):
                self.bodies.setdefault(_key(name), body)
        self._countries: dict[str, str | None] = {o.id: o.country for o in register.organisations}
        self._countries |= {t.id: t.id for t in register.topics if t.kind is TopicKind.COUNTRY}
        self.countries = frozenset(self.nations.values())
        self.names = {t.id: t.name for t in register.topics} | {
            o.id: o.name for o in register.organisations
        }

    def named(self, name: str, title: str | None, at: Edtf | None) -> Person | None:
        """The person of the register whom a name means, None when none or several fit."""
        for form in (name, _without_middle(name)):
            found = self.by_name.get(_key(form), {})
            if len(found) == 1:
                return next(iter(found.values()))
        if " " not in name and title is not None:
            bearers = [
                person
                for person in self.by_surname.get(_key(name), [])
                if any(office.is_called(title) for office in person.offices)
            ]
            return _only(bearers, title, at)
        return None

    def holder(self, title: str, country: str, at: Edtf | None) -> Person | None:
        """Who held an office of a country at a time, None when nobody or several did."""
        titles = data_table("titles.toml")["offices"].get(title, [title])
        for candidate in titles:
            holders = {
                person.id: person
                for person in self.by_title.get(candidate, [])
                for office in person.offices
                if office.title == candidate
                and office.of in (country, *self._bodies_of(country))
                and _held(office, at)
            }
            if len(holders) == 1:
                return next(iter(holders.values()))
        return None

    def _bodies_of(self, country: str) -> tuple[str, ...]:
        return tuple(b.id for b in self.register.organisations if b.country == country)

    def body(self, name: str) -> Reference | None:
        """The organisation of the register that a name means."""
        body = self.bodies.get(_key(name))
        return Reference(body.id, body.name) if body else None

    def country_of(self, identity: str) -> str | None:
        """The country of a body, or the country itself, by its id."""
        return self._countries.get(identity)

    def nation(self, words: str) -> str | None:
        """The country that a name, a demonym or a metonym means, by its id."""
        return self.nations.get(words)


@lru_cache(maxsize=20_000)
def identity(name: str) -> str:
    """The id that a name makes; the same names come again and again."""
    return slug(name)


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    return slug(name.replace(".", ""))


def _without_middle(name: str) -> str:
    parts = [p for p in name.split() if not re.fullmatch(r"[A-Z]\.?", p)]
    return " ".join(parts)


def _only(people: list[Person], title: str, at: Edtf | None) -> Person | None:
    if at is not None:
        current = [p for p in people if any(o.is_called(title) and _held(o, at) for o in p.offices)]
        people = current or people
    return people[0] if len(people) == 1 else None


def _held(office: Office, at: Edtf | None) -> bool:
    return at is not None and office.holds_in(at)


class Resolver:
    """Resolves the mentions of one document; what a chain was found to be, it stays."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...], people: People) -> None:
        self.document = document
        self.people = people
        self.mentions = mentions
        self._starts = [mention.span.start for mention in mentions]
        self._titles: dict[int, list[str]] = defaultdict(list)
        for mention in mentions:
            if mention.chain is not None and mention.title:
                self._titles[mention.chain].append(mention.title)
        self._chains: dict[int, Reference | None] = {}
        self._roles: dict[tuple[str, str], Reference | None] = {}

    def mentions_in(self, span: Span) -> list[Mention]:
        """The mentions inside a span, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end]

    def reference(self, mention: Mention) -> Reference | None:
        """The entity that a mention names, None when that cannot be told."""
        if mention.type is EntityType.PERSON:
            return self._person(mention)
        words = mention.name or mention.span.of(self.document.text)
        if mention.type is EntityType.ORG:
            return self.people.body(words) or Reference(identity(words), words)
        nation = self.people.nation(words)
        if nation is not None:
            return Reference(nation, self.people.names[nation])
        titles = data_table("titles.toml")
        named = words in titles["parties"] or words in titles["states"]
        return Reference(identity(words), words) if named else None

    def _person(self, mention: Mention) -> Reference | None:
        if mention.chain is not None and mention.name is not None:
            if mention.chain not in self._chains:
                self._chains[mention.chain] = self._by_name(mention)
            return self._chains[mention.chain]
        if mention.name is None and mention.title is not None:
            return self.role(mention.span.of(self.document.text), mention.title)
        if mention.name is None and mention.chain in self._roles_of:  # "the president … he"
            return self._person(self._roles_of[mention.chain])
        return None

    @cached_property
    def _roles_of(self) -> dict[int | None, Mention]:
        """For chains without a name the role that stands for the person, the first of them."""
        found: dict[int | None, Mention] = {}
        for mention in self.mentions:
            if mention.title is not None and mention.name is None and mention.chain is not None:
                found.setdefault(mention.chain, mention)
        return found

    def _by_name(self, mention: Mention) -> Reference | None:
        assert mention.name is not None
        assert mention.chain is not None
        titles = [*self._titles[mention.chain], None]
        for title in titles:
            person = self.people.named(mention.name, title, self.document.published)
            if person is not None:
                return Reference(person.id, person.name)
        name = _without_middle(mention.name)
        return Reference(identity(name), name) if identity(name) else None

    def named(self, name: str) -> Reference | None:
        """The person of a bare label ("VALE", "Ada Vale"): named in the text, or known."""
        title_cased = name.title() if name.isupper() else name
        person = self.people.named(title_cased, None, self.document.published)
        if person is not None:
            return Reference(person.id, person.name)
        found = {
            reference.id: reference
            for mention in self.mentions
            if mention.type is EntityType.PERSON
            and mention.name is not None
            and _key(mention.name).split("-")[-1] == _key(name)
            and (reference := self.reference(mention)) is not None
        }
        if len(found) == 1:
            return next(iter(found.values()))
        if len(name.split()) > 1:
            return Reference(identity(name), title_cased)
        return self._who_briefs(name)

    def _who_briefs(self, surname: str) -> Reference | None:
        """The spokesperson of that surname in office when the document was published.

        Or the host, of a network that the document names.
        """
        titles = data_table("titles.toml")["briefing"]
        found = {
            person.id: person
            for person in self.people.by_surname.get(_key(surname), [])
            for office in person.offices
            if office.title in titles or office.of in self._bodies_named
            if _held(office, self.document.published)
        }
        only = next(iter(found.values())) if len(found) == 1 else None
        return Reference(only.id, only.name) if only else None

    @cached_property
    def _bodies_named(self) -> frozenset[str]:
        """The ids of the bodies that the document names, its publisher among them."""
        names = [m.name for m in self.mentions if m.type is EntityType.ORG and m.name]
        bodies = (self.people.bodies.get(_key(n)) for n in (*names, self.document.publisher or ""))
        return frozenset(body.id for body in bodies if body is not None)

    def role(self, words: str, title: str) -> Reference | None:
        """The holder of an office by its words: "the Karsian leader", "the president"."""
        key = (words.lower(), title)
        if key not in self._roles:
            self._roles[key] = self._holder(words, title)
        return self._roles[key]

    def _holder(self, words: str, title: str) -> Reference | None:
        former = "former" in words.lower() or "then-" in words.lower()
        told = self._told_holders(title, former=former)
        if len(told) == 1:
            return told[0]
        country = self.country_in(words) or (None if told else self._home)
        if country is None or former:
            return None
        person = self.people.holder(title, country, self.document.published)
        return Reference(person.id, person.name) if person else None

    def _told_holders(self, title: str, *, former: bool) -> list[Reference]:
        """The people whom the document names and who hold, or held, an office of that title."""
        at = self.document.published
        found = {}
        for reference, person in self._known:
            offices = [o for o in person.offices if o.is_called(title)]
            if any(at is not None and o.ended_by(at) if former else _held(o, at) for o in offices):
                found[reference.id] = reference
        return list(found.values())

    @cached_property
    def _known(self) -> tuple[tuple[Reference, Person], ...]:
        """The people of the register whom the document names, each once."""
        named = {
            mention.chain: self._person(mention)
            for mention in self.mentions
            if mention.type is EntityType.PERSON and None not in (mention.name, mention.chain)
        }
        by_id = self.people.by_id
        return tuple((r, by_id[r.id]) for r in named.values() if r is not None and r.id in by_id)

    def country_in(self, words: str) -> str | None:
        """The country that words name by name or demonym."""
        found = _WORD.findall(words)
        for length in (3, 2, 1):
            for i in range(len(found) - length + 1):
                nation = self.people.nation(" ".join(found[i : i + length]))
                if nation is not None:
                    return nation
        return None

    @cached_property
    def _home(self) -> str | None:
        """The country whose offices the document means when it names none, if one is clear."""
        counts: dict[str, int] = defaultdict(int)
        for mention in self.mentions:
            words = mention.span.of(self.document.text)
            if mention.type is EntityType.ORG:
                body = self.people.bodies.get(_key(words))
                if body is not None and body.country:
                    counts[body.country] += 1
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


_compiled: list[People] = []
"""The people of the register used last; the same register always compiles to the same people."""


def people_of(register: Register) -> People:
    """The compiled names and offices of a register."""
    if not _compiled or _compiled[0].register is not register:
        _compiled[:] = [People(register)]
    return _compiled[0]
