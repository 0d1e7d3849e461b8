"""Names and words that are known beforehand, compiled once so that looking one up is one step.

Names of the register and first names, titles and role nouns of the data files meet here; what
they mean in a sentence is for `entities` to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.components import data_table
from onrecord.core.entities import EntityType, Gender, Person, Register, TopicKind
from onrecord.core.selectors import Span
from onrecord.extraction.words import Words, words

_POSSESSIVES = ("'s", "’s", "'S", "’S")
_PREFIXES = frozenset({"O", "D"})
_APOSTROPHES = ("'", "’")


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
        self._people: dict[str, list[Person]] = {}
        self._nations: dict[str, str] = {}
        self._countries = {body.id: body.country for body in register.organisations}
        for topic in register.topics:
            if topic.kind is TopicKind.COUNTRY:
                for word in (topic.name, *topic.words, *topic.demonyms):
                    self._nations.setdefault(word, topic.id)
                self._add((topic.name, *topic.words, *topic.metonyms), EntityType.GPE)
                self._add(topic.demonyms, EntityType.NORP)
        for person in register.people:
            self._add((person.name, *person.aliases), EntityType.PERSON, person.gender)
            for name in {name.replace(".", "") for name in (person.name, *person.aliases)}:
                self._people.setdefault(name, []).append(person)
        self._bodies = {
            name: body.id for body in register.organisations for name in (body.name, *body.aliases)
        }
        for body in register.organisations:
            self._add((body.name, *body.aliases), EntityType.ORG)
        self._add(tuple(data_table("titles.toml")["groups"]), EntityType.NORP)
        self._add(tuple(data_table("titles.toml")["places"]), EntityType.GPE)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def _add(self, names: tuple[str, ...], kind: EntityType, gender: Gender | None = None) -> None:
        for name in names:
            parts = tuple(name_words(name, Span(0, len(name))).bases) if name else ()
            if parts and parts[0][0].isupper() | (len(parts) > 1):
                self._by_first.setdefault(parts[0], []).append(Entry(parts, kind, gender))

    def person(self, name: str) -> Person | None:
        """The person of the register who goes by a name, None when nobody or several do."""
        found = self._people.get(name.replace(".", ""), ())
        return found[0] if len(found) == 1 else None

    def body(self, name: str) -> str | None:
        """The id of the organisation of the register that has a name."""
        return self._bodies.get(name)

    def nation(self, word: str) -> str | None:
        """The id of the country that a name or demonym means."""
        return self._nations.get(word)

    def country_of(self, key: str | None) -> str | None:
        """The country of a body, or the country itself, by its id."""
        return self._countries.get(key or "", key)

    def match(self, bases: list[str], at: int) -> Entry | None:
        """The longest known name that begins at a word."""
        entries = self._by_first.get(bases[at])
        if entries is None:
            return None
        ahead = tuple(bases[at : at + len(entries[0].words)])  # the first is the longest
        for entry in entries:
            if ahead[: len(entry.words)] == entry.words:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words as names are compared, without possessive endings, and where they stand."""

    bases: list[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __iter__(self) -> Iterator[tuple[str, Span]]:
        return zip(self.bases, map(Span, self.starts, self.ends), strict=True)

    def span(self, start: int, end: int) -> Span:
        """Where the words from one up to another stand."""
        return Span(self.starts[start], self.ends[end - 1])


def name_words(text: str, span: Span) -> NameWords:
    """The words of a stretch as names are compared: no possessive ending, "O'Malley" as one."""
    found = words(text, span)
    if all(text.find(mark, span.start, span.end) < 0 for mark in _APOSTROPHES):
        return NameWords(list(found.texts), found.starts, found.ends)
    bases, starts, ends = [], [], []
    i = 0
    while i < len(found):
        base, start, end = found.texts[i], found.starts[i], found.ends[i]
        if base in _PREFIXES and _is_split(found, i):
            end, i = found.ends[i + 2], i + 2
            base = text[start:end]
        if len(base) > 2 and base.endswith(_POSSESSIVES):
            base, end = base[:-2], end - 2
        bases.append(base.replace("’", "'"))
        starts.append(start)
        ends.append(end)
        i += 1
    return NameWords(bases, starts, ends)


def _is_split(found: Words, i: int) -> bool:
    """Whether a word, an apostrophe and a word with a capital are one name: "O'Malley"."""
    if i + 2 >= len(found) or found.texts[i + 1] not in _APOSTROPHES:
        return False
    adjoin = found.ends[i + 2] - found.starts[i] == len(found.texts[i + 2]) + 2
    return adjoin and found.texts[i + 2][0].isupper()


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
    return frozenset(tuple(words(title, Span(0, len(title))).texts) for title in titles)


@cache
def title_lengths() -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """How many words titles have, longest first: by the word they begin with, and by their last."""
    by_first: dict[str, set[int]] = {}
    by_last: dict[str, set[int]] = {}
    for title in titles_before():
        by_first.setdefault(title[0], set()).add(len(title))
        by_last.setdefault(title[-1], set()).add(len(title))
    return _longest_first(by_first), _longest_first(by_last)


def _longest_first(lengths: Mapping[str, set[int]]) -> Mapping[str, tuple[int, ...]]:
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


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
