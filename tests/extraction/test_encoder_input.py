from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.components import component
from onrecord.core.selectors import Span
from onrecord.extraction.encoder import encoder
from onrecord.extraction.encoder_input import (
    Case,
    PieceReader,
    Place,
    Quoted,
    Words,
    read_words,
    windows,
)

UGLY = "aé ﬁ İß\u0301\u200d\u200b\ufeff\xa0\xad‘’“”\"'.,—…中한ไ🇺🇸👩🏽‍🚀\ud800Ａ\x00\x85\u2028_9²\n"


@pytest.fixture(scope="module")
def reader() -> PieceReader:
    return PieceReader(Tokenizer.from_str(component("reader/tokenizer.json").decode()))


def read(text: str, reader: PieceReader) -> Words:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return read_words(text, paragraphs, reader)


def test_words_carry_how_they_are_written_and_quoted(reader: PieceReader) -> None:
    text = "Vale said: “NATO won’t wait.”\nA 2nd line"

    words = read(text, reader)

    shown = [
        (text[start:end], Case(case).name, Quoted(quoted).name, Place(place).name)
        for start, end, (case, quoted, place) in zip(
            words.starts, words.ends, words.features, strict=True
        )
    ]
    assert shown == [
        ("Vale", "TITLE", "OUTSIDE", "FIRST"),
        ("said", "LOWER", "OUTSIDE", "WITHIN"),
        (":", "MARK", "OUTSIDE", "WITHIN"),
        ("“", "MARK", "OPENING", "WITHIN"),
        ("NATO", "UPPER", "INSIDE", "WITHIN"),
        ("won", "LOWER", "INSIDE", "WITHIN"),
        ("’", "MARK", "INSIDE", "WITHIN"),
        ("t", "LOWER", "INSIDE", "WITHIN"),
        ("wait", "LOWER", "INSIDE", "WITHIN"),
        (".", "MARK", "INSIDE", "WITHIN"),
        ("”", "MARK", "CLOSING", "WITHIN"),
        ("A", "INITIAL", "OUTSIDE", "FIRST"),
        ("2nd", "LOWER", "OUTSIDE", "WITHIN"),
        ("line", "LOWER", "OUTSIDE", "WITHIN"),
    ]


@given(st.text(alphabet=UGLY, max_size=60))
def test_words_lie_apart_and_in_order_in_the_text_as_it_is(text: str) -> None:
    reader = PieceReader(Tokenizer.from_str(component("reader/tokenizer.json").decode()))
    words = read(text, reader)

    assert (words.starts < words.ends).all()
    assert (words.ends[:-1] <= words.starts[1:]).all()
    assert all(not text[a:b].isspace() for a, b in zip(words.starts, words.ends, strict=True))
    for i in range(len(words)):
        assert words.covering(words.span(i, i)) == range(i, i + 1)


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(24, 80), st.integers(0, 20)
)
def test_windows_hold_every_word_once_beyond_their_margins(
    lengths: list[int], size: int, margin: int
) -> None:
    reader = PieceReader(Tokenizer.from_str(component("reader/tokenizer.json").decode()))
    words = read("\n".join("Vale spoke. " * n for n in lengths), reader)

    cuts = list(windows(words, size, margin))

    assert cuts[0].first == 0
    assert cuts[-1].end == len(words)
    for before, after in pairwise(cuts):
        assert before.first < after.first <= before.end < after.end
    for cut in cuts:
        assert len(cut.ids) <= size + 1
        first_pieces = [words.pieces[i][0] for i in range(cut.first, cut.end)]
        assert np.array_equal(cut.ids[cut.heads], first_pieces)


def test_the_fast_reader_is_fed_the_mean_vector_of_each_word() -> None:
    fast = encoder("fast")
    words = read("Vale, the untransmogrifiable Okoro’s envoy.", fast.pieces)

    fed = fast._feed(words, 1, len(words))["vectors"][0]

    wanted = [fast.word_vector(pieces) for pieces in words.pieces[1:]]
    assert {1, 2} < {min(3, len(pieces)) for pieces in words.pieces}
    np.testing.assert_array_equal(fed, np.stack(wanted))
