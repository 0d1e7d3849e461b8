import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.verification.matching import _Match, matches
from onrecord.verification.wording import Indexed, wording


def found(quote: str, source: str) -> list[list[str]]:
    """The pieces of the source that hold the quotation, as written."""
    indexed = Indexed(wording(source))
    return [
        [indexed.wording.raw(*piece) for piece in pieces]
        for pieces in matches(wording(quote), indexed)
    ]


@pytest.mark.parametrize(
    ("quote", "source", "pieces"),
    [
        ("we will not yield,", "Vale said: “We will not yield.”", [["We will not yield"]]),
        # an ellipsis leaves words out
        ("we will … not yield", "we will, as I said, not yield", [["we will", "not yield"]]),
        # a clarification beside a word, and in place of some
        ("he [Okoro] lied to us", "he lied to us", [["he lied to us"]]),
        ("[The minister] lied to us", "He lied to us", [["lied to us"]]),
        (
            "I told [Okoro] to go home",
            "I told that man to go home",
            [["I told that man to go home"]],
        ),
        # a clarification of the source goes, or is the pronoun again
        ("they [all] lied", "they [the envoys] all lied", [["they [the envoys] all lied"]]),
        ("she [again] lied", "[Vale] lied again", []),
        ("I told him to go", "I told [Okoro] to go", [["I told [Okoro] to go"]]),
        # what the source interrupts
        (
            "We will wait. We have time.",
            "“We will wait,” Vale told reporters. “We have time.”",
            [["We will wait", "We have time"]],
        ),
        # one word in two, two in one
        ("sixty per cent of it", "sixty percent of it", [["sixty percent of it"]]),
        ("a face-to-face talk", "a facetoface talk", [["a facetoface talk"]]),
        ("it is face to face", "it is facetoface", [["it is facetoface"]]),
        ("I do know", "I doknow it", [["I doknow"]]),  # the last two, and no third to join them
        # everywhere it stands
        ("no more war", "No more war! No more war!", [["No more war"], ["No more war"]]),
    ],
)
def test_finds_the_words_under_what_a_writer_may_do(
    quote: str, source: str, pieces: list[list[str]]
) -> None:
    assert found(quote, source) == pieces


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("we will yield", "we will not yield"),
        ("we will … yield to them", "we will not yield to them"),
        ("we will [not] yield", "we will yield"),
        ("we sent [forty] men there", "we sent four men there"),
        ("we will never yield", "we will not yield"),
        ("not yield we will", "we will not yield"),
        ("we will wait we have time", "“We will wait,” Vale said.\n\n“We have time.”"),
        # the ellipsis is the source's own
        ("no blame ... for the people", "no blame ... you say, for the people"),
        ("we talked of and the sanctions", "we talked of [Okoro's] release and the sanctions"),
        ("...", "anything"),
        ("[all of it]", "all of it"),
        ("[all] [of it]", "all of it"),
    ],
)
def test_a_changed_added_or_missing_word_is_no_match(quote: str, source: str) -> None:
    assert found(quote, source) == []


WORDS = st.lists(st.sampled_from("we will not yield to them now or ever".split()), min_size=1)


@given(WORDS, WORDS, WORDS)
def test_whatever_stands_in_a_source_is_found(
    before: list[str], said: list[str], after: list[str]
) -> None:
    assert found(" ".join(said), " ".join([*before, *said, *after]))


@given(WORDS, st.data())
def test_a_word_from_nowhere_is_never_found(said: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(said) - 1))
    changed = [*said[:place], "zebra", *said[place + 1 :]]

    assert found(" ".join(changed), " ".join(said)) == []


PARTS = st.lists(st.sampled_from("in so far insofar as [ ] …".split()), max_size=9)


@given(PARTS, PARTS)
@example(["insofar"], ["in", "so", "far"])
def test_no_place_is_passed_over(said: list[str], text: list[str]) -> None:
    quote, source = wording(" ".join(said)), Indexed(wording(" ".join(text)))
    first = quote.brackets.get(0, 0)
    whole = quote.brackets.get(first, first) == len(quote)
    tried = (
        () if whole else (_Match(quote, source).at(first, j) for j in range(len(source.wording)))
    )

    assert list(matches(quote, source)) == [pieces for pieces in tried if pieces is not None]
