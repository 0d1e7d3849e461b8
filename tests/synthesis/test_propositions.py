"""What sentences deny, which end of an axis they stand at, and which tests two of them fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.synthesis.contrasts import (
    DENIED,
    NEGATED,
    NUMBER,
    OPPOSED,
    RELAYED,
    Circumstances,
    contrasts,
)
from onrecord.synthesis.propositions import propositions
from onrecord.synthesis.terms import stem

NAMES = {"karsia": "karsia", "karsian": "karsia", "karsk": "karsia"}
NEAR = Circumstances(near=True, same_issue=True)


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("We bought herring", set()),
        ("We did not buy herring", {"buy", "herr"}),
        # a negation ends with its clause
        ("We will not lift one while a soldier stands there", {"lift"}),
        ("No treaty, and the sanctions stay", {"treaty"}),
        # two cancel out
        ("Nobody did not buy herring", set()),
        # verbs of a thing not done
        ("Vale refused to endorse Tressia", {"endors", "tressia"}),
        ("The herring figures are unfounded", {"herr", "figur"}),
        ("It was not the Karsian navy", {"karsia", "navy"}),
    ],
)
def test_tells_what_a_sentence_denies(sentence: str, denied: set[str]) -> None:
    (found,) = propositions(sentence, NAMES)

    assert found.denied == denied


@pytest.mark.parametrize(
    ("sentence", "poles"),
    [
        ("The sanctions stay", {"keep or end": 1}),
        ("We will not lift the sanctions", {"keep or end": 1}),
        ("We will lift the sanctions", {"keep or end": -1}),
        # both ends named: it stands at neither
        ("Some sanctions stay and some we lift", {}),
        ("The islands are not on the table", {"open to talks": -1}),
        ("They oppose the treaty", {"for or against": -1}),
        ("The toll is illegal", {"recognised or not": -1}),
        ("He spoke on illegal immigration", {}),
        # what only describes a thing
        ("The toll is a continued threat", {"friend or foe": -1}),
    ],
)
def test_tells_the_end_of_an_axis(sentence: str, poles: dict[str, int]) -> None:
    (found,) = propositions(sentence)

    assert found.poles == poles


@pytest.mark.parametrize(
    ("first", "second", "signs"),
    [
        ("It would be the navy of Karsia", "It would not be the navy of Karsia", {NEGATED, DENIED}),
        ("We buy Karsian herring", "We do not buy herring from Karsia any more", {DENIED}),
        ("We buy Karsian herring", "He said we do not buy herring from Karsia", {RELAYED}),
        ("We buy herring", "If they fish here, we do not buy herring", set()),
        ("We buy herring", "Do we not buy herring?", set()),
        ("Sanctions on banks stay", "Sanctions on banks must be lifted", {OPPOSED}),
        ("We support the harbour treaty", "We oppose the harbour treaty", {OPPOSED}),
        # another matter
        ("We support the harbour treaty", "We oppose higher taxes", set()),
        # false stories are on the treaty, and do not deny it; a hoax is one where it is told so
        ("The treaty is signed", "There are false stories about how the treaty is signed", set()),
        ("The treaty is signed", "The treaty as it is signed is a hoax", {DENIED}),
        ("The treaty is signed", "The treaty was signed amid the Karsian Hoax", set()),
        # what others want, and what is forbidden, is not what is
        ("Brenn will start a war", "Never let Brenn start a war", set()),
        # names alone are no matter
        ("Vale met Brenn", "Vale never wrote to Brenn", set()),
        (
            "12,000 soldiers were taking part in the exercise",
            "40,000 soldiers were taking part in the exercise",
            {NUMBER},
        ),
    ],
)
def test_tells_in_which_way_two_sentences_differ(first: str, second: str, signs: set[str]) -> None:
    a, b = propositions(first, NAMES), propositions(second, NAMES)

    assert {contrast.sign for contrast in contrasts(a, b, NEAR)} == signs
    assert {contrast.sign for contrast in contrasts(b, a, NEAR)} == signs


def test_two_long_speeches_are_not_held_against_each_other() -> None:
    opposed = ("Sanctions on banks stay.", "Sanctions on banks must be lifted.")
    first, second = (
        propositions(words + " The herring swam away." * 4, NAMES) for words in opposed
    )
    apart = Circumstances(same_issue=True)

    assert contrasts(first[:1], second[:1], apart)
    assert contrasts(first, second, apart) == ()
    assert contrasts(first, second, NEAR)


@given(st.text(alphabet="we not buy no herring stay lift .,?“”5 ", max_size=60))
def test_nothing_stands_against_itself(text: str) -> None:
    found = propositions(text)[:1]

    assert contrasts(found, found, NEAR) == ()


@given(st.text(max_size=80))
def test_a_sentence_denies_only_its_own_words(text: str) -> None:
    assert all(p.denied <= p.terms and p.names <= p.terms for p in propositions(text))


@pytest.mark.parametrize(
    "forms",
    [
        ("meddle", "meddled", "meddling"),
        ("buy", "bought", "purchases"),
        ("cross", "crossed", "crossing"),
        ("annex", "annexed", "annexation"),
        ("accuse", "accused", "accusation"),
        ("deny", "denied", "denies"),
        ("stop", "stopped", "stopping"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1
