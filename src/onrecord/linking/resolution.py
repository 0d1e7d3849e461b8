"""RESOLVE on one page: what a document says, as worded, becomes statements and actions.

People, circumstances, topics and direction are each worked out in their own module; here they are
put together, and every record gets the id that its document and its spans make.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.core.document import Document, Segment, SegmentKind, content_hash
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference, Register
from onrecord.core.evidence import (
    Action,
    Analysis,
    Attribution,
    Event,
    Judge,
    LinkedMention,
    Mention,
    Reading,
    Spans,
    SpeakerKind,
    Statement,
)
from onrecord.core.selectors import Span, hull
from onrecord.linking.binding import rebound
from onrecord.linking.circumstances import Circumstances, Dates
from onrecord.linking.deed_dates import DeedDates
from onrecord.linking.directions import direction_of_statement
from onrecord.linking.people import Resolver, people_of
from onrecord.linking.speakers import Speaker, speakers_of
from onrecord.linking.stance import direction_of_action
from onrecord.linking.targets import Named, within
from onrecord.linking.topics import passing_issues, topics_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What resolving looks at: the document, what was found in it, who is known.

    `unpeopled` is the text with the names of people blanked out, for finding topics in; so is the
    title. `passing` are issues of the title that few paragraphs speak of.
    """

    document: Document
    register: Register
    resolver: Resolver
    linked: tuple[LinkedMention, ...]
    unpeopled: str
    title: str
    passing: frozenset[str]
    describing: dict[Span, tuple[Span, ...]]
    judge: Judge | None


def resolve(
    document: Document, analysis: Analysis, register: Register, judge: Judge | None = None
) -> Reading:
    """The statements and actions of a document, with all that can be told about them.

    Args:
        document: what was read.
        analysis: what was found in it.
        register: who is known.
        judge: a second opinion on the direction of statements.
    """
    resolver = Resolver(document, analysis.mentions, people_of(register))
    references = [resolver.reference(mention) for mention in analysis.mentions]
    linked = tuple(
        LinkedMention(mention.span, mention.type, reference.id if reference else None)
        for mention, reference in zip(analysis.mentions, references, strict=True)
    )
    sight = _sight(document, analysis, register, resolver, linked, judge)
    told = speakers_of(document, analysis.attributions, resolver)
    speakers = rebound(document, analysis.attributions, told, resolver)
    known = [s.reference.id if s.reference is not None else None for s in speakers]
    dates = Dates(document, analysis, known, linked)
    statements = tuple(
        _statement(sight, item, speaker, dates.circumstances(number))
        for number, (item, speaker) in enumerate(zip(analysis.attributions, speakers, strict=True))
    )
    deed_dates = DeedDates(document, analysis)
    actions = tuple(
        _action(sight, event, statements, deed_dates.of_event(event)) for event in analysis.events
    )
    return Reading(
        document=document,
        statements=tuple({s.id: s for s in statements}.values()),
        actions=tuple({a.id: a for a in actions}.values()),
        timexes=analysis.timexes,
        mentions=linked,
        entities=_entities(analysis.mentions, references, speakers, actions),
        provenance=analysis.provenance,
    )


def _sight(
    document: Document,
    analysis: Analysis,
    register: Register,
    resolver: Resolver,
    linked: tuple[LinkedMention, ...],
    judge: Judge | None,
) -> _Sight:
    people = [m.span for m in analysis.mentions if m.type is EntityType.PERSON]
    names = {span.of(document.text) for span in people}
    unpeopled = _blanked(document.text, people)
    title = _title(document)
    for name in sorted(names, key=len, reverse=True):
        if " " in name:
            title = title.replace(name, "_" * len(name))
    paragraphs = [
        s.span.of(unpeopled) for s in document.segments if s.kind is SegmentKind.PARAGRAPH
    ]
    passing = passing_issues(title, paragraphs, register)
    return _Sight(
        document=document,
        register=register,
        resolver=resolver,
        linked=linked,
        unpeopled=unpeopled,
        title=title,
        passing=passing,
        describing={m.span: m.describes for m in analysis.mentions if m.describes},
        judge=judge,
    )


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, without the words at spans: Mark Cuban is no Cuban."""
    parts, end = [], 0
    for span in sorted(spans):
        if span.start >= end:
            parts += [text[end : span.start], "_" * len(span)]
            end = span.end
    return "".join([*parts, text[end:]])


def _statement(
    sight: _Sight, item: Attribution, speaker: Speaker, when: Circumstances
) -> Statement:
    document = sight.document
    who = speaker.reference.id if speaker.reference else None
    own = frozenset(key for key in (who, _home(sight, who)) if key is not None)
    target, direction = direction_of_statement(
        document.text, item, Named(sight.linked, own, sight.describing), sight.judge
    )
    return Statement(
        id=content_hash("statement", document.id, item.source, item.cue, item.content),
        document=document.id,
        source=item.source,
        cue=item.cue,
        content=item.content,
        form=item.form,
        modality=item.modality,
        act=item.act,
        factuality=item.factuality,
        speaker=speaker.reference,
        speaker_kind=speaker.kind,
        description=speaker.description,
        said=when.said,
        said_basis=when.said_basis,
        occasion=when.occasion,
        medium=when.medium,
        reported_by=_words(document.text, item.via),
        topics=_topics(sight, item.content, item.segment, who),
        target=target,
        direction=direction,
        probability=item.probability,
    )


def _action(
    sight: _Sight,
    event: Event,
    statements: tuple[Statement, ...],
    dated: tuple[Edtf | None, str | None],
) -> Action:
    document = sight.document
    actor = _reference(sight, event.actor)
    targets = dict.fromkeys(
        reference.id
        for mention in event.targets
        if (reference := _reference(sight, mention)) is not None and reference != actor
    )
    when, basis = dated
    ids = tuple(targets)
    _, direction = direction_of_action(event, ids)
    segment = event.segment or _segment_at(document, event.trigger)
    told_by = statements[event.told_by].id if event.told_by is not None else None
    return Action(
        id=content_hash("action", document.id, event.type, event.trigger, event.spans),
        document=document.id,
        spans=event.spans,
        type=event.type,
        status=event.status,
        instrument=event.instrument,
        actor=actor,
        behalf=_reference(sight, event.behalf),
        target=ids,
        when=when,
        when_basis=basis,
        topics=_topics(sight, event.spans, segment, actor.id if actor else None),
        direction=direction,
        told_by=told_by,
        probability=event.probability,
    )


def _reference(sight: _Sight, mention: Mention | None) -> Reference | None:
    return sight.resolver.reference(mention) if mention is not None else None


def _topics(
    sight: _Sight, spans: Spans, segment: Segment | None, who: str | None
) -> tuple[str, ...]:
    text = sight.unpeopled
    around = []
    if segment is not None and segment.kind is not SegmentKind.TURN:
        around.append(segment.span.of(text))
    if sight.title:
        around.append(sight.title)
    linked = tuple(
        mention.entity
        for mention in within(sight.linked, hull(spans))
        if mention.entity is not None
    )
    return topics_of(
        " ".join(piece.of(text) for piece in spans),
        sight.register,
        around=tuple(around),
        linked=linked,
        home=_home(sight, who),
        passing=sight.passing,
    )


def _home(sight: _Sight, who: str | None) -> str | None:
    """The speaker's or actor's own country: the one that the person held offices of."""
    if who is None:
        return None
    people = sight.resolver.people
    if who in people.names and who in people.countries:
        return who
    person = people.by_id.get(who)
    for office in person.offices if person else ():
        if office.of is not None:
            return people.country_of(office.of)
    return people.country_of(who)


def _segment_at(document: Document, span: Span) -> Segment | None:
    for segment in document.segments:
        if segment.span.contains(span):
            return segment
    return None


def _title(document: Document) -> str:
    return document.title or next(
        (s.span.of(document.text) for s in document.segments if s.kind is SegmentKind.TITLE), ""
    )


def _words(text: str, spans: Spans) -> str | None:
    return " ".join(piece.of(text) for piece in spans) or None


def _entities(
    mentions: tuple[Mention, ...],
    references: list[Reference | None],
    speakers: list[Speaker],
    actions: tuple[Action, ...],
) -> tuple[tuple[EntityType, Reference], ...]:
    """Every person and body that the reading refers to, once, under its fullest name."""
    kinds = {
        SpeakerKind.PERSON: EntityType.PERSON,
        SpeakerKind.ORGANISATION: EntityType.ORG,
        SpeakerKind.GROUP: EntityType.ORG,
    }
    found: dict[str, tuple[EntityType, Reference]] = {}
    for mention, reference in zip(mentions, references, strict=True):
        if reference is not None:
            kind = EntityType.ORG if mention.type is EntityType.NORP else mention.type
            found.setdefault(reference.id, (kind, reference))
    for speaker in speakers:
        if speaker.reference is not None and speaker.kind in kinds:
            found.setdefault(speaker.reference.id, (kinds[speaker.kind], speaker.reference))
    for action in actions:
        for reference in (action.actor, action.behalf):
            if reference is not None:
                found.setdefault(reference.id, (EntityType.PERSON, reference))
    return tuple(found[key] for key in sorted(found))
