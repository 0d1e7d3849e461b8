"""When, at what occasion and by what means something was said.

The date beside the reporting word is the date of the saying. Without one, a saying goes with the
last dated one of the same speaker ("at a rally on Monday … he added"), for news dates an occasion
once and then reports from it. A date inside the reported words is what they are about, and never
when they were said.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core.document import Document, Kind, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Analysis, Attribution, LinkedMention, Timex
from onrecord.core.selectors import Span, hull
from onrecord.linking.dating import Timeline, cut, nearest, sentence_around
from onrecord.linking.saying_words import (
    PRONOUNS,
    carries,
    cue_of,
    has_any,
    is_past,
    is_undated,
)

_LOOK_BACK = 12
"""Sayings before one that are searched for the occasion that it belongs to."""
_OPENING = 40
"""Code points at the start of a sentence whose date goes for all that it tells."""
_LOOK_AHEAD = 8
"""Sayings after one, for a headline or a lead that the report dates further down."""
_LEADS = 3
"""Paragraphs at the start among which the lead is: lines under the headline may come before it."""
_LEAD_REACH = 10
"""Paragraphs before a saying over which the lead dates it; without an end more dates were wrong."""
_COARSE = frozenset({"year", "decade", "century"})
_LONG_AGO_YEARS = 3
"""What a report tells after a year as far back is mostly news again: of 26 sayings that took over a
year before 2005 from elsewhere in their article, few were of that year."""
_STORY = 3
"""Paragraphs, its own among them, in which "then" finds the time that it means."""
_THEN = re.compile(r"\b(?:at (?:the|that) time|then)(?=\s*(?:[.,;:—–\"“”]|$))", re.IGNORECASE)
_AFTER_EVENT = re.compile(r"\s+(?:after|before|following)\s+(?:the|an?|his|her|its|their)\s")
_SPEAKING = frozenset({EntityType.PERSON, EntityType.ORG})
"""What is told of in a sentence that names it; "Karsian diplomats" tells nothing of Karsia."""
_OF_A_CLAUSE = re.compile(r"\b(?:who|whose|which)\b[^,;—–]*$")
"""What stands before a date that tells of somebody: "said Vale, who led the navy in the 1990s"."""
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

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        speakers: Sequence[str | None] = (),
        linked: Sequence[LinkedMention] = (),
    ) -> None:
        """Take up a document.

        Args:
            document: what was read.
            analysis: what was found in it.
            speakers: the ids of the speakers of its sayings, as far as known; none of them by
                default, and then names and chains tell who is the same.
            linked: whom it names where.
        """
        self._document = document
        self._text = document.text
        self._timeline = Timeline(document, analysis.timexes)
        self._mentions = analysis.mentions
        self._linked = linked
        self._events = analysis.events
        self._sayings = analysis.attributions
        self._speakers = speakers or [None] * len(analysis.attributions)
        self._cues = [cue_of(saying) for saying in analysis.attributions]
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
            if timex.span not in saying.undated_by
            and not any(piece.overlaps(timex.span) for piece in saying.content)
            and not any(_is_within(timex.span, piece) for piece in saying.source)
            and not self._is_of_a_clause(timex.span, sentence, cue)
        ]
        if not inside or has_any(cue.of(self._text), "recurrent"):
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

    def _is_of_a_clause(self, date: Span, sentence: Span, cue: Span) -> bool:
        """Whether a date tells of somebody and not of the saying."""
        if date.start >= cue.end:
            return _OF_A_CLAUSE.search(self._text[cue.end : date.start]) is not None
        closed = "," in self._text[date.end : cue.start]
        opened = _OF_A_CLAUSE.search(self._text[sentence.start : date.start])
        return closed and opened is not None

    def _goes_with(self, number: int) -> tuple[Timex, Attribution | None] | None:
        """The dated saying, or sentence about the same speaker, that this one goes on from."""
        saying = self._sayings[number]
        if is_undated(self._text, saying, self._cues[number]):
            return None
        if self._is_of_then(number):
            told = self._story_before(number)
            return (told, None) if told is not None else None
        opening = self._text[self._sentence(number).start : self._cues[number].start]
        if has_any(opening, "vague") or self._is_of_event(number) or self._is_of_unknown(number):
            return None
        spoken = self._occasion_before(number)
        if spoken is not None and not self._is_of_long_ago(spoken):
            return spoken, None
        index = bisect_left(self._cue_starts, self._cues[number].start)
        before = range(index - 1, max(0, index - _LOOK_BACK) - 1, -1)
        after = range(index, min(index + _LOOK_AHEAD, len(self._sayings)))
        section = self._section(saying)
        for i in (*before, *after):
            if i not in self._dates_near:
                self._dates_near[i] = self._date_of_saying(i) or self._occasion_before(i)
            timex, other = self._dates_near[i], self._sayings[i]
            if timex is None or other is saying or not section.contains(other.segment.span):
                continue
            if any(piece.overlaps(self._cues[i]) for piece in saying.content):
                continue  # what others are told to have said has its own occasion
            if (
                self._same_speaker(number, i)
                and carries(self._text, timex, other, saying)
                and (not self._is_of_long_ago(timex) or self._goes_on(i, number))
            ):
                return timex, other
        lead = self._lead_date(number)
        return (lead, None) if lead is not None else None

    def _is_of_long_ago(self, timex: Timex) -> bool:
        """Whether a date is a year or more that the document only looks back on."""
        published, date = self._document.published, timex.date
        if published is None or date is None or date.precision not in _COARSE:
            return False
        return published.earliest.year - date.latest.year >= _LONG_AGO_YEARS

    def _goes_on(self, before: int, number: int) -> bool:
        """Whether a saying follows on another at once, in its paragraph."""
        one, other = self._sayings[before], self._sayings[number]
        return before == number - 1 and one.segment.span == other.segment.span

    def _sentence(self, number: int) -> Span:
        return sentence_around(self._text, self._sayings[number].segment, self._cues[number])

    def _words_beside(self, number: int) -> str:
        """The words of the sentence around a cue that are not what was said."""
        saying, cue, sentence = self._sayings[number], self._cues[number], self._sentence(number)
        after = [piece.start for piece in saying.content if piece.start >= cue.end]
        return self._text[cue.start : min([sentence.end, *after])]

    def _is_of_then(self, number: int) -> bool:
        """Whether it was said at the time that the story has come to: "she said then"."""
        return _THEN.search(self._words_beside(number)) is not None

    def _is_of_event(self, number: int) -> bool:
        """Whether it was said after or before something else: "she said after the vote"."""
        cue = self._cues[number]
        return _AFTER_EVENT.match(self._text, cue.end, self._sentence(number).end) is not None

    def _is_of_unknown(self, number: int) -> bool:
        """Whether it was said on a day that is told, but not known: "the following morning"."""
        said = self._sayings[number].content
        return any(
            timex.date is None and timex.value.startswith("XXXX")
            for timex in self._timeline.all_in(self._sentence(number))
            if not any(piece.overlaps(timex.span) for piece in said)
        )

    def _story_before(self, number: int) -> Timex | None:
        """The last date told before a saying, in its paragraph or the one before."""
        saying, cue = self._sayings[number], self._cues[number]
        starts = [s.span.start for s in self._document.segments if s.span.start <= cue.start]
        begin = max(self._section(saying).start, starts[-_STORY:][0])
        told = [
            timex
            for timex in self._timeline.dating_in(Span(begin, cue.start + 1))
            if not any(piece.overlaps(timex.span) for piece in self._contents)
        ]
        return told[-1] if told else None

    def _lead_date(self, number: int) -> Timex | None:
        """The one day in the opening sentence, when it tells of the same speaker.

        "Vale and Okoro met in a debate Wednesday" dates what either is then reported to have said.
        """
        opening = [s for s in self._document.segments if s.kind is SegmentKind.PARAGRAPH]
        dated = (s for s in opening[:_LEADS] if self._timeline.dating_in(s.span))
        lead = next(dated, None)
        saying = self._sayings[number]
        if sum(s.span.start < saying.segment.span.start for s in opening) > _LEAD_REACH:
            return None
        told = _WORD.findall(cue_of(saying).of(self._text).lower())
        if lead is None or not any(map(is_past, told)):
            return None
        if not self._section(saying).contains(lead.span):
            return None
        sentence = sentence_around(self._text, lead, Span(lead.span.start, lead.span.start + 1))
        dates = self._timeline.dating_in(sentence)
        is_day = len(dates) == 1 and dates[0].date is not None and dates[0].date.precision == "day"
        if not is_day or any(piece.contains(dates[0].span) for piece in self._contents):
            return None
        if sentence.contains(self._cues[number]) and dates[0].span in saying.undated_by:
            return None
        return dates[0] if self._tells_of(number, sentence) else None

    def _tells_of(self, number: int, sentence: Span, but: Sequence[Span] = ()) -> bool:
        """Whether a sentence names or means the speaker of a saying, outside of some of its words.

        "Officials said on Friday that Vale had left" is no occasion of hers.
        """
        who, mention = self._speakers[number], self._sayings[number].mention
        if who is not None and self._linked:
            found = [m.span for m in self._linked if m.entity == who and m.type in _SPEAKING]
        elif mention is not None and mention.chain is not None:
            found = [m.span for m in self._mentions if m.chain == mention.chain]
        else:
            return False
        return any(
            sentence.contains(span) and not any(piece.contains(span) for piece in but)
            for span in found
        )

    def _section(self, saying: Attribution) -> Span:
        """The part under one heading that it is in; all of the document for its opening."""
        place = saying.segment.span.start
        before = bisect_left(self._headings, place)
        after = bisect_right(self._headings, place)
        inner = before > 0 and after < len(self._headings)
        end = self._headings[after] if inner else len(self._text)
        return Span(self._headings[before - 1] if before else 0, end)

    def _same_speaker(self, one: int, other: int) -> bool:
        if (self._speakers[one] or self._speakers[other]) is not None:
            return self._speakers[one] == self._speakers[other]
        if abs(one - other) == 1 and self._pronoun(one) in {self._pronoun(other)} - {None}:
            return True
        first, second = self._sayings[one].mention, self._sayings[other].mention
        if first is None or second is None:
            name = self._last_name(one)
            return name is not None and name == self._last_name(other)
        if first.chain is not None and second.chain is not None:
            return first.chain == second.chain
        return first.name is not None and first.name == second.name

    def _pronoun(self, number: int) -> str | None:
        """The source of a saying where it is a pronoun alone."""
        source = self._sayings[number].source
        word = hull(source).of(self._text).lower() if source else ""
        return word if word in PRONOUNS else None

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
        told = self._tells_of(number, before, self._words_of_others(number, before))
        claimed = any(piece.overlaps(dates[0].span) for piece in self._contents)
        return dates[0] if told and not claimed else None

    def _words_of_others(self, number: int, sentence: Span) -> list[Span]:
        """What others than the speaker of a saying are reported to have said in a sentence."""
        first = bisect_left(self._cue_starts, sentence.start)
        last = bisect_left(self._cue_starts, sentence.end)
        others = (i for i in range(first, last) if not self._same_speaker(number, i))
        return [piece for i in others for piece in self._sayings[i].content]


def _at_publication(document: Document, own: Circumstances) -> Circumstances:
    medium = own.medium or ("tweet/post" if document.kind is Kind.POST else None)
    basis = "published" if document.published else None
    return Circumstances(document.published, basis, own.occasion, medium)


def _dated(document: Document, own: Circumstances, timex: Timex) -> Circumstances:
    said = cut(timex.date, document.published)
    return Circumstances(said, timex.basis if said else None, own.occasion, own.medium)
