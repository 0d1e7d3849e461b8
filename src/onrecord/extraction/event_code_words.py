"""The words of data/event_codes.toml: what a verb or a noun alone says of a sentence's event."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.components import data_table
from onrecord.extraction.event_frames import inflected, openers, plural, with_particles

_DATA = "event_codes.toml"


@dataclass(frozen=True, slots=True)
class CodeVerb:
    """The type of a verb's event, the words that must follow it, and the form that it has here."""

    type: str
    particles: tuple[str, ...]
    forms: frozenset[str]


@cache
def code_verbs() -> Mapping[str, tuple[CodeVerb, ...]]:
    """The verbs by each of their spellings, those with particles first."""
    found: dict[str, list[CodeVerb]] = {}
    for type_, lemmas in data_table(_DATA)["verbs"].items():
        for lemma in lemmas.split():
            word, particles = with_particles(lemma)
            for spelling, forms in inflected(word).items():
                entry = CodeVerb(type_, particles, frozenset(forms))
                found.setdefault(spelling, []).append(entry)
    return {
        spelling: tuple(sorted(entries, key=lambda entry: -len(entry.particles)))
        for spelling, entries in found.items()
    }


@cache
def code_nouns() -> Mapping[str, str]:
    """The type of each noun, by singular and plural."""
    return {
        spelling: type_
        for type_, nouns in data_table(_DATA)["nouns"].items()
        for noun in nouns.split()
        for spelling in (noun, plural(noun))
    }


@cache
def code_openers() -> frozenset[str]:
    """The words that may name an event: a sentence without any has no code."""
    return openers() | frozenset(code_verbs()) | frozenset(code_nouns())
