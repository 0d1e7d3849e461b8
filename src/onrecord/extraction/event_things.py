"""What a deed is done to when that is another deed, or is named elsewhere: things and pronouns.

"Shelved the plan", "they have not been lifted", "the sanctions that she imposed": the noun that
says what the deed is stands in another clause or sentence.
"""

import itertools
from collections.abc import Iterable

from onrecord.core.evidence import Mention, Status
from onrecord.extraction.event_clauses import Sentence
from onrecord.extraction.event_frames import Frame, things, verb_frames, word_set
from onrecord.extraction.event_roles import object_after, targets_of

_UNDONE = frozenset({Status.REVERSED, Status.DELAYED, Status.NOT_DONE})
_THING_REACH = 8
"""Words after a noun such as "round" in which its phrase says of what."""
_CLAUSE_REACH = 8


def relative_object(sentence: Sentence, start: int, frame: Frame) -> int | None:
    """The object that a clause with the verb group at a place is on: "the ban that she signed"."""
    if frame.objects.isdisjoint(sentence.words.lowers):
        return None
    for place in range(start - 1, max(0, start - _CLAUSE_REACH), -1):
        noun = place - 1 - (sentence.lower(place - 1) == ",")
        if sentence.lower(place) in ("that", "which"):
            return noun if noun >= 0 and sentence.lower(noun) in frame.objects else None
        if sentence.is_break(place) or sentence.lower(place) == ",":
            return None
        if place in sentence.starts and sentence.lower(place - 1) in frame.objects:
            return place - 1  # "the ban Okoro signed"
    return None


def _planned(sentence: Sentence, noun: int) -> Frame | None:
    """What a plan or decision is to do: "the plan to expel 12 diplomats"."""
    if sentence.lower(noun + 1) != "to":
        return None
    for entry in verb_frames().get(sentence.lower(noun + 2), ()):
        if entry.frame.objects and object_after(sentence, noun + 3, entry.frame) is not None:
            return entry.frame
    return None


def referent_of(
    sentence: Sentence, place: int, frame: Frame
) -> tuple[int, tuple[Mention, ...]] | None:
    """The object named before that "they" or "it" at a place stands for, and its targets."""
    pronoun = sentence.lower(place)
    if pronoun not in word_set("referring") or not frame.objects:
        return None
    is_many = pronoun != "it"
    told = [(sentence, place)]
    if sentence.before is not None:
        told.append((sentence.before, len(sentence.before.words)))
    for where, end in told:
        for noun in range(end - 1, -1, -1):
            word = where.lower(noun)
            if word in frame.objects and word.endswith("s") == is_many:
                return noun, targets_of(where, noun + 1, noun, frame, None)[0]
    return None


def kind_of(sentence: Sentence, frame: Frame, noun: int) -> tuple[str, str | None]:
    """Type and instrument: of what is delayed or dropped, those of the deed that it would be."""
    if not frame.things:
        return frame.type, frame.instrument
    planned = _planned(sentence, noun)
    if planned is not None:
        return planned.type, frame.instrument
    ahead = range(noun, min(len(sentence.words), noun + _THING_REACH))
    phrase = itertools.takewhile(lambda place: not sentence.is_break(place), ahead)
    named = _thing(sentence, phrase) or _thing(sentence, range(noun - 1, -1, -1))
    before = sentence.before if named is None else None
    while named is None and before is not None:
        named = _thing(before, range(len(before.words) - 1, -1, -1))
        before = before.before
    if named is None:
        return frame.type, frame.instrument
    return named[0], frame.instrument if frame.status in _UNDONE else named[1]


def _thing(sentence: Sentence, places: Iterable[int]) -> tuple[str, str] | None:
    for place in places:
        found = things().get(sentence.lower(place))
        if found is not None and found[1] != "generic":
            return found
    return None
