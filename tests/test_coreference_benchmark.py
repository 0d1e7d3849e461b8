"""The scorer of chains gives what the papers give, and what trying every pairing gives."""

from itertools import permutations

import pytest
from benchmarks.coreference import b_cubed, best_alignment, ceaf, muc
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.selectors import Span


def chains(text: str) -> list[frozenset[Span]]:
    return [frozenset(Span(ord(c), ord(c) + 1) for c in chain) for chain in text.split()]


def test_the_example_of_the_b_cubed_paper() -> None:
    gold, ours = chains("12345 67 89abc"), chains("12345 6789abc")

    assert muc(gold, ours) == (9, 9, 9, 10)
    assert b_cubed(gold, ours)[2:] == (pytest.approx(5 + 4 / 7 + 25 / 7), 12)
    assert ceaf(gold, ours)[0] == pytest.approx(1 + 10 / 12)


def test_nothing_found_scores_nothing() -> None:
    gold = chains("12 34")

    assert muc(gold, []) == (0, 2, 0, 0)
    assert b_cubed(gold, []) == (0, 4, 0, 0)
    assert ceaf(gold, []) == (0, 2, 0, 0)


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_best_alignment_is_the_best_of_all(worth: list[list[float]]) -> None:
    rows, columns = range(len(worth)), range(3)
    if len(worth) <= 3:
        every = (zip(rows, order, strict=True) for order in permutations(columns, len(worth)))
    else:
        every = (zip(order, columns, strict=True) for order in permutations(rows, 3))

    best = max(sum(worth[i][j] for i, j in pairs) for pairs in every)

    assert best_alignment(worth) == pytest.approx(best)
