"""What some evidence keeps coming back to: noun phrases that can name an issue.

Nothing is known here of parts of speech or of how common a word is elsewhere; the evidence itself
tells. A noun stands after "the" or "of" rather than "to" or "he", and before a small word or a mark
rather than another noun. A word that tells what a text is about comes back in the text that has it,
while a common one is strewn over all: its adaptation (Church, "Empirical estimates of adaptation",
COLING 2000) is the share of texts with it that have it again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.components import data_table
from onrecord.core.findings import Evidence

_TOKEN = re.compile(r"https?://\S+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]|\d+")
_SHORTEST, _LONGEST = 3, 3
"""Letters of a word at least; words of a phrase at most."""
_OWN, _TEXTS = 4, 5
"""Pieces of the person's evidence, and texts, that a phrase must be in."""
_NOUN, _HEAD = 0.7, 0.5
_ADAPTATION, _ADAPTATION_OF_NAMES = 0.3, 0.2
_CAPITALS = 0.8
_MORE_WORDS = 1.3
"""How much more a phrase tells than a word."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Attributes:
        name: as the sources have it most.
        forms: its forms, singular and plural.
        own: ids of the person's evidence that it is in.
        adaptation: the share of the texts with it that have it more than once.
    """

    name: str
    forms: tuple[str, ...]
    own: frozenset[str]
    adaptation: float


@dataclass(slots=True)
class _Uses:
    """How a candidate is used, over all the evidence."""

    texts: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    after_noun_words: int = 0
    after_verb_words: int = 0
    heads: int = 0

    @property
    def adaptation(self) -> float:
        return sum(count > 1 for count in self.texts.values()) / max(1, len(self.texts))

    @property
    def is_noun(self) -> bool:
        before = self.after_noun_words + self.after_verb_words
        used = sum(self.surfaces.values())
        return self.after_noun_words >= _NOUN * (before + 1) and self.heads >= _HEAD * used

    @property
    def is_name(self) -> bool:
        used = sum(self.surfaces.values())
        return sum(n for s, n in self.surfaces.items() if s[0].isupper()) >= _CAPITALS * used


def phrases(
    own: Sequence[Evidence], every: Iterable[Evidence], apart: Collection[str]
) -> list[Phrase]:
    """Noun phrases that could name an issue in somebody's evidence, what tells most first.

    Args:
        own: the person's evidence.
        every: all evidence on the topic, which tells how words are used.
        apart: words in lower case that name no issue: names of people, of the topic itself.
    """
    named = _named_in(own, frozenset(apart))
    uses = _uses_of(named.keys(), every)
    found = [
        Phrase(
            name=_name(uses[words]),
            forms=tuple(sorted({surface.casefold() for surface in uses[words].surfaces})),
            own=frozenset(ids),
            adaptation=uses[words].adaptation * (_MORE_WORDS if len(words) > 1 else 1.0),
        )
        for words, ids in named.items()
        if words in uses and _tells(uses[words])
    ]
    return sorted(found, key=lambda phrase: (-len(phrase.own) * phrase.adaptation, phrase.name))


def _tells(uses: _Uses) -> bool:
    least = _ADAPTATION_OF_NAMES if uses.is_name else _ADAPTATION
    return len(uses.texts) >= _TEXTS and uses.adaptation >= least and uses.is_noun


def _named_in(own: Iterable[Evidence], apart: frozenset[str]) -> dict[Words, set[str]]:
    """Candidates, each with the evidence that it is in; those in little of it are left out."""
    found: defaultdict[Words, set[str]] = defaultdict(set)
    for item in own:
        for words, *_, surface in _runs(_tokens(item)):
            is_apart = not apart.isdisjoint((*words, *surface.casefold().split()))
            if not is_apart and words[-1] not in _no_heads():
                found[words].add(item.id)
    return {words: ids for words, ids in found.items() if len(ids) >= _OWN}


def _uses_of(wanted: Collection[Words], every: Iterable[Evidence]) -> dict[Words, _Uses]:
    found: defaultdict[Words, _Uses] = defaultdict(_Uses)
    openings = {words[0] for words in wanted}
    for item in every:
        tokens = _tokens(item)
        for words, before, after, surface in _runs(tokens, openings):
            if words in wanted:
                uses = found[words]
                uses.texts[item.citations[0].selector.document] += 1
                uses.surfaces[surface] += 1
                uses.after_noun_words += before in _before_nouns()
                uses.after_verb_words += before in _before_verbs()
                uses.heads += not _is_word(after)
    return found


def _tokens(item: Evidence) -> list[str]:
    return _TOKEN.findall(item.exact)


def _runs(
    tokens: Sequence[str], openings: Collection[str] | None = None
) -> Iterator[tuple[Words, str, str, str]]:
    """Runs of words that tell something: the words, the words before and after, and as written."""
    low = [token.casefold() for token in tokens]
    for start, opening in enumerate(low):
        singular = _singular(opening)
        if openings is not None and singular not in openings and opening not in openings:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(low)) + 1):
            if not _is_word(low[end - 1]):
                break
            words = (*low[start : end - 1], _singular(low[end - 1]))
            yield (
                words,
                low[start - 1] if start else "",
                low[end] if end < len(low) else "",
                " ".join(tokens[start:end]),
            )


def _singular(word: str) -> str:
    return (
        word[:-1]
        if len(word) > _SHORTEST and word.endswith("s") and word[-2] not in "sui"
        else word
    )


def _name(uses: _Uses) -> str:
    counts = Counter[str]()
    for surface, count in uses.surfaces.items():
        counts[surface if uses.is_name else surface.casefold()] += count
    return min(counts, key=lambda name: (-counts[name], name))


@cache
def _is_word(token: str) -> bool:
    """Whether a token, in lower case, may stand in a noun phrase that names an issue."""
    return (
        token[:1].isalpha()
        and len(token) >= _SHORTEST
        and token not in _small()
        and "/" not in token
    )


@cache
def _small() -> frozenset[str]:
    table = data_table("wording.toml")
    return frozenset(table["commonest"].split()) | frozenset(table["issues"]["small"].split())


@cache
def _no_heads() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["issues"]["no_heads"].split())


@cache
def _before_nouns() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["issues"]["before_nouns"].split())


@cache
def _before_verbs() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["issues"]["before_verbs"].split())
