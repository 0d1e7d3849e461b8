"""The encoder of pairs that ships: what it must be able to tell, and what comes out of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.selectors import Span
from onrecord.extraction.encoder_consistency import LABELS, Consistency, features
from onrecord.extraction.encoder_pairs import PairEncoder, pair_encoder


@pytest.fixture(scope="module")
def encoder() -> PairEncoder:
    return pair_encoder()


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Critics called Okoro a corrupt liar who had betrayed his voters.", -1),
        ("Mara Vale is a brave and honest leader, and everybody admires Okoro.", 1),
    ],
)
def test_tells_for_and_against(encoder: PairEncoder, sentence: str, sign: int) -> None:
    start = sentence.index("Okoro")

    direction = encoder.toward(sentence, Span(start, start + 5))

    assert direction is not None
    assert direction * sign > 0


def test_is_silent_where_it_is_not_sure(encoder: PairEncoder) -> None:
    target = Span(0, 5)
    encoder.direction("Okoro", target)

    class Unsure(PairEncoder):
        def __init__(self) -> None:
            pass

        def direction(self, sentence: str, target: Span) -> dict[str, float]:
            return {"-1": 0.2, "0": 0.05, "1": 0.75}

    assert Unsure().toward("Okoro is here.", target) is None


@pytest.mark.parametrize(
    ("premise", "hypothesis", "expected"),
    [
        (
            "Okoro signed the treaty in May.",
            "Okoro did not sign the treaty in May.",
            "contradiction",
        ),
        ("Okoro signed the treaty in May.", "In May, Okoro signed the treaty.", "entailment"),
        ("Okoro attacked Vale on Friday.", "Vale attacked Okoro on Friday.", "contradiction"),
    ],
)
def test_tells_what_follows(
    encoder: PairEncoder, premise: str, hypothesis: str, expected: str
) -> None:
    found = encoder.entailment(premise, hypothesis)

    assert max(found, key=lambda name: found[name]) == expected
    assert sum(found.values()) == pytest.approx(1)


@given(st.text(max_size=60), st.text(max_size=60))
def test_consistency_has_shares_of_any_two_texts(first: str, second: str) -> None:
    found = pair_encoder().consistency(first, second)

    assert tuple(found) == LABELS
    assert sum(found.values()) == pytest.approx(1)
    assert all(share >= 0 for share in found.values())


def test_signs_in_words_count() -> None:
    a, b = np.ones(4, dtype=np.float32), np.ones(4, dtype=np.float32)

    plain = features(a, b, "The harbour is open.", "The harbour is open.")
    denied = features(a, b, "The harbour is open.", "The harbour must not be closed.")
    model = Consistency(np.eye(len(plain), 3, dtype=np.float32), np.zeros(3, dtype=np.float32))

    assert plain.shape == denied.shape
    assert (plain != denied).any()
    assert sum(model.shares(denied).values()) == pytest.approx(1)
