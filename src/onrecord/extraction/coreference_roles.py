"""Whom a description means: "the Tressian senator", "the former governor", "the nominee".

A description says an office or what somebody is known as, and may narrow it down by a place, a
party, or "former". It fits whoever the document gives that title, or whoever the register knows to
have held the office when the document was published.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.components import data_table
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Gender, Office, Person
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.gazetteer import Gazetteer, full_title, titles_before, word_set

PARTISANS = frozenset({"republican", "democrat"})
_FORMER = frozenset({"former", "then", "ex", "onetime", "one-time", "erstwhile"})
_LETTERS = {"R": "republican-party", "D": "democratic-party"}
_AFTER = re.compile(r",? ?\(?,? ?([RDI])-([A-Z][\w.]*(?: [A-Z][\w.]*)?)[),]")
_WORD = re.compile(r"(?:[A-Z]\.)+|[\w'’-]+")
_BEFORE, _PHRASE = 60, 300
_PLACE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says of somebody: a title, and what narrows it down.

    Attributes:
        party: the id of a party.
        area: the name of a state.
        country: the id of a country.
    """

    title: str
    former: bool = False
    party: str | None = None
    area: str | None = None
    country: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing narrows it down."""
        return not (self.former or self.party or self.area or self.country)


@dataclass(slots=True)
class Known:
    """What the document and the register tell of somebody."""

    person: Person | None = None
    titles: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)

    def may_be_of(self, party: str | None) -> bool:
        """Whether somebody may belong to a party, by the text and by whom they stood for."""
        stood = {o.of for o in self.person.offices} if self.person else set()
        parties = self.parties | {of for of in stood if of is not None and of.endswith("-party")}
        return party is None or not parties or party in parties


def described(words: Sequence[str], title: str, known: Gazetteer) -> Description:
    """What the words of a description say; `title` is the one in it, in lower case."""
    lowers = [word.lower() for word in words]
    parties: dict[str, str] = data_table("titles.toml")["party_words"]
    area, country = _place(words, known)
    return Description(
        title=title,
        former=any(word.split("-")[0] in _FORMER for word in lowers),
        party=next((parties[word] for word in words if word in parties), None),
        area=area,
        country=country,
    )


def _place(words: Sequence[str], known: Gazetteer) -> tuple[str | None, str | None]:
    """The state and the country that words name; a state's name that is a country's too is both."""
    for length in range(_PLACE_WORDS, 0, -1):
        for i in range(len(words) - length + 1):
            name = " ".join(words[i : i + length])
            if name in data_table("titles.toml")["states"]:
                return name, None
            nation = known.nation(name)
            if nation is not None:
                return None, nation
    return None, None


def title_of(lowers: Sequence[str]) -> str:
    """The title that a phrase ends in: "first lady", "prime minister", or just its noun."""
    for length in (3, 2):
        if tuple(lowers[-length:]) in _lower_titles():
            return full_title(tuple(lowers[-length:]))
    return full_title(tuple(lowers[-1:]))


@cache
def _lower_titles() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.lower() for word in title) for title in titles_before())


def noted(known: Known, text: str, mention: Mention) -> None:
    """Keep what stands beside a naming: its title, whether a former one, a party, a state."""
    before = _WORD.findall(text, max(0, mention.span.start - _BEFORE), mention.span.start)
    start = max(text.rfind("\n", 0, mention.span.start) + 1, mention.span.start - _PHRASE)
    phrase = _phrase_before(text[start : mention.span.start])
    if mention.title:
        former = any(word.lower().split("-")[0] in _FORMER for word in phrase or before[-4:])
        (known.former if former else known.titles).add(mention.title)
        parties: dict[str, str] = data_table("titles.toml")["party_words"]
        known.parties |= {parties[word] for word in phrase if word in parties}
        known.areas |= set(_states_in(phrase))
    after = _AFTER.match(text, mention.span.end)
    if after is not None:
        known.parties |= {_LETTERS[after[1]]} if after[1] in _LETTERS else set()
        known.areas |= set(_states_in([after[2]]))


def _phrase_before(line: str) -> list[str]:
    """The words before a name that may belong to its title: back to a comma or the like."""
    piece = re.split(r"[,;:()\"“”]|(?<=[a-z])\. ", line)[-1]
    return _WORD.findall(piece)[-6:]


def _states_in(words: Sequence[str]) -> Iterator[str]:
    """The states that words name, in full or in short."""
    pattern, names = _states()
    for found in pattern.finditer(" ".join(words)):
        yield names[found[0].replace(".", "")]


@cache
def _states() -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {
        form: name
        for name, short in data_table("titles.toml")["states"].items()
        for form in (name, *short)
    }
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = "|".join(re.escape(form).replace(r"\.", r"\.?") for form in longest_first)
    names = {form.replace(".", ""): name for form, name in forms.items()}
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), names


def fits(what: Description, who: Known, at: Edtf | None, known: Gazetteer) -> bool:
    """Whether a description means somebody, as far as that can be told."""
    offices = list(_offices(what, who.person, at))
    told = what.title in (who.former if what.former else who.titles)
    if what.title in PARTISANS:
        told = bool(who.parties or offices)
    if not told and not offices:
        return False
    if what.area is not None:
        areas = {o.area for o in offices if o.area} | who.areas
        if what.area not in areas and (areas or offices):
            return False
    if what.country is not None:
        countries = {known.country_of(o.of) for o in offices}
        if countries and what.country not in countries:
            return False
    return who.may_be_of(what.party)


def no_longer_is(what: Description, who: Known, at: Edtf | None) -> bool:
    """Whether somebody held an office of that title and, when it was published, not any more."""
    if what.former or who.person is None or at is None:
        return False
    held = any(o.is_called(what.title) and o.ended_by(at) for o in who.person.offices)
    return held and not any(_offices(what, who.person, at))


def _offices(what: Description, person: Person | None, at: Edtf | None) -> Iterator[Office]:
    """The offices of somebody that a title means and that are held, or were, at a time."""
    if person is None or at is None:
        return
    wider = data_table("titles.toml")["offices"].get(what.title, ())
    for office in person.offices:
        called = office.is_called(what.title) or office.title in wider
        if what.title in PARTISANS:
            called = office.area is not None
        if called and (office.ended_by(at) if what.former else office.holds_in(at)):
            yield office


def gender_of(title: str) -> Gender | None:
    """The pronoun that a description tells."""
    noun = title.rsplit(maxsplit=1)[-1]
    for gender, nouns, titles in ((Gender.SHE, "women", "she"), (Gender.HE, "men", "he")):
        if noun in word_set(nouns) or noun in word_set(titles, "titles.toml"):
            return gender
    return None


def is_epithet(title: str) -> bool:
    """Whether news calls people so whom it has named, whatever the title."""
    return title in word_set("roles.epithets", "titles.toml")


def words_of(text: str, span: Span) -> list[str]:
    """The words of a description."""
    return _WORD.findall(text, span.start, span.end)
