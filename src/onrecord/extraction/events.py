"""Deeds: who did, ordered, announced or left undone what to whom.

Rules over the verbs and nouns of data/deeds.toml. Precision comes first: sayings, wishes,
conditions and campaign talk are no deeds, and a clause whose structure is not plain yields
nothing. What a deed needs (an object, a preposition, a named target) stands with its frame.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.document import Document, Segment
from onrecord.core.entities import EntityType
from onrecord.core.evidence import (
    Attribution,
    Event,
    Factuality,
    Mention,
    Modality,
    Status,
    Timex,
)
from onrecord.core.selectors import Span
from onrecord.extraction.event_clauses import (
    Sentence,
    VerbGroup,
    gerund_status,
    governed_status,
    sentence_of,
    status_of,
    subject_of,
    verb_group,
)
from onrecord.extraction.event_frames import (
    Frame,
    VerbForm,
    noun_frames,
    verb_frames,
    word_set,
)
from onrecord.extraction.words import sentences

_OBJECT_REACH = 9
_SUBJECT_REACH = 14
_TARGET_REACH = 7
_FOLLOW_REACH = 7
_ACTOR_REACH = 8
_LONGEST = 240
"""Code points of a clause, after which only its own words and the actor are cited."""
_TALK = frozenset(
    {Modality.PROMISE, Modality.THREAT, Modality.DEMAND, Modality.QUESTION, Modality.PLAN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """A deed found in a sentence, before it is bound to spans; places are words."""

    frame: Frame
    first: int
    trigger: int
    last: int
    status: Status
    actor: Mention | None
    targets: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What surrounds a sentence: its document's text, segment, timexes and attributions."""

    text: str
    segment: Segment
    timexes: Sequence[Timex]
    attributions: Sequence[Attribution]


def deeds(
    document: Document,
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    attributions: Sequence[Attribution],
) -> tuple[Event, ...]:
    """The deeds that a document tells, in text order; each trigger tells at most one."""
    found: list[Event] = []
    ordered = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))
    starts = [mention.span.start for mention in ordered]
    for segment in document.told():
        parts = _Parts(document.text, segment, timexes, attributions)
        for span in sentences(document.text, segment.span):
            if not _may_tell(span.of(document.text)):
                continue
            low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
            sentence = sentence_of(document.text, span, ordered[low:high])
            found.extend(_events(sentence, parts))
    return tuple(found)


def _may_tell(sentence: str) -> bool:
    """Whether any word of a sentence may open a frame: most sentences can be left at once."""
    lowered = sentence.lower().replace("’", "'")
    tokens = set(lowered.translate(_SEPARATORS).split())
    return not tokens.isdisjoint(verb_frames()) or not tokens.isdisjoint(noun_frames())


_SEPARATORS = str.maketrans(dict.fromkeys(".,;:!?—–\"“”()[]'", " "))


def _events(sentence: Sentence, parts: _Parts) -> Iterator[Event]:
    for place, word in enumerate(sentence.words):
        deed = _told_by_verb(sentence, place, parts) or _told_by_noun(sentence, place)
        if deed is None:
            continue
        teller = _teller(parts.attributions, word.span)
        if teller is not None and not _counts(parts.attributions[teller]):
            continue
        yield _event(sentence, deed, parts, teller)


def _told_by_verb(sentence: Sentence, place: int, parts: _Parts) -> _Deed | None:
    for entry in verb_frames().get(sentence.lower(place), ()):
        if entry.frame.particle and sentence.lower(place + 1) != entry.frame.particle:
            continue
        group = verb_group(sentence, place)
        deed = _passive(sentence, group, entry) or _active(sentence, group, entry, parts)
        if deed is not None:
            return deed
    return None


def _active(sentence: Sentence, group: VerbGroup, entry: VerbForm, parts: _Parts) -> _Deed | None:
    frame = entry.frame
    if group.passive and "ing" not in entry.forms:
        return None
    if entry.forms == {"base"} and sentence.lower(group.start - 1) in word_set("determiners"):
        return None  # a noun: "the strike"
    after = group.verb + 1 + bool(frame.particle)
    last = _object(sentence, after, frame)
    if last is None or not _follows(sentence, after, frame):
        return None
    status, start = _status(sentence, group, entry)
    status = _final(status, frame, _is_none(sentence, after, last))
    if status is None:
        return None
    actor = subject_of(sentence, start) or _speaker(sentence, start, group, parts)
    targets, end = _targets(sentence, after, last, frame, actor)
    if actor is None or (_needs_target(frame) and not targets):
        return None
    return _Deed(
        frame=frame,
        first=start,
        trigger=group.verb,
        last=max(last, end),
        status=status,
        actor=actor,
        targets=targets,
    )


def _status(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> tuple[Status | None, int]:
    if entry.forms == {"ing"} and not group.passive:
        return gerund_status(sentence, group)
    joined = sentence.lower(group.start - 1) in word_set("conjunctions")
    if entry.forms == {"base"} and joined and not group.helpers:  # "failed to meet and impose"
        return governed_status(sentence, group)
    return status_of(sentence, group)


def _passive(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> _Deed | None:
    frame = entry.frame
    after = group.verb + 1 + bool(frame.particle)
    if "participle" not in entry.forms or not _is_passive(sentence, group, frame, after):
        return None
    noun = _object_before(sentence, group.start, frame)
    if noun is None or not _follows(sentence, after, frame):
        return None
    status, start = status_of(sentence, group)
    status = _final(status, frame, _is_none(sentence, noun - 3, noun))
    if status is None:
        return None
    actor, end = _agent(sentence, after)
    targets: tuple[Mention, ...] = ()
    if frame.takes_object:
        subject = _subject_phrase(sentence, noun, start)
        targets = (subject,) if subject is not None else ()
    if not targets:
        targets, reached = _targets(sentence, after, after - 1, frame, actor)
        end = max(end, reached)
    if (_needs_target(frame) and not targets) or (actor is None and not (frame.objects or targets)):
        return None
    return _Deed(
        frame=frame,
        first=_phrase_start(sentence, noun),
        trigger=group.verb,
        last=max(group.verb, after - 1, end),
        status=status,
        actor=actor,
        targets=targets,
    )


def _is_passive(sentence: Sentence, group: VerbGroup, frame: Frame, after: int) -> bool:
    if group.passive:
        return True
    if group.perfect or group.start != group.verb:
        return False
    if frame.objects:  # "sanctions imposed on Karsia", unless an object follows
        is_noun = sentence.lower(group.verb - 1) in frame.objects
        is_general = sentence.lower(group.verb - 2) in word_set("generic")
        return is_noun and not is_general and _object(sentence, after, frame) is None
    return sentence.lower(after) == "by"


def _told_by_noun(sentence: Sentence, place: int) -> _Deed | None:
    frames = noun_frames().get(sentence.lower(place), ())
    for frame in frames:
        if not _follows(sentence, place + 1, frame):
            continue
        before = [sentence.lower(p) for p in range(max(0, place - 4), place)]
        if any(word in word_set("talk_before") for word in before):
            return None
        owner = _owner(sentence, place)
        agent, end = _agent(sentence, place + 1)
        actor = agent or owner
        targets, reached = _targets(sentence, place + 1, place, frame, actor)
        if actor is None or not targets:
            continue
        start = sentence.place(actor.span.start) if agent is None else place
        return _Deed(
            frame=frame,
            first=min(start, place),
            trigger=place,
            last=max(place, end, reached),
            status=Status.NOT_DONE if before[-1:] == ["no"] else Status.DONE,
            actor=actor,
            targets=targets,
        )
    return None


def _final(status: Status | None, frame: Frame, none: bool) -> Status | None:
    """The status with the frame's own and with a "no" before the object taken in."""
    if status is None or (none and status is Status.NOT_DONE):
        return None
    if none:
        status = Status.NOT_DONE
    if frame.status is Status.DONE:
        return status
    return frame.status if status is Status.DONE else None


def _is_none(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.lower(place) == "no" for place in range(max(0, first), last))


def _needs_target(frame: Frame) -> bool:
    return frame.named or (frame.takes_object and not frame.objects)


def _object(sentence: Sentence, after: int, frame: Frame) -> int | None:
    """The place of the object's noun; the place before `after` when the frame needs none."""
    if not frame.objects:
        return after - 1
    for place in range(after, min(len(sentence.words), after + _OBJECT_REACH)):
        word = sentence.lower(place)
        if word in frame.objects:
            return place
        if word in (",", "by") or sentence.is_break(place):
            return None
        if word in word_set("prepositions") and word not in ("of", "into", "over"):
            return None
    return None


def _object_before(sentence: Sentence, start: int, frame: Frame) -> int | None:
    if not frame.objects:
        return start - 1 if start > 0 else None
    for place in range(start - 1, max(-1, start - _SUBJECT_REACH), -1):
        if sentence.lower(place) in frame.objects:
            return place
        if sentence.is_break(place):
            return None
    return None


def _follows(sentence: Sentence, after: int, frame: Frame) -> bool:
    if not frame.follows:
        return True
    reach = range(after, after + _FOLLOW_REACH)
    return any(sentence.lower(place).removesuffix("'s") in frame.follows for place in reach)


def _targets(
    sentence: Sentence, after: int, last: int, frame: Frame, actor: Mention | None
) -> tuple[tuple[Mention, ...], int]:
    """The mentions a deed is directed at, and the place of the last word that names one."""
    place = after
    open_to_target = frame.takes_object
    found: list[Mention] = []
    end = last
    until = max(last, after) + _TARGET_REACH
    while place < min(len(sentence.words), until):
        word = sentence.lower(place)
        if place > last and (sentence.is_break(place) or word == ","):
            break
        if word in word_set("prepositions"):
            open_to_target = word in frame.target or (word == "of" and open_to_target)
            until = max(until, place + _TARGET_REACH) if open_to_target else until
        for mention in sentence.starts.get(place, ())[:1]:
            if open_to_target and not _same(mention, actor):
                found.append(mention)
                end = max(end, _last_place(sentence, mention))
        place += 1
    return tuple(found[:3]), _phrase_end(sentence, end)


def _same(mention: Mention, actor: Mention | None) -> bool:
    if actor is None:
        return False
    return mention is actor or (mention.chain is not None and mention.chain == actor.chain)


def _agent(sentence: Sentence, after: int) -> tuple[Mention | None, int]:
    """The mention after "by", and the place of its last word."""
    for place in range(after, min(len(sentence.words), after + _ACTOR_REACH)):
        if sentence.is_break(place):
            break
        if sentence.lower(place) == "by":
            for start in range(place + 1, place + 4):
                for mention in sentence.starts.get(start, ())[:1]:
                    return mention, _last_place(sentence, mention)
            break
    return None, after - 1


def _owner(sentence: Sentence, place: int) -> Mention | None:
    """Whose deed a noun names: "Karsia's invasion", "the Karsian invasion"."""
    for before in range(place - 1, max(-1, place - 4), -1):
        for mention in sentence.ends.get(before, ()):
            if mention.type is EntityType.NORP and before == place - 1:
                return mention
            if sentence.lower(before) in word_set("possessives"):
                return mention
            if sentence.lower(before).endswith("'s") or sentence.lower(before + 1) in ("'", "’"):
                return mention
    return None


def _subject_phrase(sentence: Sentence, noun: int, start: int) -> Mention | None:
    subject = subject_of(sentence, start)
    if subject is not None:
        return subject
    for place in range(noun, max(-1, noun - 4), -1):
        if place < noun and sentence.lower(place) in word_set("prepositions"):
            return None
        for mention in sentence.ends.get(place, ())[:1]:
            return mention
    return None


def _speaker(sentence: Sentence, start: int, group: VerbGroup, parts: _Parts) -> Mention | None:
    """The speaker of the words, where the subject is "I" or "we"."""
    subject = sentence.lower(start - 1).partition("'")[0]
    if subject not in word_set("pronouns"):
        return None
    teller = _teller(parts.attributions, sentence.words[group.verb].span)
    return None if teller is None else parts.attributions[teller].mention


def _last_place(sentence: Sentence, mention: Mention) -> int:
    return max(0, sentence.place(mention.span.end) - 1)


def _phrase_start(sentence: Sentence, place: int) -> int:
    """Where the noun phrase begins that ends at a place, as far as its small words tell."""
    while place > 0:
        word = sentence.lower(place - 1)
        if sentence.is_break(place - 1) or word in (",", "and", "but", "or"):
            break
        place -= 1
    return place


def _phrase_end(sentence: Sentence, place: int) -> int:
    """Where the clause ends that a place is in."""
    while place + 1 < len(sentence.words):
        word = sentence.lower(place + 1)
        if sentence.is_break(place + 1) or word in (",", ".", "!", "?", "and", "but", "or"):
            break
        place += 1
    return place


def _teller(attributions: Sequence[Attribution], trigger: Span) -> int | None:
    """The innermost attribution whose content holds a trigger."""
    holding = [
        (sum(len(piece) for piece in attribution.content), index)
        for index, attribution in enumerate(attributions)
        if any(piece.contains(trigger) for piece in attribution.content)
    ]
    return min(holding)[1] if holding else None


def _counts(attribution: Attribution) -> bool:
    """Whether what stands in a statement may be told as done: not what is promised or denied."""
    return (
        attribution.factuality is Factuality.SAID
        and attribution.modality not in _TALK
        and attribution.modality is not Modality.DENIAL
    )


def _event(sentence: Sentence, deed: _Deed, parts: _Parts, teller: int | None) -> Event:
    clause = Span(sentence.words[deed.first].span.start, sentence.words[deed.last].span.end)
    actor = deed.actor
    pieces: tuple[Span, ...] = (clause,)
    if actor is not None and not clause.overlaps(actor.span) and actor in sentence.mentions:
        whole = Span(min(clause.start, actor.span.start), max(clause.end, actor.span.end))
        pieces = (whole,) if len(whole) <= _LONGEST else (clause, actor.span)
    inside = [timex for timex in parts.timexes if pieces[0].contains(timex.span)]
    return Event(
        spans=pieces,
        trigger=sentence.words[deed.trigger].span,
        type=deed.frame.type,
        instrument=deed.frame.instrument,
        status=deed.status,
        actor=actor,
        behalf=_behalf(sentence, actor),
        targets=deed.targets,
        timex=inside[0] if inside else None,
        segment=parts.segment,
        told_by=teller,
    )


def _behalf(sentence: Sentence, actor: Mention | None) -> Mention | None:
    """For whom an administration acts: the person it is named after."""
    if actor is None:
        return None
    for mention in sentence.mentions:
        if mention.type is EntityType.PERSON and actor.span.contains(mention.span):
            after = sentence.lower(sentence.place(mention.span.end))
            if after in word_set("administrations"):
                return mention
    return None
