import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.verification.wording import comparable, wording


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
