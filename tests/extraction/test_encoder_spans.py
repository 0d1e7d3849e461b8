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


@given(chains())
def test_a_spans_probability_is_the_share_of_the_paths_that_have_it(
    drawn: tuple[Chain, np.ndarray],
) -> None:
    chain, scores = drawn
    paths = [p for p in product(range(len(LABELS)), repeat=len(scores)) if legal(p)]
    weights = np.exp([score(chain, scores, path) for path in paths])
    best = chain.best_path(scores)

    for span in chain.spans(scores):
        inside = slice(span.first, span.last + 1)
        share = sum(
            w for w, p in zip(weights, paths, strict=True) if list(p[inside]) == best[inside]
        )
        assert span.probability == pytest.approx(share / weights.sum(), abs=1e-3)


def test_nothing_in_nothing_out() -> None:
    assert Chain(LABELS).spans(np.zeros((0, len(LABELS)), dtype=np.float32)) == ()
