"""Whom a pronoun that speaks cannot mean."""

import pytest

from onrecord.core.entities import Reference
from onrecord.core.evidence import SpeakerKind
from onrecord.linking.binding import rebound
from onrecord.linking.people import Resolver, people_of
from onrecord.linking.speakers import Speaker
from onrecord.reading import analyse
from tests.linking.invented import REGISTER, document

BRENN, SARROW, VALE = "tomas-brenn", "ivo-sarrow", "ada-vale"


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        # named in his own words, he is nobody of that name: the last who spoke, or nobody
        (
            "Tomas Brenn rose. Ivo Sarrow said no. He accused Brenn of lying.",
            [SARROW, BRENN],
            [SARROW, SARROW],
        ),
        ("Tomas Brenn came. He accused Brenn of lying.", [BRENN], [None]),
        (
            "Tomas Brenn rose. Ada Vale said no. He accused Brenn of lying.",
            [VALE, BRENN],
            [VALE, None],
        ),
        # after a quotation he is not whom it was about
        (
            "Tomas Brenn rose. “Pity Brenn,” Ivo Sarrow said.\n\n“It is a shame,” he added.",
            [SARROW, BRENN],
            [SARROW, SARROW],
        ),
        # but may be somebody whom the text itself has named since
        (
            "“Pity Brenn,” Ivo Sarrow said.\n\nTomas Brenn left. “It is a shame,” he added.",
            [SARROW, BRENN],
            [SARROW, BRENN],
        ),
        # too far back to go on from
        (
            "“Pity Brenn,” Ivo Sarrow said.\n\nIt rained.\n\nIt snowed.\n\n“Shame,” he added.",
            [SARROW, BRENN],
            [SARROW, BRENN],
        ),
        # one pronoun, two sayings
        (
            "Tomas Brenn rose. Ivo Sarrow said no. “Shame,” he said, adding that it rained.",
            [SARROW, BRENN, BRENN],
            [SARROW, SARROW, SARROW],
        ),
    ],
)
def test_a_speaker_that_cannot_be_is_set_right(
    text: str, taken: list[str], expected: list[str | None]
) -> None:
    read = document(text)
    analysis = analyse(read, REGISTER, None)
    resolver = Resolver(read, analysis.mentions, people_of(REGISTER))
    told = sorted(analysis.attributions, key=lambda item: (item.source[0].start, item.content))
    given = [Speaker(Reference(who, who), SpeakerKind.PERSON) for who in taken]

    found = rebound(read, told, given, resolver)

    assert [s.reference.id if s.reference else None for s in found] == expected
