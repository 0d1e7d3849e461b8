"""Lengths of time, recurring times and bare references: four years, every Monday, now."""

import re

from onrecord.extraction.timex_calendar import Moment
from onrecord.extraction.timex_scene import (
    APPROXIMATE,
    DAY_PART,
    MONTH,
    NUMBER,
    UNIT,
    VAGUE,
    WEEKDAY,
    WORDS,
    Found,
    Scene,
    any_of,
    month_of,
    number_of,
    rules,
    unit_of,
    weekday_of,
)

_MOST_QUARTERS = 40
_SHARE = re.compile(r"\sof\s(?!\d)")


def _length(match: re.Match[str], scene: Scene) -> Found | None:
    number = number_of(match["number"]) if match["number"] else None
    unit = unit_of(match["unit"])
    if unit == "Q" and (number or 0) > _MOST_QUARTERS:  # "the 1988 quarter"
        return None
    if unit == "Q" and _SHARE.match(scene.text, match.end()):  # "three-quarters of its food"
        return None
    return Found("DURATION", Moment(_period(number, unit)))


def _period(number: float | None, unit: str) -> str:
    time, letter = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    if number is None:
        return f"P{time}X{letter}"
    if letter == "E" and number > 1:
        number, letter = number * 10, "Y"
    whole = int(number)
    if number == whole:
        return f"P{time}{whole}{letter}"
    if letter == "Y":
        rest = round((number - whole) * 12)
        return f"P{whole}Y{rest}M" if whole else f"P{rest}M"
    if time and letter in "HM":
        rest = round((number - whole) * 60)
        lower = {"H": "M", "M": "S"}[letter]
        return f"PT{whole}{letter}{rest}{lower}" if whole else f"PT{rest}{lower}"
    return f"P{time}{number:g}{letter}"


def _vague_length(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("DURATION", Moment(_period(None, unit_of(match["unit"]))))


def _one_past(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("DURATION", Moment(_period(1, unit_of(match["unit"]))))


def _each(match: re.Match[str], scene: Scene) -> Found | None:
    if match["weekday"]:
        part = match["part"]
        suffix = "T" + WORDS["day_parts"][part.lower()] if part else ""
        return Found("SET", Moment(f"XXXX-WXX-{weekday_of(match['weekday'])}{suffix}"))
    if match["month"]:
        return Found("SET", Moment(f"XXXX-{month_of(match['month']):02d}"))
    return Found("SET", Moment(_period(1, unit_of(match["unit"]))))


def _plural_weekday(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("SET", Moment(f"XXXX-WXX-{weekday_of(match['weekday'])}"))


def _adverb(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("SET", Moment(WORDS["sets"][match.group().lower()]))


def _reference(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("DATE", Moment(WORDS["references"][match.group().lower()]))


RULES = rules(
    (
        "unit",
        rf"(?<![\w$.,])(?:(?:{APPROXIMATE})\s)?"
        r"(?:(?i:the\s)?(?i:first|last|past|next|coming|previous|latest|final|recent)\s|(?i:the)\s)?"
        rf"(?:(?P<number>{NUMBER})|{VAGUE})[\s-](?:(?i:more|full|consecutive|straight)\s)?"
        rf"(?P<unit>{UNIT})s?(?:-(?i:long))?(?!\w)(?!['’]s\s|[-\s](?i:old)\b|-(?i:ago|earlier)\b)",
        _length,
    ),
    (
        "unit",
        r"(?i:(?<=for )|(?<=over )|(?<=in ))"
        r"(?P<unit>(?i:minutes|hours|days|weeks|months|years|decades|centuries))(?!\w)",
        _vague_length,
    ),
    (
        "unit",
        r"(?<!\w)(?i:(?:the\s)?past|the\scoming|the\slast)\s"
        r"(?P<unit>(?i:hour|day|week|month|quarter|year|decade|century))(?!\w)",
        _one_past,
    ),
    (
        "each",
        rf"(?<!\w)(?i:each|every)\s(?:(?P<weekday>{WEEKDAY})(?:\s(?P<part>{DAY_PART}))?"
        rf"|(?P<month>{MONTH})|(?P<unit>{UNIT}))(?!\w)",
        _each,
    ),
    (
        "weekday",
        rf"(?<!\w)(?P<weekday>{WEEKDAY})s(?!\w)",
        _plural_weekday,
    ),
    (
        "reference",
        rf"(?<![\w-])(?i:{any_of(WORDS['sets'])})(?![\w-])",
        _adverb,
    ),
    (
        "reference",
        rf"(?<![\w-])(?i:{any_of(WORDS['references'])})(?![\w-])",
        _reference,
    ),
)
