"""A quotation beside the words that it most likely comes from, and how the two differ.

What a source shares with the quotation is looked for by pairs of neighbouring words; the stretch
that holds most of them is compared word by word. One pair that any two texts share is no kinship:
how much must be shared was set on the quotations of `benchmarks/audit.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from math import ceil

from onrecord.core.audit import Change
from onrecord.verification.weights import gravity, is_telling
from onrecord.verification.wording import Indexed, Wording

_ENDS = frozenset('.!?:…"“”‘’\n')
_LEAST_SHARED, _LEAST_TELLING, _LEAST_RUN, _LONG_RUN = 0.6, 0.5, 3, 5
"""Of 188 altered quotations the least that one shares with its source is 0.70 of its words (0.50 of
the telling ones), two spliced ones aside; of 91 from elsewhere the most is 0.57 (0.33)."""
_MANY_TELLING, _FEW_SHARED = 3, 0.75
"""With fewer telling words in common, phrases of 1,000 news articles meet by chance."""
_LONG = 8
_PART, _LONG_PART = 4, 6
_SLACK = 40
"""Words more than the quotation has that its source may have."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words that both sides share: numbers of the first in the quotation and in the source."""

    quote: int
    source: int
    size: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation beside a stretch of a source.

    Attributes:
        blocks: what both share, in order.
        first: number of the first word of the source's stretch; `end` of the one after it.
        shared: how many words of the quotation the source has there.
        telling: how many of those are more than function words.
    """

    blocks: tuple[Block, ...]
    first: int
    end: int
    shared: int
    telling: int

    @property
    def rank(self) -> tuple[int, int]:
        """What the nearest of several has most of: shared words, then as few others as can be."""
        return self.shared, self.first - self.end

    def stretch(self, quote: Wording, source: Wording) -> tuple[int, int]:
        """The stretch, with the words that stand for ends of the quotation it does not share."""
        return _before(source, self), _after(quote, source, self)


def least_shared(quote: Wording) -> int:
    """How many words a quotation shares with its source at least, see `is_kin`."""
    return ceil(_LEAST_SHARED * len(quote))


def aligned(quote: Wording, source: Indexed, least: int = 1) -> Alignment | None:
    """The stretch of the source that shares most with the quotation.

    None without a shared pair, and where it is plain that fewer than `least` words are shared.
    """
    if _in_common(quote, source.words()) < least:
        return None
    window = _densest(quote, source)
    if window is None:
        return None
    first, end = window
    if _in_common(quote, set(source.wording.forms[first:end])) < least:
        return None
    matcher = SequenceMatcher(None, source.wording.forms[first:end], quote.forms, autojunk=False)
    blocks = [
        Block(block.b, first + block.a, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]
    blocks = _without_strays(blocks, quote)
    if not blocks:
        return None
    shared = [
        form for block in blocks for form in quote.forms[block.quote : block.quote + block.size]
    ]
    return Alignment(
        blocks=tuple(blocks),
        first=blocks[0].source,
        end=blocks[-1].source + blocks[-1].size,
        shared=len(shared),
        telling=sum(is_telling(form) for form in shared),
    )


def _in_common(quote: Wording, words: Collection[str]) -> int:
    """How many words of a quotation are among these: no stretch of them shares more with it."""
    return sum(form in words for form in quote.forms)


def is_kin(quote: Wording, alignment: Alignment, *, near: bool | None = None) -> bool:
    """Whether a quotation shares so much with a stretch of a source that it comes from there.

    Args:
        quote: the quotation.
        alignment: the stretch.
        near: whether the source may have the words from the quotation's speaker; None when that
            is not known. Few words in common are a chance, unless one person said both or nothing
            but an omission sets them apart.
    """
    telling = sum(is_telling(form) for form in quote.forms)
    longest = max(block.size for block in alignment.blocks)
    share = alignment.shared / len(quote)
    if alignment.telling < _MANY_TELLING and not (
        share >= _FEW_SHARED if near else share == 1 and near is None and alignment.telling > 1
    ):
        return False
    return (
        share >= _LEAST_SHARED
        and alignment.telling >= _LEAST_TELLING * telling
        and (longest >= _LEAST_RUN or alignment.shared == len(quote))
    )


def is_distinctive(quote: Wording) -> bool:
    """Whether the words of a quotation are hardly ever said by two people, or twice by one."""
    telling = sum(is_telling(form) for form in quote.forms)
    return len(quote) >= _LONG or (len(quote) >= _LONG_RUN and telling >= 2)


def opening_in(quote: Wording, source: Indexed) -> Block | None:
    """The longest beginning of a quotation that a source has, two words at least."""
    best: Block | None = None
    for place in source.pairs(quote.forms[:2]):
        size = _run(quote.forms, source.wording.forms[place : place + len(quote)])
        if best is None or size > best.size:
            best = Block(0, place, size)
    return best


def ending_in(quote: Wording, source: Indexed) -> Block | None:
    """The longest end of a quotation that a source has, two words at least."""
    best: Block | None = None
    backwards = quote.forms[::-1]
    for place in source.pairs(quote.forms[-2:]):
        end = place + 2
        size = _run(backwards, source.wording.forms[max(0, end - len(quote)) : end][::-1])
        if best is None or size > best.size:
            best = Block(len(quote) - size, end - size, size)
    return best


def is_part(quote: Wording, block: Block) -> bool:
    """Whether a shared beginning or end is long enough to be no chance."""
    forms = quote.forms[block.quote : block.quote + block.size]
    telling = sum(is_telling(form) for form in forms)
    return len(forms) >= _PART and telling >= (2 if len(forms) < _LONG_PART else 1)


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two sequences begin with in common."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _densest(quote: Wording, source: Indexed) -> tuple[int, int] | None:
    """The stretch, a little longer than the quotation, that shares most different pairs with it."""
    hits = sorted(
        (place, number)
        for number, pair in enumerate(pairwise(quote.forms))
        for place in source.pairs(pair)
    )
    if not hits:
        return None
    width = len(quote) + _SLACK
    counts: dict[int, int] = {}
    best, best_size, left = (0, 0), 0, 0
    for right, (place, number) in enumerate(hits):
        counts[number] = counts.get(number, 0) + 1
        while place - hits[left][0] > width:
            gone = hits[left][1]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            left += 1
        if len(counts) > best_size:
            best, best_size = (left, right), len(counts)
    begin, last = hits[best[0]][0], hits[best[1]][0] + 2
    # the words around the shared pairs, for what was changed at either end
    spare = max(0, len(quote) - (last - begin))
    return max(0, begin - spare - 2), min(len(source.wording), last + spare + 2)


def _without_strays(blocks: Sequence[Block], quote: Wording) -> list[Block]:
    """The blocks, without single words at the ends that stand there by chance.

    A first or last block of one word belongs to the rest only when it is as near to it in the
    source as in the quotation, give or take two words.
    """
    kept = list(blocks)
    while len(kept) > 1 and kept[0].size == 1 and _is_stray(kept[0], kept[1]):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].size == 1 and _is_stray(kept[-2], kept[-1]):
        kept.pop()
    return kept


def _is_stray(one: Block, other: Block) -> bool:
    in_quote = other.quote - one.quote - one.size
    in_source = other.source - one.source - one.size
    return abs(in_quote - in_source) > 2


def changes(quote: Wording, source: Wording, alignment: Alignment) -> tuple[Change, ...]:
    """What differs, word by word, in the order of the quotation."""
    found: list[Change] = []
    place, there = 0, _before(source, alignment)
    last = Block(len(quote), _after(quote, source, alignment), 0)
    for block in (*alignment.blocks, last):
        if block.quote > place or block.source > there:
            found.append(_change(quote, (place, block.quote), source, (there, block.source)))
        place, there = block.quote + block.size, block.source + block.size
    return tuple(found)


def _change(
    quote: Wording, here: tuple[int, int], source: Wording, there: tuple[int, int]
) -> Change:
    alone = set(quote.forms[slice(*here)]) ^ set(source.forms[slice(*there)])
    names = _has_name(quote, here, alone) or _has_name(source, there, alone)
    return Change(
        claimed=quote.raw(*here),
        source=source.raw(*there),
        span=quote.span(*here) if here[0] < here[1] else None,
        grave=gravity(alone, names),
    )


def _before(source: Wording, alignment: Alignment) -> int:
    """Where the words begin that stand for a beginning of the quotation that is not shared."""
    place = alignment.first
    for _ in range(alignment.blocks[0].quote):
        if place == 0 or place in source.marks:
            break
        place -= 1
    return place


def _after(quote: Wording, source: Wording, alignment: Alignment) -> int:
    """Where the words end that stand for an end of the quotation that is not shared."""
    last = alignment.blocks[-1]
    place = alignment.end
    for _ in range(len(quote) - last.quote - last.size):
        if place == len(source) or place in source.marks:
            break
        place += 1
    return place


def _has_name(words: Wording, within: tuple[int, int], forms: Collection[str]) -> bool:
    """Whether one of the forms is written as a name: a capital that no sentence begins with."""
    return any(
        number > 0
        and words.forms[number] in forms
        and words.text[words.starts[number]].isupper()
        and is_telling(words.forms[number])
        and not _ENDS & set(words.text[words.ends[number - 1] : words.starts[number]])
        for number in range(*within)
    )
