"""Quotations that were left over, and to whom they are given."""

import pytest

from onrecord.extraction.attribution_quotations import claim_quotations
from onrecord.extraction.attribution_sentences import Marked
from onrecord.extraction.encoded import Paragraph
from tests.extraction.marking import document, found_in, marked, plain


def claimed(before: str) -> str:
    text = plain(before)
    found = found_in(before)
    lines = [Paragraph(segment, segment.span) for segment in document(text).segments]

    claim_quotations(Marked(text), lines, found)

    return marked(text, found)


KNEW = "[content “They knew,”] [source she] [cue said]"
SAID = "[source Vale] [cue said]: [content “Nobody wanted it.]"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a speech that opens each of its paragraphs is whoever's it is in one of them
        (
            f"Vale rose.\n“It is the law.\n“It binds us.\n{KNEW}.",
            f"Vale rose.\n[content “It is the law.]\n[content “It binds us.]\n{KNEW}.",
        ),
        (
            f"{SAID}\n“It is the law.\n“So be it.”\n“No.”",
            f"{SAID}\n[content “It is the law.]\n[content “So be it.”]\n“No.”",
        ),
        # a sentence of the same paragraph goes on with it
        (
            f"{KNEW}, on her way home. “They slept.”",
            f"{KNEW}, on her way home. [content “They slept.”]",
        ),
        # what a rule is sure of
        (
            "It rained. “They knew all along,” Vale said.",
            "It rained. [content “They knew all along,”] [source Vale] [cue said].",
        ),
    ],
)
def test_who_is_given_a_quotation_left_over(before: str, after: str) -> None:
    assert claimed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        f"{SAID}\nIt rained.\n“It is the law.”",
        # a closing mark was lost: the next paragraph has a speaker of its own
        f"{SAID}\n[content2 “I did,”] [source2 Brenn] [cue2 said].",
        # somebody else has spoken since
        f"{KNEW}. [source2 Brenn] [cue2 denied] [content2 it]. “We slept.”",
        f"{KNEW}. The “gift” came late.",
        # the names of a book and of a programme are nothing that was said
        "In his book “The Long Ferry,” [source Aldous] [cue writes] [content that it rained].",
        "On this week’s “Brenn Tonight,” Aldous said that it rained.",
    ],
)
def test_what_stays_nobodys(text: str) -> None:
    assert claimed(text) == text
