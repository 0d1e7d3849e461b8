"""What a text tells without quotation marks, as claims: deeds, reported words, positions.

A list of deeds leaves its subject out ("Withdrew from the treaty"): it is the person whom the page
is about. One sentence makes one claim of a deed, that of its longest clause.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.core.audit import Claim, ClaimKind
from onrecord.core.document import TOLD, SegmentKind, content_hash
from onrecord.core.entities import Reference
from onrecord.core.evidence import Act, Action, Factuality, Form, Reading, Statement, Timex
from onrecord.core.selectors import Span, hull, trimmed
from onrecord.verification.places import Places, Taken
from onrecord.verification.sentences import is_past, sentence_spans, told
from onrecord.verification.weights import data_words

_BULLET = re.compile(r"\s*(?:[•▪●■*–—-]|\d{1,2}[.)])?\s*")
_FIRST = re.compile(r"(?P<word>[A-Z][a-z]+)\b(?!\s*[,:;])")
_LEAST_STEMS = 3
"""Telling words that a claim must have: with fewer anything bears it out."""


class ToldClaims:
    """The claims of one text that are no quotations."""

    def __init__(self, reading: Reading, subject: Reference | None, quoted: Sequence[Span]) -> None:
        """Make ready.

        Args:
            reading: the text, and what it says.
            subject: whom the page is about, None when it is about no one person.
            quoted: what is a claim already, as a quotation.
        """
        self._reading = reading
        self._text = reading.document.text
        self._subject = subject
        self._taken = Taken(quoted)
        self._deeds_told = Places(
            (hull(action.spans), action) for action in reading.actions if action.told_by is None
        )
        self._dates = Places(
            (t.span, t) for t in reading.timexes if t.date and t.type in ("DATE", "TIME")
        )

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, in no order."""
        for claim in self._listed():
            self._taken.add(claim.span)
            yield claim
        yield from self._deeds()
        yield from self._reports()

    def _listed(self) -> Iterator[Claim]:
        """Deeds of a list, told without their subject."""
        if self._subject is None:
            return
        heading = ""
        for segment in self._reading.document.segments:
            if segment.kind is SegmentKind.HEADING:
                heading = segment.span.of(self._text).lower()
            if segment.kind is not SegmentKind.PARAGRAPH or not _heads_deeds(heading):
                continue
            bullet = _BULLET.match(self._text, segment.span.start)
            start = bullet.end() if bullet else segment.span.start
            first = _FIRST.match(self._text, start, segment.span.end)
            span = trimmed(self._text, start, segment.span.end)
            if first is not None and span is not None and is_past(first["word"].lower()):
                sentence = next(sentence_spans(self._text, span))
                yield self._claim(ClaimKind.ACTION, sentence, self._subject)

    def _deeds(self) -> Iterator[Claim]:
        """The longest clause of each sentence that tells a deed; what others tell is theirs."""
        for segment in self._reading.document.segments:
            if segment.kind not in TOLD:
                continue
            for sentence in sentence_spans(self._text, segment.span):
                clauses = [
                    (hull(inside), action)
                    for action in self._reading.actions
                    if action.told_by is None
                    and (inside := [span for span in action.spans if sentence.contains(span)])
                    and any(is_past(word) for word in told(self._text, hull(inside)).words)
                ]
                if not clauses:
                    continue
                span, deed = max(clauses, key=lambda clause: len(clause[0]))
                if self._is_free(span):
                    yield self._claim(ClaimKind.ACTION, span, _doer(deed), sentence)

    def _reports(self) -> Iterator[Claim]:
        """What is reported of somebody in other words than their own, the shortest first."""
        reports = [
            statement
            for statement in self._reading.statements
            if statement.speaker is not None
            and statement.form is not Form.DIRECT
            and statement.factuality is Factuality.SAID
        ]
        for statement in sorted(reports, key=lambda s: sum(map(len, s.content))):
            for pieces in ((*statement.source, *statement.cue), statement.cue, ()):
                span = self._in_one_sentence((*pieces, *statement.content))
                if self._is_free(span):
                    self._taken.add(span)
                    kind = ClaimKind.STATEMENT if _is_position(statement) else ClaimKind.ATTRIBUTION
                    yield self._claim(kind, span, statement.speaker)
                    break

    def _in_one_sentence(self, pieces: Sequence[Span]) -> Span:
        """Where the pieces stand, as far as the sentence of the longest goes."""
        longest = max(pieces, key=len)
        whole = hull(pieces)
        sentence = next(s for s in sentence_spans(self._text, whole) if s.overlaps(longest))
        return Span(max(whole.start, sentence.start), min(whole.end, sentence.end))

    def _is_free(self, span: Span) -> bool:
        """Whether the words are in no other claim, and are enough to be compared."""
        if self._taken.holds_any_of(span):
            return False
        return len(told(self._text, span).stems) >= _LEAST_STEMS

    def _claim(
        self,
        kind: ClaimKind,
        span: Span,
        who: Reference | None,
        sentence: Span | None = None,
    ) -> Claim:
        timex = self._only_date(sentence or span)
        return Claim(
            id=content_hash(kind, span),
            span=span,
            text=span.of(self._text),
            kind=kind,
            speaker=who,
            said=timex.date if timex else None,
            said_span=timex.span if timex else None,
        )

    def _only_date(self, sentence: Span) -> Timex | None:
        """The date of a sentence that has no other; a bare year may be part of a name."""
        dates = self._dates.inside(sentence)
        only = dates[0] if len(dates) == 1 else None
        if only is None or only.date is None or only.date.precision not in ("day", "month"):
            return None
        return only


def _heads_deeds(heading: str) -> bool:
    """Whether deeds are listed under a heading."""
    return not data_words("deed_headings").isdisjoint(re.findall(r"\w+", heading))


def _doer(action: Action) -> Reference | None:
    return action.behalf or action.actor


def _is_position(statement: Statement) -> bool:
    """Whether it is what somebody thinks, or takes a side on, rather than words they spoke."""
    return statement.act is not Act.SPEECH or not statement.cue
