"""The lexicon of deeds: from a word form to the frames that it can open."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.components import data_table
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Status

_DATA = "deeds.toml"
TALK = "talk"
"""The governor under which a deed is only wished, promised or threatened."""
HEARSAY = "hearsay"
"""The governor under which somebody is said to have done it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way in which a verb or a noun tells a deed; the fields are those of data/deeds.toml."""

    type: str
    instrument: str | None
    particles: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    named: bool = False
    kinds: frozenset[EntityType] = frozenset()
    via: frozenset[str] = frozenset()
    passive: bool = True
    status: Status = Status.DONE
    actors: frozenset[EntityType] = frozenset()
    saying: bool = False
    refused: bool = False
    undone: bool = False
    things: bool = False
    near: bool = False
    mutual: bool = False
    impersonal: bool = False
    own: bool = False
    without: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()

    @property
    def takes_object(self) -> bool:
        """Whether the object itself is the target."""
        return "*" in self.target

    @property
    def needs_object(self) -> bool:
        """Whether an object must follow the verb, whatever it is."""
        return self.takes_object and not (self.objects or self.particles or self.mutual)

    @property
    def persons_only(self) -> bool:
        """Whether it is done to people alone, and not to what is theirs."""
        return self.kinds == {EntityType.PERSON}

    @property
    def needs_target(self) -> bool:
        """Whether there is no deed without a mention that it is done to."""
        return self.named or (self.takes_object and not self.objects)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A frame opened by one form of its verb: `base`, `s`, `past`, `participle` or `ing`."""

    frame: Frame
    forms: frozenset[str]


@cache
def verb_frames() -> Mapping[str, tuple[VerbForm, ...]]:
    """The frames of every verb form, in lower case."""
    found: dict[str, list[VerbForm]] = {}
    for entry in data_table(_DATA)["verb"]:
        for lemma in entry["verbs"].split():
            word, particles = with_particles(lemma)
            frame = _frame(entry, particles)
            for spelling, forms in inflected(word).items():
                found.setdefault(spelling, []).append(VerbForm(frame, frozenset(forms)))
    # what asks for more comes before what asks for less
    return {
        spelling: tuple(sorted(entries, key=lambda entry: -_demands(entry.frame)))
        for spelling, entries in found.items()
    }


@cache
def noun_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames of every noun that names a deed, in lower case."""
    found: dict[str, tuple[Frame, ...]] = {}
    for entry in data_table(_DATA)["noun"]:
        for noun in entry["nouns"].split():
            for spelling in (noun, plural(noun)):
                found[spelling] = (*found.get(spelling, ()), _frame(entry))
    return found


@cache
def openers() -> frozenset[str]:
    """The words that may open a frame: most words and sentences can be left at once."""
    return frozenset(verb_frames()) | frozenset(noun_frames())


@cache
def things() -> Mapping[str, tuple[str, str]]:
    """The nouns of what can be reversed, delayed or dropped: type and instrument of each."""
    return {
        spelling: (kind, instrument)
        for instrument, (kind, nouns) in data_table(_DATA)["things"].items()
        for noun in nouns.split()
        for spelling in (noun, plural(noun))
    }


@cache
def governors() -> Mapping[str, str]:
    """What each form of a governing verb makes of the deed after it: a status, or `talk`."""
    return {
        spelling: status
        for status, lemmas in data_table(_DATA)["governors"].items()
        for lemma in lemmas.split()
        for spelling in inflected(with_particles(lemma)[0])
    }


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the word lists of data/deeds.toml."""
    return frozenset(data_table(_DATA)["words"][name].split())


def inflected(verb: str) -> dict[str, set[str]]:
    """The forms of a verb by spelling."""
    forms: dict[str, set[str]] = {}
    for spelling, form in _forms(verb):
        forms.setdefault(spelling, set()).add(form)
    return forms


def plural(noun: str) -> str:
    """The plural of a regular noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") and not noun.endswith("ss") else noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _frame(entry: Mapping[str, Any], particles: tuple[str, ...] = ()) -> Frame:
    objects = _nouns(entry.get("objects", "").split())
    if entry.get("things") and not objects:
        objects = frozenset(things())
    return Frame(
        type=entry["type"],
        instrument=entry.get("instrument"),
        particles=particles,
        objects=objects,
        subjects=_nouns(entry.get("subjects", "").split()),
        follows=frozenset(entry.get("follows", "").split()),
        target=frozenset(entry.get("target", "").split()),
        named=entry.get("named", False),
        kinds=_kinds(entry, "kinds"),
        via=frozenset(entry.get("via", "").split()),
        passive=entry.get("passive", True),
        status=Status(entry.get("status", "done")),
        actors=_kinds(entry, "actors"),
        saying=entry.get("saying", False),
        refused=entry.get("refused", False),
        undone=entry.get("undone", False),
        things=entry.get("things", False),
        near=entry.get("near", False),
        mutual=entry.get("mutual", False),
        impersonal=entry.get("impersonal", False),
        own=entry.get("own", False),
        without=frozenset(entry.get("without", "").split()),
        free=frozenset(entry.get("free", "").split()),
    )


def _kinds(entry: Mapping[str, Any], name: str) -> frozenset[EntityType]:
    return frozenset(EntityType(kind) for kind in entry.get(name, "").split())


def _nouns(lemmas: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for lemma in lemmas for spelling in (lemma, plural(lemma)))


def _demands(frame: Frame) -> int:
    asked = bool(frame.objects) + 2 * bool(frame.subjects) + bool(frame.follows) - frame.saying
    return 2 * len(frame.particles) + asked


_PARTICLES = frozenset(
    "out off back down in home on to over up short away from with for of".split()
)


def with_particles(lemma: str) -> tuple[str, tuple[str, ...]]:
    """The verb and the words that must follow it: "call-off", "set_fire_to"."""
    word, *rest = lemma.split("_" if "_" in lemma else "-")
    if "_" in lemma or (rest and _PARTICLES.issuperset(rest)):
        return word, tuple(rest)
    return lemma, ()


def _forms(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, "base"
    irregular = data_table(_DATA)["irregular"].get(verb)
    if irregular is not None:
        yield from zip(irregular.split(), ("s", "past", "participle", "ing"), strict=True)
        return
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past = stem + "ed"
    if re.search(r"[^aeiou][aeiou]l$", verb):  # travelled, cancelled: as well as with one l
        yield from ((verb + "led", "past"), (verb + "led", "participle"), (verb + "ling", "ing"))
    yield third, "s"
    yield past, "past"
    yield past, "participle"
    yield (verb if verb.endswith("ee") else stem) + "ing", "ing"
