"""Whom a pronoun that speaks cannot mean: `[source => id]`, read by rule."""

import re

import pytest

from onrecord import pipeline
from onrecord.linking.register import parse_register
from tests.linking.invented import document

REGISTER = parse_register(
    """
    [[person]]
    name = "Idris Okoro"
    aliases = ["Okoro"]
    gender = "he"

    [[person]]
    name = "Ngua Teleki"
    aliases = ["Teleki"]
    gender = "he"

    [[person]]
    name = "Ada Vale"
    aliases = ["Vale"]
    gender = "she"
    """
)
_MARK = re.compile(r"\[([^\[\]]*) => ([\w-]+)\]")


def speakers_in(text: str) -> list[tuple[str, str | None]]:
    found = pipeline.read_out(document(text), REGISTER).statements
    return [(s.source[0].of(text), s.speaker.id if s.speaker else None) for s in found if s.source]


@pytest.mark.parametrize(
    "expected",
    [
        # named in his own words, he is the other one
        "Okoro spoke first. [Teleki => ngua-teleki] said it rained. "
        "[He => ngua-teleki] accused Okoro of lying.",
        # after a quotation it goes on with who spoke, not with whom the words speak of
        "“I pity Okoro,” [Teleki => ngua-teleki] said.\n\n"
        "“It is a shame for us all,” [he => ngua-teleki] added.",
        # who was spoken of since, outside the words, may well be meant
        "“I pity Okoro,” [Teleki => ngua-teleki] said.\n\nOkoro left the hall. "
        "“It is a shame for us all,” [he => idris-okoro] said.",
        # a woman is no "he"; nobody is named where nobody fits
        "[Vale => ada-vale] said it rained. Okoro laughed. [He => none] said that Okoro had lied.",
    ],
)
def test_who_speaks(expected: str) -> None:
    text = _MARK.sub(r"\1", expected)
    marked = [(words, None if who == "none" else who) for words, who in _MARK.findall(expected)]

    assert speakers_in(text) == marked


def test_one_pronoun_says_two_things() -> None:
    found = speakers_in("Teleki said no. “It is a shame,” he said, adding that it rained.")

    assert [who for _, who in found] == ["ngua-teleki"] * 3
