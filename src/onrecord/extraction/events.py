"""Deeds: who did, ordered, announced or left undone what to whom.

Rules over the verbs and nouns of data/deeds.toml. Precision comes first: sayings, wishes,
conditions and campaign talk are no deeds, and a clause whose structure is not plain yields
nothing. A deed told inside somebody's statement bears that statement: it is a claim.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.core.document import Document, Segment, SegmentKind
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
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.event_clauses import Sentence, sentence_of
from onrecord.extraction.event_dates import timex_of
from onrecord.extraction.event_deeds import deed_at
from onrecord.extraction.event_frames import openers, word_set
from onrecord.extraction.event_grammar import grammar_of
from onrecord.extraction.event_repeats import told_once
from onrecord.extraction.event_roles import is_same, name_start
from onrecord.extraction.event_shapes import Deed
from onrecord.extraction.event_subjects import before_time
from onrecord.extraction.words import sentences, words

_LONGEST = 240
"""Code points of a clause, after which only its own words and the actor are cited."""
_LOOK_BACK = 3
"""Sentences before one that its "they" or "the plan" may take up."""
_TALK = frozenset(
    {Modality.PROMISE, Modality.THREAT, Modality.DEMAND, Modality.QUESTION, Modality.PLAN}
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What surrounds a sentence: text, segment, timexes, attributions; chains of office-holders."""

    text: str
    segment: Segment
    timexes: Sequence[Timex]
    attributions: Sequence[Attribution]
    officials: frozenset[int]


def deeds(
    document: Document,
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    attributions: Sequence[Attribution],
    seen: Encoded | None = None,
) -> tuple[Event, ...]:
    """The deeds that a document tells, in text order, each once with all clauses that tell it.

    With what an encoder saw, words that it knows for no verbs tell none.
    """
    found: list[Event] = []
    officials = _officials(mentions)
    for segment, sentence in told_sentences(document, mentions, seen):
        parts = _Parts(document.text, segment, timexes, attributions, officials)
        found.extend(_events(sentence, parts))
    return told_once(found)


def told_sentences(
    document: Document,
    mentions: Sequence[Mention],
    seen: Encoded | None = None,
    opening: frozenset[str] | None = None,
) -> Iterator[tuple[Segment, Sentence]]:
    """The sentences with a word that may tell a deed, each with its segment, in text order."""
    opening = openers() if opening is None else opening
    ordered = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))
    starts = [mention.span.start for mention in ordered]
    grammar = grammar_of(seen)

    def read(spans: tuple[Span, ...]) -> Sentence | None:
        if not spans:
            return None
        *earlier, span = spans
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        look_back = partial(read, tuple(earlier))
        return sentence_of(document.text, span, ordered[low:high], look_back, grammar)

    spans: list[Span] = []
    for segment in document.told():
        if segment.kind is not SegmentKind.PARAGRAPH:
            spans.clear()
        for span in sentences(document.text, segment.span):
            spans.append(span)
            if not opening.isdisjoint(words(document.text, span).lowers):
                sentence = read(tuple(spans[-_LOOK_BACK - 1 :]))
                if sentence is not None:
                    yield segment, sentence


def _officials(mentions: Sequence[Mention]) -> frozenset[int]:
    """The chains of those who hold an office, and do not only seek one."""
    titles: dict[int, set[str]] = {}
    for mention in mentions:
        if mention.chain is not None and mention.title is not None:
            titles.setdefault(mention.chain, set()).update(mention.title.split())
    return frozenset(
        chain
        for chain, words in titles.items()
        if words & word_set("offices") and not words & word_set("seeking")
    )


def _events(sentence: Sentence, parts: _Parts) -> Iterator[Event]:
    previous: Deed | None = None
    for told in _deeds(sentence):
        begun = sentence.words.starts[told.trigger if told.hearsay else told.first]
        teller = _teller(parts, sentence.words.span(told.trigger), begun)
        deed = _with_speaker(sentence, told, parts, teller)
        if not _is_record(deed) or (previous is not None and _repeats(deed, previous)):
            continue
        previous = deed
        if teller is not None and _is_reporters(parts, deed, parts.attributions[teller]):
            teller = None
        if _counts(parts, deed, teller):
            yield _event(sentence, deed, parts, teller)


def _deeds(sentence: Sentence) -> list[Deed]:
    """The deeds of a sentence; what was called off is not told as done by its noun as well."""
    places = [p for p, word in enumerate(sentence.words.lowers) if word in openers()]
    found = [deed for place in places if (deed := deed_at(sentence, place)) is not None]
    befallen = [range(deed.first, deed.last + 1) for deed in found if deed.frame.things]
    return [
        deed for deed in found if not (deed.by_noun and any(deed.trigger in r for r in befallen))
    ]


def _repeats(deed: Deed, previous: Deed) -> bool:
    """Whether a deed is part of the one before: "ordered missiles fired"."""
    same = deed.type == previous.type and deed.trigger <= previous.last
    return same and (deed.actor is None or deed.supposed)


def _is_record(deed: Deed) -> bool:
    """Whether a deed belongs in a record: somebody did it, and by more than words."""
    if deed.frame.saying:
        refused = deed.status is Status.NOT_DONE and deed.first < deed.starts
        return refused and deed.actor is not None and bool(deed.targets)
    return deed.actor is not None or deed.body


def _with_speaker(sentence: Sentence, deed: Deed, parts: _Parts, teller: int | None) -> Deed:
    """The deed with the speaker as its actor, where the subject is "I", "we" or "it"."""
    if deed.actor is not None or teller is None:
        return deed
    subject = sentence.lower(before_time(sentence, deed.first) - 1).partition("'")[0]
    if subject not in word_set("pronouns") and subject != "it":
        return deed
    speaker = parts.attributions[teller].mention
    if speaker is not None and subject == "it" and speaker.type is EntityType.PERSON:
        return replace(deed, body=True)  # "Okoro said that it would leave": not she, her country
    return deed if speaker is None else replace(deed, actor=speaker)


def _teller(parts: _Parts, trigger: Span, begun: int) -> int | None:
    """The innermost attribution whose content holds a trigger.

    A reporting word between the beginning of the deed and its trigger says what became of the
    deed ("declined to sign"), and tells it of nobody.
    """
    holding = [
        (sum(len(piece) for piece in attribution.content), index)
        for index, attribution in enumerate(parts.attributions)
        if any(_holds(parts.text, attribution, piece, trigger) for piece in attribution.content)
        and not any(begun <= piece.start < trigger.start for piece in attribution.cue)
    ]
    return min(holding)[1] if holding else None


def _holds(text: str, attribution: Attribution, piece: Span, trigger: Span) -> bool:
    """Whether words are a speaker's: after a dash in indirect speech the reporter takes over."""
    if not piece.contains(trigger):
        return False
    before = text[piece.start : trigger.start]
    return attribution.form is not Form.INDIRECT or before.count("—") % 2 == 0


def _is_reporters(parts: _Parts, deed: Deed, attribution: Attribution) -> bool:
    """Whether a past tense in what is promised or threatened is the reporter's.

    What is promised has no past: "vowed to go and left", "vowed to go, and no one was sent".
    """
    if attribution.form is not Form.INDIRECT or attribution.modality not in _TALK:
        return False
    infinitive = attribution.content[0].of(parts.text).startswith("to ")
    return deed.is_past and (deed.goes_on or infinitive)


def _counts(parts: _Parts, deed: Deed, teller: int | None) -> bool:
    """Whether a deed may be told: not what is promised or denied, nor hearsay of nobody."""
    if teller is None:
        return not (deed.hearsay or deed.foreseen)
    attribution = parts.attributions[teller]
    if attribution.factuality is not Factuality.SAID or attribution.modality is Modality.DENIAL:
        return False
    if deed.foreseen:
        return _is_announcement(parts, deed, attribution)
    return deed.supposed or attribution.modality not in _TALK


def _is_announcement(parts: _Parts, deed: Deed, attribution: Attribution) -> bool:
    """Whether "would" tells what the speaker, or the speaker's government, is going to do."""
    cue = " ".join(piece.of(parts.text) for piece in attribution.cue).lower().split()
    speaker = attribution.mention
    if attribution.form is Form.DIRECT or speaker is None:
        return False
    if not word_set("promising").isdisjoint(cue):
        return False
    is_own = deed.actor is not None and is_same(deed.actor, speaker)
    acts = speaker.type is not EntityType.PERSON or speaker.chain in parts.officials
    return acts and (is_own or (deed.actor is None and deed.body))


def _event(sentence: Sentence, deed: Deed, parts: _Parts, teller: int | None) -> Event:
    actor = deed.actor
    clause = Span(sentence.words[deed.first].span.start, sentence.words[deed.last].span.end)
    timex = timex_of(sentence, deed, parts.timexes)
    pieces: tuple[Span, ...] = (clause,)
    if actor is not None and not clause.overlaps(actor.span) and actor in sentence.mentions:
        begin = sentence.words[name_start(sentence, actor)].span.start
        whole = Span(min(clause.start, begin), max(clause.end, actor.span.end))
        pieces = (whole,) if len(whole) <= _LONGEST else (clause, actor.span)
    if timex is not None and not pieces[0].contains(timex.span):
        begin = min(pieces[0].start, _time_start(sentence, timex))
        pieces = (Span(begin, max(pieces[0].end, timex.span.end)), *pieces[1:])
    return Event(
        spans=pieces,
        trigger=sentence.words[deed.trigger].span,
        type=deed.type,
        instrument=deed.instrument,
        status=deed.status,
        actor=actor,
        behalf=_behalf(sentence, actor),
        targets=deed.targets,
        timex=timex,
        segment=parts.segment,
        told_by=teller,
    )


def _time_start(sentence: Sentence, timex: Timex) -> int:
    """Where an expression starts with the word that leads to it: "(in) 2015", "(early) in May"."""
    place = sentence.place(timex.span.start)
    while place > 0 and sentence.lower(place - 1) in word_set("before_days") | {"in", "during"}:
        place -= 1
    return sentence.words[place].span.start if place < len(sentence.words) else timex.span.start


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
