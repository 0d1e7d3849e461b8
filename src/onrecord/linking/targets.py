"""At whom a statement is directed: whom its sentences are about, or whom the speaker acts upon.

A sentence is about its subject ("Okoro is a liar", "that Okoro's plan would fail"). Where the
speaker is the subject, or there is none ("to vote against Okoro"), it is about whom it names first.
What stands elsewhere is looked at only where the words before it take a side ("blamed on Okoro"):
places, and peoples that only describe ("a Karsian bank"), are no targets by themselves.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from onrecord.components import data_table
from onrecord.core.entities import EntityType
from onrecord.core.evidence import JUDGING, Attribution, Form, LinkedMention, Modality
from onrecord.core.selectors import Span, hull
from onrecord.linking.sentences import sentences
from onrecord.linking.stance import takes_side

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_OWNS = re.compile(r"['’]s?\s")
_BETWEEN = re.compile(r"\bbetween\s+[\w.’' ]+\s+and\s+(?:the\s+)?$")
"""What leads to the second of two sides: "a wedge between Velland and [Karsia]"."""
_WORDS_END = re.compile(r"[^A-Za-z ]")
_AFFAIR = 40
"""Code points around a country's name in which it is told that an affair is meant."""
_FIRST_PERSON = frozenset({"i", "we", "i'm", "i've", "i'd", "i'll", "we're", "we've", "we'll"})
_GENDERED = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_CUE, _ASKED, _SUBJECT, _SIDE, _OBJECT, _NAMED = 4.0, 3.0, 2.0, 2.0, 1.0, 0.5
_OBJECT_REACH = 8
_CLAUSE_REACH = 40
_MEASURE = re.compile(
    r"\b(?:sanctions|tariffs|embargo|retaliation|strikes)\s+(?:on|against)\s+(?:the\s+)?$"
)
_CLAUSE = re.compile(r"\b(?:that|because|how|why)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)*$")
_BACK = 600
"""How far back, in code points, "he" at the start of a quotation may point."""


@dataclass(frozen=True, slots=True)
class Target:
    """The entity that a statement is directed at, and where its words name it."""

    entity: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named in a document, as a statement in it sees them.

    Attributes:
        mentions: the linked mentions of the document, in order.
        own: ids of the speaker and of the speaker's own country, who are never the target.
        describing: the nouns that mentions only describe, see `Mention.describes`.
    """

    mentions: Sequence[LinkedMention]
    own: frozenset[str] = frozenset()
    describing: Mapping[Span, tuple[Span, ...]] = field(default_factory=dict)


def target_of(text: str, attribution: Attribution, named: Named) -> Target | None:
    """The entity that a statement is directed at; None where its words single nobody out.

    Args:
        text: the document's text, which all spans count in.
        attribution: the statement as worded.
        named: who is named in the document.
    """
    reading = _Reading(text, attribution, named)
    votes: dict[str, float] = {}
    for entity, weight in reading.votes():
        votes[entity] = votes.get(entity, 0.0) + weight
    votes = votes or reading.named_alone()
    if not votes:
        return None
    entity = max(votes, key=lambda key: votes[key])  # of equals, the one named first
    return Target(entity, reading.places(entity))


def within(mentions: Sequence[LinkedMention], span: Span) -> Sequence[LinkedMention]:
    """Those of a document's mentions, which are in order and apart, that lie inside a span."""
    first = bisect_left(mentions, span.start, key=_start)
    last = bisect_left(mentions, span.end, first, key=_start)
    if last > first and mentions[last - 1].span.end > span.end:
        last -= 1
    return mentions[first:last]


def _start(mention: LinkedMention) -> int:
    return mention.span.start


class _Reading:
    """The words of one statement, and who is named in them."""

    def __init__(self, text: str, attribution: Attribution, named: Named) -> None:
        self._text = text
        self._attribution = attribution
        self._all = named.mentions
        self._own = named.own
        self._describing = named.describing
        read = (*attribution.cue, *attribution.content)
        found = {m.span: m for piece in read for m in within(named.mentions, piece)}
        self._inside = [
            LinkedMention(span, found[span].type, self._entity(found[span]))
            for span in sorted(found)
        ]

    def votes(self) -> Iterator[tuple[str, float]]:
        """Whom each part of the statement is about, and how much that counts."""
        for piece in self._attribution.cue:
            for mention in self._within(piece):
                is_outlet = mention.type is EntityType.ORG  # "told the Herald"
                if mention.entity and mention.entity not in self._own and not is_outlet:
                    yield mention.entity, _CUE
        for sentence in sentences(self._text, self._attribution):
            yield from self._of_sentence(sentence)

    def named_alone(self) -> dict[str, float]:
        """Whom words of praise, blame or threat name alone, or as the subject of a clause."""
        if self._attribution.modality not in JUDGING:
            return {}
        clauses = [m for m in self._inside if m.entity and self._may_be(m) and self._starts(m)]
        if clauses:
            return {clauses[0].entity or "": _NAMED}
        found = {m.entity for m in self._inside if m.entity is not None and self._may_be(m)}
        return dict.fromkeys(found, _NAMED) if len(found) == 1 else {}

    def places(self, entity: str) -> tuple[Span, ...]:
        """Where the content names an entity."""
        pieces = self._attribution.content
        return tuple(
            m.span
            for m in self._inside
            if m.entity == entity and any(piece.contains(m.span) for piece in pieces)
        )

    def _of_sentence(self, sentence: Span) -> Iterator[tuple[str, float]]:
        named = self._within(sentence)
        subject = next((m for m in named if self._opens(sentence, m)), None)
        is_another = subject is not None and self._may_be(subject)
        if subject is not None and subject.entity is not None and is_another:
            yield subject.entity, _SUBJECT
        if is_another and self._attribution.modality is not Modality.DEMAND:
            return  # what the subject thinks of others is not the speaker's
        own = not is_another and (subject is not None or self._has_no_subject(sentence))
        others = [
            m
            for m in named
            if m is not subject and m.entity and (self._may_be(m) or self._is_hit(m))
        ]
        if own and others and self._is_close(sentence, others[0]):
            yield others[0].entity or "", _OBJECT
        for mention in others:
            if mention.entity and takes_side(self._text, sentence, mention.span):
                yield mention.entity, _ASKED if is_another else _SIDE

    def _is_close(self, sentence: Span, mention: LinkedMention) -> bool:
        """Whether a mention stands near the beginning, where an object does."""
        between = _WORD.findall(self._text[sentence.start : mention.span.start])
        return len(between) <= _OBJECT_REACH

    def _within(self, span: Span) -> list[LinkedMention]:
        return [m for m in self._inside if span.contains(m.span)]

    def _opens(self, sentence: Span, mention: LinkedMention) -> bool:
        """Whether a sentence begins with a mention, but for titles and the like before it."""
        before = _WORD.findall(self._text[sentence.start : mention.span.start])
        listed = _openers()
        return all(word[0].isupper() or word.casefold() in listed for word in before) and not any(
            word.casefold() in _FIRST_PERSON for word in before
        )

    def _starts(self, mention: LinkedMention) -> bool:
        """Whether a clause begins with a mention: "a danger that Okoro made", "because Okoro"."""
        before = self._text[max(0, mention.span.start - _CLAUSE_REACH) : mention.span.start]
        return _CLAUSE.search(before) is not None

    def _has_no_subject(self, sentence: Span) -> bool:
        """Whether the speaker is the subject, or none is told: "to retaliate", "I will vote"."""
        first_words = islice(_WORD.finditer(sentence.of(self._text)), 4)
        words = [match.group().casefold().replace("’", "'") for match in first_words]
        opening = [word for word in words if word not in _openers()]
        if not opening:
            return False
        first = opening[0]
        return first in _FIRST_PERSON or words[0] == "to" or first.endswith("ing")

    def _may_be(self, mention: LinkedMention) -> bool:
        if mention.entity in self._own:
            return False
        if mention.type in (EntityType.PERSON, EntityType.ORG):
            is_place = self._is_place(mention) and mention.type is EntityType.ORG
            return not (is_place or self._is_of_another(mention))
        return not (
            self._is_place(mention)
            or self._describes(mention)
            or self._is_of_an_affair(mention)
            or (mention.type is not EntityType.NORP and self._is_of_another(mention))
        )

    def _is_hit(self, mention: LinkedMention) -> bool:
        """Whether a people's name tells whom a measure hits: "sanctions on Karsian banks"."""
        before = self._text[max(0, mention.span.start - _CLAUSE_REACH) : mention.span.start]
        return mention.entity not in self._own and _MEASURE.search(before) is not None

    def _is_place(self, mention: LinkedMention) -> bool:
        before = _WORD.findall(self._text[max(0, mention.span.start - 24) : mention.span.start])
        words = [word.casefold() for word in before[-2:]]
        return any(word in _places() for word in words if word != "the") and (
            words[-1] in _places() or words[-1] == "the"
        )

    def _describes(self, mention: LinkedMention) -> bool:
        """Whether a people's name only describes what follows: "a Karsian bank"."""
        if mention.type is not EntityType.NORP or self._text[mention.span.end - 1] == "s":
            return False
        after = re.match(r" ([a-z]+)", self._text[mention.span.end : mention.span.end + 24])
        return after is not None and after[1] not in _acting()

    def _is_of_another(self, mention: LinkedMention) -> bool:
        """Whether a name only describes something else: "the [Vale] voters", "[Vale]'s lawyer".

        What stands for its bearer is no other ("the Vale administration"), nor is what its bearer
        has or does ("Vale's plan").
        """
        end = mention.span.end
        for noun in self._describing.get(mention.span, ()):
            words = _WORD.findall(self._text[end : noun.end].casefold())
            owns = _OWNS.search(self._text, end - 2, noun.start) is not None
            if _others() & set(words) if owns else words[-1:] and words[-1] not in _stand_for():
                return True
            end = noun.end
        return False

    def _is_of_an_affair(self, mention: LinkedMention) -> bool:
        """Whether a country's name only says which affair is meant: "the Karsia investigation".

        Said three times over it is a slogan of that affair.
        """
        name, end = mention.span.of(self._text), mention.span.end
        for word in _WORDS_END.split(self._text[end : end + _AFFAIR], 1)[0].split():
            if word.casefold() in _affairs():
                return True
            if word.casefold() not in _affair_openers():
                break
        around = self._text[max(0, mention.span.start - _AFFAIR) : end + _AFFAIR]
        if re.search(rf"\b(?:{re.escape(name)}\W{{1,2}}){{2}}{re.escape(name)}\b", around):
            return True
        before = self._text[max(0, mention.span.start - _CLAUSE_REACH) : mention.span.start]
        return any(pattern.search(before) for pattern in (_dealings(), _affair_of(), _BETWEEN))

    def _entity(self, mention: LinkedMention) -> str | None:
        """The entity of a mention; of "he" in a quotation, the last one named who goes by it."""
        word = mention.span.of(self._text).casefold()
        if mention.entity is not None or word not in _GENDERED:
            return mention.entity
        if self._attribution.form is Form.INDIRECT:
            return None
        return self._antecedent(_GENDERED[word])

    def _antecedent(self, gender: str) -> str | None:
        begin = hull((*self._attribution.source, *self._attribution.content)).start
        first = bisect_left(self._all, begin - _BACK, key=_start)
        last = bisect_left(self._all, begin, first, key=_start)
        for mention in reversed(self._all[first:last]):
            entity = mention.entity
            if entity is None or entity in self._own:
                continue
            if mention.type is EntityType.PERSON:
                return entity if self._gender(entity) in (gender, None) else None
        return None

    def _gender(self, entity: str) -> str | None:
        """By which pronoun the document speaks of a person, where it uses one alone."""
        words = (m.span.of(self._text).casefold() for m in self._all if m.entity == entity)
        told = {_GENDERED[word] for word in words if word in _GENDERED}
        return told.pop() if len(told) == 1 else None


@cache
def _openers() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["openers"].split())


@cache
def _places() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["placing"].split())


@cache
def _acting() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["acting"].split())


@cache
def _stand_for() -> frozenset[str]:
    return _acting() | frozenset(data_table("stance.toml")["target"]["standing"].split())


@cache
def _others() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["others"].split())


@cache
def _affairs() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["affairs"].split())


@cache
def _affair_openers() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["target"]["affair_openers"].split())


@cache
def _affair_of() -> re.Pattern[str]:
    """An affair and what leads on to whom it is about: "the inquiry into alleged [Karsian]"."""
    affairs = "|".join(sorted(_affairs()))
    return re.compile(
        rf"\b(?:{affairs})\s+(?:of|into|about|on|over|involving|surrounding|that)\s+(?:[a-z]+\s+)?$"
    )


@cache
def _dealings() -> re.Pattern[str]:
    listed: list[str] = data_table("stance.toml")["target"]["dealings"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\s+(?:the\s+)?$", re.IGNORECASE)
