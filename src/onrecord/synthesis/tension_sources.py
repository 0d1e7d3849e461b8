"""What the source itself says of two records: "walked back", "despite", "breaks with".

It says so between the two, after them, in its own words within them, or in the headline.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Action, Form
from onrecord.core.findings import Evidence
from onrecord.synthesis.surroundings import Texts
from onrecord.synthesis.tension_signals import JOINED, distance, owners, targets

_LEAD_IN = 170
_AFTER = 60
_SHORT = 2


def source_says(first: Evidence, second: Evidence, texts: Texts) -> str | None:
    """The source's own word for it that two things do not sit together.

    It stands on the way to the later of the two, or in what the source reports in its own words.
    What stands inside a quotation is the speaker's word and not the source's.
    """
    gap = distance(first, second)
    if gap is not None and gap < 0:
        first, second = second, first
    parts = [_own_words(second)]
    selector = second.citations[0].selector
    text = texts(selector.document)
    if text is None:
        parts += [selector.prefix[-abs(gap) :] if gap else selector.prefix]
    elif gap is not None:
        start, end = selector.span.start, selector.span.end
        parts += [text[max(start - _LEAD_IN, start - abs(gap)) : start], text[end : end + _AFTER]]
    match = _words("source_says").search(" … ".join(parts))
    return match.group() if match else None


def headline_says(first: Evidence, second: Evidence) -> str | None:
    """The headline's word for it that two people stand apart, where it names one on each side.

    "Vale breaks with Okoro on the ferry law": so the article is about what they say of one matter.
    """
    a, b = first.citations[0], second.citations[0]
    if a.title is None or a.selector.document != b.selector.document:
        return None
    named = [_named_in(a.title, item) for item in (first, second)]
    return sets_apart(a.title) if all(named) and not named[0] & named[1] else None


def sets_apart(text: str) -> str | None:
    """The source's word that sets two people, or two plans of one side, against each other."""
    match = _words("source_sets_apart").search(text)
    return match.group() if match else None


def is_contrasted(first: Evidence, second: Evidence) -> bool:
    """Whether the source's own word joins the two: "signed it, despite calling it flawed"."""
    gap = distance(first, second)
    if gap is None or not 0 < abs(gap) <= JOINED:
        return False
    later = second if gap > 0 else first
    return _words("source_says").search(later.citations[0].selector.prefix[-abs(gap) :]) is not None


def _named_in(headline: str, item: Evidence) -> frozenset[str]:
    """The words of the headline that name who speaks or acts, else of whom an outlet tells it."""
    words = frozenset(re.findall(r"[\w-]+", headline.casefold()))
    by, of = (
        words & {part for name in names for part in name.split("-") if len(part) > _SHORT}
        for names in (owners(item), targets(item))
    )
    return by or of


def _own_words(item: Evidence) -> str:
    """What of a record the source says for itself: a deed, and what trails a reported saying."""
    telling = item.telling
    if isinstance(telling, Action):
        return item.exact
    trailing = re.split("[,—–]", item.exact)[1:]
    return trailing[-1] if trailing and telling.form is Form.INDIRECT else ""


@cache
def _words(group: str) -> re.Pattern[str]:
    listed = data_table("rubric.toml")["tensions"]["words"][group]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
