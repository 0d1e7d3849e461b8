"""Names and words that are known beforehand, compiled once so that looking one up is one step.

Names of the register and first names, titles and role nouns of the data files meet here; what
they mean in a sentence is for `entities` to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.components import data_table
from onrecord.core.entities import EntityType, Gender, Register, TopicKind
from onrecord.core.selectors import Span
from onrecord.extraction.words import words

_POSSESSIVES = ("'s", "’s", "'S", "’S")
_PREFIXES = frozenset({"O", "D"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: its words, what it names, and the pronoun that goes with it."""

    words: tuple[str, ...]
    type: EntityType
    gender: Gender | None = None


class Gazetteer:
    """The names of one register, by their first word, longest first."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._by_first: dict[str, list[Entry]] = {}
        for topic in register.topics:
            if topic.kind is TopicKind.COUNTRY:
                self._add((topic.name, *topic.words, *topic.metonyms), EntityType.GPE)
                self._add(topic.demonyms, EntityType.NORP)
        for person in register.people:
            self._add((person.name, *person.aliases), EntityType.PERSON, person.gender)
        for body in register.organisations:
            self._add((body.name, *body.aliases), EntityType.ORG)
        self._add(tuple(data_table("titles.toml")["groups"]), EntityType.NORP)
        self._add(tuple(data_table("titles.toml")["places"]), EntityType.GPE)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def _add(self, names: tuple[str, ...], kind: EntityType, gender: Gender | None = None) -> None:
        for name in names:
            parts = tuple(base for base, _ in name_words(name, Span(0, len(name)))) if name else ()
            if parts and parts[0][0].isupper() | (len(parts) > 1):
                self._by_first.setdefault(parts[0], []).append(Entry(parts, kind, gender))

    def match(self, bases: list[str], at: int) -> Entry | None:
        """The longest known name that begins at a word."""
        for entry in self._by_first.get(bases[at], ()):
            if tuple(bases[at : at + len(entry.words)]) == entry.words:
                return entry
        return None


def name_words(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """The words of a stretch as names are compared: no possessive ending, "O'Malley" as one."""
    found = words(text, span)
    i = 0
    while i < len(found):
        base, place = found[i].text, found[i].span
        if base in _PREFIXES and i + 2 < len(found) and found[i + 1].text in "'’":
            end = found[i + 2].span.end
            if found[i + 2].is_capitalised and end - place.start == len(found[i + 2].text) + 2:
                base, place, i = text[place.start : end], Span(place.start, end), i + 2
        if base.endswith(_POSSESSIVES) and len(base) > 2:
            base, place = base[:-2], Span(place.start, place.end - 2)
        yield base.replace("’", "'"), place
        i += 1


_compiled: list[Gazetteer] = []
"""The names of the register used last; the same register always compiles to the same names."""


def gazetteer(register: Register) -> Gazetteer:
    """The compiled names of a register."""
    if not _compiled or _compiled[0].register is not register:
        _compiled[:] = [Gazetteer(register)]
    return _compiled[0]


@cache
def word_set(name: str, file: str = "names.toml") -> frozenset[str]:
    """A list of words of a data file ("names.toml"); a dot in its name leads into a table."""
    value = data_table(file)
    for key in name.split("."):
        value = value[key]
    return frozenset(str(value).split())


@cache
def titles_before() -> frozenset[tuple[str, ...]]:
    """Titles as they stand before a name, word by word, full stops apart as in a text."""
    titles = data_table("titles.toml")["before"]
    return frozenset(
        tuple(word.text for word in words(title, Span(0, len(title)))) for title in titles
    )


@cache
def longest_title() -> int:
    """How many words the longest title has."""
    return max(map(len, titles_before()))


def full_title(words_of_title: tuple[str, ...]) -> str:
    """A title in lower case, written out: "Sen." is "senator"."""
    title = " ".join(words_of_title).lower().replace(" .", ".")
    full: dict[str, str] = data_table("titles.toml")["full"]
    return full.get(title, title)


def title_gender(title: str) -> Gender | None:
    """The pronoun that a title tells: she for "Mrs.", None for "president"."""
    key = title.replace(" ", "-")
    if key in word_set("she", "titles.toml"):
        return Gender.SHE
    return Gender.HE if key in word_set("he", "titles.toml") else None


def first_name_gender(name: str) -> Gender | None:
    """The pronoun that goes with a first name, None when both do or it is not known."""
    if name in word_set("she"):
        return Gender.SHE
    return Gender.HE if name in word_set("he") else None


def is_first_name(word: str) -> bool:
    """Whether a word is known as a first name."""
    return word in word_set("he") or word in word_set("she") or word in word_set("either")
