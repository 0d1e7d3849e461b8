from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.attribution_decoding import marginals, paragraph_spans
from onrecord.extraction.encoder_spans import IMPOSSIBLE, Chain

LABELS = ("O", "B-cue", "I-cue", "E-cue", "S-cue")
LEARNED = np.random.default_rng(7).normal(size=(5, 5)).astype(np.float32)
ROLES = Chain(LABELS, LEARNED)


def by_hand(scores: np.ndarray) -> list[tuple[int, int, float]]:
    """The spans of one paragraph and their probabilities, over every path there is."""
    weights = {}
    for path in product(range(len(LABELS)), repeat=len(scores)):
        steps = [0, *path, 0]
        moves = sum(float(ROLES.moves[a, b]) for a, b in pairwise(steps))
        if moves > IMPOSSIBLE / 2:
            weights[path] = moves + sum(float(scores[i, label]) for i, label in enumerate(path))
    best = max(weights, key=lambda path: weights[path])
    total = sum(np.exp(weight) for weight in weights.values())
    spans = []
    begin = 0
    for i, label in enumerate(best):
        begin = i if LABELS[label][0] in "BS" else begin
        if LABELS[label][0] in "ES":
            same = [w for p, w in weights.items() if p[begin : i + 1] == best[begin : i + 1]]
            spans.append((begin, i, float(sum(np.exp(same)) / total)))
    return spans


@given(st.lists(st.integers(1, 4), max_size=4), st.integers(0, 10_000))
def test_each_paragraph_has_the_spans_of_its_best_path(lengths: list[int], seed: int) -> None:
    paragraph = np.repeat(np.arange(len(lengths)), lengths)
    shape = (len(paragraph), len(LABELS))
    scores = np.random.default_rng(seed).normal(scale=2, size=shape).astype(np.float32)
    expected = [
        (begin + first, begin + last, probability)
        for begin, length in zip(np.cumsum([0, *lengths]).tolist(), lengths, strict=False)
        for first, last, probability in by_hand(scores[begin : begin + length])
    ]

    found = paragraph_spans(ROLES, scores, paragraph)

    assert [(s.first, s.last, s.kind) for s in found] == [(a, b, "cue") for a, b, _ in expected]
    assert np.allclose([s.probability for s in found], [p for _, _, p in expected], atol=1e-4)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_labels_of_a_word_share_one_probability(lengths: list[int], seed: int) -> None:
    paragraph = np.repeat(np.arange(len(lengths)), lengths)
    shape = (len(paragraph), len(LABELS))
    scores = np.random.default_rng(seed).normal(scale=2, size=shape).astype(np.float32)

    shares = marginals(ROLES, scores, paragraph)

    assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)
    for span in paragraph_spans(ROLES, scores, paragraph):
        if span.first == span.last:
            assert np.isclose(shares[span.first, LABELS.index("S-cue")], span.probability)


def test_what_can_only_be_outside_is_outside() -> None:
    scores = np.full((3, len(LABELS)), IMPOSSIBLE, dtype=np.float32)
    scores[:, 0] = 0
    scores[1, 4] = 9  # a word that is a cue, in a paragraph of its own

    (found,) = paragraph_spans(ROLES, scores, np.array([0, 1, 2]))

    assert (found.first, found.last, found.kind) == (1, 1, "cue")


def test_no_words_have_no_spans() -> None:
    assert paragraph_spans(ROLES, np.zeros((0, 5), dtype=np.float32), np.array([])) == ()
