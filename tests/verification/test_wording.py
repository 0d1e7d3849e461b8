from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.core.selectors import Span
from onrecord.verification import wording as module
from onrecord.verification.wording import Indexed, comparable, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We’ll see.", "“we'll see”"),
        ("a tit-for-tat -- again", "a tit for tat — again"),
        ("12,000 soldiers", "12000 soldiers"),
        ("60% of Velland", "60 percent of Velland"),
        ("the U.S. Senate", "the US Senate"),
        ("bread & salt", "bread and salt"),
        ("ﬁfty", "fifty"),
    ],
)
def test_typography_makes_no_other_words(one: str, other: str) -> None:
    assert wording(one).forms == wording(other).forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we're going", "were going"),
        ("1.5 million", "15 million"),
        ("$12", "12"),
        ("12,5", "125"),
        ("can", "can't"),
    ],
)
def test_what_says_something_else_stays_apart(one: str, other: str) -> None:
    assert wording(one).forms != wording(other).forms


def test_ellipses_and_brackets_are_no_words() -> None:
    words = wording("I … never [once, in Karsk] said . . . that [...]")

    assert words.forms == ("i", "never", "once", "in", "karsk", "said", "that")
    assert words.gaps == {1, 6, 7}
    assert words.brackets == {2: 5}


def test_a_bracket_that_is_not_closed_brackets_nothing() -> None:
    assert wording("I [never said that").brackets == {}


@given(st.text())
def test_words_lie_where_they_say(text: str) -> None:
    words = wording(text)

    assert len(words.forms) == len(words.starts) == len(words.ends)
    assert all(
        comparable(text[a:b]) == form
        for form, a, b in zip(words.forms, words.starts, words.ends, strict=True)
    )
    assert list(words.starts) == sorted(words.starts)


TEXTS = st.lists(
    st.sampled_from(["so", "It", "é", "5", "1,5", "U.S.", *" .,\n\u00a0'[]_$", "''", "…", ". . ."])
).map("".join)


@given(TEXTS, st.integers(0, 3))
@example("so. . . it", 0)
@example("so [ … ] it", 0)
@example(f"so {'it' * 60} is", 1)
def test_a_text_in_pieces_has_what_it_has_as_a_whole(text: str, start: int) -> None:
    within = Span(start, len(text)) if start < len(text) else None
    found = [(m.lastgroup, m.span()) for m in module._TOKEN.finditer(text, start if within else 0)]

    words = wording(text, within)

    spans = [span for kind, span in found if kind == "word"]
    assert list(zip(words.starts, words.ends, strict=True)) == spans
    assert words.forms == tuple(comparable(text[a:b]) for a, b in spans)
    for kind, numbers in (("gap", words.gaps), ("mark", words.marks)):
        places = [span[0] for of, span in found if of == kind]
        assert numbers == {sum(a < place for a, _ in spans) for place in places}


@given(st.lists(st.sampled_from("the gate is shut and the quay".split())))
def test_words_and_pairs_are_found_where_they_stand(forms: list[str]) -> None:
    indexed = Indexed(wording(" ".join(forms)))

    assert set(indexed.words()) == set(forms)
    for word in ("the", "gate", "harbour"):
        assert list(indexed.places(word)) == [i for i, form in enumerate(forms) if form == word]
        for pair in (("the", word), (word, "is")):
            expected = [i for i, both in enumerate(pairwise(forms)) if both == pair]
            assert list(indexed.pairs(pair)) == expected
        assert list(indexed.pairs((word,))) == []
