"""Speaker turns."""

import pytest

from onrecord.core.document import SegmentKind
from onrecord.documents.transcripts import is_transcript, turns

BRIEFING = """\
Briefing by Press Secretary Lena Brenn

1:30 P.M. EST

MS. BRENN: Good afternoon. The President met Mr. Sarrow.

She will travel on Friday.

Q Will she sign?

MS. BRENN: She will not.

[crosstalk]

Q: And the port?

MS. BRENN: (Laughter.) Note: the port is closed.

END 2:10 P.M. EST
"""


def spoken(text: str, speaker: str | None = None) -> list[tuple[str, str | None, str]]:
    """The segments as kind, speaker and words."""
    return [(part.kind, part.speaker, part.span.of(text)) for part in turns(text, speaker)]


def test_cuts_a_briefing_into_turns() -> None:
    assert spoken(BRIEFING) == [
        ("title", None, "Briefing by Press Secretary Lena Brenn"),
        ("byline", None, "1:30 P.M. EST"),
        ("turn", "MS. BRENN", "Good afternoon. The President met Mr. Sarrow."),
        ("turn", "MS. BRENN", "She will travel on Friday."),
        ("turn", "Q", "Will she sign?"),
        ("turn", "MS. BRENN", "She will not."),
        ("boilerplate", None, "[crosstalk]"),
        ("turn", "Q", "And the port?"),
        ("turn", "MS. BRENN", "(Laughter.) Note: the port is closed."),
        ("boilerplate", None, "END 2:10 P.M. EST"),
    ]


def test_a_label_stands_where_it_says() -> None:
    for part in turns(BRIEFING):
        if part.kind == SegmentKind.TURN:
            assert part.label is not None
            assert part.label.of(BRIEFING) == part.speaker


DEBATE = "Ada Vale: Yes.\n\nIvo Sarrow: No.\n\nAda Vale: Why?\n\nIvo Sarrow: Because."
ARTICLE = (
    "Vale and Sarrow met.\n\nOkoro: Vale has won\n\nThe talks began on Monday, her office said.\n\n"
    "Note: all times are local.\n\nWatch: the meeting\n\nThey end on Friday."
)
SCORES = "Vale: 12\n\nSarrow: 14\n\nVale: 20\n\nSarrow: 3"
LINKS = "Read more: a\n\nRead more: b\n\nUpdate: c\n\nUpdate: d\n\nWatch: e\n\nWatch: f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BRIEFING, True),
        (DEBATE, True),
        ("Q: Why?\nA: Because of the port.\nQ: And now?\nA: We wait.", True),
        ("THE PRESIDENT: Thank you.\n\nQ Will you go?\n\nTHE PRESIDENT: I will.", True),
        (ARTICLE, False),
        (SCORES, False),
        (LINKS, False),
        ("", False),
    ],
)
def test_tells_a_transcript_from_an_article(text: str, expected: bool) -> None:
    assert is_transcript(text) is expected


def test_without_labels_the_given_speaker_speaks() -> None:
    assert spoken("We will win.\n\n(APPLAUSE)\n\nThank you.", "Ada Vale") == [
        ("turn", "Ada Vale", "We will win."),
        ("boilerplate", None, "(APPLAUSE)"),
        ("turn", "Ada Vale", "Thank you."),
    ]


def test_an_article_that_goes_on_after_a_dialogue_is_nobodys_turn() -> None:
    text = (
        "The exchange:\n\nOKORO: Did you sign?\n\nSARROW: I did.\n\nOKORO: Why?\n\n"
        "SARROW: I had to.\n\nThe latest: Sarrow said on Friday that he did not sign.\n\n"
        "It goes on."
    )

    assert spoken(text)[-3:] == [
        ("turn", "SARROW", "I had to."),
        ("paragraph", None, "The latest: Sarrow said on Friday that he did not sign."),
        ("paragraph", None, "It goes on."),
    ]
