"""The quotations of a text as claims: which words, whose, when and where.

A sentence says who spoke beside the quotation. A page of quotes says it by its layout: the
quotation alone in a paragraph, then a line with the occasion and the date, or with the name;
without a name it is the person whom the page is about.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.audit import Claim, ClaimKind
from onrecord.core.document import Segment, SegmentKind, content_hash
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Form, Reading, Statement, Timex
from onrecord.core.selectors import Span, trimmed
from onrecord.verification.places import Places
from onrecord.verification.wording import wording

FRAGMENT_WORDS = 4
"""Words in quotation marks, fewer than these, may be a title or a word held at arm's length."""
_UTTERANCE_WORDS = 2
"""A whole utterance may be shorter; a single word finds its like everywhere."""
_MARKS = "\"“”„‟«»＂'‘’`"
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?P<words>[^“”\"\n]{3,400}?)(?<=[\w.,!?…])[’'](?!\w)")
_OCCASION_CHARACTERS = 160
"""An occasion line names its date within so many code points."""
_AFTER_DATE = re.compile(r"\s*(?:[—–-]|[.)\]]?\s*$)")
_OPENING = re.compile(r"[\s\"“(]*(?:on|in|at|back in|as early as)?\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[A-Z\"“])")
_LEADS_UP = re.compile(r",? \w+(?: that)?[:,]? ?[\"“”„‟«＂'‘`]+")
_LEAD = 80
"""Code points before a quotation in which its speaker's name and the word of saying stand."""
_BESIDE = 30
"""Code points between a quotation's reporting words and a date that belongs to them."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of the audited text, where it stands, and the occasion named with it."""

    date: Edtf
    span: Span
    occasion: str | None = None


def quoted_spans(text: str, paragraph: Span, doubled: Iterable[Span]) -> Iterator[Span]:
    """Words in quotation marks, without the marks; in single ones where no double ones are around.

    Args:
        text: the audited text.
        paragraph: the paragraph at hand.
        doubled: its quotations in double marks, marks included.
    """
    outer = list(doubled)
    for span in outer:
        inner = _without_marks(text, span)
        if inner is not None:
            yield inner
    for match in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        span = Span(*match.span("words"))
        if not any(span.overlaps(other) for other in outer):
            yield span


def _without_marks(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_MARKS + " "))
    end = span.end - (len(words) - len(words.rstrip('"“”„‟«»＂` '))) if start < span.end else start
    if words.endswith("''"):
        end = span.end - 2
    return trimmed(text, start, end) if start < end else None


class QuoteClaims:
    """The quotations of one text as claims."""

    def __init__(self, reading: Reading, quotations: Sequence[Span]) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._quotations = Places((span, span) for span in quotations)
        self._names = {who.id: who for _, who in reading.entities}
        self._told = Places((piece, s) for s in reading.statements for piece in s.content)
        self._people = Places((m.span, m) for m in reading.mentions if m.type is EntityType.PERSON)
        self._sentence_ends: dict[Span, list[int]] = {}
        self._dates = Places((t.span, t) for t in reading.timexes if t.date)
        self._segments = [s for s in reading.document.segments if s.kind is not SegmentKind.CREDIT]

    def claims(self) -> Iterator[Claim]:
        """Yield a claim for each quotation that is long enough to be looked for."""
        for place, segment in enumerate(self._segments):
            doubled = self._quotations.inside(segment.span)
            for span in sorted(quoted_spans(self._text, segment.span, doubled)):
                statement = self._statement(span)
                if self._is_claim(span, statement):
                    yield self._claim(place, span, statement)

    def _is_claim(self, span: Span, statement: Statement | None) -> bool:
        count = len(wording(self._text, span))
        whole = statement is not None and statement.form is Form.DIRECT
        return count >= (_UTTERANCE_WORDS if whole else FRAGMENT_WORDS)

    def _claim(self, place: int, span: Span, statement: Statement | None) -> Claim:
        segment = self._segments[place]
        speaker = self._named_before(segment, span)
        dated = self._date_beside(segment, span, statement)
        if self._is_alone(segment, span):
            speaker = self._name_below(place) or (statement.speaker if statement else None)
            speaker = speaker or self.subject()
            dated = self._occasion_below(place) or dated
        elif speaker is None and statement is not None and self._tells(segment, span, statement):
            speaker = statement.speaker
        return Claim(
            id=content_hash(ClaimKind.QUOTE, span),
            span=span,
            text=span.of(self._text),
            kind=ClaimKind.QUOTE,
            speaker=speaker,
            said=dated.date if dated else None,
            said_span=dated.span if dated else None,
            occasion=dated.occasion if dated else None,
        )

    def _statement(self, span: Span) -> Statement | None:
        """The statement that the quotation belongs to."""
        holding = self._told.overlapping(span)
        return min(holding, key=lambda s: sum(map(len, s.content)), default=None)

    def _is_alone(self, segment: Segment, span: Span) -> bool:
        """Whether the paragraph is nothing but the quotation."""
        around = (
            self._text[segment.span.start : span.start] + self._text[span.end : segment.span.end]
        )
        return not re.search(r"[^\W_]", around)

    def _tells(self, segment: Segment, span: Span, statement: Statement) -> bool:
        """Whether the paragraph names the source of the quotation, and leaves no doubt whose it is.

        A reading may join what stands far apart, and take one of several people for another.
        """
        sources = [piece for piece in statement.source if segment.span.contains(piece)]
        sentence = self._sentence(segment.span, span)
        if any(sentence.contains(piece) for piece in sources):
            return True
        if not sources:
            return False
        return len({mention.entity for mention in self._people.inside(segment.span)}) <= 1

    def _named_before(self, segment: Segment, span: Span) -> Reference | None:
        """The person whose name and one word of saying lead up to the quotation: "Vale said: “"."""
        start = max(segment.span.start, span.start - _LEAD)
        if start < span.start:
            for mention in self._people.inside(Span(start, span.start)):
                if _LEADS_UP.fullmatch(self._text, mention.span.end, span.start):
                    return self._names.get(mention.entity or "")
        return None

    def _below(self, place: int) -> Segment | None:
        return self._segments[place + 1] if place + 1 < len(self._segments) else None

    def _occasion_below(self, place: int) -> _Dated | None:
        """The date of a line "Occasion Date — gloss" under a quotation."""
        below = self._below(place)
        for timex in self._timexes(below.span) if below else ():
            if below is None or timex.span.start - below.span.start > _OCCASION_CHARACTERS:
                break
            if _AFTER_DATE.match(self._text, timex.span.end, below.span.end) and timex.date:
                occasion = self._text[below.span.start : timex.span.start].strip(" \t—–-,;:•(")
                return _Dated(timex.date, timex.span, occasion or None)
        return None

    def _name_below(self, place: int) -> Reference | None:
        """The person whose name opens the line under a quotation: "— Mara Vale, in Karsk"."""
        below = self._below(place)
        if below is None:
            return None
        start = below.span.start
        opening = re.compile(r"[\s—–―~-]*").match(self._text, start)
        first = opening.end() if opening else start
        for mention in self._people.inside(below.span):
            if mention.span.start == first:
                after = self._text[mention.span.end : below.span.end].lstrip()
                signed = first > start or not after or after[0] in "—–-,("
                return self._names.get(mention.entity or "") if signed else None
        return None

    def subject(self) -> Reference | None:
        """The person whom the title names, the first of several."""
        for segment in self._segments:
            if segment.kind is not SegmentKind.TITLE:
                continue
            for mention in self._people.inside(segment.span):
                return self._names.get(mention.entity or "")
        return None

    def _date_beside(
        self, segment: Segment, span: Span, statement: Statement | None
    ) -> _Dated | None:
        """The date that the sentence around a quotation gives for it."""
        sentence = self._sentence(segment.span, span)
        dated = [t for t in self._timexes(sentence) if t.date and not t.span.overlaps(span)]
        for timex in dated:
            if statement is not None and timex.date == statement.said:
                return _Dated(timex.date, timex.span) if timex.date else None
        opening = _OPENING.match(self._text, sentence.start)
        for timex in dated:
            opens = opening is not None and timex.span.start <= opening.end()
            beside = statement is not None and any(
                0 <= timex.span.start - cue.end <= _BESIDE for cue in statement.cue
            )
            if (opens or beside) and timex.date:
                return _Dated(timex.date, timex.span)
        return None

    def _sentence(self, paragraph: Span, span: Span) -> Span:
        """The sentence that holds a quotation, what stands before and after it included."""
        if paragraph not in self._sentence_ends:
            self._sentence_ends[paragraph] = [
                match.end()
                for match in _SENTENCE_END.finditer(self._text, paragraph.start, paragraph.end)
            ]
        ends = self._sentence_ends[paragraph]
        before = bisect_right(ends, span.start - 1)
        after = bisect_right(ends, span.end + 1)
        return Span(
            ends[before - 1] if before else paragraph.start,
            ends[after] if after < len(ends) else paragraph.end,
        )

    def _timexes(self, within: Span) -> list[Timex]:
        return self._dates.inside(within)
