"""Near-duplicates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents import duplicates
from onrecord.documents.duplicates import fingerprint, near_duplicates

LEXICON = [
    f"{a}{b}" for a in "ba ko li mu ne po ri sa tu ve".split() for b in "ran tel mus".split()
]


def story(seed: int, words: int = 400) -> list[str]:
    """The words of an invented wire story."""
    chance = random.Random(seed)
    return [chance.choice(LEXICON) for _ in range(words)]


def related(a: str, b: str) -> bool:
    """Whether two texts are found to be near-duplicates, as the record finds them."""
    return bool(set(fingerprint(a)) & set(fingerprint(b))) and near_duplicates(a)(b)


def test_a_wire_story_with_another_head_and_a_cut_tail_is_the_same() -> None:
    for seed in range(20):
        words = story(seed)
        other = ["brenn", "times", "port", *words[:330], "sarrow", "agency"]

        assert related(" ".join(words), " ".join(other))


def test_other_stories_are_others() -> None:
    texts = [" ".join(story(seed)) for seed in range(40)]

    assert not any(related(a, b) for i, a in enumerate(texts) for b in texts[:i])


def test_a_post_quoted_whole_in_an_article_is_not_the_article() -> None:
    post = " ".join(story(1, 30))
    article = " ".join(story(2, 200)) + " " + post + " " + " ".join(story(3, 200))

    assert not near_duplicates(post)(article)


def test_a_text_is_read_once_with_however_many_it_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [" ".join(story(seed)) for seed in range(5)]
    read: list[str] = []
    cut = duplicates._words

    def watched(text: str) -> list[str]:
        read.append(text)
        return cut(text)

    monkeypatch.setattr(duplicates, "_words", watched)

    resembles = near_duplicates(texts[0])

    assert [resembles(text) for text in texts] == [True, False, False, False, False]
    assert read.count(texts[0]) == 2  # itself, and as one of those it is compared with


def test_short_texts_must_be_equal_in_words() -> None:
    assert related("Thank you, Brenn!", "thank you Brenn")
    assert not related("Thank you, Brenn!", "Thank you, Sarrow!")
    assert fingerprint("…") == ()


@given(st.text(max_size=300))
def test_a_text_is_its_own_duplicate_whatever_its_spacing_and_case(text: str) -> None:
    spaced = "  ".join(text.split())

    assert fingerprint(text) == fingerprint(spaced)
    assert all(-(2**63) <= band < 2**63 for band in fingerprint(text))
