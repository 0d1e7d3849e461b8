"""Dates counted from another: yesterday, last week, two years ago, one year prior, Friday night.

Most count from the publication date. "A year earlier", "the following month", "that day" count
from the time that the story has come to, which is the last date told before them.
"""

import re

from onrecord.core.edtf import Edtf
from onrecord.extraction.timex_calendar import (
    Anchor,
    Moment,
    approximately,
    counted,
    days_on,
    in_quarter,
    in_weekend,
    on_day,
    weekday_near,
)
from onrecord.extraction.timex_scene import (
    APPROXIMATE,
    DAY_PART,
    NUMBER,
    STAGE,
    UNIT,
    VAGUE,
    WEEKDAY,
    WORDS,
    Found,
    Scene,
    number_of,
    rules,
    unit_of,
    weekday_of,
)

_BACK = ("last", "the previous", "the last", "the past")
_ON = ("next", "the next", "the following", "the coming")
_DEIXIS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _deictic(match: re.Match[str], scene: Scene) -> Found | None:
    word = match["word"].lower()
    part = match["part"]
    suffix = "T" + WORDS["day_parts"][part.lower()] if part else ""
    suffix = "TNI" if word == "tonight" else suffix
    return _day_of_story(scene, _DEIXIS[word], suffix)


def _day_of_story(scene: Scene, shift: int, suffix: str = "") -> Found | None:
    kind = "TIME" if suffix else "DATE"
    creation = scene.creation
    if creation is None or creation.day is None:
        known = shift == 0 and not suffix
        return Found(kind, Moment("PRESENT_REF" if known else f"XXXX-XX-XX{suffix}"))
    day = days_on(creation.day, shift)
    return Found(kind, Moment(day.isoformat() + suffix, Edtf.of_day(day))) if day else None


def _part_of_day(match: re.Match[str], scene: Scene) -> Found | None:
    shift = -1 if match["pointer"].lower() == "last" else 0
    return _day_of_story(scene, shift, "T" + WORDS["day_parts"][match["part"].lower()])


def _part_of_story(match: re.Match[str], scene: Scene) -> Found | None:
    suffix = "T" + WORDS["day_parts"][match["part"].lower()]
    anchor = scene.story
    if anchor is None or anchor.day is None:
        return Found("TIME", Moment(f"XXXX-XX-XX{suffix}"))
    day = days_on(anchor.day, 0 if match["pointer"].lower().startswith("that") else 1)
    if day is None:
        return None
    return Found("TIME", Moment(f"{day}{suffix}", Edtf.of_day(day)), on_story=True)


def _clock(match: re.Match[str], scene: Scene) -> Found | None:
    hour, minute = _hour(match)
    if hour is None:
        return None
    clock = f"T{hour:02d}:{minute:02d}"
    if match["weekday"]:
        creation = scene.creation
        if creation is None or creation.day is None:
            return Found("TIME", Moment(f"XXXX-WXX-{weekday_of(match['weekday'])}{clock}"))
        side = 1 if scene.side(match) > 0 else -1
        day = weekday_near(creation.day, weekday_of(match["weekday"]), side)
        return Found("TIME", Moment(f"{day}{clock}", Edtf.of_day(day))) if day else None
    if match["word"]:
        return _day_of_story(scene, _DEIXIS[match["word"].lower()], clock)
    anchor = scene.story or scene.creation
    if anchor is None or anchor.day is None:
        return Found("TIME", Moment(f"XXXX-XX-XX{clock}"))
    return Found("TIME", Moment(f"{anchor.day}{clock}", Edtf.of_day(anchor.day)))


def _hour(match: re.Match[str]) -> tuple[int | None, int]:
    named = (match["named"] or "").lower()
    if named:
        return {"noon": 12, "midday": 12, "midnight": 24}[named], 0
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"].lower().startswith("p") and hour < 12:
        hour += 12
    return (hour, minute) if hour <= 24 and minute < 60 else (None, 0)


def _pointed_unit(match: re.Match[str], scene: Scene) -> Found | None:
    pointer = re.sub(r"\s+", " ", match["pointer"].lower())
    unit = unit_of(match["unit"])
    if unit.startswith("T"):
        return None
    on_story = pointer in ("the following", "that", "that same", "the same", "the previous")
    anchor = scene.story if on_story else scene.creation
    if anchor is None:
        return Found("DATE", Moment(_unknown(unit)))
    count = -1 if pointer in _BACK else 1 if pointer in _ON else 0
    moment = counted(anchor, unit, count)
    return Found("DATE", moment or Moment(_unknown(unit)), on_story=on_story)


def _unknown(unit: str) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def _weekend(match: re.Match[str], scene: Scene) -> Found | None:
    pointer = (match["pointer"] or "").lower()
    creation = scene.creation
    if creation is None or creation.day is None:
        return Found("DATE", Moment("XXXX-WXX-WE"))
    shift = {"last": -7, "this past": -7, "next": 7}.get(pointer, 0)
    early_in_week = creation.day.isoweekday() < 6
    if pointer in ("the", "") and early_in_week and scene.side(match) <= 0:
        shift = -7
    day = days_on(creation.day, shift)
    return Found("DATE", in_weekend(day)) if day else None


def _counted(match: re.Match[str], scene: Scene) -> Found | None:
    number = number_of(match["number"]) if match["number"] else None
    unit, way = unit_of(match["unit"]), match["way"].lower()
    is_ago = way == "ago" or "from now" in way or way.startswith("from")
    back = way in ("ago", "earlier", "prior", "previously")
    if number is None or number != int(number) or unit.startswith("T"):
        value = "PAST_REF" if way == "ago" else "FUTURE_REF" if is_ago else ""
        return Found("DATE", Moment(value)) if value else None
    on_story = scene.story is not None and (not is_ago or _is_of_quarter(scene, unit, number))
    anchor = scene.story if on_story else scene.creation
    if anchor is None:
        return Found("DATE", Moment(_unknown(unit)))
    count = int(number) * (-1 if back else 1)
    moment = _counted_moment(anchor, unit, count, on_story)
    if moment is None:
        return Found("DATE", Moment(_unknown(unit)))
    rough = match["rough"] or unit not in "DW"
    return Found("DATE", approximately(moment) if rough else moment, on_story=on_story)


def _counted_moment(anchor: Anchor, unit: str, count: int, on_story: bool) -> Moment | None:
    if unit == "E":  # "a decade ago" names a year, roughly
        return counted(anchor, "Y", 10 * count)
    if unit == "Y" and anchor.quarter is not None:
        year = counted(anchor, unit, count)
        return in_quarter(int(year.value), anchor.quarter) if year else None
    if unit == "Y" and on_story and anchor.month is not None:  # "one year prior" to April: April
        return counted(anchor, "M", 12 * count)
    return counted(anchor, unit, count)


def _is_of_quarter(scene: Scene, unit: str, number: float) -> bool:
    """Whether "a year ago" means the same quarter, the story being about one."""
    return unit == "Y" and number == 1 and scene.story is not None and bool(scene.story.quarter)


def _year_ago(match: re.Match[str], scene: Scene) -> Found | None:
    on_story = _is_of_quarter(scene, "Y", 1)
    anchor = scene.story if on_story else scene.creation
    moment = _counted_moment(anchor, "Y", -1, on_story) if anchor else None
    return Found("DATE", moment or Moment("XXXX"), on_story=on_story)


def _same_day(match: re.Match[str], scene: Scene) -> Found | None:
    anchor = scene.day
    if anchor is None or anchor.day is None:
        return Found("DATE", Moment("XXXX-XX-XX"))
    return Found("DATE", on_day(anchor.day), on_story=True)


def _that_time(match: re.Match[str], scene: Scene) -> Found | None:
    return Found("DATE", Moment("PAST_REF"))


_DAY_WORD = r"(?P<word>(?i:yesterday|today|tonight|tomorrow))"
RULES = rules(
    (
        "day",
        rf"(?<![\w])(?:{STAGE}\s)?{_DAY_WORD}(?!\w)(?:\s(?P<part>{DAY_PART})(?!\w))?",
        _deictic,
    ),
    (
        "part",
        rf"(?<!\w)(?:{STAGE}\s)?(?P<pointer>(?i:this|last))\s(?P<part>{DAY_PART})(?!\w)",
        _part_of_day,
    ),
    (
        "clock",
        rf"(?<![\w.:])(?:(?i:about|around|shortly\safter|just\safter|just\sbefore)\s)?"
        rf"(?:(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s?(?P<half>[ap]\.m\.?|[ap]m|AM|PM|A\.M\.|P\.M\.)"
        rf"|(?P<named>(?i:noon|midday|midnight)))(?!\w)"
        rf"(?:\s(?:[ECMP][SD]?T|GMT|UTC|local\stime|Eastern(?:\s[Tt]ime)?))?"
        rf"(?:,?\s(?:on\s)?(?:(?P<weekday>{WEEKDAY})|{_DAY_WORD})(?!\w))?",
        _clock,
    ),
    (
        "unit",
        rf"(?<!\w)(?:{STAGE}\s)?(?P<pointer>(?i:last|this|next|the\sprevious|the\sfollowing"
        rf"|the\ssame|that\ssame|that|the\scoming|the\scurrent|the\slast|the\snext))\s"
        rf"(?i:fiscal\s|calendar\s)?(?P<unit>(?i:day|week|month|quarter|year|decade|century))(?![\w-])"
        r"(?!\s(?i:and\sa\shalf|or\stwo))",
        _pointed_unit,
    ),
    (
        "unit",
        r"(?<!\w)(?i:the\s(?:end|beginning|start|middle)\sof|late\sin|early\sin)\s"
        r"(?P<pointer>(?i:the))\s(?P<unit>(?i:week|month|year|decade|century))(?!\w)",
        _pointed_unit,
    ),
    (
        "part",
        r"(?<!\w)(?P<pointer>(?i:the\snext|the\sfollowing|that\ssame|that))\s"
        rf"(?P<part>{DAY_PART})(?!\w)",
        _part_of_story,
    ),
    (
        "weekend",
        rf"(?<!\w)(?:{STAGE}\s)?(?P<pointer>(?i:the|this\spast|this|last|next))\s(?i:weekend)(?!\w)",
        _weekend,
    ),
    (
        "unit way",
        rf"(?<![\w$.,])(?:(?P<rough>{APPROXIMATE})\s)?(?:(?P<number>{NUMBER})|{VAGUE})[\s-]"
        rf"(?P<unit>{UNIT})s?\s"
        r"(?P<way>(?i:ago|earlier|prior|previously|later|from\snow|from\stoday))(?!\w)",
        _counted,
    ),
    (
        "unit way",
        rf"(?<!\w)(?P<unit>{UNIT})s\s(?P<way>(?i:ago))(?P<number>)(?P<rough>)(?!\w)",
        _counted,
    ),
    (
        "unit way",
        r"(?<!\w)(?i:(?:the\s)?year-(?:ago|earlier)(?:\s(?:period|quarter))?)(?!\w)",
        _year_ago,
    ),
    (
        "unit way",
        r"(?<!\w)(?i:earlier|later|early|late)\s(?i:in\sthe\sday|that\sday)(?!\w)",
        _same_day,
    ),
    (
        "time",
        r"(?<!\w)(?i:that\stime)(?!\w)",
        _that_time,
    ),
)
