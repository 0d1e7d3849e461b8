"""Dates as tables, feeds and web pages write them, read at the precision they are given.

Only whole forms are read: a field that holds more than a date, or a date that could be two
("3/4/2018"), yields None.
"""

import re

from onrecord.core.edtf import Edtf

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_CLOCK = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ]{_CLOCK}\s*{_ZONE})?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
        rf"(?:[A-Za-z]+,? )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
        r"(?:,? (?:at )?\d{1,2}:\d{2}.*)?",
        rf"(?:[A-Za-z]+, )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ -](?P<year>\d{{4}})"
        rf"(?: {_CLOCK}\s*{_ZONE})?",
        rf"[A-Z][a-z]{{2}} {_MONTH} (?P<day>\d{{1,2}}) {_CLOCK} {_ZONE} (?P<year>\d{{4}})",
        rf"{_MONTH},? (?P<year>\d{{4}})",
    )
)
_RELEASE = re.compile(r"(?:for immediate release|released?|date)[:,]?\s+", re.IGNORECASE)
_LONGEST_LINE = 80
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,].*)?")


def written_date(text: str) -> Edtf | None:
    """The date that a field holds, with its time when hour, minute and second are given."""
    text = " ".join(text.split())
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _date(match.groupdict())
    slashed = _SLASHED.fullmatch(text)
    if slashed is not None:
        return _slashed(int(slashed[1]), int(slashed[2]), slashed[3])
    return _edtf(text)


def line_date(line: str) -> Edtf | None:
    """The day that a line of a document's head gives: alone, or after a place or `Released`."""
    line = _RELEASE.sub("", " ".join(line.split()), count=1)
    parts = line.split(", ")
    candidates = (line, ", ".join(parts[-2:]), parts[-1])
    for date in map(written_date, candidates if len(line) <= _LONGEST_LINE else ()):
        if date is not None and date.precision == "day":
            return date
    return None


def _date(parts: dict[str, str | None]) -> Edtf | None:
    month = _month(parts["month"] or "")
    if month is None:
        return None
    if parts.get("day") is None:
        return _edtf(f"{parts['year']}-{month:02d}")
    day = f"{parts['year']}-{month:02d}-{int(parts['day'] or 0):02d}"
    return _edtf(day + _time(parts.get("clock"), parts.get("zone"))) or _edtf(day)


def _month(word: str) -> int | None:
    return int(word) if word.isdigit() else _MONTHS.get(word[:3].lower())


def _time(clock: str | None, zone: str | None) -> str:
    if clock is None or clock.count(":") < 2:
        return ""
    if zone in ("Z", "UTC", "GMT", "+0000", "+00:00"):
        zone = "Z"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{clock:0>8}{zone or ''}"


def _slashed(first: int, second: int, year: str) -> Edtf | None:
    """`7/16/2018` can only be July; `3/4/2018` may be March or April, and is not read."""
    if first == second or second > 12:
        return _edtf(f"{year}-{first:02d}-{second:02d}")
    return _edtf(f"{year}-{second:02d}-{first:02d}") if first > 12 else None


def _edtf(text: str) -> Edtf | None:
    try:
        return Edtf(text)
    except ValueError:
        return None
