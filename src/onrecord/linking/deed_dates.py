"""When a deed was done: the date of its clause, or one counted by days from another deed's.

The date of a report is not that of the deed which it tells of, and a date within a noun phrase
("the embargo imposed in 2014") is not that of the clause around it.
"""

import re
from datetime import timedelta
from functools import cache

from onrecord.components import data_table
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Analysis, Event, Timex
from onrecord.core.selectors import Span
from onrecord.linking.dating import Timeline, cut, nearest, sentence_around

_FRONTED = re.compile(
    r"[\s\"“]*(?:(?:on|in|at|as of|during|over|early|late|earlier|last|this|the"
    r"|but|and|then|also)\s+)*",
    re.IGNORECASE,
)
"""What may stand before a date that opens a sentence."""
_COUNTED = re.compile(r"\b(?P<number>[\w-]+)\s+days?\s+(?P<side>after|before)\b", re.IGNORECASE)


class DeedDates:
    """The dates of the deeds of one document."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._document = document
        self._timeline = Timeline(document, analysis.timexes)
        self._events = analysis.events
        self._sayings = analysis.attributions
        self._contents = [piece for saying in analysis.attributions for piece in saying.content]

    def of_event(self, event: Event) -> tuple[Edtf | None, str | None]:
        """When a deed was done, and the words that this rests on; both None when not told."""
        timex = event.timex
        if timex is None or timex.date is None:
            timex = self._date_beside(event)
        if timex is None:
            return self._counted_from(event)
        when = cut(timex.date, self._document.published)
        return (when, timex.basis) if when else (None, None)

    def _date_beside(self, event: Event) -> Timex | None:
        if event.segment is None:
            return None
        sentence = sentence_around(self._document.text, event.segment, event.trigger)
        dates = self._timeline.dating_in(sentence)
        if not dates:
            return None
        others = [
            piece
            for piece in self._contents
            if piece.overlaps(sentence) and not piece.contains(event.trigger)
        ]
        told = () if event.told_by is None else self._sayings[event.told_by].content
        holders = [piece for piece in told if piece.contains(event.trigger)]
        rivals = [other.trigger for other in self._events if other.trigger != event.trigger]
        inside = [
            timex
            for timex in dates
            if timex.span not in event.undated_by
            and all(piece.contains(timex.span) for piece in holders)
            and (holders or not any(piece.overlaps(timex.span) for piece in others))
            and _dates_deed(self._document.text, sentence, timex.span, event.trigger)
        ]
        return nearest(inside, event.trigger, rivals)

    def _counted_from(self, event: Event) -> tuple[Edtf | None, str | None]:
        """The date of a deed told by days from another: "on Friday, eight days after invading"."""
        if event.segment is None:
            return None, None
        sentence = sentence_around(self._document.text, event.segment, event.trigger)
        for timex in self._timeline.all_in(sentence):
            if timex.date is None or timex.date.precision != "day" or timex.date.is_approximate:
                continue
            if timex.span.end >= event.trigger.start:
                continue
            match = _COUNTED.search(self._document.text, timex.span.end, event.trigger.start)
            number = _number(match["number"]) if match else None
            if match is None or number is None:
                continue
            between = Span(match.end(), event.trigger.start)
            if any(other.trigger.overlaps(between) for other in self._events):
                continue
            days = -number if match["side"].lower() == "after" else number
            when = cut(_days_on(timex.date, days), self._document.published)
            return (when, f"'{match.group()}' {timex.date}") if when else (None, None)
        return None, None


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
