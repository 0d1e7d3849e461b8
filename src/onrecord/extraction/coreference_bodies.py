"""Bodies and peoples that are named again without their names: "the fund", "it", "They".

Most "it" is no body and most "they" are several people, so a pronoun counts only before a reporting
verb, and only where the body is what the sentence, or the one before, is about.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.components import data_table
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_cues import verb_cues
from onrecord.extraction.coreference_sightings import Scenery
from onrecord.extraction.gazetteer import word_set

_CALLED = re.compile(r"\b[Tt]he ([a-z]+)(?=['’]s|\s*[,.;:)”\"]|\s+([a-z]+))")
_PRONOUN = re.compile(
    r"\b([Ii]t|They|they)\b(?:,? (?:has|had|have|also|did|does|would|will|\w+ly))*,? (\w+)"
)
_ALSO = frozenset("also has had have is was will would could did does and but which that".split())
_NEAR_SENTENCES = 3
_FAR_SENTENCES = 12
_MOST = 300
"""Mentions looked back over; a sentence seldom has more than ten."""


def bodies_again(scenery: Scenery, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of bodies without their names, for those among `mentions` that have one."""
    bodies = [m for m in mentions if m.name and m.type is not EntityType.PERSON]
    if not bodies:
        return
    starts = [m.span.start for m in bodies]
    every = [m.span.start for m in mentions]
    for number, sentence in enumerate(scenery.sentences):
        for found in _CALLED.finditer(scenery.text, sentence.start, sentence.end):
            span = Span(found.start(), found.end(1))
            if found[1] in data_table("titles.toml")["bodies_called"] and _ends(found[2]):
                named = _last(bodies, bisect_left(starts, span.start))
                noun = Span(*found.span(1))
                yield from _linked(span, _called(scenery, named, noun))
        for found in _PRONOUN.finditer(scenery.text, sentence.start, sentence.end):
            span = Span(found.start(1), found.end(1))
            if found[2].lower() in verb_cues():
                before = _last(mentions, bisect_left(every, span.start))
                plural = found[1].lower() == "they"
                if not plural or span.start == sentence.start:
                    yield from _linked(span, _talked_about(scenery, before, number, plural=plural))


def _last(mentions: Sequence[Mention], end: int) -> Sequence[Mention]:
    """The mentions up to a place, as far back as they may matter."""
    return mentions[max(0, end - _MOST) : end]


def _ends(following: str | None) -> bool:
    """Whether the noun before a word ends its phrase: not "the fund manager"."""
    if following is None:
        return True
    return (
        following in _ALSO
        or following in verb_cues()
        or following in word_set("speaking")
        or following in word_set("prepositions")
        or following.endswith(("ed", "ly"))
    )


def _linked(span: Span, body: Mention | None) -> Iterator[Mention]:
    if body is not None and body.chain is not None:
        yield Mention(span=span, type=body.type, chain=body.chain, name=body.name)


def _called(scenery: Scenery, before: Sequence[Mention], noun: Span) -> Mention | None:
    """The body last named that may be called by a noun; None if two of them are as near.

    Nor if another one without a name comes between ("a trade group"), or, for a noun that may mean
    bodies of any name, any other body.
    """
    word = noun.of(scenery.text)
    sentence = scenery.sentence_of(noun)
    near: dict[int | None, Mention] = {}
    far: dict[int | None, Mention] = {}
    for mention in reversed(before):
        distance = sentence - scenery.sentence_of(mention.span)
        if distance > _FAR_SENTENCES:
            break
        if mention.type is EntityType.ORG and _may_be_called(mention.name or "", word):
            far.setdefault(mention.chain, mention)
            if distance <= _NEAR_SENTENCES:
                near.setdefault(mention.chain, mention)
    fitting = near or far
    if len(fitting) != 1:
        return None
    (body,) = fitting.values()
    if word in word_set("bodies_of_any_name", "titles.toml"):
        others = (m for m in reversed(before) if m.type is EntityType.ORG)
        if next(others).chain != body.chain:
            return None
    unnamed = rf"\b(?:(?:an?|another|the|its|his|her|their|one)(?: [\w-]+){{1,3}}|an?) {word}\b"
    between = scenery.text[body.span.end : noun.start]
    return None if re.search(unnamed, between, re.IGNORECASE) else body


def _may_be_called(name: str, noun: str) -> bool:
    return name.rsplit(maxsplit=1)[-1] in _names_called(noun)


@cache
def _names_called(noun: str) -> frozenset[str]:
    return word_set(f"bodies_called.{noun}", "titles.toml")


def _talked_about(
    scenery: Scenery, before: Sequence[Mention], sentence: int, *, plural: bool
) -> Mention | None:
    """The body that this sentence, or the one before, is about; None if a person is, too."""
    here: dict[int, list[Mention]] = {sentence: [], sentence - 1: []}
    for mention in reversed(before):
        number = scenery.sentence_of(mention.span)
        if number not in here:
            break
        here[number].insert(0, mention)
    for there in here.values():
        subjects = [m for m in there if scenery.sighting(m).is_subject]
        if subjects:
            first = subjects[0]
            fits = first.type in ({EntityType.NORP} if plural else {EntityType.ORG, EntityType.GPE})
            return first if fits and first.name else None
    return None
