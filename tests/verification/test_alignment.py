import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.audit import Grave
from onrecord.verification.alignment import aligned, changes, is_kin
from onrecord.verification.wording import Indexed, wording

SOURCE = (
    "The minister spoke for an hour. “We will not send 40 soldiers to Karsk before the spring, "
    "and Teleki knows it,” she said. Nobody asked her why the harbour was still closed."
)


def differences(quote: str, source: str = SOURCE) -> list[tuple[str, str, Grave | None]]:
    words, indexed = wording(quote), Indexed(wording(source))
    alignment = aligned(words, indexed)
    assert alignment is not None
    assert is_kin(words, alignment)
    found = changes(words, indexed.wording, alignment)
    return [(change.claimed, change.source, change.grave) for change in found]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (
            "We will send 40 soldiers to Karsk before the spring",
            [("", "not", Grave.NEGATION)],
        ),
        (
            "We will not send 14 soldiers to Karsk before the spring",
            [("14", "40", Grave.NUMBER)],
        ),
        (
            "40 soldiers to Karsk before the spring, and Okoro knows it",
            [("Okoro", "Teleki", Grave.NAME)],
        ),
        (
            "We will not send 40 good soldiers to Karsk",
            [("good", "", None)],
        ),
        # what was changed at an end stands beside what the source has there
        (
            "You will not send 40 soldiers to Karsk before the winter",
            [("You", "We", None), ("winter", "spring", None)],
        ),
    ],
)
def test_tells_each_change_and_how_grave_it_is(
    quote: str, expected: list[tuple[str, str, Grave | None]]
) -> None:
    assert differences(quote) == expected


def test_the_place_of_a_change_is_told() -> None:
    quote = wording("She said: we will not send 40 tanks to Karsk before the spring")
    indexed = Indexed(wording(SOURCE))
    alignment = aligned(quote, indexed)
    assert alignment is not None

    (tanks,) = [c for c in changes(quote, indexed.wording, alignment) if c.source == "soldiers"]

    assert tanks.span is not None
    assert tanks.span.of(quote.text) == "tanks"


@pytest.mark.parametrize(
    "quote",
    [
        "We will be there for all of you, and it will be great",
        "Nobody can say that she was not there when it was still time",
        "the spring harvest in Velland was the best of the century",
    ],
)
def test_what_any_two_texts_share_is_no_kinship(quote: str) -> None:
    words = wording(quote)
    alignment = aligned(words, Indexed(wording(SOURCE)))

    assert alignment is None or not is_kin(words, alignment)


@given(st.text(), st.text())
def test_both_sides_of_the_changes_add_up_to_the_texts(one: str, other: str) -> None:
    quote, indexed = wording(f"we said {one}"), Indexed(wording(f"we said {other}"))
    alignment = aligned(quote, indexed)
    assert alignment is not None

    shared = sum(block.size for block in alignment.blocks)
    claimed = sum(len(wording(c.claimed)) for c in changes(quote, indexed.wording, alignment))

    assert shared + claimed == len(quote)
