"""What shows by its form who speaks, and what only looks like it."""

import pytest

from onrecord.core.document import SegmentKind
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_forms import plain_forms
from onrecord.extraction.attribution_sentences import paragraphs
from onrecord.extraction.encoded import Paragraph
from tests.extraction.marking import document, marked, plain


def told_by_form(text: str, segment: SegmentKind = SegmentKind.PARAGRAPH) -> str:
    lines = [
        Paragraph(s, span)
        for s in document(text, segment=segment).segments
        for span in paragraphs(text, s.span)
    ]
    found, _ = plain_forms(text, lines)
    return marked(text, sorted(found, key=lambda f: f.content[0]))


@pytest.mark.parametrize(
    "expected",
    [
        "[content “Nobody wins a tariff.”] [cue ―] [source Ada Vale]",
        "[content “Nobody wins a tariff.”][cue —] [source Ada Vale].",
        "[content “Nobody wins a tariff.”] [cue --] [source Tom van der Brenn, 41, Ostrin]",
        "[content “Nobody wins a tariff”] [cue –] [source Sen. A.J. Vale (Velland)]",
        '[content "Nobody wins a tariff."] [cue -] [source Ada Vale on the Karsian dam]',
        # on the next line, and after a speech of two paragraphs
        "[content “Nobody wins a tariff.”]\n[cue —] [source Ada Vale]",
        "[content “Nobody wins.]\n[content “Not even Karsia.”] [cue —] [source Ada Vale]",
        # marks that are broken or stand within marks
        "[content ”Nobody wins a tariff.”] [cue ―] [source Ada Vale]",
        "[content “Nobody wins a tariff.] [cue ―] [source Ada Vale]",
        "[content “She said “no” to all of us.”] [cue ―] [source Tom Brenn]",
        # at the end of a paragraph
        "The wall bears a line: [content “We stay.”] [cue —] [source Ada Vale]",
        # each has its own
        "[content “We stay.”] [cue ―] [source Ada Vale]\n"
        "[content2 “They leave.”] [cue2 ―] [source2 Tom Brenn]",
    ],
)  # fmt: skip
def test_a_signed_quotation(expected: str) -> None:
    assert told_by_form(plain(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Harbour Lights” — Channel Four",  # the name of a work
        "“Never” — Ada Vale's battle cry",
        "“We stay” — Vale answers her critics",
        "“We stay,” Vale said — Brenn did not",
        "“We stay,” Vale said. “They leave,” said Brenn — Karsia",
        "“We stay, whatever it costs.” — Ada Vale (@adavale) May 3, 2031",  # who posted it
        "The pact – Karsia and Velland",
        "The “pact” with Karsia — Tressia",
        "— Ada Vale contributed from Ostrin",
        "It rained all day in Ostrin.\n— Ada Vale",
        "“We stay,” she wrote.\n— Ada Vale",
    ],
)
def test_what_only_looks_signed(text: str) -> None:
    assert told_by_form(text) == text


@pytest.mark.parametrize(
    "expected",
    [
        "[source SARROW][cue :] [content Will you sign it?]\n"
        "[source2 VALE][cue2 :] [content2 I will not. “Never,” as they say.]",
        # marks around the whole; words of the hall; a speech that goes on
        '"[source SARROW][cue :] [content Will you sign it?]\n'
        '"[source2 VALE][cue2 :] [content2 Look, I told you.]\n'
        '"(CROSSTALK.)\n'
        '"[content2 And I will tell you again.]\n'
        '"[source3 SARROW][cue3 :] [content3 We have to go.]"\n'
        "The talk was aired on Sunday.",
        "[source Q][cue :] [content Did you meet the envoy?]\n"
        "[source2 A][cue2 :] [content2 Twice.]\n"
        "[content2 He came by ferry.]\n"
        "[source3 Q][cue3 :] [content3 And then?]\n"
        "[source4 A][cue4 :] [content4 I went home.]",
        "[source Ada Vale][cue :] [content I would vote for it.]\n"
        "[source2 Sarrow][cue2 :] [content2 Why do you say so?]\n"
        "[source3 Vale][cue3 :] [content3 Because we need the harbour.]\n"
        "[source4 Sarrow][cue4 :] [content4 Do we?]",
    ],
)
def test_turns_inside_an_article(expected: str) -> None:
    assert told_by_form(plain(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "VALE: We will not sign.",  # one is a headline
        "Vale: 523 delegates.\nBrenn: 400 delegates.\nVale: 12 counties.",
        "UPDATE: The vote is over.\nWATCH: Will you see it?",
        "OSTRIN: The harbour is shut.\nBRENN: The mill is open.",
        "Vale: I will not sign.\n\nIt rained.\nIt rained.\nIt rained.\nIt rained.\nIt rained.\n"
        "It rained.\nBrenn: You will.",
        "Place: You go there by ferry.\nPrice: You pay 12 crowns.",
    ],
)
def test_what_only_looks_like_turns(text: str) -> None:
    assert told_by_form(text) == text


def test_a_title_is_no_turn() -> None:
    text = "SARROW: Will you sign it?\nVALE: I will not."

    assert told_by_form(text, SegmentKind.TITLE) == text


def test_the_paragraphs_taken_are_those_of_the_form() -> None:
    text = "It rained.\n“We stay.”\n― Ada Vale\nIt rained."
    lines = [Paragraph(s, s.span) for s in document(text).segments]

    (found,), taken = plain_forms(text, lines)

    assert taken == {1, 2}
    assert found.content == [Span(11, 21)]
