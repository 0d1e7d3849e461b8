"""The deed that a verb or a noun of a sentence tells: its frame, its participants, its status.

A verb is read with its clause, active or passive; nouns have a module of their own. What is
delayed, dropped or reversed takes its type from the deed that it would have been, and "they have
not been lifted" from the sentence before.
"""

from onrecord.core.evidence import Mention, Status
from onrecord.extraction.event_clauses import (
    Sentence,
    VerbGroup,
    gerund_status,
    governed_status,
    is_foreseen,
    status_of,
    verb_group,
)
from onrecord.extraction.event_frames import (
    Frame,
    VerbForm,
    verb_frames,
    word_set,
)
from onrecord.extraction.event_nouns import told_by_noun
from onrecord.extraction.event_roles import (
    agent_of,
    has_doer,
    is_excluded,
    is_followed,
    is_plural,
    noun_phrase_end,
    object_after,
    object_before,
    passive_subject,
    phrase_start,
    targets_of,
)
from onrecord.extraction.event_shapes import Deed
from onrecord.extraction.event_subjects import (
    acting,
    before_insertion,
    before_time,
    blamed,
    is_body,
    joined_with,
    subject_of,
    told_body,
    told_subject,
)
from onrecord.extraction.event_things import kind_of, referent_of, relative_object

_UNDONE = frozenset({Status.REVERSED, Status.DELAYED, Status.NOT_DONE})
_PLACING = frozenset({"in", "at", "on", "during", "by"})
_OFF = frozenset({"up", "off", "down", "away"})
_NONE = frozenset({"no", "none", "neither"})
_TOLD = frozenset({Status.DONE, Status.ANNOUNCED, Status.ORDERED})


def deed_at(sentence: Sentence, place: int) -> Deed | None:
    """The deed that the word at a place tells, if it tells one."""
    return _told_by_verb(sentence, place) or told_by_noun(sentence, place)


def _told_by_verb(sentence: Sentence, place: int) -> Deed | None:
    entries = verb_frames().get(sentence.lower(place))
    if entries is None or sentence.is_no_verb(place):
        return None
    group: VerbGroup | None = None
    for entry in entries:
        if not _has_particles(sentence, place, entry.frame.particles):
            continue
        group = group or verb_group(sentence, place)
        deed = _passive(sentence, group, entry) or _active(sentence, group, entry)
        if deed is not None:
            return deed
    return None


def _has_particles(sentence: Sentence, place: int, particles: tuple[str, ...]) -> bool:
    """Whether a verb is followed by the words that its frame asks for: "call off"."""
    ahead = sentence.words.lowers[place + 1 : place + 1 + len(particles)]
    return not particles or tuple(ahead) == particles


def _active(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> Deed | None:
    frame = entry.frame
    after = group.verb + 1 + len(frame.particles)
    if not _is_active(sentence, group, entry, after):
        return None
    found = _object_of(sentence, group.start, after, frame)
    if found is None or is_excluded(sentence, after, found[0], frame):
        return None
    last, named_before = found
    status, start = _status(sentence, group, entry)
    if frame.refused and start == group.start:
        return None
    foreseen = status is None and is_foreseen(sentence, group)
    status = Status.ANNOUNCED if foreseen else status
    status = _final(status, frame, none=_is_none(sentence, after, last))
    accused = _owner(sentence, group, entry)
    if status is None:
        return None
    actor = accused or _actor(sentence, group, entry, start)
    targets, end = targets_of(sentence, after, last, frame, actor)
    if last < after <= end and frame.objects:  # "the ban she signed in May has not been lifted"
        end = noun_phrase_end(sentence, after - 1)
    targets = targets or named_before
    if frame.mutual and actor is not None and not targets:
        other = joined_with(sentence, actor)
        actor, targets = (actor, ()) if other is None else (other, (actor,))
    if (frame.needs_target and not targets) or not _may_act(frame, actor):
        return None
    kind, instrument = kind_of(sentence, frame, last)
    return Deed(
        frame=frame,
        type=kind,
        instrument=instrument,
        first=_first_place(sentence, start, frame) if last < after else start,
        starts=group.start,
        trigger=group.verb,
        last=max(last, end),
        status=status,
        actor=actor,
        targets=targets,
        body=actor is None and (is_body(sentence, start) or told_body(sentence, group.verb)),
        hearsay=any(sentence.lower(p) in word_set("hearsay") for p in range(start, group.start)),
        supposed=accused is not None,
        foreseen=foreseen,
        is_past="past" in entry.forms and start == group.start,
        goes_on=sentence.lower(start - 1) in word_set("conjunctions"),
    )


def _is_active(sentence: Sentence, group: VerbGroup, entry: VerbForm, after: int) -> bool:
    """Whether a form is a verb in the active here, with the words about it that its frame asks."""
    frame = entry.frame
    if (group.passive and "ing" not in entry.forms) or _is_no_verb(sentence, group, entry):
        return False
    if frame.needs_object and sentence.lower(after) in _PLACING:
        return False  # "lost 6,000 dead and wounded in Karsia"
    if frame.things and sentence.lower(after).endswith("ing"):
        return False  # "avoids condemning the invasion": of that, and no plan is dropped
    asked = is_followed(sentence, after, frame) and has_doer(sentence, group.start, frame)
    return asked and not _is_phrasal(sentence, after)


def _actor(sentence: Sentence, group: VerbGroup, entry: VerbForm, start: int) -> Mention | None:
    """Who does it: what follows a comma or "by" may be anybody's, which a tree knows best."""
    told = told_subject(sentence, group.verb)
    is_bare = entry.forms == {"ing"} and start == group.verb
    if is_bare and sentence.has_subject(group.verb):
        return told
    return subject_of(sentence, start) or told


def _first_of_subject(sentence: Sentence, noun: int, start: int) -> int:
    """Where the subject of a passive starts: with the name that its noun only describes.

    "[Vale, a citizen of Karsia,] was arrested".
    """
    first = phrase_start(sentence, noun)
    if sentence.lower(start - 1) != ",":
        return first
    named = before_insertion(sentence, start - 1)
    return first if named is None else min(first, sentence.place(named.span.start))


def _first_place(sentence: Sentence, start: int, frame: Frame) -> int:
    """Where a clause starts with the object that it is on: "the steps that she took"."""
    noun = relative_object(sentence, start, frame) if frame.objects else None
    if noun is None:
        return start
    while noun > 0 and sentence.lower(noun - 1) in word_set("determiners"):
        noun -= 1
    return noun


def _is_no_verb(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> bool:
    """Whether the form is a noun ("the strike") or an adjective here ("of captured rebels")."""
    before = sentence.lower(group.start - 1)
    if entry.forms == {"base"}:
        return before in word_set("determiners")
    if entry.forms.isdisjoint({"base", "s", "ing"}) and not group.helpers:
        is_apart = before in word_set("prepositions") | word_set("determiners")
        return is_apart or before.endswith("ed")  # "called fired director Brenn"
    return False


def _is_phrasal(sentence: Sentence, after: int) -> bool:
    """Whether the verb with a particle is another one: "fires him up", "struck it off"."""
    return sentence.lower(after) in word_set("objects") and sentence.lower(after + 1) in _OFF


def _object_of(
    sentence: Sentence, start: int, after: int, frame: Frame
) -> tuple[int, tuple[Mention, ...]] | None:
    """The last place of a verb and its object, and the targets of what "it" or "them" stands for.

    The object comes after the verb, or the verb is in a clause on it: "the ban that she signed".
    """
    noun = object_after(sentence, after, frame)
    if noun is not None:
        return noun, ()
    if relative_object(sentence, start, frame) is not None:
        return after - 1, ()
    referent = referent_of(sentence, after, frame)
    return None if referent is None else (after, referent[1])


def _owner(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> Mention | None:
    """Whose deed an "…ing" form is, when a name before it says so."""
    if entry.forms != {"ing"} or group.passive:
        return None
    return blamed(sentence, group.start) or acting(sentence, group.start)


def _status(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> tuple[Status | None, int]:
    if entry.forms == {"ing"} and not group.passive:
        if _owner(sentence, group, entry) is not None:
            return Status.DONE, group.start
        return gerund_status(sentence, group)
    joined = sentence.lower(group.start - 1) in word_set("conjunctions")
    if entry.forms == {"base"} and not group.helpers:
        if joined:  # "failed to meet and impose"
            return governed_status(sentence, group)
        if not is_plural(sentence, group.start - 1):  # "demanded that Vale resign"
            return None, group.start
    return status_of(sentence, group)


def _passive(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> Deed | None:
    frame = entry.frame
    after = group.verb + 1 + len(frame.particles)
    if "participle" not in entry.forms or not frame.passive:
        return None
    if not _is_passive(sentence, group, frame, after):
        return None
    noun = object_before(sentence, group.start, frame)
    referent = None
    if noun is None:
        noun = before_time(sentence, group.start) - 1
        referent = referent_of(sentence, noun, frame)
        if referent is None:
            return None
    if not is_followed(sentence, after, frame):
        return None
    status, start = status_of(sentence, group)
    status = _final(status, frame, none=_is_none(sentence, noun - 3, noun))
    if status is None:
        return None
    actor, end = agent_of(sentence, after)
    targets, reached = (
        _passive_targets(sentence, group, frame, noun, actor)
        if referent is None or not referent[1]
        else (referent[1], noun)
    )
    end = max(end, reached)
    said_enough = targets or actor or (frame.objects and group.passive)
    if (frame.needs_target and not targets) or not said_enough:
        return None
    kind, instrument = kind_of(sentence, frame, noun)
    return Deed(
        frame=frame,
        type=kind,
        instrument=instrument,
        first=_first_of_subject(sentence, noun, group.start),
        starts=group.start,
        trigger=group.verb,
        last=max(group.verb, after - 1, end),
        status=status,
        actor=actor,
        targets=targets,
        body=True,
        is_past=bool(group.helpers & word_set("past")),
        hearsay=any(sentence.lower(p) in word_set("hearsay") for p in range(start, group.start)),
    )


def _passive_targets(
    sentence: Sentence, group: VerbGroup, frame: Frame, noun: int, actor: Mention | None
) -> tuple[tuple[Mention, ...], int]:
    """Whom a passive tells that it was done to: its subject, or a phrase after it or in it."""
    after = group.verb + 1 + len(frame.particles)
    if frame.takes_object:
        subject = _befallen(sentence, group, noun)
        if subject is not None:
            fits = not frame.kinds or subject.type in frame.kinds
            return (subject,) if fits else (), after - 1
    targets, end = targets_of(sentence, after, after - 1, frame, actor)
    if targets or not frame.objects:
        return targets, end
    inside, _ = targets_of(sentence, noun + 1, noun, frame, actor)
    begun = sentence.words[group.start].span.start  # "the visit to Karsia was cancelled"
    return tuple(mention for mention in inside if mention.span.end <= begun), end


def _befallen(sentence: Sentence, group: VerbGroup, noun: int) -> Mention | None:
    """Whom it was done to: the subject, which a tree knows best where a clause lies between."""
    if sentence.has_subject(group.verb) and sentence.lower(group.start - 1) == ",":
        return told_subject(sentence, group.verb)
    return passive_subject(sentence, noun, group.start)


def _is_passive(sentence: Sentence, group: VerbGroup, frame: Frame, after: int) -> bool:
    if group.passive:
        return True
    if group.perfect or group.start != group.verb:
        return False
    if frame.objects:  # "sanctions imposed on Karsia", unless an object follows
        is_noun = sentence.lower(group.verb - 1) in frame.objects
        is_general = sentence.lower(group.verb - 2) in word_set("generic")
        goes_on = sentence.lower(after) in word_set("prepositions") | word_set("days")
        return (
            is_noun and goes_on and not is_general and object_after(sentence, after, frame) is None
        )
    return sentence.lower(after) == "by"


def _final(status: Status | None, frame: Frame, *, none: bool) -> Status | None:
    """The status with the frame's own and with a "no" before the object taken in."""
    if status is None or (none and status is Status.NOT_DONE):
        return None
    if none:
        status = Status.NOT_DONE
    if frame.undone and status is not Status.NOT_DONE:
        return None
    if frame.refused:  # "failed to appear" is a deed, to appear is none
        return Status.DONE if status is Status.NOT_DONE else None
    if frame.status is Status.DONE:
        return status
    if frame.status in _UNDONE:
        return frame.status if status in _TOLD else None
    if status is Status.DONE:
        return frame.status
    return status if status in (Status.ANNOUNCED, Status.NOT_DONE) else None


def _may_act(frame: Frame, actor: Mention | None) -> bool:
    return not frame.actors or actor is None or actor.type in frame.actors


def _is_none(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.lower(place) in _NONE for place in range(max(0, first), last))
