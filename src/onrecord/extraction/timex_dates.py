"""Dates by name: months, weekdays, holidays, years, quarters, seasons, with or without a year.

A name without a year ("in November", "on Friday") is the nearest such one that the tense around
it allows; news tells of the past, so without a sign it is the last one.
"""

import re
from datetime import date

from onrecord.core.edtf import Edtf
from onrecord.extraction.timex_calendar import (
    Anchor,
    Moment,
    day_of,
    days_on,
    in_century,
    in_decade,
    in_month,
    in_quarter,
    in_season,
    in_year,
    nth_weekday,
    on_day,
    weekday_near,
)
from onrecord.extraction.timex_scene import (
    DAY_PART,
    MONTH,
    ORDINAL,
    SEASON,
    SPELLED,
    STAGE,
    WEEKDAY,
    WORDS,
    YEAR,
    Found,
    Scene,
    any_of,
    month_of,
    rules,
    weekday_of,
    year_of,
)

_AHEAD_MONTHS = 6
"""A day without a year is the nearest one; one this far ahead or more was the last one."""
_YEAR_WORDS = r"(?:(?P<which>this|last|next)\syear)"
_POINTER = r"(?i:last|this\spast|this|next|the\sprevious|the\sfollowing|the\snext|the\spast)"


def _full_date(match: re.Match[str], scene: Scene) -> Found | None:
    groups = match.groupdict()
    month, first = month_of(match["month"]), int(re.sub(r"\D", "", match["day"]))
    year = int(match["year"]) if match["year"] else _year_by_word(groups.get("which"), scene)
    if year is None:
        year = _nearest_year(month, first, scene, match)
    if year is None:
        valid = day_of(2000, month, first) is not None
        return Found("DATE", Moment(f"XXXX-{month:02d}-{first:02d}")) if valid else None
    begin = day_of(year, month, first)
    if begin is None:
        return None
    relative = match["year"] is None
    last = groups.get("last")
    end = day_of(year, month, int(last)) if last else None
    if end is not None and end > begin:
        span = Edtf.between(begin, end)
        return Found("DATE", Moment(str(span), span), relative)
    return Found("DATE", on_day(begin), relative)


def _year_by_word(which: str | None, scene: Scene) -> int | None:
    if which is None or scene.creation is None:
        return None
    return scene.creation.year + {"last": -1, "this": 0, "next": 1}[which.lower()]


def _nearest_year(month: int, day: int, scene: Scene, match: re.Match[str]) -> int | None:
    creation = scene.creation
    if creation is None or creation.month is None:
        return None
    here = (creation.month, creation.day.day if creation.day else 0)
    if (month, day) == here:
        return creation.year
    is_later = (month, day) > here
    side = scene.side(match)
    distance = abs(month - creation.month)
    if is_later:
        behind = side < 0 and distance > 1
        return creation.year - 1 if behind or distance >= _AHEAD_MONTHS else creation.year
    ahead = distance >= _AHEAD_MONTHS and (side > 0 or (side == 0 and distance >= 9))
    return creation.year + 1 if ahead else creation.year


def _month(match: re.Match[str], scene: Scene) -> Found | None:
    if match["year"]:
        return Found(
            "DATE", in_month(year_of(match["year"]), month_of(match["month"])), relative=False
        )
    if not _is_month(match, scene):
        return None
    month = month_of(match["month"])
    year = _year_by_word(match["which"], scene)
    if year is None:
        year = _year_of_month(month, (match["pointer"] or "").lower(), scene, match)
    return Found("DATE", in_month(year, month) if year else Moment(f"XXXX-{month:02d}"))


def _is_month(match: re.Match[str], scene: Scene) -> bool:
    """Whether a bare name such as May or April is the month, not a person or a verb."""
    ambiguous = WORDS["ambiguous"]
    if match["month"] not in ambiguous["months"] or match["pointer"] or match["stage"]:
        return True
    before = re.search(r"(\w+)[-\s]+$", scene.text[scene.start : match.start()])
    after = scene.text[match.end() : match.end() + 2]
    if re.match(r"['’]s", after):
        return match["month"] not in ("May", "March")
    return before is not None and before[1].lower() in ambiguous["before"]


def _year_of_month(month: int, pointer: str, scene: Scene, match: re.Match[str]) -> int | None:
    creation = scene.creation
    if creation is None or creation.month is None:
        return None
    year, here = creation.year, creation.month
    if pointer in ("last", "this past", "the past", "the previous"):
        return year if month < here else year - 1
    if pointer in ("next", "the following", "the next"):
        return year if month > here else year + 1
    if month == here or pointer == "this":
        return year
    side = scene.side(match)
    if month > here:
        return year if side > 0 or (side == 0 and month - here <= 2) else year - 1
    return year + 1 if side > 0 and here - month >= _AHEAD_MONTHS else year


def _weekday(match: re.Match[str], scene: Scene) -> Found | None:
    weekday = weekday_of(match["weekday"])
    part = match["part"]
    suffix = "T" + WORDS["day_parts"][part.lower()] if part else ""
    pointer = (match["pointer"] or "").lower()
    kind = "TIME" if suffix else "DATE"
    creation = scene.creation
    if creation is None or creation.day is None:
        return Found(kind, Moment(f"XXXX-WXX-{weekday}{suffix}"))
    is_told = re.match(r"['’]s\s|\s[a-z]+ed\b", scene.text[match.end() : match.end() + 20])
    side = -1 if is_told else scene.side(match)
    day = _weekday_day(creation.day, weekday, pointer, side)
    if day is None:
        return None
    moment = on_day(day)
    return Found(kind, Moment(moment.value + suffix, moment.date))


def _weekday_day(today: date, weekday: int, pointer: str, side: int) -> date | None:
    if pointer in ("next", "the following", "the next"):
        tomorrow = days_on(today, 1)
        return weekday_near(tomorrow, weekday, 1) if tomorrow else None
    if pointer in ("last", "this past", "the past", "the previous"):
        yesterday = days_on(today, -1)
        return weekday_near(yesterday, weekday, -1) if yesterday else None
    if pointer == "this":
        return weekday_near(today, weekday, 1)
    return weekday_near(today, weekday, 1 if side > 0 else -1)


def _year(match: re.Match[str], scene: Scene) -> Found | None:
    before = scene.text[max(0, match.start() - 2) : match.start()]
    after = scene.text[match.end() : match.end() + 30]
    if before.endswith(("$", "£", "€", "#", ".", ":", "/", "№")) or re.match(
        r"[\d,.%/]*\d|%", after
    ):
        return None
    if re.match(r"[-\s](?:people|men|women|troops|feet|miles|dollars|jobs|pounds|times)\b", after):
        return None
    if match["second"]:
        last = (
            int(match["second"])
            if len(match["second"]) == 4
            else int(match["year"][:2] + match["second"])
        )
        if last > int(match["year"]):
            span = Edtf(f"{match['year']}/{last}")
            return Found("DATE", Moment(str(span), span), relative=False)
        return None
    return Found("DATE", in_year(int(match["year"])), relative=False)


def _spoken_year(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("DATE", in_year(year_of(match["year"])), relative=False)


def _decade(match: re.Match[str], scene: Scene) -> Found | None:
    digits = match["decade"]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Found("DATE", in_decade(year), relative=False)


def _century(match: re.Match[str], scene: Scene) -> Found | None:
    number = int(match["number"])
    return Found("DATE", in_century(number), relative=False) if number >= 2 else None


def _quarter(match: re.Match[str], scene: Scene) -> Found | None:
    written = match["ordinal"] or match["digit"]
    quarter = int(WORDS["ordinals"].get(written.lower(), 0) or written)
    year = match["year"] or match["year_before"]
    if year:
        return Found("DATE", in_quarter(int(year), quarter), relative=False)
    by_word = _year_by_word(match["which"] or match["which_before"], scene)
    creation = scene.creation
    if by_word is None and creation is not None and creation.month is not None:
        current = (creation.month + 2) // 3
        by_word = creation.year - (quarter > current + (scene.side(match) > 0))
    return Found("DATE", in_quarter(by_word, quarter) if by_word else Moment(f"XXXX-Q{quarter}"))


def _season(match: re.Match[str], scene: Scene) -> Found | None:
    letters, number = WORDS["seasons"][match["season"].lower()]
    if match["year"]:
        return Found("DATE", in_season(year_of(match["year"]), number), relative=False)
    year = _season_year(number, (match["pointer"] or "").lower(), scene.creation)
    return Found("DATE", in_season(year, number) if year else Moment(f"XXXX-{letters}"))


def _season_year(season: int, pointer: str, creation: Anchor | None) -> int | None:
    if creation is None or creation.month is None:
        return None
    current = 21 + (creation.month - 3) % 12 // 3
    year = creation.year - (creation.month <= 2)
    if pointer in ("last", "this past"):
        return year if season < current else year - 1
    if pointer == "next":
        return year if season > current else year + 1
    return year


def _holiday(match: re.Match[str], scene: Scene) -> Found | None:
    rule = WORDS["holidays"][match["holiday"].replace("’", "'")]
    year = int(match["year"]) if match["year"] else None
    if year is None:
        year = _nearest_year(rule[0], rule[1] if len(rule) == 2 else 15, scene, match)
    if year is None:
        return None
    day = date(year, rule[0], rule[1]) if len(rule) == 2 else nth_weekday(year, rule[0], *rule[1:])
    return Found("DATE", on_day(day), relative=match["year"] is None)


def _iso(match: re.Match[str], scene: Scene) -> Found | None:
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return None if day is None else Found("DATE", on_day(day), relative=False)


_HOLIDAY = any_of(WORDS["holidays"]).replace("'", "['’]")
RULES = rules(
    (
        "month",
        rf"(?<![\w-])(?P<timex>(?:{WEEKDAY},?\s)?(?:the\s)?(?:{STAGE}\s)?(?:{_POINTER}\s)?"
        rf"(?P<month>{MONTH})\s(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)"
        rf"(?:\s?(?:-|–|to|through)\s?(?P<last>\d{{1,2}}))?(?!\d|%|:\d|,\d\d\d)"
        rf"(?:,?\s(?:(?P<year>{YEAR})|(?i:{_YEAR_WORDS}))(?!\w))?)",
        _full_date,
    ),
    (
        "month",
        rf"(?<![\w-])(?:the\s)?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)(?:\sof)?\s(?P<month>{MONTH})"
        rf"(?!\w)(?:,?\s(?P<year>{YEAR})(?!\w))?",
        _full_date,
    ),
    (
        "month",
        rf"(?<![\w])(?:(?P<stage>{STAGE})[\s-])?(?:(?P<pointer>{_POINTER})\s)?"
        rf"(?P<month>{MONTH})(?![\w])(?!\s\d{{1,2}}(?!\d))"
        rf"(?:(?:\sof)?,?\s(?:(?P<year>{YEAR}(?!\w)|{SPELLED})|(?i:{_YEAR_WORDS})))?",
        _month,
    ),
    (
        "weekday",
        rf"(?<!\w)(?:(?P<stage>{STAGE})\s)?(?:(?P<pointer>{_POINTER})\s)?"
        rf"(?P<weekday>{WEEKDAY})(?!\w)(?:\s(?P<part>{DAY_PART})(?!\w))?",
        _weekday,
    ),
    (
        "year",
        rf"(?:(?<![\w,.-])|(?i:(?<=\bpost-)|(?<=\bpre-)))(?:(?P<stage>{STAGE})[\s-])?(?:(?i:fiscal(?:\syear)?|the\syear)\s)?"
        rf"(?P<year>{YEAR})(?:[-–](?P<second>\d{{4}}|\d\d)(?!\d))?(?![\w])",
        _year,
    ),
    (
        "unit",
        rf"(?<!\w)(?i:the\syear)\s(?P<year>{SPELLED})",
        _spoken_year,
    ),
    (
        "year",
        rf"(?<![\w])(?:the\s)?(?:(?:{STAGE})[\s-])?['’‘]?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)['’]?s(?!\w)",
        _decade,
    ),
    (
        "century",
        r"(?<!\w)(?:the\s)?(?P<number>\d\d)(?:th|st|nd|rd)[\s-]century(?!\w)",
        _century,
    ),
    (
        "quarter",
        rf"(?<!\w)(?i:the\s)?(?i:fiscal\s)?(?:(?P<year_before>{YEAR})(?:['’]s)?\s"
        rf"|(?i:(?P<which_before>this|last|next)\syear['’]s\s))?"
        rf"(?i:fiscal[\s-])?(?:(?P<ordinal>{ORDINAL})[\s-](?i:quarter)|Q(?P<digit>[1-4]))(?!\w)"
        rf"(?:\s(?:of\s)?(?:(?P<year>{YEAR})|(?i:{_YEAR_WORDS})))?",
        _quarter,
    ),
    (
        "season",
        rf"(?<!\w)(?:{STAGE}\s)?(?:(?P<pointer>(?i:last|this\spast|this|next))\s|(?i:the)\s(?:{STAGE}\s)?|(?<=over\s)|(?<=in\s))"
        rf"(?P<season>{SEASON})(?!\w)"
        rf"(?:(?:\sof)?\s(?P<year>{YEAR}|{SPELLED}))?",
        _season,
    ),
    (
        "holiday",
        rf"(?<!\w)(?P<holiday>{_HOLIDAY})(?!\w)(?:,?\s(?P<year>{YEAR}))?",
        _holiday,
    ),
    (
        "year",
        rf"(?<![\w-])(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        _iso,
    ),
)
