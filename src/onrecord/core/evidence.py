"""What a document says: as worded by it, and as resolved against what is known.

As worded (`Mention`, `Timex`, `Attribution`, `Event`) everything is a span. As resolved
(`Statement`, `Action`) it has a speaker or actor, a date, topics and a direction, each of which
is None where it is not known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.document import Document, Provenance, Segment
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Gender, Reference
from onrecord.core.selectors import Span

Spans = tuple[Span, ...]
Judge = Callable[[str, Span], float | None]
"""A sentence and somebody named in it -> how far it is for or against them (-1 … 1), None when
unsure."""


class Form(StrEnum):
    """How words are reported: in quotation marks, partly so, or in the reporter's own words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Modality(StrEnum):
    """What a statement does, by function and not by form."""

    ASSERTION = "assertion"
    PROMISE = "promise"
    THREAT = "threat"
    DEMAND = "demand"
    DENIAL = "denial"
    QUESTION = "question"
    PRAISE = "praise"
    CRITICISM = "criticism"
    BELIEF = "belief"
    PLAN = "plan"
    OTHER = "other"


JUDGING = frozenset({Modality.CRITICISM, Modality.PRAISE, Modality.THREAT})
"""What a statement does that is for or against somebody by itself."""


class Act(StrEnum):
    """Whether it was said, thought, stands in a text (poll, law, report), or was decreed."""

    SPEECH = "speech"
    THOUGHT = "thought"
    TEXT = "text"
    DECREE = "decree"


class Factuality(StrEnum):
    """Whether it was said at all; only `said` counts as evidence."""

    SAID = "said"
    NOT_SAID = "not-said"
    HYPOTHETICAL = "hypothetical"


class Status(StrEnum):
    """How far a deed has come."""

    DONE = "done"
    ORDERED = "ordered"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    DELAYED = "delayed"
    REVERSED = "reversed"
    NOT_DONE = "not-done"


class SpeakerKind(StrEnum):
    """What sort of source speaks or acts."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming of an entity; mentions of one entity within a document share `chain`.

    Attributes:
        chain: number of the coreference chain in the document, None when it stands alone.
        name: the fullest name of its chain in the document, without titles; None for a pronoun
            or a description whose chain has no name.
        title: the title or role written before or after this naming, in lower case
            ("president", "press secretary"); None without one.
        describes: the nouns that it only describes or owns, the nearest first: of "the [Vale]
            campaign's adviser" the campaign and the adviser. Only a trained reader tells.
    """

    span: Span
    type: EntityType
    chain: int | None = None
    name: str | None = None
    title: str | None = None
    gender: Gender | None = None
    describes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A temporal expression (TIMEX3).

    Attributes:
        type: `DATE`, `TIME`, `DURATION` or `SET`.
        value: TIMEX3 value ("2018-04", "P5Y", "PAST_REF"); "" when it could not be resolved.
        date: the same as EDTF, for dates and times that were resolved.
        basis: the words and the anchor it rests on ("'Friday' before 2018-07-16").
    """

    span: Span
    type: str
    value: str
    date: Edtf | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who / the reporting word / what is reported, as worded (PARC); each may have pieces.

    Attributes:
        segment: where it stands; for a turn the speaker is the segment's, for a post the author.
        mention: the mention that the source comes down to (its head), if the source has one.
        via: who relays it, when the source is hearsay ("according to two officials, Vale said").
        occasion: words of the text that name the event at which it was said.
        medium: `press conference`, `interview`, `tweet/post`, `speech/rally`, … as worded.
        timex: the expression that dates the saying, when the attribution itself bears one.
        undated_by: expressions beside it that tell, by the sentence's tree, when another thing was.
    """

    source: Spans
    cue: Spans
    content: Spans
    form: Form
    segment: Segment
    modality: Modality = Modality.ASSERTION
    act: Act = Act.SPEECH
    factuality: Factuality = Factuality.SAID
    mention: Mention | None = None
    via: Spans = ()
    occasion: Span | None = None
    medium: str | None = None
    timex: Timex | None = None
    undated_by: Spans = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deed as worded.

    Attributes:
        spans: the clause that tells it; the first piece is shown.
        trigger: the verb or noun that names the deed.
        type: the event type in lower case (PLOVER: `sanction`, `consult`, …).
        instrument: the policy instrument, finer than the type (`treaty withdrawal`, `expulsion`).
        actor: the mention of who did it, None when not told.
        behalf: the mention of whom the actor acted for ("the Trump administration": Trump).
        targets: mentions of whom it was done to.
        told_by: index of the attribution whose content tells it; None when the document tells it.
        undated_by: expressions beside it that tell, by the sentence's tree, when another thing was.
    """

    spans: Spans
    trigger: Span
    type: str
    status: Status
    instrument: str | None = None
    actor: Mention | None = None
    behalf: Mention | None = None
    targets: tuple[Mention, ...] = ()
    timex: Timex | None = None
    segment: Segment | None = None
    told_by: int | None = None
    undated_by: Spans = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that the extraction stage found in one document, as worded, each in text order."""

    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody's words, thoughts or text, resolved; see `Attribution` for what is as worded.

    Attributes:
        id: hash of document and spans.
        speaker: None for an unnamed source and where it could not be told.
        speaker_kind: None where it could not be told.
        description: the source's words for an unnamed speaker ("a senior official").
        said: when it was said; None when neither the text nor the document tells.
        said_basis: the words, and the rule, that `said` rests on.
        reported_by: who relays it, in the words of the text.
        topics: ids of topics, most central first.
        target: id of the topic, person or organisation that it is directed at.
        direction: -1 (against) … 1 (for) of the speaker toward the target; None when unsure.
    """

    id: str
    document: str
    source: Spans
    cue: Spans
    content: Spans
    form: Form
    modality: Modality
    act: Act
    factuality: Factuality
    speaker: Reference | None = None
    speaker_kind: SpeakerKind | None = None
    description: str | None = None
    said: Edtf | None = None
    said_basis: str | None = None
    occasion: str | None = None
    medium: str | None = None
    reported_by: str | None = None
    topics: tuple[str, ...] = ()
    target: str | None = None
    direction: float | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A deed, resolved; see `Event` for what is as worded.

    Attributes:
        target: ids of topics, people or organisations.
        told_by: id of the statement that tells it, when it is on that speaker's word only.
        direction: -1 (hostile) … 1 (cooperative) toward the target; None when unsure.
    """

    id: str
    document: str
    spans: Spans
    type: str
    status: Status
    instrument: str | None = None
    actor: Reference | None = None
    behalf: Reference | None = None
    target: tuple[str, ...] = ()
    when: Edtf | None = None
    when_basis: str | None = None
    topics: tuple[str, ...] = ()
    direction: float | None = None
    told_by: str | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention, and the id of the entity that it names, if that is known."""

    span: Span
    type: EntityType
    entity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one document: the document, and what it says, resolved.

    `entities` holds the people and organisations that the statements, actions and mentions refer
    to, under the fullest name found, each once.
    """

    document: Document
    statements: tuple[Statement, ...] = ()
    actions: tuple[Action, ...] = ()
    timexes: tuple[Timex, ...] = ()
    mentions: tuple[LinkedMention, ...] = ()
    entities: tuple[tuple[EntityType, Reference], ...] = ()
    provenance: Provenance | None = None
