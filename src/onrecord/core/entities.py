"""People, offices, organisations, countries and topics."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.core.edtf import Edtf

_SECOND = frozenset({"vice", "deputy", "lieutenant", "assistant", "under"})


class EntityType(StrEnum):
    """What sort of thing a name names."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    NORP = "NORP"
    LOC = "LOC"


class Gender(StrEnum):
    """Which pronoun sources use of a person."""

    SHE = "she"
    HE = "he"
    THEY = "they"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person held: "president" of "united-states" from one day to another.

    `title` is in lower case; `of` is the id of the country or organisation, `area` the name of the
    part of it that chose or is governed ("South Carolina"); an end that is not known, or has not
    come, is None. What somebody is known as ("businessman") is an office of nothing.
    """

    title: str
    of: str | None = None
    area: str | None = None
    start: Edtf | None = None
    end: Edtf | None = None

    def holds_in(self, at: Edtf) -> bool:
        """Whether it may be held at a time; on its last day it is held no more."""
        begun = self.start is None or self.start.earliest <= at.latest
        return begun and (self.end is None or at.earliest < self.end.latest)

    def ended_by(self, at: Edtf) -> bool:
        """Whether it was held before a time, and is not any more."""
        return self.end is not None and self.end.latest <= at.earliest

    def is_called(self, title: str) -> bool:
        """Whether a title may mean it: "secretary" a press secretary, "president" no vice one."""
        if self.title == title:
            return True
        kind = self.title.removesuffix(f" {title}")
        return kind != self.title and kind.split()[-1] not in _SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A public figure: id, the name generally used, other names, offices held."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that speaks or acts: an agency, a party, a paper; `country` is a topic's id."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


class TopicKind(StrEnum):
    """What a topic is: a country, an organisation or a policy issue."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that people take positions on, and the words that signal it.

    Attributes:
        words: names and phrases, matched as whole words; those with a capital match case.
        demonyms: of a country: adjectives and nouns of nationality ("Russian", "Russians").
        metonyms: of a country: names that stand for its government ("Moscow", "the Kremlin").
    """

    id: str
    name: str
    kind: TopicKind
    words: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity as a record names it: id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The people, organisations and topics that are known beforehand."""

    people: tuple[Person, ...] = field(default=())
    organisations: tuple[Organisation, ...] = field(default=())
    topics: tuple[Topic, ...] = field(default=())

    def joined(self, other: "Register") -> "Register":
        """Both registers; where ids agree, the other's entry replaces this one's."""
        return Register(
            people=tuple(
                ({p.id: p for p in self.people} | {p.id: p for p in other.people}).values()
            ),
            organisations=tuple(
                (
                    {o.id: o for o in self.organisations} | {o.id: o for o in other.organisations}
                ).values()
            ),
            topics=tuple(
                ({t.id: t for t in self.topics} | {t.id: t for t in other.topics}).values()
            ),
        )


def slug(name: str) -> str:
    """The id of a name: `Donald Trump` is `donald-trump`; accents go, other scripts stay."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", letters).strip("-")
