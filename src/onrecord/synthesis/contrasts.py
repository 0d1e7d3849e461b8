"""In which ways the words of one record stand against those of another, sentence by sentence.

Each test is small and can be explained to the person it is about; which of them count for which
kind of tension, the rules say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from onrecord.components import data_table
from onrecord.synthesis.propositions import Proposition, is_position

NEGATED = "same_words_but_a_negation"
DENIED = "one_denies_the_other"
RELAYED = "relays_a_denial"
OPPOSED = "opposite_ends"
NUMBER = "other_number"

WORDS_OF_A_MIRROR = 5
"""Of fewer words, "I do" and "I do not", two sentences need not be on one thing."""
_SHARED_FAR_APART = 3
_MOST_PAIRS = 20
_ALIKE = 0.9
_SAME_NUMBER = 0.05


@dataclass(frozen=True, slots=True)
class Contrast:
    """A test that two sentences fail, and the telling words that they share."""

    sign: str
    shared: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What makes it likely beforehand that two records are about one matter.

    Attributes:
        near: one document tells both within some sentences.
        same_issue: both are about one policy issue.
        marked: the source itself says that they do not sit together.
        set_apart: it says so of whoever said them: "contradicted her"; so they are on one matter.
        headed: its headline says so, and names both: what one of them would do counts too.
    """

    near: bool = False
    same_issue: bool = False
    marked: bool = False
    set_apart: bool = False
    headed: bool = False


def contrasts(
    first: Sequence[Proposition], second: Sequence[Proposition], around: Circumstances
) -> tuple[Contrast, ...]:
    """The tests that some sentence of the one and some sentence of the other fail, each once.

    Of two long speeches some sentences always look opposed: there a document must set them apart.
    """
    found: dict[str, Contrast] = {}
    if len(first) * len(second) > _MOST_PAIRS and not (around.near or around.headed):
        return ()
    for a, b in product(first, second):
        for contrast in _between(a, b, around):
            held = found.get(contrast.sign)
            if held is None or len(contrast.shared) > len(held.shared):
                found[contrast.sign] = contrast
    return tuple(found[sign] for sign in sorted(found))


def _between(a: Proposition, b: Proposition, around: Circumstances) -> Iterable[Contrast]:
    shared = a.terms & b.terms
    if _mirrors(a, b):
        yield Contrast(NEGATED, shared)
    if (
        a.conditional != b.conditional and not around.headed
    ):  # what would be if is not held against what is
        return
    if _denies(a, b, shared, around):
        yield Contrast(RELAYED if a.relayed or b.relayed else DENIED, shared)
    if _at_opposite_ends(a, b, shared, around):
        handed_on = (a.relayed or b.relayed) and not around.headed
        yield Contrast(RELAYED if handed_on else OPPOSED, shared)
    if around.near and _counts_otherwise(a, b, shared):
        yield Contrast(NUMBER, shared)


def _mirrors(a: Proposition, b: Proposition) -> bool:
    """Whether both are in the same words, but for one negation more in one of them."""
    return (
        min(len(a.words), len(b.words)) >= WORDS_OF_A_MIRROR
        and (a.negations - b.negations) % 2 == 1
        and SequenceMatcher(None, a.words, b.words, autojunk=False).ratio() >= _ALIKE
    )


def _denies(a: Proposition, b: Proposition, shared: frozenset[str], around: Circumstances) -> bool:
    """Whether most of what both speak of is denied by one and not by the other.

    Names alone do not tell what is denied of them; and of two sentences that both deny something,
    only a parser could tell whether they deny the same.
    """
    if (a.negations and b.negations) or a.advised != b.advised:
        return False
    turned = (shared & a.denied) ^ (shared & b.denied)
    told = turned - a.names - b.names - (a.aside & b.aside)
    return (
        bool(told) and len(turned) * 2 > len(shared) and _on_one_matter(a, b, shared, told, around)
    )


def _on_one_matter(
    a: Proposition,
    b: Proposition,
    shared: frozenset[str],
    told: frozenset[str],
    around: Circumstances,
) -> bool:
    settings = data_table("rubric.toml")["tensions"]
    sizes = sorted((len(a.terms), len(b.terms)))
    if len(shared) < settings["shared_share"] * sizes[0]:
        return False
    if len(shared) >= settings["shared_words"] and len(told) >= 2:
        return bool(sizes[1] <= settings["times_as_long"] * sizes[0])
    if around.near and any(_takes_up(x, y, shared) for x, y in ((a, b), (b, a))):
        return True
    if not (around.near or around.same_issue) or sizes[1] > settings["words_of_a_short_one"]:
        return False
    if len(told) >= 2:
        return True
    short, long = sorted((a, b), key=lambda p: len(p.terms))
    return (
        short.terms == shared
        and not shared <= long.aside
        and short.is_clause
        and (long.is_clause or len(long.terms) > 2)
        and around.same_issue
    )


def _takes_up(denial: Proposition, other: Proposition, shared: frozenset[str]) -> bool:
    """Whether "denied the crossing" takes up what was just told, at any length."""
    return denial.denial and denial.terms == shared and not shared <= other.aside


def _at_opposite_ends(
    a: Proposition, b: Proposition, shared: frozenset[str], around: Circumstances
) -> bool:
    """Whether they stand at opposite ends of an axis, on one matter.

    Where the source marks two that it tells close together, or its headline does, their matter is
    one. Elsewhere they
    must take a position, and share an issue or several words.
    """
    opposite = {axis for axis, sign in a.poles.items() if sign == -b.poles.get(axis, 0)}
    if around.headed:
        return bool(opposite)
    if a.relayed or b.relayed:
        return around.near and bool(opposite) and (a.trusts or b.trusts)
    matter = shared - a.ends - b.ends
    if around.near and around.marked:
        return bool(opposite and (matter or around.set_apart))
    told = matter - a.names - b.names  # a name is in much that has nothing to do with each other
    enough = (told and len(matter) >= 2) if around.same_issue else len(told) >= _SHARED_FAR_APART
    return bool(enough) and any(is_position(axis) for axis in opposite)


def _counts_otherwise(a: Proposition, b: Proposition, shared: frozenset[str]) -> bool:
    """Whether they give different numbers of one thing, of which each gives one number only."""
    least = data_table("rubric.toml")["tensions"]["shared_words"]
    told = shared - a.names - b.names
    if len(shared) < least or len(told) < least - 1:
        return False
    if a.names and b.names and not a.names & b.names:  # each of somebody else
        return False
    of_one_thing = [
        (x, y) for (x, counted), (y, others) in product(a.numbers, b.numbers) if counted & others
    ]
    return len(of_one_thing) == 1 and all(
        abs(x - y) > _SAME_NUMBER * max(x, y) for x, y in of_one_thing
    )
