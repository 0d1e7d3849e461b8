"""Conditions that the rules of tensions ask of two records: what sort they are, and when."""

from collections.abc import Mapping

from onrecord.components import data_table
from onrecord.core.evidence import Act, Action, Modality, SpeakerKind, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.dates import days_between
from onrecord.synthesis.tension_pairs import Pair
from onrecord.synthesis.tension_signals import (
    distance,
    is_near,
    is_recalled,
    is_statement,
    is_undone,
    known_by,
    leaves_open,
    modality,
)

_AGAINST = frozenset({Modality.CRITICISM, Modality.THREAT, Modality.DENIAL, Modality.PRAISE})
_FAVOUR = frozenset({Modality.PRAISE, Modality.PROMISE})


def words_and_deed(pair: Pair) -> tuple[Evidence | None, Evidence | None]:
    """The statement and the deed of a pair of one of each; None and None of any other."""
    a, b = pair.first, pair.second
    if is_statement(a) and isinstance(b.telling, Action):
        return a, b
    if is_statement(b) and isinstance(a.telling, Action):
        return b, a
    return None, None


def are_statements(a: Evidence, b: Evidence) -> bool:
    """Whether both are statements that claim something: "to question them" claims nothing."""
    return all(
        is_statement(item) and not item.exact.casefold().startswith("to ") and not leaves_open(item)
        for item in (a, b)
    )


def named(item: Evidence) -> bool:
    """Whether the source says who speaks, by name or at least by a description.

    "Another 21 %" of those asked is nobody.
    """
    telling = item.telling
    described = telling.description if isinstance(telling, Statement) else None
    if item.who is not None or described is None:
        return item.who is not None
    return " " in described.strip() and not any(char.isdigit() for char in described)


def reports(item: Evidence) -> bool:
    """Whether a body reports it, or a text: what a rival says of somebody's conduct is not that."""
    telling = item.telling
    return isinstance(telling, Statement) and (
        telling.speaker_kind is SpeakerKind.ORGANISATION or telling.act is Act.TEXT
    )


def may_undo(pledge: Evidence, deed: Evidence) -> bool:
    """A deed undone fails a pledge to do it, and not a pledge to leave it."""
    a, b = pledge.telling.direction, deed.telling.direction
    return a is None or b is None or a * b < 0


def in_time(pledge: Evidence, after: Evidence) -> bool:
    """Whether the second is certainly not before the pledge, and not years after it."""
    made = known_by(pledge)
    come = known_by(after) if is_undone(after) else after.date  # undone still when published
    if distance(pledge, after) is not None and (pledge.date is None or after.date is None):
        near: int = data_table("rubric.toml")["tensions"]["pledge_near"]
        return abs(distance(pledge, after) or 0) <= near
    if made is None or come is None:
        return False
    most: int = data_table("rubric.toml")["tensions"]["days_to_keep"]
    return days_between(come, made) <= 0 and days_between(made, come) <= most


def around(words: Evidence, deed: Evidence) -> bool:
    """Whether the deed is of the time of the words or after: earlier deeds they may go back on."""
    if words.date is None or deed.date is None:
        return False
    settings: Mapping[str, int] = data_table("rubric.toml")["tensions"]
    before = days_between(deed.date, words.date)
    after = days_between(words.date, deed.date)
    return before <= settings["days_before"] and after <= settings["days_to_keep"]


def on_two_occasions(a: Evidence, b: Evidence) -> bool:
    """Whether one certainly came before the other, or a source tells both beside each other."""
    if is_near(a, b) and a.date is None and is_recalled(a):
        return True
    earlier = known_by(a)
    return earlier is not None and b.date is not None and earlier.precedes(b.date)


def well_apart(a: Evidence, b: Evidence) -> bool:
    """Whether so much time lies between that another leaning is a change of mind."""
    if is_near(a, b) and a.date is None and is_recalled(a):
        return True
    earlier = known_by(a)
    least: int = data_table("rubric.toml")["tensions"]["days_apart"]
    return earlier is not None and b.date is not None and days_between(earlier, b.date) >= least


def at_one_time(a: Evidence, b: Evidence) -> bool:
    """Whether both are of one time, as far as dates tell: a leader may have moved since."""
    if a.date is None or b.date is None:
        return distance(a, b) is not None
    most: int = data_table("rubric.toml")["tensions"]["days_of_one_time"]
    return max(days_between(a.date, b.date), days_between(b.date, a.date)) <= most


def judges(item: Evidence) -> bool:
    """Whether it does as much by its words as by its direction: it praises, backs or condemns.

    Praise that points the other way is praise refused.
    """
    lean = item.telling.direction or 0.0
    meant = _FAVOUR if lean > 0 else _AGAINST
    return modality(item) in meant
