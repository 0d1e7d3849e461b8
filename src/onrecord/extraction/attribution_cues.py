"""The lexicon of reporting words: from a word form to what it can introduce, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.components import data_table
from onrecord.core.evidence import Act, Modality

_DATA = "cues.toml"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a reporting word does when it introduces its content in one way.

    Attributes:
        names: whether it gives a name ("called it a leash"), so that the name judges.
    """

    modality: Modality
    act: Act
    names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting word in one of its forms.

    Attributes:
        forms: which forms this spelling is: `base`, `s`, `past`, `participle`, `ing`, `noun`.
        particle: the word that must follow ("out" of "point out"), None without one.
        senses: by frame, see data/cues.toml.
    """

    lemma: str
    forms: frozenset[str]
    particle: str | None
    senses: dict[str, Sense]

    def first_sense(self) -> Sense:
        """The sense that is named first in the data."""
        return next(iter(self.senses.values()))


@cache
def verb_cues() -> dict[str, tuple[Cue, ...]]:
    """All reporting verbs by form in lower case."""
    return _by_form("group", "verbs", _verb_forms)


@cache
def noun_cues() -> dict[str, tuple[Cue, ...]]:
    """All reporting nouns by form in lower case."""
    return _by_form("noun", "nouns", lambda noun: {noun: {"noun"}, noun + "s": {"noun"}})


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the word lists of data/cues.toml."""
    return frozenset(data_table(_DATA)["words"][name].split())


def _by_form(table: str, key: str, inflect: Any) -> dict[str, tuple[Cue, ...]]:
    senses: dict[str, dict[str, Sense]] = {}
    for group in data_table(_DATA)[table]:
        sense = Sense(
            Modality(group.get("modality", "assertion")),
            Act(group.get("act", "speech")),
            names=group.get("names", False),
        )
        for lemma in group[key].split():
            for frame in group["frames"]:
                senses.setdefault(lemma, {}).setdefault(frame, sense)
    found: dict[str, list[Cue]] = {}
    for lemma, by_frame in senses.items():
        word, _, particle = lemma.partition("-")
        for spelling, forms in inflect(word).items():
            cue = Cue(
                lemma=lemma, forms=frozenset(forms), particle=particle or None, senses=by_frame
            )
            found.setdefault(spelling, []).append(cue)
    # a word with its particle comes before the bare word
    return {k: tuple(sorted(v, key=lambda cue: cue.particle is None)) for k, v in found.items()}


def _verb_forms(verb: str) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for spelling, form in _inflected(verb):
        forms.setdefault(spelling, set()).add(form)
    return forms


def _inflected(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, "base"
    irregular = data_table(_DATA)["irregular"].get(verb)
    if irregular is not None:
        yield from zip(irregular.split(), ("s", "past", "participle", "ing"), strict=True)
        return
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = stem + "ed"
    yield third, "s"
    yield past, "past"
    yield past, "participle"
    yield (verb if verb.endswith("ee") else stem) + "ing", "ing"
