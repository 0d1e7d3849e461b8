"""Reversals: a person's words against the person's own earlier words or deeds."""

from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Action
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.contrasts import DENIED, NEGATED, OPPOSED
from onrecord.synthesis.propositions import FOR_OR_AGAINST
from onrecord.synthesis.tension_conditions import (
    are_statements,
    judges,
    on_two_occasions,
    well_apart,
)
from onrecord.synthesis.tension_findings import Found, World, found
from onrecord.synthesis.tension_pairs import Pair
from onrecord.synthesis.tension_signals import (
    disowns,
    distance,
    is_denied,
    is_statement,
    is_told_by_cue,
    judges_itself,
    opposed,
    owners,
    repeats,
    targets,
)
from onrecord.synthesis.terms import stem, terms

_OF_A_PERSON = (FOR_OR_AGAINST, "friend or foe", "esteem")
_RIGHT_OR_WRONG = "right or wrong"
_SHARE_DISOWNED = 0.5
_SHARE_TOLD = 0.5
"""Of the telling words of what is disowned, how many were said before: "the vote" is too little."""
_LEADS_IN = 40
_SHARED_FAR_APART = 2
_ONE_BREATH = 120
_CARRIED, _OF_ITS_DAY = 1, 2
_OWN = frozenset({"i", "we", "my", "our"})


def reversal(pair: Pair, world: World) -> Found | None:
    """A person's words against the person's own earlier words or deeds."""
    pair = pair.turned(_earlier(pair, world))
    a, b = pair.first, pair.second
    if not owners(a) & owners(b) or not is_statement(b):
        return None
    if _regrets(a, b, pair, world):
        return found(TensionKind.REVERSAL, pair, {"own_regret"})
    if not is_statement(a) or distance(a, b) == 0:
        return None
    signs: set[str] = set()
    if on_two_occasions(a, b):
        signs |= pair.signs & {NEGATED, DENIED} if are_statements(a, b) else set()
        if not pair.near and len(pair.told) < _SHARED_FAR_APART:
            signs -= {DENIED}
        if (
            disowns(b)
            and repeats(a, b)
            and (len(pair.shared) >= _SHARED_FAR_APART or not well_apart(a, b))
            and world.wordings.share(a, b) >= _SHARE_DISOWNED
            and _takes_back(pair, world)
        ):
            signs.add("disowned")
    if well_apart(a, b):
        signs |= pair.signs & {OPPOSED}
    if opposed(a.telling.direction, b.telling.direction) and _change_of_mind(pair, world):
        signs.add("opposite_directions")
    return found(TensionKind.REVERSAL, pair, signs) if signs else None


def _takes_back(pair: Pair, world: World) -> bool:
    """Whether what is disowned was said: "never said that it did" of "it did", not of "it did not".

    Two negations cancel out: "I never said it did not" takes nothing back of "it did".
    """
    return any(
        pair.told & (p.denied ^ q.denied) & p.terms & q.terms
        and len(pair.told & p.terms & q.terms) >= _SHARE_TOLD * len(q.terms - q.names)
        for p in world.wordings.of(pair.first)
        for q in world.wordings.of(pair.second)
        if q.relayed  # the sentence that disowns, and not what is said after it
    )


def _earlier(pair: Pair, world: World) -> Evidence:
    """The one said first; beside a dated one, a document tells what was said before undated.

    A date that is only carried over to a saying from another tells less, and of two such sayings
    the one told later is the look back, for news tells what is new first.

    Of a deed and what is said of it in the same words, the deed.
    """
    if distance(pair.first, pair.second) == 0 and isinstance(pair.second.telling, Action):
        return pair.second
    if distance(pair.first, pair.second) is None:
        return pair.first
    a, b = pair.first, pair.second
    if a.date is not None and b.date is not None and a.date.precedes(b.date):
        return a
    first, second = _tied_to_its_day(a, world), _tied_to_its_day(b, world)
    looks_back = second < first or (first == second == _CARRIED and (distance(a, b) or 0) > 0)
    return b if looks_back else a


def _tied_to_its_day(item: Evidence, world: World) -> int:
    """How sure it is to be news and no look back.

    2 by a date beside it or in a headline, 1 by a date carried over to it, 0 without any.
    """
    if world.wordings.is_news(item):
        return _OF_ITS_DAY
    if item.date is None:
        return 0
    return _CARRIED if world.wordings.is_carried(item) else _OF_ITS_DAY


def _change_of_mind(pair: Pair, world: World) -> bool:
    """Whether opposite leanings are on one thing, and far enough apart to mean a change."""
    a, b = pair.first, pair.second
    toward = targets(a) & targets(b)
    if not are_statements(a, b):
        return False
    if any(map(world.officials.knows, toward)):  # on a person: what is judged is one thing
        if not judges(a) or not judges(b) or _hands_on(a, world) or _hands_on(b, world):
            return False
        if not _is_plain(a, world) or not _is_plain(b, world):
            return False
        return _are_on_one_thing(pair, toward) and (
            _are_dated_apart(a, b) or _turned(pair, toward, world)
        )
    is_plain = _is_plain(a, world) and _is_plain(b, world)
    return (
        bool(toward and pair.issues) and len(pair.told) >= 2 and is_plain and _are_dated_apart(a, b)
    )


def _are_dated_apart(a: Evidence, b: Evidence) -> bool:
    return a.date is not None and b.date is not None and well_apart(a, b)


def _are_on_one_thing(pair: Pair, toward: frozenset[str]) -> bool:
    """Whether both are on somebody as such, or on one thing of theirs: "his endorsement"."""
    on_them = all(judges_itself(item, who) for item in (pair.first, pair.second) for who in toward)
    return on_them or bool(_of_theirs(pair, toward))


def _of_theirs(pair: Pair, toward: frozenset[str]) -> frozenset[str]:
    return pair.told - terms(" ".join(toward).replace("-", " "))


def _turned(pair: Pair, toward: frozenset[str], world: World) -> bool:
    """Whether one document sets both apart without dating both itself.

    "He called her a liar" bears no date, and is a look back when he endorses her in the same
    article; what is said on one day of a person may well be for and against.
    """
    a, b = pair.first, pair.second
    gap = distance(a, b)
    if gap is None or (abs(gap) <= _ONE_BREATH and not _of_theirs(pair, toward)):
        return False
    return any(_tied_to_its_day(item, world) < _OF_ITS_DAY for item in (a, b))


def _hands_on(item: Evidence, world: World) -> bool:
    return any(p.relayed for p in world.wordings.of(item))


def _is_plain(item: Evidence, world: World) -> bool:
    """Whether one word says it, and not only the sum of all: "endorsed", "will vote for"."""
    lean = item.telling.direction or 0.0
    ends = [p.poles.get(axis, 0) for p in world.wordings.of(item) for axis in _OF_A_PERSON]
    return any(end * lean > 0 for end in ends) or is_told_by_cue(item)


def _regrets(a: Evidence, b: Evidence, pair: Pair, world: World) -> bool:
    """Whether somebody calls an own deed a mistake, or is sorry for an own view of somebody."""
    wrong = [p for p in world.wordings.of(b) if p.poles.get(_RIGHT_OR_WRONG) == -1]
    if not wrong or is_denied(b):
        return False
    if isinstance(a.telling, Action):
        return len(pair.shared) >= 2 and bool(pair.told) and not _follows(a, b)
    judged = targets(a) & targets(b) if judges(a) else frozenset()
    named = terms(" ".join(judged).replace("-", " "))
    said = {end for p in world.wordings.of(a) for end in p.ends}
    wrong = [p for p in wrong if not _sorry() & p.ends & said]  # it was called so before
    own = any(_OWN & set(p.words) and named & p.terms and _sorry() & p.ends for p in wrong)
    return own and on_two_occasions(a, b)


@cache
def _sorry() -> frozenset[str]:
    """What somebody says of an own view; "work that harms our friends" is another's."""
    return frozenset(map(stem, data_table("rubric.toml")["tensions"]["words"]["sorry"]))


def _follows(deed: Evidence, words: Evidence) -> bool:
    """Whether the words tell the deed only after their start, and so do not call it a mistake."""
    told, said = deed.citations[0].selector, words.citations[0].selector
    return told.document == said.document and said.span.start + _LEADS_IN < told.span.start
