"""Who speaks and acts for whom: a leader, and the leader's own officials and agencies."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from onrecord.components import data_table
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Office, Person, Register, TopicKind
from onrecord.core.evidence import Action, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.tension_signals import reporting_words

_OPENING = 80


class Officials:
    """The sides that people are on: a country's leader by offices held, or on whose behalf."""

    def __init__(self, evidence: Iterable[Evidence], register: Register) -> None:
        self._people = {person.id: person for person in register.people}
        self._countries = {o.id: o.country for o in register.organisations if o.country}
        self._names = {
            name: topic.id
            for topic in register.topics
            if topic.kind is TopicKind.COUNTRY
            for name in (topic.name, *topic.words, *topic.demonyms)
        }
        longest_first = sorted(self._names, key=len, reverse=True)
        self._named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        self._leaders: dict[str, list[tuple[str, Office]]] = defaultdict(list)
        for person in register.people:
            for office in person.offices:
                if office.of is not None and _is_leading(office):
                    self._leaders[office.of].append((person.id, office))
        self._served_by: dict[str, frozenset[str]] = {}
        self._behalf: dict[str, set[str]] = defaultdict(set)
        for item in evidence:
            telling = item.telling
            if not isinstance(telling, Action) or not telling.behalf or not telling.actor:
                continue
            if telling.behalf.id != telling.actor.id:
                self._behalf[telling.actor.id].add(telling.behalf.id)

    def knows(self, person: str) -> bool:
        """Whether it is somebody in the register: a person, and not a country or a body."""
        return person in self._people

    def sides(self, item: Evidence) -> tuple[str, ...]:
        """Who said or did it, and the leaders that it was said or done for."""
        own = {item.who.id} if item.who is not None else set()
        return tuple(sorted(own | self.principals(item)))

    def principals(self, item: Evidence) -> frozenset[str]:
        """The leaders whose official or agency spoke or acted, at that time."""
        if item.id not in self._served_by:
            self._served_by[item.id] = self._find_principals(item)
        return self._served_by[item.id]

    def _find_principals(self, item: Evidence) -> frozenset[str]:
        when = item.date or item.citations[0].published
        who = item.who.id if item.who is not None else ""
        served = set(self._behalf.get(who, ()))
        for country in self._served(who, when) if who else self._described(item):
            served |= {
                leader for leader, office in self._leaders.get(country, ()) if _held(office, when)
            }
        return frozenset(served - {who})

    def countries(self, item: Evidence) -> frozenset[str]:
        """The countries whose government the speaker or actor leads or serves, at that time."""
        when = item.date or item.citations[0].published
        if item.who is None:
            return frozenset(self._described(item))
        led = {
            country
            for country, held in self._leaders.items()
            if any(person == item.who.id and _held(office, when) for person, office in held)
        }
        return frozenset({*led, *self._served(item.who.id, when)})

    def unopposed(self, report: Evidence, words: Evidence) -> bool:
        """Whether a body reports on its own country's people, or belongs to no country."""
        country = self._countries.get(report.who.id) if report.who is not None else None
        return country is None or country in self.countries(words)

    def principal_first(self, a: Evidence, b: Evidence) -> tuple[Evidence, Evidence] | None:
        """The two with the leader's first, when one is by a leader and the other by an official."""
        if a.who is not None and a.who != b.who and a.who.id in self.principals(b):
            return a, b
        if b.who is not None and a.who != b.who and b.who.id in self.principals(a):
            return b, a
        return None

    def _served(self, who: str, when: Edtf | None) -> Iterator[str]:
        """The countries whose government somebody belongs to below the top."""
        person: Person | None = self._people.get(who)
        for office in person.offices if person else ():
            if office.of is not None and _is_serving(office) and _held(office, when):
                yield self._countries.get(office.of, office.of)
        country = self._countries.get(who)
        if country is not None and _has_word(who.replace("-", " "), "bodies"):
            yield country

    def _described(self, item: Evidence) -> Iterator[str]:
        """The country of an unnamed official or body: "U.S. intelligence agencies"."""
        telling = item.telling
        if not isinstance(telling, Statement) or not self._names:
            return
        for words in (telling.description or "", _finding(item)):
            plain = words.casefold()
            if _has_word(plain, "bodies") or _has_word(plain, "unnamed"):
                yield from (self._names[name.group()] for name in self._named.finditer(words))


def _finding(item: Evidence) -> str:
    """Whose finding somebody hands on: "critics cited U.S. intelligence conclusions that …".

    The finding may stand among the reported words or among the reporting ones.
    """
    words = f"{reporting_words(item)} {item.exact[:_OPENING]}"
    opening, that, _ = words.partition(" that ")
    return opening if that and _has_word(opening.casefold(), "findings") else ""


def _is_leading(office: Office) -> bool:
    return office.title in data_table("rubric.toml")["officials"]["leading"]


def _is_serving(office: Office) -> bool:
    return not _is_leading(office) and _has_word(office.title, "serving")


@lru_cache(maxsize=10_000)
def _has_word(text: str, which: str) -> bool:
    return any(f" {word} " in f" {text} " for word in data_table("rubric.toml")["officials"][which])


def _held(office: Office, when: Edtf | None) -> bool:
    """Whether the office was held then; when the day is not known, that it was held at all."""
    if when is None:
        return True
    begun = office.start is None or office.start.earliest <= when.latest
    return begun and (office.end is None or when.earliest <= office.end.latest)
