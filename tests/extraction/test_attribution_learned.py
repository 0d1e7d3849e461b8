"""Whole paragraphs as the shipped encoder reads them, with what the form of a text decides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.attribution_learned import role_scores
from onrecord.extraction.encoder import Heads
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import Chain
from tests.extraction.marking import marked, plain, read_by_encoder

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


@pytest.mark.parametrize(
    "expected",
    [
        # a quotation that runs on, and the next speaker's
        "[content “We will not close the harbour,”] [source Vale] [cue said]. [content “Karsia can "
        "send whatever notes it likes. We stay.”]\n\n"
        "[content2 “That is a dangerous answer,”] [source2 Oren Sarrow, the Karsian foreign "
        "minister,] [cue2 told] reporters in Ostrin. [content2 “It will cost Velland dearly.”]",
        # three speakers, each with the cue before the name
        "[content “The dam is safe,”] [cue said] [source Vale].\n\n"
        "[content2 “The dam is a ruin,”] [cue2 said] [source2 Sarrow].\n\n"
        "[content3 “Nobody asked the engineers,”] [cue3 said] [source3 Lio Aldous].",
        # a speech of several paragraphs, only the last of which is closed
        "The envoy began slowly. [content “When I came to Ostrin there was no bridge,”] "
        "[source he] [cue said].\n\n"
        "[content “There was a ferry, and on some days not even that.]\n\n"
        "[content “You built the bridge. Do not burn it.”]\n\n"
        "Sarrow did not answer.",
        # no quotation marks at all
        "[source Vale] [cue said] [content the treaty was dead]. [source2 Her deputy] "
        "[cue2 denied] [content2 that talks had begun].",
        # a letter
        'Sarrow: Velland must choose\n\n'
        '[content "The choice is simple,"] [source Sarrow] [cue wrote]. '
        '[content "Either the treaty holds or the border does."]',
        # pull quotes of readers, under their own names
        "Three letters reached the paper.\n\n"
        "[content “It is a ruin. Everybody in Brenn knows that.”] [cue ―] [source Iris Colman]\n"
        "[content2 “I would not sleep below it.”] [cue2 ―] [source2 Tom Brenn, Ostrin]",
        # a transcript in the middle of a report
        "Partial transcript as follows:\n\n"
        '"[source SARROW][cue :] [content Will you meet the envoy?]\n\n'
        '"[source2 VALE][cue2 :] [content2 I told you that I will not.]\n\n'
        "The talk was aired on Sunday.",
    ],
)  # fmt: skip
def test_whole_paragraphs_of_news(expected: str) -> None:
    text = plain(expected)

    assert marked(text, read_by_encoder(text)) == expected
