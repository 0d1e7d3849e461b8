"""What rules about temporal expressions share: word lists, the scene they read in, their result."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.components import data_table
from onrecord.extraction.timex_calendar import Anchor, Moment

WORDS: dict[str, Any] = data_table("timex.toml")
_REACH = 70
"""Code points before and after an expression in which a verb tells its tense."""


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _months() -> str:
    full = [m.capitalize() for m in WORDS["months"] if len(m) > 4 or m in ("may", "june", "july")]
    short = [m.capitalize() for m in WORDS["months"] if m.capitalize() not in full]
    upper = [m.upper() for m in full if m not in ("May", "March")]
    return f"(?:{any_of(full + upper)}|{any_of(short)}\\.?)"


def _weekdays() -> str:
    full = [w.capitalize() for w in WORDS["weekdays"] if w.endswith("day")]
    short = [w.capitalize() for w in WORDS["weekdays"] if not w.endswith("day")]
    return f"(?:{any_of(full + [w.upper() for w in full])}|{any_of(short)}\\.)"


MONTH = _months()
WEEKDAY = _weekdays()
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
NUMBER = r"(?:\d{1,4}(?:,\d{3})*(?:\.\d+)?(?:\s\d/\d)?|(?i:" + any_of(WORDS["numbers"]) + r"))"
VAGUE = "(?i:" + any_of(WORDS["vague"]["words"]) + ")"
UNIT = "(?i:" + any_of(WORDS["units"]) + ")"
_TENS = any_of(w for w, n in WORDS["numbers"].items() if 10 <= n < 100 and w.isalpha())
_ONES = any_of(w for w, n in WORDS["numbers"].items() if 1 <= n < 10 and len(w) > 2 and w.isalpha())
SPELLED = (
    rf"(?i:(?:eighteen|nineteen|twenty)[\s-]{_TENS}(?:[\s-]{_ONES})?"
    rf"|two\sthousand(?:\s(?:and\s)?(?:{_TENS}(?:[\s-]{_ONES})?|{_ONES}))?)(?![\w-])"
)
"""A year as it is spoken: "nineteen ninety-six", "two thousand and one"."""
SEASON = "(?i:" + any_of(WORDS["seasons"]) + ")"
ORDINAL = "(?i:" + any_of(WORDS["ordinals"]) + ")"
DAY_PART = "(?i:" + any_of(WORDS["day_parts"]) + ")"
STAGE = (
    r"(?i:the\s(?:very\s)?(?:beginning|start|middle|end)\sof|early\sin|late\sin|early|late|mid"
    r"|later|earlier)"
)
APPROXIMATE = (
    r"(?i:about|around|nearly|almost|roughly|approximately|some|more\sthan|less\sthan|at\sleast"
    r"|up\sto|over|under|just\sover|just\sunder|no\smore\sthan|only|just)"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an expression is read: when the document was made, and which time the story is at.

    Attributes:
        day: the last day that was told; the story may have looked back to a year since.
    """

    text: str
    start: int
    end: int
    creation: Anchor | None
    story: Anchor | None
    day: Anchor | None = None

    def side(self, match: re.Match[str]) -> int:
        """The tense around a match: 1 when it looks ahead, -1 behind, 0 when nothing tells."""
        before = self.text[max(self.start, match.start() - _REACH) : match.start()]
        if _DEADLINE.search(before) and not _NEGATED.search(before):
            return 1
        after = self.text[match.end() : min(self.end, match.end() + _REACH)]
        signals = list(_TENSE.finditer(before))
        signal = signals[-1] if signals else _TENSE.search(after)
        if signal is None:
            return 0
        return 1 if signal.lastgroup == "future" else -1


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of a match.

    Attributes:
        relative: whether it was counted from another date, and not written out in full.
        on_story: whether that date is the one the story has come to, not the publication.
    """

    type: str
    moment: Moment
    relative: bool = True
    on_story: bool = False


Reading = Callable[[re.Match[str], Scene], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the classes of trigger words without which it cannot match, and its reading.

    The expression is the group `timex` where the pattern has one, else the whole match.
    """

    trigger: frozenset[str]
    pattern: re.Pattern[str]
    read: Reading


def rules(*rows: tuple[str, str, Reading]) -> tuple[Rule, ...]:
    """The rules of a table: trigger classes, expression, reading."""
    return tuple(
        Rule(frozenset(trigger.split()), re.compile(pattern), read)
        for trigger, pattern, read in rows
    )


def number_of(words: str) -> float | None:
    """The number that the words write, None for vague ones."""
    plain = re.sub(r"\s+", " ", words.strip().lower()).replace(",", "")
    if plain in WORDS["numbers"]:
        return float(WORDS["numbers"][plain])
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?: (\d)/(\d))?", plain)
    if match is None:
        return None
    fraction = int(match[2]) / int(match[3]) if match[2] and match[3] != "0" else 0
    return float(match[1]) + fraction


def year_of(words: str) -> int:
    """The year that digits or spoken words write, which `YEAR` or `SPELLED` match."""
    if words.isdecimal():
        return int(words)
    told = [w for w in re.split(r"[\s-]+", words.lower()) if w not in ("thousand", "and")]
    numbers = [int(WORDS["numbers"][word]) for word in told]
    century = 2000 if numbers[0] == 2 else 100 * numbers[0]
    return century + sum(numbers[1:])


def unit_of(word: str) -> str:
    """The TIMEX3 letter of a unit ("weeks" is W); those of the clock begin with T."""
    lower = word.lower()
    units: dict[str, str] = WORDS["units"]
    return units.get(lower) or units[lower.removesuffix("s")]


def month_of(word: str) -> int:
    """The number of a month by its name or abbreviation."""
    return int(WORDS["months"][word.lower().rstrip(".")])


def weekday_of(word: str) -> int:
    """The number of a weekday (1 Monday … 7 Sunday) by its name or abbreviation."""
    return int(WORDS["weekdays"][word.lower().rstrip(".")])


_DEADLINE = re.compile(
    r"\b(?:until|till|as (?:soon|early|late) as|deadline (?:of|for|is))\s+(?:[\w.:]+\s+){0,3}$"
)
_NEGATED = re.compile(r"\b(?:not|never)\b|n['’]t\b")
"""What lasts until a day is not over; "did not learn of it until Friday" tells nothing of that."""
_TENSE = re.compile(
    r"(?<![\w’'])(?:(?P<future>(?:will|would|may|can|could|should|must|to)\s(?:\w+\s)?be\s[a-z]+|"
    + any_of(WORDS["tense"]["future"])
    + r")"
    r"|(?P<past>" + any_of(WORDS["tense"]["past"]) + r"|[A-Za-z][a-z]+ed))(?![\w])"
)
