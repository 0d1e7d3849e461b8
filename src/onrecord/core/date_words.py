"""EDTF dates in words, as precise as they are and no finer."""

from calendar import month_name

from onrecord.core.edtf import OPEN, Edtf

_PARTS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "the first quarter of",
    "34": "the second quarter of",
    "35": "the third quarter of",
    "36": "the fourth quarter of",
    "40": "the first half of",
    "41": "the second half of",
}
_QUALIFIERS = {"~": "about ", "?": "possibly ", "%": "possibly about "}


def date_words(when: Edtf) -> str:
    """The date as an American newspaper writes it: `July 13, 2018`, `about November 2017`."""
    first, slash, last = when.text.partition("/")
    if not slash:
        return _point(first)
    if first in ("", OPEN):
        return f"{_point(last)} or before"
    if last in ("", OPEN):
        return f"{_point(first)} or after"
    return f"{_point(first)} to {_point(last)}"


def _point(text: str) -> str:
    qualifier = _QUALIFIERS.get(text[-1], "")
    bare = text[:-1] if qualifier else text
    year, month, day = [*bare.partition("T")[0].split("-"), "", ""][:3]
    return qualifier + _plain(year, month, day)


def _plain(year: str, month: str, day: str) -> str:
    if year.endswith("X"):
        return f"the {year.replace('X', '0')}s"
    if month in ("", "XX"):
        return year
    if month in _PARTS:
        return f"{_PARTS[month]} {year}"
    if day in ("", "XX"):
        return f"{month_name[int(month)]} {year}"
    return f"{month_name[int(month)]} {int(day)}, {year}"
