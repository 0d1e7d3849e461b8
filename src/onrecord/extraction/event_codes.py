"""What a sentence reports, coded as event data sets do: PLOVER type, words of source and target.

The record keeps deeds and statements apart, and wants a name for who acts. An event code wants
neither: "rebels threatened to shell the port" is THREATEN by "rebels". The same lexicon is read
more loosely for it, and what is only meant to be done is agreed to, or threatened.

PLOVER: https://github.com/openeventdata/PLOVER (Open Event Data Alliance).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span
from onrecord.extraction.event_clauses import Sentence, VerbGroup, verb_group
from onrecord.extraction.event_code_roles import (
    Reach,
    is_name,
    participants,
    passive_participants,
)
from onrecord.extraction.event_code_words import CodeVerb, code_nouns, code_verbs
from onrecord.extraction.event_frames import Frame, VerbForm, noun_frames, verb_frames, word_set
from onrecord.extraction.event_roles import (
    has_doer,
    is_followed,
    is_plural,
    object_after,
    object_before,
)

_AMICABLE = frozenset("agree aid concede consult cooperate retreat support".split())
_HOSTILE = frozenset("assault coerce mobilize protest sanction".split())
_CODED = {
    "agreement": "support",
    "indictment": "accuse",
    "recognition": "support",
    "release": "retreat",
    "return": "retreat",
    "lifting of sanctions": "retreat",
}
"""Instruments whose code is another type than the record's: CAMEO 057, 115, 054, 084, 085."""
_NO_CODES = frozenset({"other", "legislate"})
"""Types of the record that PLOVER's version of 2016 does not have."""
_RESIGNING = "resignation"
_MEANT_REACH = 4
_VERBAL = ("auxiliaries", "passive", "modal", "announced")


@dataclass(frozen=True, slots=True)
class Code:
    """An event as coded: its type in lower case, its trigger, the words for who takes part."""

    type: str
    trigger: Span
    source: Span | None
    targets: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """A verb or noun that names an event; places are words, `target` is where its targets start.

    `leads` are the prepositions that lead to a target.
    """

    type: str
    place: int
    start: int
    target: int
    leads: frozenset[str] = frozenset()
    passive: bool = False
    main: bool = True


def code_of(sentence: Sentence) -> Code | None:
    """The event that a sentence is about: the one of its first clause that names any."""
    seen = sorted([*_seen(sentence), *_seen_by_word(sentence)], key=lambda sight: sight.place)
    seen = [sight for sight in seen if sight.type not in _NO_CODES] or seen
    if not seen:
        return None
    sight = next((s for s in seen if s.main), seen[0])
    reach = Reach(sight.start, sight.target, sight.leads)
    source, targets = (passive_participants if sight.passive else participants)(sentence, reach)
    return Code(sight.type, sentence.words[sight.place].span, source, targets)


def _seen(sentence: Sentence) -> Iterator[_Sight]:
    for place in range(len(sentence.words)):
        sight = _demanded(sentence, place) or _by_verb(sentence, place) or _by_noun(sentence, place)
        if sight is not None:
            yield sight


def _seen_by_word(sentence: Sentence) -> Iterator[_Sight]:
    """What verbs and nouns say where no frame fits: verbs of clauses first, then nouns."""
    nouns: list[_Sight] = []
    for place, word in enumerate(sentence.words.lowers):
        group = verb_group(sentence, place) if word in code_verbs() else None
        verb = None if group is None else _plain_verb(sentence, group)
        if group is not None and verb is not None:
            yield _Sight(
                type=_meant(sentence, group, verb.type),
                place=place,
                start=group.start,
                target=place + 1 + len(verb.particles),
                passive=group.passive and "participle" in verb.forms,
                main=_is_main(group, verb.forms),
            )
        elif word in code_nouns():
            type_ = code_nouns()[word]
            nouns.append(_Sight(type=type_, place=place, start=place, target=place + 1, main=False))
    yield from nouns


def _by_verb(sentence: Sentence, place: int) -> _Sight | None:
    group = verb_group(sentence, place)
    if sentence.lower(group.start - 1) in word_set("determiners"):
        return None  # a noun: "the strike"
    for entry in verb_frames().get(sentence.lower(place), ()):
        is_verb = _is_verb(sentence, group, entry.forms)
        sight = _matched(sentence, group, entry) if is_verb else None
        if sight is not None:
            return sight
    return _intended(sentence, group)


def _plain_verb(sentence: Sentence, group: VerbGroup) -> CodeVerb | None:
    """The entry of a verb that a clause has here, with the words that must follow it."""
    if sentence.lower(group.start - 1) in word_set("determiners") | word_set("prepositions"):
        return None
    for entry in code_verbs()[sentence.lower(group.verb)]:
        ahead = sentence.words.lowers[group.verb + 1 : group.verb + 1 + len(entry.particles)]
        if tuple(ahead) == entry.particles and _is_verb(sentence, group, entry.forms):
            return entry
    return None


def _is_main(group: VerbGroup, forms: frozenset[str]) -> bool:
    """Whether a verb is one of a clause of its own, and no "…ing" or infinitive."""
    return not (forms == {"ing"} and not group.passive) and not group.infinitive


def _is_verb(sentence: Sentence, group: VerbGroup, forms: frozenset[str]) -> bool:
    """Whether a form is a verb here: not "sanctions" of a noun phrase, nor "ousted president"."""
    before = sentence.lower(group.start - 1)
    if _tells_clause(sentence, group.verb):
        return False
    if any(group.helpers & word_set(name) for name in _VERBAL) or group.infinitive:
        return True
    if forms == {"base"}:
        return is_plural(sentence, group.start - 1) or before.endswith("s")
    if forms == {"s"}:
        named = group.start > 0 and sentence.words[group.start - 1].is_capitalised
        return named or before in word_set("institutions") or before in ("who", "which", "and", ",")
    return group.start > 0 or "ing" in forms


def _tells_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a verb only tells the clause after it: "announced that it would"."""
    if sentence.lower(verb) not in word_set("telling"):
        return False
    after = verb + 1
    while sentence.lower(after) in word_set("days") | word_set("before_days"):
        after += 1
    return sentence.lower(after) in ("that", "it", "he", "she", "they")


def _matched(sentence: Sentence, group: VerbGroup, entry: VerbForm) -> _Sight | None:
    frame = entry.frame
    if any(sentence.lower(group.verb + 1 + i) != word for i, word in enumerate(frame.particles)):
        return None
    after = group.verb + 1 + len(frame.particles)
    if not is_followed(sentence, after, frame) or not has_doer(sentence, group.start, frame):
        return None
    passive = group.passive and "participle" in entry.forms
    noun = (object_before if passive else object_after)(
        sentence, group.start if passive else after, frame
    )
    if noun is None:
        return None
    return _Sight(
        type=_meant_by(sentence, group, frame),
        place=group.verb,
        start=group.start,
        target=after,
        leads=frame.target,
        passive=passive,
        main=_is_main(group, entry.forms),
    )


def _meant_by(sentence: Sentence, group: VerbGroup, frame: Frame) -> str:
    """The type of the frame, or of what meaning or refusing to do it is."""
    if frame.instrument == _RESIGNING:
        return frame.type
    return _meant(sentence, group, _CODED.get(frame.instrument or "", frame.type))


def _meant(sentence: Sentence, group: VerbGroup, type_: str) -> str:
    """The type, or that of meaning or refusing to do it."""
    before = _governing(sentence, group)
    if group.negated and type_ in _AMICABLE:
        return "reject"
    if not word_set("refusing").isdisjoint(before):
        return "reject"
    if not word_set("willing").isdisjoint(before):
        return "reject" if word_set("negations") & set(before) else _of_intent(type_)
    is_ahead = bool(group.helpers & {"will", "would", "'ll", "shall", "may"})
    return _of_intent(type_) if is_ahead else type_


def _governing(sentence: Sentence, group: VerbGroup) -> list[str]:
    """The words before an infinitive as far as another name, who then is to do it."""
    found: list[str] = []
    for place in range(group.start - 1, max(-1, group.start - 1 - _MEANT_REACH), -1):
        if not group.infinitive or is_name(sentence, place, False):
            break
        found.append(sentence.lower(place))
    return found


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
    """What somebody says that another "must" do, or wants another to do: that is the target."""
    if sentence.lower(place) in word_set("wanting"):
        ahead = range(place + 2, place + 2 + _MEANT_REACH)
        if is_name(sentence, place + 1, False) and any(sentence.lower(p) == "to" for p in ahead):
            start = verb_group(sentence, place).start
            return _Sight(type="request", place=place, start=start, target=place + 1)
    if sentence.lower(place) not in word_set("demanding"):
        return None
    told = [p for p in range(place) if sentence.lower(p) in word_set("telling")]
    if not told:
        return None
    start = verb_group(sentence, told[-1]).start
    return _Sight(type="request", place=place, start=start, target=told[-1] + 1)


def _by_noun(sentence: Sentence, place: int) -> _Sight | None:
    for frame in noun_frames().get(sentence.lower(place), ()):
        if is_followed(sentence, place + 1, frame):
            return _Sight(
                type=frame.type,
                place=place,
                start=place,
                target=place + 1,
                leads=frame.target,
                main=False,
            )
    return None
