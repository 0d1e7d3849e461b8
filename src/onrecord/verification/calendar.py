"""The dates that stand in a stretch of a document: as it was read, and written out in full.

Captions and datelines are read for no statement, so their dates are in no reading; one that is
written out in full needs none.
"""

import re
from collections.abc import Iterator
from datetime import date

from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
        "|september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"\b(?:(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?P<month2>{_NAMES})\.?,? (?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\b",
    re.IGNORECASE,
)


def days_in(reading: Reading, span: Span) -> list[Edtf]:
    """The dates of a month or finer in a stretch of a document, each once, in order."""
    read = [t.date for t in reading.timexes if t.date and span.contains(t.span)]
    fine = [day for day in read if day.precision in ("day", "month")]
    return list(
        dict.fromkeys([*fine, *(day for day, _ in full_dates(reading.document.text, span))])
    )


def full_dates(text: str, within: Span) -> Iterator[tuple[Edtf, Span]]:
    """The days that are written out in full, and where."""
    for match in _FULL.finditer(text, within.start, within.end):
        day = _day(match)
        if day is not None:
            yield Edtf.of_day(day), Span(*match.span())


def _day(match: re.Match[str]) -> date | None:
    """The day of a match, None where the calendar has none such."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _MONTHS[(match["month"] or match["month2"]).lower()]
        return date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None
