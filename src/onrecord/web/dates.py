"""EDTF dates in words, as precise as they are and no finer."""

import re
from datetime import date

from onrecord.core.edtf import OPEN, Edtf

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
_PARTS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "first quarter of",
    "34": "second quarter of",
    "35": "third quarter of",
    "36": "fourth quarter of",
    "40": "first half of",
    "41": "second half of",
}
_QUALIFIERS = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_HTML_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


def date_words(when: Edtf) -> str:
    """The date as an American newspaper writes it: `July 13, 2018`, `about November 2017`."""
    first, slash, last = when.text.partition("/")
    if not slash:
        return _point_words(first)
    if first in ("", OPEN):
        return f"{_point_words(last)} or before"
    if last in ("", OPEN):
        return f"{_point_words(first)} or after"
    return _interval_words(first, last)


def html_date(when: Edtf) -> str | None:
    """The value for `<time datetime>`; None where HTML has no such precision."""
    text = when.text.partition("T")[0]
    return text if _HTML_DATE.fullmatch(text) else None


def _point_words(text: str) -> str:
    qualifier = _QUALIFIERS.get(text[-1], "")
    bare = text[:-1] if qualifier else text
    year, month, day = [*bare.partition("T")[0].split("-"), "", ""][:3]
    return qualifier + _plain_words(year, month, day)


def _plain_words(year: str, month: str, day: str) -> str:
    if year.endswith("XX"):
        return f"the {year[:2]}00s"
    if year.endswith("X"):
        return f"the {year[:3]}0s"
    if month in ("", "XX"):
        return year
    if month in _PARTS:
        return f"{_PARTS[month]} {year}"
    if day in ("", "XX"):
        return f"{MONTHS[int(month) - 1]} {year}"
    return f"{MONTHS[int(month) - 1]} {int(day)}, {year}"


def _interval_words(first: str, last: str) -> str:
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return f"{_point_words(first)} to {_point_words(last)}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{MONTHS[begin.month - 1]} {begin.day}–{end.day}, {begin.year}"
    if begin.year == end.year:
        return f"{MONTHS[begin.month - 1]} {begin.day} to {_point_words(last)}"
    return f"{_point_words(first)} to {_point_words(last)}"
