"""As many readings as are wanted, made of the readings of real articles with changed names.

In each round the names of people get other letters, the same for one name throughout the round,
and every longer word gives way to one that is just as long and about as common, so that words keep
their frequency, and spans their place, but no document is a near-duplicate of another and nobody
speaks in two rounds. Names of countries and bodies stay, and so do the topics: like a real record
one of twice the size has twice as many people, and twice as much on each topic. 30 % of the
statements are told again in other documents, see `benchmarks/merging.py`.

A round stands for a stretch of time. How much tells the same as what was told long before decides
what merging costs in a large record, so it is as in news: of the 13,892 statements and actions of
PolNeAR train, those told a month or more apart share wording in 4.5 of a million pairs, those of
one week in many times as many. So what is told again was told in this round or in the one before,
and little of it, sayings that last, in the first; `benchmarks/alike.py` measures both.
"""

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from benchmarks.merging import (
    PER_DOCUMENT,
    REPEATS,
    Said,
    altered,
    is_told_again,
    much_quoted,
    reading_of,
)

from onrecord.core.document import Document, Segment, content_hash, document_id
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Action, Reading, Statement

_LONG = re.compile(r"\b[a-z]{3,}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = 8
"""Words of one length in order of their frequency of which one stands for another."""
_LASTING = 0.05
"""The share of what is told again that the first round told, of whatever round."""

Write = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Round:
    """What stands for what in one round."""

    number: int
    letters: dict[int, int]
    words: dict[str, str]


def replicas(readings: Sequence[Reading], first: int = 0, seed: int = 1) -> Iterator[Reading]:
    """Readings without end, from a round on; the round 0 are the given ones."""
    for made in rounds(readings, first, seed):
        yield from made


def rounds(readings: Sequence[Reading], first: int = 0, seed: int = 1) -> Iterator[list[Reading]]:
    """The same, round by round."""
    ranks = _ranks(reading.document.text for reading in readings)
    lasting = _told(readings)
    before = _told(_replicated(readings, _round(first - 1, ranks))) if first else []
    for number in count(first):
        chance = random.Random(f"{seed} {number}")
        made = _replicated(readings, _round(number, ranks))
        told = _told(made)
        recent, before = before + told, told
        repeats = round(sum(_size(reading) for reading in made) * REPEATS / (1 - REPEATS))
        again = [
            altered(much_quoted(lasting if chance.random() < _LASTING else recent, chance), chance)
            for _ in range(repeats)
        ]
        made += [
            reading_of(again[i : i + PER_DOCUMENT], f"round {number}, repeats from {i}")
            for i in range(0, repeats, PER_DOCUMENT)
        ]
        chance.shuffle(made)
        yield made


def _ranks(texts: Iterator[str]) -> list[list[str]]:
    """Long words, those in one list being equally long and about as common."""
    counts = Counter(word for text in texts for word in _LONG.findall(text))
    words = sorted(counts, key=lambda word: (len(word), -counts[word], word))
    return [words[i : i + _ALIKE] for i in range(0, len(words), _ALIKE)]


def _round(number: int, ranks: Sequence[Sequence[str]]) -> _Round:
    """The first round changes nothing."""
    if number == 0:
        return _Round(0, {}, {})
    chance = random.Random(number)
    moved = chance.sample(string.ascii_lowercase, 26)
    letters = dict(zip(string.ascii_lowercase, moved, strict=True))
    letters |= {one.upper(): other.upper() for one, other in letters.items()}
    words: dict[str, str] = {}
    for rank in ranks:
        for length in {len(word) for word in rank}:
            same = [word for word in rank if len(word) == length]
            words |= zip(same, chance.sample(same, len(same)), strict=True)
    return _Round(number, {ord(a): ord(b) for a, b in letters.items()}, words)


def _replicated(readings: Sequence[Reading], turn: _Round) -> list[Reading]:
    return [_replica(reading, turn) for reading in readings]


def _told(readings: Sequence[Reading]) -> list[Said]:
    return [said for reading in readings for said in _sayings(reading)]


def _replica(reading: Reading, turn: _Round) -> Reading:
    """The reading of an article in one round."""
    people = {who.id: who.name for kind, who in reading.entities if kind is EntityType.PERSON}
    names = {word for name in people.values() for word in _WORD.findall(name)}

    def written(match: re.Match[str]) -> str:
        word = match.group()
        return word.translate(turn.letters) if word in names else turn.words.get(word, word)

    def write(text: str) -> str:
        return _WORD.sub(written, text)

    def key(entity: str) -> str:
        return entity.translate(turn.letters) if entity in people else entity

    def who(reference: Reference | None) -> Reference | None:
        if reference is None or reference.id not in people:
            return reference
        return Reference(key(reference.id), write(reference.name))

    document = _document(reading.document, write, turn.number)
    return replace(
        reading,
        document=document,
        statements=tuple(_statement(s, document.id, key, who) for s in reading.statements),
        actions=tuple(_action(a, document.id, key, who) for a in reading.actions),
        mentions=tuple(
            replace(m, entity=key(m.entity)) if m.entity else m for m in reading.mentions
        ),
        entities=tuple((kind, who(entity) or entity) for kind, entity in reading.entities),
    )


def _document(document: Document, write: Write, number: int) -> Document:
    text, origin = write(document.text), f"{document.uri}#{number}"
    return replace(
        document,
        id=document_id(text, origin),
        uri=origin,
        origin=origin,
        text=text,
        title=write(document.title) if document.title else None,
        segments=tuple(_segment(segment, write) for segment in document.segments),
    )


def _segment(segment: Segment, write: Write) -> Segment:
    return replace(segment, speaker=write(segment.speaker) if segment.speaker else None)


Who = Callable[[Reference | None], Reference | None]


def _statement(statement: Statement, document: str, key: Write, who: Who) -> Statement:
    return replace(
        statement,
        id=content_hash(document, statement.id),
        document=document,
        speaker=who(statement.speaker),
        target=key(statement.target) if statement.target else None,
        reported_by=key(statement.reported_by) if statement.reported_by else None,
    )


def _action(action: Action, document: str, key: Write, who: Who) -> Action:
    return replace(
        action,
        id=content_hash(document, action.id),
        document=document,
        actor=who(action.actor),
        behalf=who(action.behalf),
        target=tuple(key(target) for target in action.target),
        told_by=content_hash(document, action.told_by) if action.told_by else None,
    )


def _sayings(reading: Reading) -> Iterator[Said]:
    """What a reading has that others may tell again."""
    for statement in reading.statements:
        said = Said(
            words=" ".join(span.of(reading.document.text) for span in statement.content),
            speaker=statement.speaker,
            date=str(statement.said) if statement.said else None,
            number=0,
            topics=statement.topics,
        )
        if is_told_again(said):
            yield said


def _size(reading: Reading) -> int:
    return len(reading.statements) + len(reading.actions)
