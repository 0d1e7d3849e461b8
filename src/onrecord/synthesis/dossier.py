"""One person on one topic: every section filled with what the evidence allows, and no more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.core.date_words import date_words
from onrecord.core.entities import Reference, Register, TopicKind
from onrecord.core.findings import Dossier, Evidence, Item, Shift, SourceEntry, Tension
from onrecord.synthesis import sections
from onrecord.synthesis.dates import sort_key
from onrecord.synthesis.issues import Issues, issues_of
from onrecord.synthesis.naming import running
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.positions import position, shifts
from onrecord.synthesis.reactions import reactions
from onrecord.synthesis.selection import (
    Selection,
    focused,
    in_order,
    is_by,
    select_evidence,
    subject_of,
)
from onrecord.synthesis.surroundings import Texts, no_texts
from onrecord.synthesis.tellers import with_tellers
from onrecord.synthesis.tensions import find_tensions
from onrecord.synthesis.wording import counted

_OTHERS_KEPT = 200
_ISSUES_WITH_SHIFTS = 8
_SHOWN = 8
"""Of a mean of a hundred occasions so many are linked; the list of sources holds theirs."""


def compose(
    person: Reference,
    topic: Reference,
    evidence: Iterable[Evidence],
    register: Register | None = None,
    texts: Texts = no_texts,
) -> Dossier:
    """Compose the dossier of a person on a topic.

    Args:
        person: whose dossier it is.
        topic: what it is on.
        evidence: on that topic, of everyone: reactions, comparison and context need the others.
        register: names of issues, and who leads which country; without it issues go by their ids.
        texts: the documents, as `find_tensions` takes them.
    """
    known = register or Register()
    kept = with_tellers(in_order({piece.id: piece for piece in evidence}.values()))
    whole = select_evidence(person, subject_of(topic, person, known), kept)
    selection = focused(whole, texts)
    issues = issues_of(selection.own, selection.subject, known, every=kept, person=person)
    found = find_tensions(kept, known, texts, person.id)
    own_tensions = _own_tensions(found, kept, person.id, known)
    found_shifts = tuple(_shifts(selection, issues))
    dossier = Dossier(
        person=person,
        topic=topic,
        position=position(whole),
        key_points=(
            *_shift_points(selection, found_shifts),
            *sections.key_points(selection, issues),
            *_tension_points(own_tensions, selection),
        ),
        summary=sections.summary(selection),
        context=sections.context(selection),
        timeline=sections.timeline(selection),
        chart=sections.chart(selection),
        ledger=sections.ledger(selection, issues),
        sides=("against", "for") if whole.subject.kind is TopicKind.ISSUE else ("firm", "softened"),
        then_and_now=sections.then_and_now(selection, issues),
        actions=sections.actions(selection),
        quotes=sections.quotes(selection),
        criticism=reactions(whole, -1),
        support=reactions(whole, 1),
        comparison=sections.comparison(selection, issues),
        shifts=found_shifts,
        tensions=own_tensions,
        method=tuple(_method(whole, selection)),
    )
    return _with_evidence(dossier, kept, whole)


def _own_tensions(
    tensions: Sequence[Tension], evidence: Sequence[Evidence], person: str, register: Register
) -> tuple[Tension, ...]:
    """Those of the person: one of the sides is the person's own, or that of an official.

    The person's own come first.
    """
    officials = Officials(evidence, register)
    own = {piece.id for piece in evidence if is_by(piece, person)}
    served = {piece.id for piece in evidence if person in officials.principals(piece)}
    return tuple(
        tension
        for ids in (own, served)
        for tension in tensions
        if any(ids.intersection(side) for side in tension.sides)
        and (ids is own or not any(own.intersection(side) for side in tension.sides))
    )


def _shifts(selection: Selection, issues: Issues) -> Iterator[Shift]:
    """The shift on the topic as a whole, and those on its issues."""
    topic = selection.subject.topic.name
    yield from shifts(selection.own, selection.subject, f"{topic} as a whole")
    for issue, evidence in list(issues.evidence.items())[:_ISSUES_WITH_SHIFTS]:
        yield from shifts(evidence, selection.subject, issues.name(issue))


def _shift_points(selection: Selection, found: Sequence[Shift]) -> Iterator[Item]:
    for shift in found[:1]:
        topic = running(selection.subject.topic.name)
        way = sections.leaning(shift.direction_before), sections.leaning(shift.direction_after)
        yield Item(
            text=(
                f"A shift: {selection.person.name} was {way[0]} {topic} before and {way[1]} it "
                f"after ({date_words(shift.when)})."
            ),
            citations=(*shift.before[-3:], *shift.after[:3]),
        )


def _tension_points(tensions: Sequence[Tension], selection: Selection) -> Iterator[Item]:
    """The surest contradiction in which the person's own words or deeds are a side."""
    own = {piece.id for piece in selection.own}
    for tension in [t for t in tensions if any(own.intersection(side) for side in t.sides)][:1]:
        yield Item(
            text=f"A contradiction: {tension.explanation}",
            citations=(*tension.sides[0], *tension.sides[1]),
        )


def _method(whole: Selection, selection: Selection) -> Iterator[str]:
    own, dated = whole.own, [e for e in whole.own if e.date is not None]
    yield (
        "Composed by rule from the record: sentences are verbatim words of a speaker in quotation "
        "marks, or the words of the source that reports them."
    )
    yield (
        f"The record holds {counted(len(own), 'piece')} of evidence by this person on this topic, "
        f"of which {len(dated)} dated."
    )
    if len(selection.own) < len(own):
        yield (
            f"Shown is what is directed at {running(whole.subject.topic.name)} or names it: "
            f"{counted(len(selection.own), 'piece')}. The others only stand in texts about it."
        )
    if len(dated) > sections.LONGEST_TIMELINE:
        yield (
            f"The timeline shows {sections.LONGEST_TIMELINE} of them: what is told by most "
            "sources, verbatim, and with a clear direction goes first."
        )
    yield (
        "Toward the label a day of words or of deeds counts once, however many documents tell of "
        "it; and it takes two independent sources."
    )


def _with_evidence(dossier: Dossier, evidence: Sequence[Evidence], selection: Selection) -> Dossier:
    """The dossier with the evidence behind it: all that it cites and all of the person's."""
    told = set(_cited(dossier))
    cited = told | {point.evidence for point in dossier.chart}
    wanted = cited | {piece.id for piece in selection.own}
    if len(evidence) <= _OTHERS_KEPT:
        wanted |= {piece.id for piece in evidence}
    kept = tuple(piece for piece in evidence if piece.id in wanted)
    shown = set(_cited(dossier, _SHOWN))
    sources = _sources(piece for piece in kept if piece.id in shown)
    return replace(dossier, evidence=kept, sources=sources)


def _cited(dossier: Dossier, most: int | None = None) -> Iterator[str]:
    """The evidence behind the sentences, of each at most so many pieces."""
    for part in (
        dossier.position.reasons,
        dossier.key_points,
        dossier.summary,
        dossier.context,
        dossier.timeline,
        dossier.actions,
        dossier.quotes,
        dossier.criticism,
        dossier.support,
        dossier.comparison,
        *((*row.firm, *row.softened) for row in dossier.ledger),
        *((row.then, row.now) for row in dossier.then_and_now),
    ):
        for entry in part:
            yield from entry.citations[:most]
    for shift in dossier.shifts:
        yield from (*shift.before[:most], *shift.after[:most])
    for tension in dossier.tensions:
        yield from (*tension.sides[0], *tension.sides[1])


def _sources(evidence: Iterable[Evidence]) -> tuple[SourceEntry, ...]:
    """The documents behind the evidence, in order of publication."""
    found = {
        citation.selector.document: SourceEntry(
            document=citation.selector.document,
            uri=citation.uri,
            kind=citation.kind,
            title=citation.title,
            publisher=citation.publisher,
            published=citation.published,
        )
        for piece in evidence
        for citation in piece.citations
    }
    return tuple(sorted(found.values(), key=lambda s: (*sort_key(s.published), s.document)))
