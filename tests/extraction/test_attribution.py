"""Attributions by rule, and what each is finished with; expectations are marked (marking.py)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Act, Factuality, Form, Mention, Modality, Timex
from onrecord.core.selectors import Span
from onrecord.extraction.attribution import attributions
from tests.extraction.marking import document, marked, plain
from tests.extraction.marking import read_by_rule as read


@pytest.mark.parametrize(
    "expected",
    [
        # direct: before, after, inverted, in two pieces
        "[content “The border stays open,”] [source Vale] [cue said].",
        "[source Vale] [cue said], [content “The border stays open.”]",
        "[content “No,”] [cue said] [source Ada Vale, a spokeswoman for the ministry].",
        "[content “We wait,”] [source he] [cue said]. [content “We have time.”]",
        "[content “Now,”] [source she] [cue told] reporters in Brenn, [content “we act.”]",
        "[content “Is that all?”] [source Okoro] [cue asked].",
        "[content ''No,''] [source Ms. Vale] [cue said].",
        # a lost closing mark, and single marks inside
        "[content “When he comes he says, ‘I was away,’] [source Vale] [cue added]. "
        "[content “And I think — I do think so.”]",
        '[content "Nobody has done more,”] [source Vale] [cue said].',
        # three sentences in one pair of marks
        '[source Vale] [cue said:] [content "We do not know. We agree to differ. Our law stays."]',
        # indirect
        "[source Vale] [cue said] [content that Karsia would leave the pact].",
        "[source Vale] [cue has also said] [content Karsia would leave the pact].",
        "[content Karsia would leave the pact], [source Vale] [cue said].",
        "[content Karsia would leave the pact], [cue according to] [source two officials].",
        "[cue According to] [source two officials], [content Karsia would leave the pact].",
        "[source He] [cue told] reporters [content that he was not aware of it].",
        "[source Vale] [cue said] on Friday [content that the pact was dead].",
        "[source Tom Brenn, the Karsian envoy,] [cue argued] [content that the pact was dead].",
        "[source They][cue ’ve also claimed] [content that the pact was dead].",
        "On Monday, [source Vale] [cue vowed] [content to keep the tariffs].",
        "[source Vale] [cue called for] [content new elections].",
        "[source Vale] [cue condemned] [content the attack on the harbour].",
        "[source Brenn's] [cue pledge] [content to leave the pact], surprised many.",
        # mixed
        "[source Vale] [cue called] [content the treaty “a sad joke”].",
        "Asked on Friday whether it would go on, [source Vale] [cue replied] "
        "[content it would “of course” go on].",
        # two in one sentence
        "[source Vale] [cue said] [content the pact was dead], "
        "[cue2 adding] [content2 that nobody would miss it].",
        "[source Vale] [cue said] [content the pact was dead], but "
        "[source2 Okoro] [cue2 said] [content2 it would live].",
        # nested: the outer one is told
        "[source Vale] [cue said] [content that Brenn believes the pact is dead].",
        "Although [source he] [cue said] [content he would wait], the talks were over.",
        "[source Vale, once a judge,] [cue urged] [content Karsia to leave the pact].",
        # nothing is said
        "Okoro is said to favour a deal.",
        "The minister's plans were delayed.",
        "The claims were settled in court.",
    ],
)
def test_finds_source_cue_and_content(expected: str) -> None:
    text = plain(expected)

    assert marked(text, read(text)) == expected


def test_a_shared_subject_is_the_source_of_both() -> None:
    text = "Vale said the pact was dead, adding that nobody would miss it."

    first, second = read(text)

    assert first.source == second.source == (Span(0, 4),)


def test_a_quotation_of_several_paragraphs_is_one_statement() -> None:
    text = (
        "“We begin today,” Vale said.\n“We end when it is done.\n“Not before.”\nThe hall emptied."
    )

    (found,) = read(text)

    assert [span.of(text) for span in found.content] == [
        "“We begin today,”",
        "“We end when it is done.",
        "“Not before.”",
    ]


def test_a_headline_with_a_colon() -> None:
    text = "Vale: No talks before the vote"

    (found,) = attributions(document(text, segment=SegmentKind.TITLE), (), ())

    assert marked(text, (found,)) == "[source Vale][cue :] [content No talks before the vote]"


def test_a_quotation_signed_with_a_dash() -> None:
    text = "“Nobody wins a tariff.”\n“We stay.” — Ada Vale, in 2014"

    (found,) = read(text)

    assert marked(text, (found,)) == (
        "“Nobody wins a tariff.”\n[content “We stay.”] [cue —] [source Ada Vale, in 2014]"
    )


def test_a_turn_is_its_speakers() -> None:
    text = "VALE: We will see.\nQ: When?"
    turn = Segment(kind=SegmentKind.TURN, span=Span(6, 18), speaker="VALE", label=Span(0, 4))
    transcript = Document(
        id=document_id(text), uri="x", text=text, kind=Kind.TRANSCRIPT, segments=(turn,)
    )

    (found,) = attributions(transcript, (), ())

    assert (found.source, found.cue, found.form) == ((Span(0, 4),), (), Form.DIRECT)
    assert found.content == (Span(6, 18),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The tariff works.", [(None, "The tariff works.")]),
        (
            '"@brenn: The tariff works." It does not!',
            [("@brenn", "The tariff works."), (None, "It does not!")],
        ),
        (
            "“@brenn The tariff works, and everybody",
            [("@brenn", "The tariff works, and everybody")],
        ),
        ("RT @brenn: The tariff works.", [("@brenn", "The tariff works.")]),
        ("RT @realAdaVale: No tariff works.", [(None, "No tariff works.")]),
        ("RT @realAdaValeNo tariff works.", [(None, "No tariff works.")]),
        ("RT @ realAdaVale No tariff works.", [(None, "No tariff works.")]),
        ("RT: https://square.example/5", []),
        ("https://square.example/5", []),
        ("RT is a broadcaster.", [(None, "RT is a broadcaster.")]),
    ],
)
def test_a_post_is_its_authors_but_for_whom_it_repeats(
    text: str, said: list[tuple[str | None, str]]
) -> None:
    post = replace(document(text, kind=Kind.POST), author="Ada Vale")

    found = attributions(post, (), ())

    assert [
        (item.source[0].of(text) if item.source else None, item.content[0].of(text))
        for item in found
    ] == said
    assert all(item.form is Form.DIRECT for item in found)


def test_captions_say_nothing() -> None:
    text = "“No,” Vale said."

    assert attributions(document(text, segment=SegmentKind.CAPTION), (), ()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vale declined to comment on the pact.", Factuality.NOT_SAID),
        ("Vale did not say when he would go.", Factuality.NOT_SAID),
        ("Vale might say that he was wrong.", Factuality.HYPOTHETICAL),
        ("Vale said that he was wrong.", Factuality.SAID),
        ("Vale refused to leave the pact.", Factuality.SAID),
    ],
)
def test_factuality(text: str, expected: Factuality) -> None:
    (found,) = read(text)

    assert found.factuality is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vale vowed to stay.", Modality.PROMISE),
        ("Vale threatened to close the border.", Modality.THREAT),
        ("Vale denied that he had been there.", Modality.DENIAL),
        ("Vale urged Karsia to withdraw.", Modality.DEMAND),
        ("Vale praised the Karsian envoy.", Modality.PRAISE),
        ("Vale condemned the attack.", Modality.CRITICISM),
        ("“Where is the money?” Vale said.", Modality.QUESTION),
        ("“We will rebuild the harbour,” Vale said.", Modality.PROMISE),
        ("“We'll see,” Vale said.", Modality.ASSERTION),
        ("“Okoro is a liar and a disgrace,” Vale said.", Modality.CRITICISM),
        ("“Okoro is not a liar, he is brilliant,” Vale said.", Modality.PRAISE),
        ("“Karsia must leave,” Vale said.", Modality.DEMAND),
        ("Vale said she would leave the pact.", Modality.PROMISE),
        ("Vale believes that the pact is dead.", Modality.BELIEF),
        ("Vale said that the pact is dead.", Modality.ASSERTION),
    ],
)
def test_modality(text: str, expected: Modality) -> None:
    (found,) = read(text)

    assert found.modality is expected


def test_a_poll_speaks_as_text() -> None:
    (found,) = read("A poll shows that voters like the pact.")

    assert found.act is Act.TEXT


@pytest.mark.parametrize(
    ("text", "medium", "occasion"),
    [
        ("In an interview with Sarrow, Vale said yes.", "interview", "interview with Sarrow"),
        ("Vale said at a rally in Brenn on Friday that he won.", "speech/rally", "rally in Brenn"),
        ("“I am sure,” Vale wrote on Twitter.", "tweet/post", None),
        ("“I am sure,” Vale said in a statement.", "written statement", None),
        ("“I am sure,” he told reporters aboard the ferry.", None, "aboard the ferry"),
        ("Vale said during campaign stop that he won.", "speech/rally", None),
        ("Vale told The Brenn Courier that he won.", "interview", "The Brenn Courier"),
        ("“I am sure,” Vale told MSNBC's “Ferry Hour.”", "interview", "Ferry Hour"),
        ("“I won,” Vale said on an episode of “Ferry Hour.”", "interview", "Ferry Hour"),
        ("“I am sure,” Vale said on NPR.", "interview", "NPR"),
        ("“I am sure,” Vale told the cheering crowd.", "speech/rally", None),
        ("The Brenn report found that the dam was safe.", "written statement", None),
        ("The author of the report said that the dam was safe.", None, None),
        ("Vale said that the rally in Brenn was large.", None, None),
        ("Vale said that he had told The Brenn Courier all of it.", None, None),
        ("Vale told Brenn that he won.", None, None),
    ],
)  # fmt: skip
def test_occasion_and_medium(text: str, medium: str | None, occasion: str | None) -> None:
    (found,) = read(text)

    assert found.medium == medium
    assert (found.occasion.of(text) if found.occasion else None) == occasion


def test_the_date_of_the_saying_is_not_one_inside_the_content() -> None:
    text = "Vale said on Friday that the pact ended on Monday."
    friday, monday = (
        Timex(span=Span(start, start + 6), type="DATE", value=day, date=Edtf(day))
        for start, day in ((13, "2031-05-02"), (43, "2031-05-05"))
    )

    (found,) = attributions(document(text), (), (friday, monday))

    assert found.timex == friday


def test_the_mention_is_the_head_of_the_source() -> None:
    text = "Ada Vale, a spokeswoman for Tom Brenn, said no talks were planned."
    vale, brenn = (
        Mention(span=Span(start, end), type=EntityType.PERSON, name=text[start:end])
        for start, end in ((0, 8), (28, 37))
    )

    (found,) = attributions(document(text), (vale, brenn), ())

    assert found.mention == vale


def test_the_owner_of_the_head_is_not_the_head() -> None:
    text = "Brenn's envoy Ada Vale said no talks were planned."
    brenn, vale = (
        Mention(span=Span(start, end), type=EntityType.PERSON, name=text[start:end])
        for start, end in ((0, 5), (14, 22))
    )

    assert attributions(document(text), (brenn, vale), ())[0].mention == vale
    assert attributions(document(text), (brenn,), ())[0].mention is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On Friday, Vale said the pact was dead.", True),
        ("Asked on Friday about the pact, Vale said it was dead.", True),
        ("“No,” Vale told reporters in Brenn on Friday.", True),
        ("The pact was signed on Friday, and Vale praised the envoy.", False),
    ],
)
def test_which_date_is_the_sayings_own(text: str, dates: bool) -> None:
    start = text.index("Friday")
    friday = Timex(span=Span(start, start + 6), type="DATE", value="2031-05-02")

    *_, found = attributions(document(text), (), (friday,))

    assert (found.timex == friday) is dates


def test_who_is_the_person_named_before() -> None:
    text = "The envoy met Ada Vale, who said no talks were planned."
    vale = Mention(span=Span(14, 22), type=EntityType.PERSON, name="Ada Vale")

    (found,) = attributions(document(text), (vale,), ())

    assert found.mention == vale


def test_a_text_that_breaks_off_after_a_reporting_word_is_read() -> None:
    assert read("Vale called on") == ()


@given(
    st.lists(
        st.sampled_from(
            ["Vale", "said", "he", ",", ".", "“", "”", '"', "that", "told", "who", "and", "to",
             "called", "for", "according", "to", "the", "spokeswoman", "(", ")", "\n", "adding",
             "his", "claim", "on", "Friday", ":", "—", "asked"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_text_gives_spans_inside_it_and_contents_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return

    found = read(text)

    contents = sorted(span for a in found for span in a.content)
    assert all(first.end <= second.start for first, second in pairwise(contents))
    assert all(span.end <= len(text) for a in found for span in (*a.source, *a.cue, *a.content))
