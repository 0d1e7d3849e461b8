"""When, at what occasion and by what means something was said; when something was done.

The date beside the reporting word is the date of the saying. Without one, a saying goes with the
last dated one of the same speaker ("at a rally on Monday … he added"), for news dates an occasion
once and then reports from it. A date inside the reported words is what they are about, and never
when they were said. Whatever would lie after the publication is not the date of either.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from onrecord.components import data_table
from onrecord.core.document import Document, Kind, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Analysis, Attribution, Event, Timex
from onrecord.core.selectors import Span, hull
from onrecord.linking.dating import can_date, cut, nearest, sentence_around, timexes_in

_LOOK_BACK = 12
"""Sayings before one that are searched for the occasion that it belongs to."""
_OPENING = 40
"""Code points at the start of a sentence whose date goes for all that it tells."""
_LOOK_AHEAD = 8
"""Sayings after one, for a headline or a lead that the report dates further down."""
_FRONTED = re.compile(
    r"[\s\"“]*(?:(?:on|in|at|as of|during|over|early|late|earlier|last|this|the"
    r"|but|and|then|also)\s+)*",
    re.IGNORECASE,
)
"""What may stand before a date that opens a sentence."""
_COUNTED = re.compile(r"\b(?P<number>[\w-]+)\s+days?\s+(?P<side>after|before)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where and how something was said; each None when neither text nor document tells."""

    said: Edtf | None = None
    said_basis: str | None = None
    occasion: str | None = None
    medium: str | None = None


def circumstances(
    document: Document, analysis: Analysis, attribution: Attribution
) -> Circumstances:
    """Date, occasion and medium of a saying, and what the date rests on."""
    own = _own(document, attribution)
    if attribution.segment.kind is SegmentKind.TURN or document.kind is Kind.POST:
        return _at_publication(document, own)
    timex = _date_of_saying(document, analysis, attribution)
    if timex is not None:
        return _dated(document, own, timex)
    earlier = _goes_with(document, analysis, attribution)
    if earlier is None:
        return own
    timex, first = earlier
    told = _own(document, first) if first else Circumstances()
    return _dated(
        document,
        Circumstances(occasion=own.occasion or told.occasion, medium=own.medium or told.medium),
        timex,
    )


def event_date(
    document: Document, analysis: Analysis, event: Event
) -> tuple[Edtf | None, str | None]:
    """When a deed was done, and the words that this rests on; both None when not told."""
    timex = event.timex
    if timex is None or timex.date is None:
        timex = _date_of_deed(document, analysis, event)
    if timex is None:
        return _counted_from(document, analysis, event)
    when = cut(timex.date, document.published)
    return (when, timex.basis) if when else (None, None)


def _own(document: Document, attribution: Attribution) -> Circumstances:
    occasion = attribution.occasion
    return Circumstances(
        occasion=occasion.of(document.text) if occasion else document.occasion,
        medium=attribution.medium,
    )


def _at_publication(document: Document, own: Circumstances) -> Circumstances:
    medium = own.medium or ("tweet/post" if document.kind is Kind.POST else None)
    basis = "published" if document.published else None
    return Circumstances(document.published, basis, own.occasion, medium)


def _dated(document: Document, own: Circumstances, timex: Timex) -> Circumstances:
    said = cut(timex.date, document.published)
    return Circumstances(said, timex.basis if said else None, own.occasion, own.medium)


def _date_of_saying(
    document: Document, analysis: Analysis, attribution: Attribution
) -> Timex | None:
    cue = _cue(attribution)
    if _has_any(cue.of(document.text), "recurrent"):
        return None
    sentence = sentence_around(document.text, attribution.segment, cue)
    claimed = [*attribution.content, *attribution.source]
    inside = [
        timex
        for timex in timexes_in(analysis.timexes, sentence)
        if not any(piece.overlaps(timex.span) for piece in claimed) and can_date(document, timex)
    ]
    if not inside:
        return None
    others = [
        _cue(other) for other in analysis.attributions if other is not attribution and other.cue
    ]
    told = [
        event.trigger
        for event in analysis.events
        if not any(piece.overlaps(event.trigger) for piece in (cue, *claimed))
    ]
    opening = [t for t in inside if t.span.start < sentence.start + _OPENING]
    return nearest(inside, cue, others + told) or nearest(opening, cue, others)


def _has_any(words: str, group: str) -> bool:
    return not set(re.findall(r"\w+", words.lower())).isdisjoint(
        data_table("timex.toml")["saying"][group]
    )


def _cue(attribution: Attribution) -> Span:
    return hull(attribution.cue or attribution.source or attribution.content)


def _goes_with(
    document: Document, analysis: Analysis, attribution: Attribution
) -> tuple[Timex, Attribution | None] | None:
    """The dated saying, or sentence about the same speaker, that this one goes on from."""
    if _is_undated(document.text, attribution):
        return None
    spoken = _occasion_before(document, analysis, attribution)
    if spoken is not None:
        return spoken, None
    index = bisect_left(
        analysis.attributions, _cue(attribution).start, key=lambda other: _cue(other).start
    )
    before = reversed(analysis.attributions[max(0, index - _LOOK_BACK) : index])
    after = analysis.attributions[index : index + _LOOK_AHEAD]
    section = _section(document, attribution)
    for other in (*before, *after):
        if other is attribution or not section.contains(other.segment.span):
            continue
        if not _same_speaker(document.text, attribution, other):
            continue
        timex = _date_of_saying(document, analysis, other) or _occasion_before(
            document, analysis, other
        )
        if timex is not None and _carries(document.text, timex, other, attribution):
            return timex, other
    return None


def _section(document: Document, attribution: Attribution) -> Span:
    """The part under one heading that the saying is in; all of the document for its opening."""
    place = attribution.segment.span.start
    headings = [s.span.start for s in document.segments if s.kind is SegmentKind.HEADING]
    before = [start for start in headings if start < place]
    after = [start for start in headings if start > place]
    end = after[0] if before and after else len(document.text)
    return Span(before[-1] if before else 0, end)


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


def _is_undated(text: str, attribution: Attribution) -> bool:
    cue = _cue(attribution)
    words = re.findall(r"\w+", text[max(attribution.segment.span.start, cue.start - 15) : cue.end])
    own = set(re.findall(r"\w+", cue.of(text).lower()))
    near = own | {word.lower() for word in words[-4:]}
    saying = data_table("timex.toml")["saying"]
    is_told = attribution.segment.kind is not SegmentKind.PARAGRAPH
    standing = own.isdisjoint(saying["standing"]) or is_told
    return not near.isdisjoint(saying["undated"]) or not standing


def _same_speaker(text: str, one: Attribution, other: Attribution) -> bool:
    first, second = one.mention, other.mention
    if first is None or second is None:
        if not one.source or not other.source:
            return False
        names = [re.findall(r"[A-Z]\w+", hull(a.source).of(text)) for a in (one, other)]
        return bool(names[0] and names[1] and names[0][-1] == names[1][-1])
    if first.chain is not None and second.chain is not None:
        return first.chain == second.chain
    return first.name is not None and first.name == second.name


def _occasion_before(
    document: Document, analysis: Analysis, attribution: Attribution
) -> Timex | None:
    """The date of the sentence before in the paragraph, when it tells of the same speaker."""
    cue = _cue(attribution)
    sentence = sentence_around(document.text, attribution.segment, cue)
    start = attribution.segment.span.start
    quoted = [piece.start for piece in attribution.content if start <= piece.start < sentence.start]
    begin = min([sentence.start, *quoted])
    if begin - 2 <= start or attribution.mention is None or attribution.mention.chain is None:
        return None
    before = sentence_around(document.text, attribution.segment, Span(begin - 2, begin - 1))
    chain = attribution.mention.chain
    told = any(m.chain == chain and before.contains(m.span) for m in analysis.mentions)
    contents = [piece for other in analysis.attributions for piece in other.content]
    if not told or any(piece.overlaps(before) for piece in contents):
        return None
    dates = [t for t in timexes_in(analysis.timexes, before) if can_date(document, t)]
    return dates[0] if len(dates) == 1 else None


def _date_of_deed(document: Document, analysis: Analysis, event: Event) -> Timex | None:
    segment = event.segment
    if segment is None:
        return None
    sentence = sentence_around(document.text, segment, event.trigger)
    others = [
        piece
        for attribution in analysis.attributions
        for piece in attribution.content
        if piece.overlaps(sentence) and not piece.contains(event.trigger)
    ]
    told = () if event.told_by is None else analysis.attributions[event.told_by].content
    holders = [piece for piece in told if piece.contains(event.trigger)]
    rivals = [other.trigger for other in analysis.events if other.trigger != event.trigger]
    inside = [
        timex
        for timex in timexes_in(analysis.timexes, sentence)
        if can_date(document, timex)
        and all(piece.contains(timex.span) for piece in holders)
        and (holders or not any(piece.overlaps(timex.span) for piece in others))
        and _dates_deed(document.text, sentence, timex.span, event.trigger)
    ]
    return nearest(inside, event.trigger, rivals)


def _dates_deed(text: str, sentence: Span, timex: Span, trigger: Span) -> bool:
    """Whether a date may be the deed's: it opens the sentence, or nothing between takes it over.

    "The sanctions imposed in 2014 have not been lifted" dates no lifting.
    """
    if timex.start < trigger.start:
        return _FRONTED.fullmatch(text, sentence.start, timex.start) is not None
    return _taking_over().search(text, trigger.end, timex.start) is None


@cache
def _taking_over() -> re.Pattern[str]:
    """What gives a date to something else: another clause, or a participle with its phrase."""
    verbs = "|".join(data_table("deeds.toml")["words"]["joined"].split())
    return re.compile(
        r"\b(?:that|which|who|whose|after|before|when|while|since|until)\b"
        rf"|\b(?:and|but)\s+(?:\w+ly\s+)?(?:\w+ed|{verbs})\b"
        r"|\b\w+(?:ed|en)\s+(?:in|on|at|by|from|to|with|last|this|under)\b",
        re.IGNORECASE,
    )


def _counted_from(
    document: Document, analysis: Analysis, event: Event
) -> tuple[Edtf | None, str | None]:
    """The date of a deed told by days from another: "on Friday, eight days after it invaded"."""
    if event.segment is None:
        return None, None
    sentence = sentence_around(document.text, event.segment, event.trigger)
    for timex in timexes_in(analysis.timexes, sentence):
        if timex.date is None or timex.date.precision != "day" or timex.date.is_approximate:
            continue
        if timex.span.end >= event.trigger.start:
            continue
        match = _COUNTED.search(document.text, timex.span.end, event.trigger.start)
        number = _number(match["number"]) if match else None
        if match is None or number is None:
            continue
        between = Span(match.end(), event.trigger.start)
        if any(other.trigger.overlaps(between) for other in analysis.events):
            continue
        days = -number if match["side"].lower() == "after" else number
        when = cut(_days_on(timex.date, days), document.published)
        return (when, f"'{match.group()}' {timex.date}") if when else (None, None)
    return None, None


def _number(word: str) -> int | None:
    """A whole number in digits or letters."""
    if word.isdecimal():
        return int(word) if len(word) < 5 else None
    number = data_table("timex.toml")["numbers"].get(word.lower())
    return number if isinstance(number, int) else None


def _days_on(day: Edtf, days: int) -> Edtf | None:
    """The day that lies a number of days from another; None beyond the calendar."""
    try:
        return Edtf.of_day(day.earliest + timedelta(days=days))
    except OverflowError:
        return None
