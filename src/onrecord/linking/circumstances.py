"""When, at what occasion and by what means something was said.

The date beside the reporting word is the date of the saying. Without one, a saying goes with the
last dated one of the same speaker ("at a rally on Monday … he added"), for news dates an occasion
once and then reports from it. A date inside the reported words is what they are about, and never
when they were said.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from onrecord.components import data_table
from onrecord.core.document import Document, Kind, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Analysis, Attribution, Timex
from onrecord.core.selectors import Span, hull
from onrecord.linking.dating import Timeline, cut, nearest, sentence_around

_LOOK_BACK = 12
"""Sayings before one that are searched for the occasion that it belongs to."""
_OPENING = 40
"""Code points at the start of a sentence whose date goes for all that it tells."""
_LOOK_AHEAD = 8
"""Sayings after one, for a headline or a lead that the report dates further down."""
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"[A-Z]\w+")


def _is_within(date: Span, source: Span) -> bool:
    """Whether a date is one of the source's own words: not "prosecutors in April"."""
    return source.overlaps(date) and source.end - date.end > 1


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where and how something was said; each None when neither text nor document tells."""

    said: Edtf | None = None
    said_basis: str | None = None
    occasion: str | None = None
    medium: str | None = None


class Dates:
    """The dates of one document: each saying is dated once, and others go on from it."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._document = document
        self._text = document.text
        self._timeline = Timeline(document, analysis.timexes)
        self._mentions = analysis.mentions
        self._events = analysis.events
        self._sayings = analysis.attributions
        self._cues = [_cue(saying) for saying in analysis.attributions]
        self._cue_starts = [cue.start for cue in self._cues]
        self._contents = [piece for saying in analysis.attributions for piece in saying.content]
        self._headings = [s.span.start for s in document.segments if s.kind is SegmentKind.HEADING]
        self._own_dates: dict[int, Timex | None] = {}
        self._dates_before: dict[int, Timex | None] = {}
        self._dates_near: dict[int, Timex | None] = {}
        self._names: dict[int, str | None] = {}

    def circumstances(self, number: int) -> Circumstances:
        """Date, occasion and medium of a saying by its number, and what the date rests on."""
        saying = self._sayings[number]
        own = self._told(saying)
        if saying.segment.kind is SegmentKind.TURN or self._document.kind is Kind.POST:
            return _at_publication(self._document, own)
        timex = self._date_of_saying(number)
        if timex is not None:
            return _dated(self._document, own, timex)
        earlier = self._goes_with(number)
        if earlier is None:
            return own
        timex, first = earlier
        told = self._told(first) if first else Circumstances()
        return _dated(
            self._document,
            Circumstances(occasion=own.occasion or told.occasion, medium=own.medium or told.medium),
            timex,
        )

    def _told(self, saying: Attribution) -> Circumstances:
        occasion = saying.occasion
        return Circumstances(
            occasion=occasion.of(self._text) if occasion else self._document.occasion,
            medium=saying.medium,
        )

    def _date_of_saying(self, number: int) -> Timex | None:
        """The date beside the reporting word."""
        if number not in self._own_dates:
            self._own_dates[number] = self._find_date(number)
        return self._own_dates[number]

    def _find_date(self, number: int) -> Timex | None:
        saying, cue = self._sayings[number], self._cues[number]
        sentence = sentence_around(self._text, saying.segment, cue)
        claimed = [*saying.content, *saying.source]
        inside = [
            timex
            for timex in self._timeline.dating_in(sentence)
            if not any(piece.overlaps(timex.span) for piece in saying.content)
            and not any(_is_within(timex.span, piece) for piece in saying.source)
        ]
        if not inside or _has_any(cue.of(self._text), "recurrent"):
            return None
        others = [
            self._cues[i]
            for i, other in enumerate(self._sayings)
            if other is not saying and other.cue
        ]
        told = [
            event.trigger
            for event in self._events
            if not any(piece.overlaps(event.trigger) for piece in (cue, *claimed))
        ]
        opening = [t for t in inside if t.span.start < sentence.start + _OPENING]
        return nearest(inside, cue, others + told) or nearest(opening, cue, others)

    def _goes_with(self, number: int) -> tuple[Timex, Attribution | None] | None:
        """The dated saying, or sentence about the same speaker, that this one goes on from."""
        saying = self._sayings[number]
        if _is_undated(self._text, saying, self._cues[number]):
            return None
        spoken = self._occasion_before(number)
        if spoken is not None:
            return spoken, None
        index = bisect_left(self._cue_starts, self._cues[number].start)
        before = range(index - 1, max(0, index - _LOOK_BACK) - 1, -1)
        after = range(index, min(index + _LOOK_AHEAD, len(self._sayings)))
        section = self._section(saying)
        for i in (*before, *after):
            other = self._sayings[i]
            if other is saying or not section.contains(other.segment.span):
                continue
            if i not in self._dates_near:
                self._dates_near[i] = self._date_of_saying(i) or self._occasion_before(i)
            timex = self._dates_near[i]
            if (
                timex is not None
                and self._same_speaker(number, i)
                and _carries(self._text, timex, other, saying)
            ):
                return timex, other
        lead = self._lead_date(saying)
        return (lead, None) if lead is not None else None

    def _lead_date(self, saying: Attribution) -> Timex | None:
        """The one day in the opening sentence, when it tells of the same speaker.

        "Vale and Okoro met in a debate Wednesday" dates what either is then reported to have said.
        """
        segments = self._document.segments
        lead = next((s for s in segments if s.kind is SegmentKind.PARAGRAPH), None)
        chain = saying.mention.chain if saying.mention is not None else None
        told = _WORD.findall(_cue(saying).of(self._text).lower())
        if lead is None or chain is None or not any(map(_is_past, told)):
            return None
        if not self._section(saying).contains(lead.span):
            return None
        sentence = sentence_around(self._text, lead, Span(lead.span.start, lead.span.start + 1))
        dates = self._timeline.dating_in(sentence)
        is_day = len(dates) == 1 and dates[0].date is not None and dates[0].date.precision == "day"
        if not is_day or any(piece.contains(dates[0].span) for piece in self._contents):
            return None
        named = any(m.chain == chain and sentence.contains(m.span) for m in self._mentions)
        return dates[0] if named else None

    def _section(self, saying: Attribution) -> Span:
        """The part under one heading that it is in; all of the document for its opening."""
        place = saying.segment.span.start
        before = bisect_left(self._headings, place)
        after = bisect_right(self._headings, place)
        inner = before > 0 and after < len(self._headings)
        end = self._headings[after] if inner else len(self._text)
        return Span(self._headings[before - 1] if before else 0, end)

    def _same_speaker(self, one: int, other: int) -> bool:
        first, second = self._sayings[one].mention, self._sayings[other].mention
        if first is None or second is None:
            name = self._last_name(one)
            return name is not None and name == self._last_name(other)
        if first.chain is not None and second.chain is not None:
            return first.chain == second.chain
        return first.name is not None and first.name == second.name

    def _last_name(self, number: int) -> str | None:
        """The last word with a capital of a source."""
        if number not in self._names:
            source = self._sayings[number].source
            names = _CAPITALISED.findall(hull(source).of(self._text)) if source else []
            self._names[number] = names[-1] if names else None
        return self._names[number]

    def _occasion_before(self, number: int) -> Timex | None:
        """The date of the sentence before in the paragraph, when it tells of the same speaker."""
        if number not in self._dates_before:
            self._dates_before[number] = self._find_occasion(number)
        return self._dates_before[number]

    def _find_occasion(self, number: int) -> Timex | None:
        saying = self._sayings[number]
        if saying.mention is None or saying.mention.chain is None:
            return None
        sentence = sentence_around(self._text, saying.segment, self._cues[number])
        start = saying.segment.span.start
        quoted = [piece.start for piece in saying.content if start <= piece.start < sentence.start]
        begin = min([sentence.start, *quoted])
        if begin - 2 <= start:
            return None
        before = sentence_around(self._text, saying.segment, Span(begin - 2, begin - 1))
        dates = self._timeline.dating_in(before)
        if len(dates) != 1:
            return None
        chain = saying.mention.chain
        told = any(m.chain == chain and before.contains(m.span) for m in self._mentions)
        claimed = any(piece.overlaps(before) for piece in self._contents)
        return dates[0] if told and not claimed else None


def _at_publication(document: Document, own: Circumstances) -> Circumstances:
    medium = own.medium or ("tweet/post" if document.kind is Kind.POST else None)
    basis = "published" if document.published else None
    return Circumstances(document.published, basis, own.occasion, medium)


def _dated(document: Document, own: Circumstances, timex: Timex) -> Circumstances:
    said = cut(timex.date, document.published)
    return Circumstances(said, timex.basis if said else None, own.occasion, own.medium)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in data_table("timex.toml")["tense"]["past"]


def _has_any(words: str, group: str) -> bool:
    return not set(_WORD.findall(words.lower())).isdisjoint(_saying(group))


@cache
def _saying(group: str) -> frozenset[str]:
    return frozenset(data_table("timex.toml")["saying"][group])


def _cue(attribution: Attribution) -> Span:
    return hull(attribution.cue or attribution.source or attribution.content)


def _carries(text: str, timex: Timex, dated: Attribution, other: Attribution) -> bool:
    """Whether the date of one saying goes for another of the speaker.

    A day does. A look back ("in June he told …") ends with its paragraph, unless the next one
    goes on from it with a pronoun or a word such as "added"; and nothing before it belongs to it.
    """
    if timex.date is None or timex.date.precision in ("day", "interval"):
        return True
    if _cue(dated).start > _cue(other).start:
        return False
    if dated.segment.span == other.segment.span:
        return True
    source = hull(other.source).of(text) if other.source else ""
    return _has_any(_cue(other).of(text), "continuing") or source.lower() in ("he", "she", "they")


def _is_undated(text: str, attribution: Attribution, cue: Span) -> bool:
    words = _WORD.findall(text, max(attribution.segment.span.start, cue.start - 15), cue.end)
    own = set(_WORD.findall(cue.of(text).lower()))
    near = own | {word.lower() for word in words[-4:]}
    is_told = attribution.segment.kind is not SegmentKind.PARAGRAPH
    standing = own.isdisjoint(_saying("standing")) or is_told
    return not near.isdisjoint(_saying("undated")) or not standing
