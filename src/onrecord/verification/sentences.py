"""Sentences and their clauses as bags of telling words, for comparing what two texts tell.

Words are compared by their beginnings, so that "annexed" meets "annexation" and "Russian" meets
"Russia". That is coarse, and good enough where many words must agree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.core.selectors import Span, trimmed
from onrecord.verification.weights import data_words, is_negation, is_number, is_telling
from onrecord.verification.wording import wording

_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9•])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|St|Jr|No|vs|[A-Z])|\b(?:[A-Z]\.)+[A-Z])\.$"
)
_CLAUSE = re.compile(r"[,;:]\s|\s[—–]\s?|—|\s(?:but|while|although|though)\s")
_STEM = 6
_ENDINGS = "ations ation ments ment ions ion ings ing ies ed es s".split()


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or clause, and what it is compared by.

    Attributes:
        stems: beginnings of its telling words.
        deeds: those of its stems that a past tense has, which say what happened.
        numbers: its numbers, years included.
        words: its words, as they are compared.
        negated: whether it holds a negation.
    """

    span: Span
    stems: frozenset[str]
    deeds: frozenset[str]
    numbers: frozenset[str]
    words: tuple[str, ...]
    negated: bool


def sentence_spans(text: str, within: Span) -> Iterator[Span]:
    """The sentences of a stretch of text; a line break ends one, too."""
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        if "\n" not in match.group() and _ABBREVIATED.search(text[start : match.start()]):
            continue
        span = trimmed(text, start, match.start())
        if span is not None:
            yield span
        start = match.end()
    span = trimmed(text, start, within.end)
    if span is not None:
        yield span


def clause_spans(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence, parted at its commas, dashes and adversatives."""
    start = sentence.start
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        span = trimmed(text, start, match.start())
        if span is not None:
            yield span
        start = match.end()
    span = trimmed(text, start, sentence.end)
    if span is not None:
        yield span


def told(text: str, span: Span) -> Told:
    """What a stretch of text is compared by."""
    forms = wording(text, span).forms
    return Told(
        span=span,
        stems=frozenset(stem(form) for form in forms if is_telling(form)),
        deeds=frozenset(stem(form) for form in forms if is_telling(form) and is_past(form)),
        numbers=frozenset(form for form in forms if any(map(str.isdigit, form))),
        words=forms,
        negated=any(is_negation(form) for form in forms),
    )


def is_past(form: str) -> bool:
    """Whether a word may be a past tense."""
    return form.endswith("ed") or form in data_words("irregular_pasts")


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """The beginning of a word, without the endings that its forms differ in."""
    bare = form.removesuffix("'s")
    if any(map(str.isdigit, bare)) or is_number(bare):
        return bare
    for ending in _ENDINGS:
        if len(bare) - len(ending) >= 3 and bare.endswith(ending):
            bare = bare.removesuffix(ending)
            break
    return bare[:_STEM]
