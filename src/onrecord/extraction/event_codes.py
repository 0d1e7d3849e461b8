"""What a sentence reports, coded as event data sets do: PLOVER type, words of source and target.

The record keeps deeds and statements apart, and wants a name for who acts. An event code wants
neither: "rebels threatened to shell the port" is THREATEN by "rebels". The same lexicon is read
more loosely for it, and what is only meant to be done is agreed to, or threatened.

PLOVER: https://github.com/openeventdata/PLOVER (Open Event Data Alliance).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span, hull
from onrecord.extraction.event_clauses import Sentence, VerbGroup, verb_group
from onrecord.extraction.event_frames import Frame, VerbForm, noun_frames, verb_frames, word_set
from onrecord.extraction.event_roles import is_followed, is_plural, object_after, object_before
from onrecord.extraction.event_subjects import before_time

_AMICABLE = frozenset("agree aid concede consult cooperate retreat support".split())
_HOSTILE = frozenset("assault coerce mobilize protest sanction".split())
_CODED = {"agreement": "support", "indictment": "accuse"}
"""Instruments whose code is another type than the record's: CAMEO 057 and 115."""
_RESIGNING = "resignation"
_MEANT_REACH = 4


@dataclass(frozen=True, slots=True)
class Code:
    """An event as coded: its type in lower case, its trigger, the words for who takes part."""

    type: str
    trigger: Span
    source: Span | None
    targets: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """A verb or noun that names an event; places are words, `target` is where its targets start."""

    type: str
    place: int
    start: int
    target: int
    passive: bool = False
    main: bool = True


def code_of(sentence: Sentence) -> Code | None:
    """The event that a sentence is about: the one of its first clause that names any."""
    seen = list(_seen(sentence))
    if not seen:
        return None
    sight = next((s for s in seen if s.main), seen[0])
    source, targets = _participants(sentence, sight)
    return Code(sight.type, sentence.words[sight.place].span, source, targets)


def _seen(sentence: Sentence) -> Iterator[_Sight]:
    for place in range(len(sentence.words)):
        sight = _demanded(sentence, place) or _by_verb(sentence, place) or _by_noun(sentence, place)
        if sight is not None:
            yield sight


def _by_verb(sentence: Sentence, place: int) -> _Sight | None:
    group = verb_group(sentence, place)
    if sentence.lower(group.start - 1) in word_set("determiners"):
        return None  # a noun: "the strike"
    for entry in verb_frames().get(sentence.lower(place), ()):
        sight = _matched(sentence, group, entry) if _is_verb(sentence, group, entry) else None
        if sight is not None:
            return sight
    return _intended(sentence, group)


def _is_verb(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> bool:
    """Whether a form is a verb here: not "sanctions" of a noun phrase, nor "ousted president"."""
    before = sentence.lower(group.start - 1)
    if _tells_clause(sentence, group.verb):
        return False
    if group.helpers - {"also", "again"}:
        return True
    if entry.forms == {"base"}:
        return is_plural(sentence, group.start - 1) or before.endswith("s")
    if entry.forms == {"s"}:
        named = group.start > 0 and sentence.words[group.start - 1].is_capitalised
        return named or before in word_set("institutions") or before in ("who", "which", "and", ",")
    return group.start > 0 or "ing" in entry.forms


def _tells_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a verb only tells the clause after it: "announced that it would"."""
    ahead = {sentence.lower(p) for p in range(verb + 1, verb + 1 + _MEANT_REACH)}
    return sentence.lower(verb) in word_set("telling") and not ahead.isdisjoint(
        ("that", "it", "he", "she", "they")
    )


def _matched(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> _Sight | None:
    frame = entry.frame
    if any(sentence.lower(group.verb + 1 + i) != word for i, word in enumerate(frame.particles)):
        return None
    after = group.verb + 1 + len(frame.particles)
    if not is_followed(sentence, after, frame):
        return None
    passive = group.passive and "participle" in entry.forms
    noun = (object_before if passive else object_after)(
        sentence, group.start if passive else after, frame
    )
    if noun is None:
        return None
    return _Sight(
        type=_meant(sentence, group, frame),
        place=group.verb,
        start=group.start,
        target=after,
        passive=passive,
        main=not (entry.forms == {"ing"} and not group.passive) and not group.infinitive,
    )


def _meant(sentence: Sentence, group: VerbGroup, frame: Frame) -> str:
    """The type of the frame, or of what meaning or refusing to do it is."""
    if frame.instrument == _RESIGNING:
        return frame.type
    before = [sentence.lower(p) for p in range(group.start - _MEANT_REACH, group.start)]
    type_ = _CODED.get(frame.instrument or "", frame.type)
    if group.negated and frame.type in _AMICABLE:
        return "reject"
    if group.infinitive and not word_set("refusing").isdisjoint(before):
        return "reject"
    is_ahead = bool(group.helpers & {"will", "would", "'ll", "shall", "may"})
    if is_ahead or (group.infinitive and not word_set("willing").isdisjoint(before)):
        return _of_intent(type_)
    return type_


def _of_intent(type_: str) -> str:
    if type_ in _HOSTILE:
        return "threaten"
    return "agree" if type_ in _AMICABLE else type_


def _intended(sentence: Sentence, group: VerbGroup) -> _Sight | None:
    """Anything that somebody is "willing to" do, in whatever words: it is agreed to."""
    before = [sentence.lower(p) for p in range(group.start - 2, group.start)]
    willing = group.infinitive and group.start + 1 == group.verb
    if not willing or word_set("willing").isdisjoint(before):
        return None
    return _Sight(type="agree", place=group.verb, start=group.start - 1, target=group.verb + 1)


def _demanded(sentence: Sentence, place: int) -> _Sight | None:
    """What somebody says that another "must" do: the other is the target."""
    if sentence.lower(place) != "must":
        return None
    told = [p for p in range(place) if sentence.lower(p) in word_set("telling")]
    if not told:
        return None
    start = verb_group(sentence, told[-1]).start
    return _Sight(type="request", place=place, start=start, target=told[-1] + 1)


def _by_noun(sentence: Sentence, place: int) -> _Sight | None:
    for frame in noun_frames().get(sentence.lower(place), ()):
        if is_followed(sentence, place + 1, frame):
            return _Sight(type=frame.type, place=place, start=place, target=place + 1, main=False)
    return None


def _participants(sentence: Sentence, sight: _Sight) -> tuple[Span | None, tuple[Span, ...]]:
    end = before_time(sentence, sight.start)
    subject = _phrase(sentence, _clause_start(sentence, end), end)
    ahead = list(_names(sentence, sight.target, len(sentence.words)))
    if not sight.passive:
        others = [name for name in ahead if subject is None or not name.overlaps(subject)]
        return subject, tuple(others[:1])
    by = next((p for p in range(sight.target, len(sentence.words)) if _is_by(sentence, p)), None)
    agent = None if by is None else next(_names(sentence, by + 1, len(sentence.words)), None)
    return agent, () if subject is None else (subject,)


def _is_by(sentence: Sentence, place: int) -> bool:
    return sentence.lower(place) == "by" and not sentence.lower(place + 1).endswith("ing")


def _clause_start(sentence: Sentence, end: int) -> int:
    """Where the subject of a verb group at a place may begin: after "said" and its comma."""
    start = 0
    for place in range(end - 1, -1, -1):
        word = sentence.lower(place)
        if word in ("that", "said", "says", "and", "but") or word in word_set("telling"):
            start = place + 1
            break
    words = [sentence.lower(p) for p in range(start, end)]
    if words and set(words) <= {"it", "he", "she", "they", "and", "also", "would", "is", "was"}:
        return 0
    return start if words else 0


def _phrase(sentence: Sentence, start: int, end: int) -> Span | None:
    """The words of a subject, without a fronted phrase before its last comma-free beginning."""
    if sentence.lower(start) in word_set("small") and start < end:
        comma = next((p for p in range(start, end) if sentence.lower(p) == ","), None)
        start = start if comma is None or comma + 1 >= end else comma + 1
    names = list(_names(sentence, start, end))
    if names:
        return names[0]
    if start >= end:
        return None
    return hull([word.span for word in sentence.words[start:end]])


def _names(sentence: Sentence, start: int, end: int) -> Iterator[Span]:
    """Runs of capitalised words, days and months apart."""
    run: list[int] = []
    for place in range(start, end + 1):
        if place < end and _is_name(sentence, place, bool(run)):
            run.append(place)
            continue
        if run:
            yield hull([sentence.words[p].span for p in run])
        run = []


def _is_name(sentence: Sentence, place: int, inside: bool) -> bool:
    word = sentence.words[place]
    if not word.is_capitalised or word.lower in word_set("days"):
        return False
    if place == 0 or not inside:
        return word.lower not in word_set("small") | word_set("determiners")
    return True
