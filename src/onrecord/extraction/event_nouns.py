"""The deed that a noun tells: "Karsia's annexation of", "the expulsion of 12 diplomats"."""

from onrecord.core.evidence import Mention, Status
from onrecord.extraction.event_clauses import Sentence
from onrecord.extraction.event_frames import Frame, noun_frames, word_set
from onrecord.extraction.event_roles import (
    agent_of,
    is_followed,
    last_place,
    noun_phrase_end,
    owner_of,
    phrase_start,
    targets_of,
)
from onrecord.extraction.event_shapes import Deed
from onrecord.extraction.event_subjects import blamed

_OF_REACH = 8
"""Words after a noun in which its phrase says of whom: "the expulsion of 12 diplomats"."""
_DESCRIBED = 5
"""Words from an article to its noun at most."""
_NOT_DESCRIBING = ("prepositions", "conjunctions", "auxiliaries", "passive", "modal")


def told_by_noun(sentence: Sentence, place: int) -> Deed | None:
    """The deed that the noun at a place tells, if it tells one."""
    frames = noun_frames().get(sentence.lower(place), ())
    for frame in () if frames and sentence.is_no_noun(place) else frames:
        if not is_followed(sentence, place + 1, frame):
            continue
        before = [sentence.lower(p) for p in range(max(0, place - 4), place)]
        if any(word in word_set("talk_before") for word in before):
            return None
        if sentence.lower(place + 1) in word_set("compounding"):
            return None  # "the veto threat"
        agent, end = _agent_of_noun(sentence, place)
        actor = agent or owner_of(sentence, place) or blamed(sentence, _noun_start(sentence, place))
        targets, reached = targets_of(sentence, place + 1, place, frame, actor)
        ahead = sentence.words.lowers[place + 1 : place + 1 + _OF_REACH]
        if frame.mutual and actor is None and "between" in ahead and len(targets) > 1:
            actor, *others = targets
            targets = tuple(others)
        role = "owner" if agent is None else "agent"
        if not (targets and actor) and not _is_enough(sentence, place, frame, actor, role):
            continue
        start = place
        if actor is not None and agent is None:
            start = sentence.place(actor.span.start)
        last = max(end, last_place(sentence, targets[-1])) if targets else max(end, reached)
        return Deed(
            frame=frame,
            type=frame.type,
            instrument=frame.instrument,
            first=min(start, _with_article(sentence, place))
            if actor is not None
            else phrase_start(sentence, place),
            starts=place,
            trigger=place,
            last=noun_phrase_end(sentence, last),
            status=Status.NOT_DONE if before[-1:] == ["no"] else Status.DONE,
            actor=actor,
            targets=targets,
            body=True,
            supposed=True,
        )
    return None


def _agent_of_noun(sentence: Sentence, place: int) -> tuple[Mention | None, int]:
    """Who is named with "by" in the phrase of a noun, and not after a verb that follows it."""
    if sentence.lower(place + 1) not in word_set("prepositions"):
        return None, place
    return agent_of(sentence, place + 1)


def _with_article(sentence: Sentence, place: int) -> int:
    """Where the phrase of a noun begins with its article, if it has one: "the (late) summit"."""
    for before in range(place - 1, max(-1, place - _DESCRIBED), -1):
        word = sentence.lower(before)
        if word in word_set("articles"):
            return before
        if not word.isalpha() or any(word in word_set(name) for name in _NOT_DESCRIBING):
            break
    return place


def _noun_start(sentence: Sentence, place: int) -> int:
    """Where the words before a noun begin: "for (repeated) interference"."""
    if sentence.lower(place - 1) in ("for", "of", "over"):
        return place
    return place - 1


def _is_enough(
    sentence: Sentence, place: int, frame: Frame, actor: Mention | None, role: str
) -> bool:
    """Whether a noun tells a deed without naming both sides; `role` is how the actor is told."""
    if frame.free:
        return actor is not None and role in frame.free
    if not frame.objects or sentence.lower(place + 1) != "of":
        return False
    is_definite = actor is not None or sentence.lower(place - 1) in ("the", "its", "their")
    reach = range(place + 2, place + 2 + _OF_REACH)
    end = next((p for p in reach if sentence.lower(p) in frame.objects), None)
    return is_definite and end is not None and sentence.lower(end + 1) not in word_set("modal")
