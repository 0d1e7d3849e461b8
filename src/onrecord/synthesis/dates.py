"""Dates as sentences need them, and the time between two."""

from datetime import date

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf


def opening_words(when: Edtf) -> str:
    """The date as it opens a sentence: `On July 13, 2018,` or `In April 2018,`."""
    words = date_words(when)
    if when.is_approximate or when.precision in ("interval", "century"):
        return f"{words[0].upper()}{words[1:]}:"
    return f"{'On' if when.precision == 'day' else 'In'} {words},"


def days_between(first: Edtf, second: Edtf) -> int:
    """Days that certainly lie between the end of the first and the start of the second."""
    return (second.earliest - first.latest).days


def time_between(before: Edtf, after: Edtf) -> Edtf:
    """The time from the last day of one date to the first day of a later one."""
    return Edtf.between(min(before.latest, after.earliest), max(before.latest, after.earliest))


def sort_key(when: Edtf | None) -> tuple[date, date, str]:
    """Earliest first, at one start the shortest first; what is undated comes last."""
    return (date.max, date.max, "") if when is None else (when.earliest, when.latest, when.text)
