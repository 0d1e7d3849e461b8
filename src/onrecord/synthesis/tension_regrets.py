"""A deed, and the doer's displeasure with it that the same sentence tells.

"The administration expelled sixty envoys, although reports indicated she was not happy with the
move": the words are another's, but what they tell is where the doer stood.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.clauses import PRONOUNS
from onrecord.synthesis.tension_conditions import words_and_deed
from onrecord.synthesis.tension_findings import Found, World, found
from onrecord.synthesis.tension_pairs import Pair
from onrecord.synthesis.tension_signals import JOINED, distance, is_realised, owners

_OPENING = 40


def regretted(pair: Pair, world: World) -> Found | None:
    """A deed done, and right after it, with a "but", that the doer was against it."""
    words, deed = words_and_deed(pair)
    if words is None or deed is None or not is_realised(deed):
        return None
    gap = distance(deed, words)
    if gap is None or not 0 < gap <= JOINED:
        return None
    between = words.citations[0].selector.prefix[-gap:]
    if not _words("conceding").search(between) or re.search(r"[.!?]\s", between):
        return None
    doers = owners(deed) | world.officials.principals(deed)
    if not _is_of(words, doers) or not _words("displeased").search(words.exact):
        return None
    if not _words("taking_up").search(words.exact):
        return None
    return found(TensionKind.SAID_VS_DID, pair.turned(words), {"displeased_with_the_deed"})


def _is_of(words: Evidence, doers: frozenset[str]) -> bool:
    """Whether what is told is of whoever did the deed: by a pronoun, or by name."""
    opening = words.exact.removeprefix("that ")[:_OPENING].casefold()
    if opening.partition(" ")[0] in PRONOUNS:
        return bool(doers)
    return any(who.rpartition("-")[2] in re.findall(r"\w+", opening) for who in doers)


@cache
def _words(group: str) -> re.Pattern[str]:
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"][group]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
