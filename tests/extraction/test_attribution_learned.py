"""What the form of a text decides before the encoder is asked, and what it never overrules."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.attribution_learned import role_scores
from onrecord.extraction.encoder import Heads
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import Chain

ROLES = Chain(("O", *(f"{part}-{role}" for role in ("cue", "content") for part in "BIES")))


def heads(paragraphs: list[int], scores: np.ndarray) -> Heads:
    count = len(paragraphs)
    words = Words(
        np.arange(count),
        np.arange(1, count + 1),
        np.array(paragraphs, dtype=np.int64),
        np.zeros((count, 3), dtype=np.int64),
        ((1,),) * count,
    )
    nothing = np.zeros((count, 1), dtype=np.float32)
    return Heads(words=words, role=scores, entity=nothing, timex=nothing, views=())


@given(
    st.lists(st.integers(1, 4), max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.integers(0, 1000),
)
def test_no_span_crosses_a_paragraph_or_lies_in_one_that_plays_no_role(
    lengths: list[int], open_: list[bool], seed: int
) -> None:
    paragraphs = [number for number, length in enumerate(lengths) for _ in range(length)]
    shape = (len(paragraphs), len(ROLES.labels))
    scores = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    given_scores = scores.copy()

    spans = ROLES.spans(role_scores(heads(paragraphs, scores), ROLES, np.array(open_)))

    assert all(paragraphs[s.first] == paragraphs[s.last] for s in spans)
    assert all(open_[paragraphs[s.first]] for s in spans)
    assert (scores == given_scores).all()
