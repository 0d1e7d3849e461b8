from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.encoder_spans import Chain, follows

LABELS = ("O", "B-cue", "I-cue", "E-cue", "S-cue", "B-source", "I-source", "E-source", "S-source")


def legal(path: tuple[int, ...]) -> bool:
    return all(follows(LABELS[a], LABELS[b]) for a, b in pairwise(path))


def score(chain: Chain, scores: np.ndarray, path: tuple[int, ...]) -> float:
    steps = sum(chain.moves[a, b] for a, b in pairwise(path))
    return float(sum(scores[t, label] for t, label in enumerate(path)) + steps)


@st.composite
def chains(draw: st.DrawFn) -> tuple[Chain, np.ndarray]:
    seed, length = draw(st.integers(0, 2**32 - 1)), draw(st.integers(1, 4))
    numbers = np.random.default_rng(seed)
    learned = numbers.normal(size=(len(LABELS), len(LABELS))).astype(np.float32)
    return Chain(LABELS, learned), numbers.normal(size=(length, len(LABELS))).astype(np.float32) * 3


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("O", "B-cue", True),
        ("O", "I-cue", False),
        ("B-cue", "E-cue", True),
        ("B-cue", "O", False),
        ("B-cue", "E-source", False),
        ("E-cue", "S-source", True),
    ],
)
def test_a_span_is_opened_before_it_goes_on(before: str, after: str, allowed: bool) -> None:
    assert follows(before, after) is allowed


@given(chains())
def test_the_best_path_is_the_best_of_all(drawn: tuple[Chain, np.ndarray]) -> None:
    chain, scores = drawn
    every = (p for p in product(range(len(LABELS)), repeat=len(scores)) if legal(p))

    best = max(every, key=lambda path: score(chain, scores, path))

    found = tuple(chain.best_path(scores))
    assert score(chain, scores, found) == pytest.approx(score(chain, scores, best), abs=1e-3)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=4),
    st.integers(0, 2**32 - 1),
)
def test_quick_ranges_are_those_of_the_best_path_between_sure_words(
    stretches: list[tuple[int, bool]], seed: int
) -> None:
    """Stretches end with a word that is surely outside, or with their paragraph."""
    numbers, chain = np.random.default_rng(seed), Chain(LABELS)
    parts, opens, expected, new, at = [], [], [], True, 0
    for length, closes in stretches:
        part = np.clip(numbers.normal(size=(length, len(LABELS))), -2, 2).astype(np.float32)
        every = (p for p in product(range(len(LABELS)), repeat=length) if legal((0, *p, 0)))
        best = max(every, key=lambda path: score(chain, part, path)) if length < 4 else None
        if best is None:  # too many to list
            held = np.vstack([np.eye(1, len(LABELS)) * 99, part, np.eye(1, len(LABELS)) * 99])
            best = tuple(chain.best_path(held.astype(np.float32))[1:-1])
        expected += [(at + a, at + b, kind) for a, b, kind in spans_of(best)]
        parts.append(part)
        opens += [new, *[False] * (length - 1)]
        at, new = at + length, not closes
        if closes:
            parts.append(np.eye(1, len(LABELS), dtype=np.float32) * 20)
            opens.append(False)
            at += 1

    found = chain.ranges(np.vstack(parts), np.array(opens))

    assert found == expected


def spans_of(path: tuple[int, ...]) -> list[tuple[int, int, str]]:
    found, begin = [], 0
    for i, label in enumerate(path):
        begin = i if LABELS[label][0] in "BS" else begin
        if LABELS[label][0] in "ES":
            found.append((begin, i, LABELS[label][2:]))
    return found


def test_no_ranges_in_no_words() -> None:
    nothing = np.zeros((0, len(LABELS)), dtype=np.float32)

    assert Chain(LABELS).ranges(nothing, np.zeros(0, dtype=bool)) == []
