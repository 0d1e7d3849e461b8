"""A deed, a report or a position against the record: borne out, spoken against, or not there.

Sentences of the documents that share wording with the claim are compared with it one by one. A
claim of somebody is borne out only by what is told of the same person; what nobody is named for
("the sanctions have not been lifted") speaks against any.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.core.audit import Claim, ClaimKind, Finding, Passage, Verdict
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.verification.calendar import days_in
from onrecord.verification.likeness import Relation, relation
from onrecord.verification.names import same
from onrecord.verification.sentences import Told, clause_spans, sentence_spans, told
from onrecord.verification.sources import Sources

_DOCUMENTS = 20
_SHOWN = 3
_KEPT = 64


class Accounts:
    """Judges what a text tells without quotation marks."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._sentences = lru_cache(maxsize=_KEPT)(self._split)

    def finding(self, text: str, claim: Claim) -> Finding:
        """What the record makes of one claim of a text."""
        wanted = told(text, claim.span)
        borne_out: list[Passage] = []
        against: list[Passage] = []
        for key in self._sources.record.holding([claim.text], _DOCUMENTS, in_part=True):
            for stand, passage in self._stands(claim, wanted, key):
                (borne_out if stand is Relation.FOR else against).append(passage)
        if against:
            return _contradicted(claim, against, borne_out)
        if borne_out:
            return self._dated(claim, borne_out)
        return Finding(
            claim=claim,
            verdict=Verdict.UNSUPPORTED,
            explanation="The record holds nothing that bears this out. "
            "That does not make it false.",
            suggestion="Name a source, or add it to the record.",
        )

    def _stands(self, claim: Claim, wanted: Told, key: str) -> Iterator[tuple[Relation, Passage]]:
        """The sentences and clauses of a document that say something to a claim."""
        for sentence, clauses in self._sentences(key):
            if len(wanted.stems & sentence.stems) < 2:
                continue
            for part in (*clauses, sentence):
                stand = relation(wanted, part)
                if stand is not Relation.NONE and self._is_about(claim, key, part.span, stand):
                    yield stand, self._sources.passage(key, sentence.span)
                    break

    def _split(self, key: str) -> list[tuple[Told, list[Told]]]:
        """The sentences of a document, each with its clauses when it has several."""
        text = self._sources.words(key).wording.text
        found: list[tuple[Told, list[Told]]] = []
        for segment in self._sources.reading(key).document.segments:
            for span in sentence_spans(text, segment.span):
                clauses = list(clause_spans(text, span))
                found.append(
                    (told(text, span), [told(text, c) for c in clauses] if clauses[1:] else [])
                )
        return found

    def _is_about(self, claim: Claim, key: str, span: Span, stand: Relation) -> bool:
        """Whether what a stretch tells may be told of the claim's person."""
        who = claim.speaker
        if who is None:
            return True
        reading = self._sources.reading(key)
        doers = list(_doers(reading, span, deeds=claim.kind is ClaimKind.ACTION))
        if doers:
            return any(same(who, doer) for doer in doers)
        named = any(
            mention.entity == who.id and span.overlaps(mention.span) for mention in reading.mentions
        )
        return named or (stand is Relation.AGAINST and claim.kind is ClaimKind.ACTION)

    def _dated(self, claim: Claim, passages: Sequence[Passage]) -> Finding:
        """The finding on a claim that is borne out, but for its date perhaps."""
        when = claim.said
        known = [(day, p) for p in passages for day in self._days(p)]
        if when is not None and known and not any(day.overlaps(when) for day, _ in known):
            day, passage = known[0]
            return Finding(
                claim=claim,
                verdict=Verdict.MISDATED,
                explanation=f"The record dates this to {day}, not to {when}.",
                suggestion=f"Date it {day}.",
                evidence=(passage,),
            )
        best = passages[0]
        return Finding(
            claim=claim,
            verdict=Verdict.VERIFIED,
            explanation=f"{best.publisher or best.title or best.uri} tells the same.",
            evidence=tuple(passages[:_SHOWN]),
        )

    def _days(self, passage: Passage) -> list[Edtf]:
        return days_in(self._sources.reading(passage.selector.document), passage.selector.span)


def _doers(reading: Reading, span: Span, *, deeds: bool) -> Iterator[Reference]:
    """Who does what a stretch tells, or says it."""
    if deeds:
        for action in reading.actions:
            if any(span.overlaps(piece) for piece in action.spans):
                yield from (who for who in (action.actor, action.behalf) if who)
    else:
        for statement in reading.statements:
            if statement.speaker and any(span.overlaps(piece) for piece in statement.content):
                yield statement.speaker


def _contradicted(
    claim: Claim, against: Sequence[Passage], borne_out: Sequence[Passage]
) -> Finding:
    return Finding(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        explanation="Sources differ: the record bears this out, and has the contrary, too."
        if borne_out
        else "The record has the contrary.",
        suggestion="Say that sources differ, or name the one you follow."
        if borne_out
        else "Take it out, or name a source and say that others differ.",
        evidence=(*against[: _SHOWN - 1], *borne_out[:1]) if borne_out else tuple(against[:_SHOWN]),
    )
