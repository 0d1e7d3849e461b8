"""Who takes part in a coded event, in words: the subject's phrase, and the name it is done to.

A code wants no mention, and takes "thousands of miners" as readily as a name. Its source is the
phrase before the verb, or before "said" where that says "it would"; its target is the name that a
preposition of the frame leads to, else the first one after the verb that tells no place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span, hull
from onrecord.extraction.event_clauses import Sentence, verb_group
from onrecord.extraction.event_frames import word_set
from onrecord.extraction.event_subjects import before_time

_LONGEST = 14
"""Words of a subject, after which it is more than a phrase, and its first name is taken."""
_REPORTED = 8
"""Words of "…, the agency reported" at the end of a sentence."""
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_RELATIVE = frozenset({",", "who", "which", "whose", "that"})
_VERBAL = ("auxiliaries", "passive", "modal", "announced")
_PLACES = frozenset({"in", "at", "near", "into", "outside", "from"})

Participants = tuple[Span | None, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a verb group starts and its targets may, and the prepositions that lead to them."""

    start: int
    target: int
    leads: frozenset[str]


def participants(sentence: Sentence, reach: Reach) -> Participants:
    """The words for source and target of what is told in the active, or by a noun."""
    source = _subject(sentence, reach.start)
    ahead = [
        place
        for place in _name_starts(sentence, reach.target, _told_end(sentence, reach.target))
        if source is None or not source.contains(sentence.words[place].span)
    ]
    best = min(ahead, key=lambda place: _remoteness(sentence, place, reach), default=None)
    return source, () if best is None else (_name_at(sentence, best),)


def passive_participants(sentence: Sentence, reach: Reach) -> Participants:
    """The words for source and target in the passive: what follows "by" does it."""
    subject = _subject(sentence, reach.start)
    places = range(reach.target, len(sentence.words))
    by = next((place for place in places if _is_by(sentence, place)), None)
    named = [] if by is None else list(_name_starts(sentence, by + 1, len(sentence.words)))
    agent = _name_at(sentence, named[0]) if named else None
    return agent, () if subject is None else (subject,)


def is_name(sentence: Sentence, place: int, inside: bool) -> bool:
    """Whether the word at a place is one of a name; `inside` where the word before it is."""
    if not 0 <= place < len(sentence.words):
        return False
    word = sentence.words[place]
    if not word.is_capitalised or word.lower in word_set("days") | word_set("months"):
        return False
    if place == 0 or not inside:
        return word.lower not in word_set("small") | word_set("determiners")
    return True


def _subject(sentence: Sentence, start: int) -> Span | None:
    end = before_time(sentence, start)
    begin = _clause_start(sentence, end)
    if begin > 0 and _opens_with_pronoun(sentence, begin, end):
        return _subject(sentence, verb_group(sentence, begin - 1).start)
    if begin == end:
        named = list(_name_starts(sentence, 0, end))
        return _name_at(sentence, named[0]) if named else None
    return _phrase(sentence, begin, end)


def _clause_start(sentence: Sentence, end: int) -> int:
    """Where the subject of a verb group at a place may begin: after "said" and its comma."""
    for place in range(end - 1, -1, -1):
        word = sentence.lower(place)
        if (
            word == "and"
            and is_name(sentence, place - 1, True)
            and is_name(sentence, place + 1, True)
        ):
            continue  # "Velland and Karsia signed"
        if word in ("that", "and", "but") or word in word_set("telling"):
            return place + 1
    return 0


def _opens_with_pronoun(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether the subject is whoever said it: "said on Tuesday (it) had halted"."""
    place = _after_time(sentence, begin)
    return place < end and sentence.lower(place) in _PRONOUNS


def _after_time(sentence: Sentence, start: int) -> int:
    """Where a phrase starts when the day before it is passed: "on Monday (miners)"."""
    place = start
    while sentence.lower(place) in word_set("before_days"):
        place += 1
    if sentence.lower(place) not in word_set("days"):
        return start
    while sentence.lower(place) in word_set("days"):
        place += 1
    return place


def _phrase(sentence: Sentence, start: int, end: int) -> Span | None:
    """The words of a subject, without a fronted phrase before it or a clause on it."""
    start = _after_time(sentence, start)
    comma = next((p for p in range(start, end) if sentence.lower(p) == ","), None)
    if sentence.lower(start) in word_set("small") and comma is not None and comma + 1 < end:
        start = comma + 1
    ending = _RELATIVE.union(*map(word_set, _VERBAL))
    stop = next((p for p in range(start, end) if sentence.lower(p) in ending), end)
    if stop - start > _LONGEST:
        named = list(_name_starts(sentence, start, stop))
        return _name_at(sentence, named[0]) if named else None
    return hull([word.span for word in sentence.words[start:stop]]) if start < stop else None


def _is_by(sentence: Sentence, place: int) -> bool:
    return sentence.lower(place) == "by" and not sentence.lower(place + 1).endswith("ing")


def _told_end(sentence: Sentence, start: int) -> int:
    """Where a sentence ends but for who reports it: "…, the agency said on Monday"."""
    for place in range(start, len(sentence.words)):
        ahead = sentence.words.lowers[place + 1 : place + 1 + _REPORTED]
        if sentence.lower(place) == "," and not word_set("reporting").isdisjoint(ahead):
            return place
    return len(sentence.words)


def _remoteness(sentence: Sentence, place: int, reach: Reach) -> tuple[bool, int, int]:
    """How far a name is from being the target: in another clause, in a phrase, by its place."""
    between = range(reach.target, place)
    crossed = any(
        _ends_clause(sentence, p) and sentence.lower(p) not in reach.leads for p in between
    )
    first = place
    while sentence.lower(first - 1) in word_set("determiners"):
        first -= 1
    before = sentence.lower(first - 1)
    if before in reach.leads - _PLACES:
        return crossed, 0, place
    if before in _PLACES:
        return crossed, 3, place
    is_apart = before in word_set("prepositions") and before != "of"
    return crossed, 2 if is_apart else 1, place


def _ends_clause(sentence: Sentence, place: int) -> bool:
    return sentence.lower(place) == "," or sentence.is_break(place)


def _name_starts(sentence: Sentence, start: int, end: int) -> Iterator[int]:
    """Where runs of capitalised words begin, days and months apart."""
    inside = False
    for place in range(start, end):
        named = is_name(sentence, place, inside)
        if named and not inside:
            yield place
        inside = named


def _name_at(sentence: Sentence, place: int) -> Span:
    end = place + 1
    while is_name(sentence, end, True):
        end += 1
    return hull([word.span for word in sentence.words[place:end]])
