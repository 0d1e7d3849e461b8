"""A deed, a report or a position against the record: borne out, spoken against, or not there.

Sentences of the documents that share wording with the claim are compared with it one by one. A
claim of somebody is borne out only by what is told of the same person; what nobody is named for
("the sanctions have not been lifted") speaks against any.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core.audit import Claim, ClaimKind, Finding, Passage, Verdict
from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.verification.calendar import days_in
from onrecord.verification.likeness import Relation, enough, relation
from onrecord.verification.names import same
from onrecord.verification.sentences import Told, clause_spans, sentence_spans, told
from onrecord.verification.sources import Sources, shared

_PREPOSITION = re.compile(r"\b(?:on|in|by|since|during)\s+$", re.IGNORECASE)
_DOCUMENTS = 12
_SHOWN = 3
_WINDOW = 60
"""Words within which a sentence has those that it shares with a claim."""


class Accounts:
    """Judges what a text tells without quotation marks."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def finding(self, text: str, claim: Claim) -> Finding:
        """What the record makes of one claim of a text."""
        wanted = _undated(text, claim)
        borne_out: list[Passage] = []
        against: list[Passage] = []
        for key in self._sources.record.resembling([claim.text], _DOCUMENTS):
            for stand, passage in self._stands(claim, wanted, key):
                (borne_out if stand is Relation.FOR else against).append(passage)
        if against:
            return _contradicted(claim, against, borne_out)
        if borne_out:
            return self._dated(claim, told(text, claim.span), borne_out)
        return Finding(
            claim=claim,
            verdict=Verdict.UNSUPPORTED,
            explanation="The record holds nothing that bears this out. "
            "That does not make it false.",
            suggestion="Name a source, or add it to the record.",
        )

    def _stands(self, claim: Claim, wanted: Told, key: str) -> Iterator[tuple[Relation, Passage]]:
        """The sentences of a document that say something to a claim."""
        text = self._sources.words(key).wording.text
        for span in self._sentences_like(wanted, key):
            clauses = [told(text, clause) for clause in clause_spans(text, span)]
            for part in (*clauses, told(text, span)) if clauses[1:] else clauses:
                one = not clauses[1:] or part.span != span
                stand = relation(wanted, part, one_clause=one)
                if stand is not Relation.NONE and self._is_about(claim, key, part.span, stand):
                    yield stand, self._sources.passage(key, span)
                    break

    def _sentences_like(self, wanted: Told, key: str) -> Iterator[Span]:
        """The sentences in which enough of a claim's telling words stand close together."""
        source = self._sources.words(key)
        words = source.wording
        places = sorted(
            (place, stem)
            for stem in wanted.stems
            for form in self._sources.forms_of(key, stem)
            for place in source.places(form)
        )
        need = enough(wanted)
        counts: Counter[str] = Counter()
        left, end = 0, -1
        for place, stem in places:
            counts[stem] += 1
            while place - places[left][0] > _WINDOW:
                counts -= Counter([places[left][1]])
                left += 1
            if len(counts) < need or words.starts[place] < end:
                continue
            for span in sentence_spans(words.text, _line_around(words.text, words.starts[place])):
                if span.end > max(end, words.starts[places[left][0]]):
                    yield span
                    end = span.end

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

    def _dated(self, claim: Claim, whole: Told, passages: Sequence[Passage]) -> Finding:
        """The finding on a claim that is borne out, but for its date perhaps.

        Args:
            claim: what is claimed.
            whole: its words, those of its date among them.
            passages: what bears it out, a date apart.
        """
        when = claim.said
        known = [(day, p) for p in passages for day in self._days(p)]
        if when is not None and known and not any(day.overlaps(when) for day, _ in known):
            day, passage = date_words(known[0][0]), known[0][1]
            return Finding(
                claim=claim,
                verdict=Verdict.MISDATED,
                explanation=f"The record dates this to {day}, not to {date_words(when)}.",
                suggestion=f"Date it {day}.",
                evidence=(passage,),
            )
        if when is not None and not known and not self._says_all(whole, passages):
            return Finding(
                claim=claim,
                verdict=Verdict.UNSUPPORTED,
                explanation="The record tells this, but not when.",
                suggestion="Leave the date out, or name a source for it.",
                evidence=tuple(passages[:_SHOWN]),
            )
        best = passages[0]
        return Finding(
            claim=claim,
            verdict=Verdict.VERIFIED,
            explanation=f"{best.publisher or best.title or best.uri} tells the same.",
            evidence=tuple(passages[:_SHOWN]),
        )

    def _says_all(self, whole: Told, passages: Sequence[Passage]) -> bool:
        """Whether one of the passages has all the words of a claim, those of its date too."""
        found = [p.selector for p in passages]
        return any(
            relation(whole, told(s.exact, Span(0, len(s.exact)))) is Relation.FOR for s in found
        )

    def _days(self, passage: Passage) -> list[Edtf]:
        return days_in(self._sources.reading(passage.selector.document), passage.selector.span)


def _undated(text: str, claim: Claim) -> Told:
    """The words of a claim without its date, which a source may word otherwise: "on Sunday"."""
    date = claim.said_span
    if date is None or not claim.span.contains(date):
        return told(text, claim.span)
    before = _PREPOSITION.sub(
        lambda match: " " * len(match[0]), text[claim.span.start : date.start]
    )
    bare = f"{before}{' ' * len(date)}{text[date.end : claim.span.end]}"
    found = told(bare, Span(0, len(bare)))
    return replace(found, span=claim.span)


def _line_around(text: str, place: int) -> Span:
    """The line of a text that holds a place."""
    end = text.find("\n", place)
    return Span(text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text))


def _doers(reading: Reading, span: Span, *, deeds: bool) -> Iterator[Reference]:
    """Who does what a stretch tells, or says it; deeds that are only mentioned in it aside."""
    if deeds:
        for action in reading.actions:
            if 2 * sum(shared(piece, span) for piece in action.spans) >= len(span):
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
