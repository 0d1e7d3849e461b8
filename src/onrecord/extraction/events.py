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
    Form,
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
from onrecord.extraction.event_roles import (
    agent_of,
    is_followed,
    last_place,
    name_start,
    noun_phrase_end,
    object_after,
    object_before,
    owner_of,
    passive_subject,
    phrase_start,
    targets_of,
)
from onrecord.extraction.words import sentences

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
    previous: _Deed | None = None
    for place, word in enumerate(sentence.words):
        deed = _told_by_verb(sentence, place, parts) or _told_by_noun(sentence, place)
        if deed is None or (previous is not None and _repeats(deed, previous)):
            continue
        previous = deed
        teller = _teller(parts, word.span)
        if teller is None or _counts(parts.attributions[teller]):
            yield _event(sentence, deed, parts, teller)


def _repeats(deed: _Deed, previous: _Deed) -> bool:
    """Whether a deed is part of the one before: "ordered missiles fired"."""
    same = deed.frame.type == previous.frame.type
    return same and deed.actor is None and deed.trigger <= previous.last


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
    last = object_after(sentence, after, frame)
    if last is None or not is_followed(sentence, after, frame):
        return None
    status, start = _status(sentence, group, entry)
    status = _final(status, frame, _is_none(sentence, after, last))
    if status is None:
        return None
    actor = subject_of(sentence, start) or _speaker(sentence, start, group, parts)
    targets, end = targets_of(sentence, after, last, frame, actor)
    if actor is None or (frame.needs_target and not targets):
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
    if entry.forms == {"base"} and not group.helpers:
        if joined:  # "failed to meet and impose"
            return governed_status(sentence, group)
        if not _is_plural(sentence, group.start - 1):  # "demanded that Vale resign"
            return None, group.start
    return status_of(sentence, group)


def _is_plural(sentence: Sentence, place: int) -> bool:
    if sentence.lower(place) in word_set("plural_pronouns"):
        return True
    for mention in sentence.ends.get(place, ()):
        before = sentence.lower(sentence.place(mention.span.start) - 1)
        if before == "and" or (
            mention.type is EntityType.NORP and sentence.lower(place)[-1] == "s"
        ):
            return True
    return sentence.lower(place) in word_set("institutions")


def _passive(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> _Deed | None:
    frame = entry.frame
    after = group.verb + 1 + bool(frame.particle)
    if "participle" not in entry.forms or not frame.passive:
        return None
    if not _is_passive(sentence, group, frame, after):
        return None
    noun = object_before(sentence, group.start, frame)
    if noun is None or not is_followed(sentence, after, frame):
        return None
    status, start = status_of(sentence, group)
    status = _final(status, frame, _is_none(sentence, noun - 3, noun))
    if status is None:
        return None
    actor, end = agent_of(sentence, after)
    targets: tuple[Mention, ...] = ()
    if frame.takes_object:
        subject = passive_subject(sentence, noun, start)
        targets = (subject,) if subject is not None else ()
    if not targets:
        targets, reached = targets_of(sentence, after, after - 1, frame, actor)
        end = max(end, reached)
    said_enough = targets or actor or (frame.objects and group.passive)
    if (frame.needs_target and not targets) or not said_enough:
        return None
    return _Deed(
        frame=frame,
        first=phrase_start(sentence, noun),
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
        return is_noun and not is_general and object_after(sentence, after, frame) is None
    return sentence.lower(after) == "by"


def _told_by_noun(sentence: Sentence, place: int) -> _Deed | None:
    frames = noun_frames().get(sentence.lower(place), ())
    for frame in frames:
        if not is_followed(sentence, place + 1, frame):
            continue
        before = [sentence.lower(p) for p in range(max(0, place - 4), place)]
        if any(word in word_set("talk_before") for word in before):
            return None
        owner = owner_of(sentence, place)
        agent, end = agent_of(sentence, place + 1)
        actor = agent or owner
        targets, _ = targets_of(sentence, place + 1, place, frame, actor)
        if actor is None or not targets:
            continue
        start = sentence.place(actor.span.start) if agent is None else place
        return _Deed(
            frame=frame,
            first=min(start, place),
            trigger=place,
            last=noun_phrase_end(sentence, max(end, last_place(sentence, targets[-1]))),
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


def _speaker(sentence: Sentence, start: int, group: VerbGroup, parts: _Parts) -> Mention | None:
    """The speaker of the words, where the subject is "I" or "we"."""
    subject = sentence.lower(start - 1).partition("'")[0]
    if subject not in word_set("pronouns"):
        return None
    teller = _teller(parts, sentence.words[group.verb].span)
    return None if teller is None else parts.attributions[teller].mention


def _teller(parts: _Parts, trigger: Span) -> int | None:
    """The innermost attribution whose content holds a trigger."""
    holding = [
        (sum(len(piece) for piece in attribution.content), index)
        for index, attribution in enumerate(parts.attributions)
        if any(_holds(parts.text, attribution, piece, trigger) for piece in attribution.content)
    ]
    return min(holding)[1] if holding else None


def _holds(text: str, attribution: Attribution, piece: Span, trigger: Span) -> bool:
    """Whether words are a speaker's: after a dash in indirect speech the reporter takes over."""
    if not piece.contains(trigger):
        return False
    before = text[piece.start : trigger.start]
    return attribution.form is not Form.INDIRECT or before.count("—") % 2 == 0


def _counts(attribution: Attribution) -> bool:
    """Whether what stands in a statement may be told as done: not what is promised or denied."""
    return (
        attribution.factuality is Factuality.SAID
        and attribution.modality not in _TALK
        and attribution.modality is not Modality.DENIAL
    )


def _event(sentence: Sentence, deed: _Deed, parts: _Parts, teller: int | None) -> Event:
    actor = deed.actor
    clause = Span(sentence.words[deed.first].span.start, sentence.words[deed.last].span.end)
    pieces: tuple[Span, ...] = (clause,)
    if actor is not None and not clause.overlaps(actor.span) and actor in sentence.mentions:
        begin = sentence.words[name_start(sentence, actor)].span.start
        whole = Span(min(clause.start, begin), max(clause.end, actor.span.end))
        pieces = (whole,) if len(whole) <= _LONGEST else (clause, actor.span)
    dated = [timex for timex in parts.timexes if _dates(parts.text, timex.span, pieces[0])]
    if dated and dated[0].span.start < pieces[0].start:
        pieces = (Span(dated[0].span.start, pieces[0].end), *pieces[1:])
    return Event(
        spans=pieces,
        trigger=sentence.words[deed.trigger].span,
        type=deed.frame.type,
        instrument=deed.frame.instrument,
        status=deed.status,
        actor=actor,
        behalf=_behalf(sentence, actor),
        targets=deed.targets,
        timex=dated[0] if dated else None,
        segment=parts.segment,
        told_by=teller,
    )


def _dates(text: str, timex: Span, clause: Span) -> bool:
    """Whether an expression stands in the clause, or owns it: "Friday's indictment"."""
    before = text[timex.end : clause.start] if timex.end < clause.start else ""
    return clause.contains(timex) or before in ("'s ", "’s ")


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
