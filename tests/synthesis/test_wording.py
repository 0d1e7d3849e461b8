"""Sentences of evidence: verbatim in marks, the source's words where it has them so."""

from dataclasses import replace

import pytest

from onrecord.core.document import Kind
from onrecord.core.entities import Reference
from onrecord.core.evidence import Form, Modality, SpeakerKind, Status
from onrecord.core.findings import Evidence
from onrecord.core.selectors import Span, select
from onrecord.synthesis.clauses import stands_alone
from onrecord.synthesis.naming import running
from onrecord.synthesis.wording import (
    dated_sentence,
    distinct,
    item,
    quoted_words,
    sentence,
    shortened,
)
from tests.synthesis.worlds import OKORO, done, said


def replace_content(evidence: Evidence, *pieces: str) -> Evidence:
    """The same statement with these words of its text as content, shown from first to last."""
    best = evidence.citations[0]
    around = best.selector.prefix + best.selector.exact + best.selector.suffix
    spans = tuple(Span(around.index(p), around.index(p) + len(p)) for p in pieces)
    shown = select("d", around, Span(spans[0].start, spans[-1].end))
    return replace(
        evidence,
        telling=replace(evidence.telling, content=spans),
        citations=(replace(best, selector=shown),),
    )


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (said("Vale {said} [“We will not talk.”]"), "Mara Vale said: “We will not talk.”"),
        (said("[“We will not talk,”] {said} Vale"), "Mara Vale said: “We will not talk”."),
        (
            said("Vale {asked} [“Who sank the boat?”]", modality=Modality.QUESTION),
            "Mara Vale asked: “Who sank the boat?”",
        ),
        # the source's own reporting words, between speaker and content
        (
            said("Vale {promptly promised} [further patrols in the strait]."),
            "Mara Vale promptly promised further patrols in the strait.",
        ),
        (
            said("Vale {told} reporters [that the nets were cut]"),
            "Mara Vale told reporters that the nets were cut.",
        ),
        # reporting words after the content
        (
            said("[Velland bought herring], the agency {reported}."),
            "Mara Vale reported Velland bought herring.",
        ),
        (
            said("[In May the navy came], Vale {warned}."),
            "Mara Vale warned in May the navy came.",
        ),
        (said("Vale {also vowed} [to cut the quota]"), "Mara Vale vowed to cut the quota."),
        # participles
        (
            said("Vale went on, {adding} [that the nets were cut]."),
            "Mara Vale added that the nets were cut.",
        ),
        (said("Vale wept, {denying} [the charge]."), "Mara Vale denied the charge."),
        # no verb that could follow a name
        (
            said("Vale’s {criticism of} [the Karsian fleet]"),
            "Mara Vale, as reported: criticism of the Karsian fleet.",
        ),
        (
            said("{According to} Vale, [the nets were cut]"),
            "Mara Vale, as reported: the nets were cut.",
        ),
        (
            said("An official {said} [“No.”]", by=None, description="a senior official,"),
            "A senior official said: “No.”",
        ),
        (said("{said} [“No.”]", by=None), "An unnamed source said: “No.”"),
        (said("They {said} [“No.”]", by=None, description="They"), "An unnamed source said: “No.”"),
        (
            said("They{’ve cited} [findings on the nets].", by=None, description="They"),
            "An unnamed source, as reported: findings on the nets.",
        ),
        (
            said("Its navy {said} [that nobody was hurt].", by=None, description="Its navy"),
            "Its navy said that nobody was hurt.",
        ),
        # the words reported stand on both sides of the reporting ones, and would be torn apart
        (
            replace_content(
                said("[“I stay,”] Vale {blasted} him for saying.", form=Form.INDIRECT),
                "“I stay,”",
                "him for saying",
            ),
            "Mara Vale, as reported: “I stay,” Vale blasted him for saying.",
        ),
        # what stands between two pieces may turn them
        (
            replace_content(
                said("Vale {called} [Brenn a friend, she added with a smile, of the sea]"),
                "Brenn a friend,",
                "of the sea",
            ),
            "Mara Vale called Brenn a friend, she added with a smile, of the sea.",
        ),
        # a group that goes by a description: a plural verb will do
        (
            said("Many fishers {say} [the nets were cut]", by=None, description="many fishers"),
            "Many fishers say the nets were cut.",
        ),
        (said("Vale and others {say} [it rained]"), "Mara Vale, as reported: say it rained."),
        # a contraction, a headline, a participle without a regular past
        (said("Vale{’s claiming} [that it rained]"), "Mara Vale is claiming that it rained."),
        (said("Vale{’s sought} [a truce at sea]"), "Mara Vale has sought a truce at sea."),
        (said("Vale {doesn’t mind} [a quarrel]"), "Mara Vale doesn’t mind a quarrel."),
        (
            said("Vale’s {willingness} [to talk]"),
            "Mara Vale, as reported: willingness to talk.",
        ),
        # "of" after a noun, and after a verb that has an object
        (
            said("Vale’s {accusations of} [piracy]"),
            "Mara Vale, as reported: accusations of piracy.",
        ),
        (
            said("Vale {continues her praise of} [the navy]"),
            "Mara Vale continues her praise of the navy.",
        ),
        (said("Vale {Calls} [Brenn ‘A Disgrace’]"), "Mara Vale calls Brenn ‘A Disgrace’."),
        (
            said("Vale spoke, {going on} [to praise the navy]"),
            "Mara Vale went on to praise the navy.",
        ),
        # a comma within the marks goes
        (said("Vale {said} [the nets are ''ours,'']"), "Mara Vale said the nets are ''ours''."),
        # deeds: the clause, with its actor and its status
        (done("[Vale expelled four diplomats]"), "Vale expelled four diplomats."),
        (done("[signed a fishing agreement]"), "Mara Vale signed a fishing agreement."),
        (done("[cutting off the gas]"), "Mara Vale: cutting off the gas."),
        (done("[She then closed the border]"), "[Mara Vale] then closed the border."),
        # the date that the page tells is not told again
        (
            done("[In August 2017, Vale signed the treaty]", on="2017-08"),
            "Vale signed the treaty.",
        ),
        (
            done("[In August 2017, Vale signed the treaty]"),
            "In August 2017, Vale signed the treaty.",
        ),
        (
            done("[Vale passed a law on nets last summer]", on="2019-22"),
            "Vale passed a law on nets.",
        ),
        # what is still to come, and has no day of its own, is told as of the report
        (
            done("[Vale will meet Okoro on Monday]", status=Status.ANNOUNCED),
            "Vale will meet Okoro (announced, as of June 15, 2022).",
        ),
        # an office instead of the name
        (done("[the president declined to sign it]"), "[Mara Vale] declined to sign it."),
        (done("[The former president met Okoro]"), "[Mara Vale] met Okoro."),
        (
            done("[the president of Karsia met her]", by=OKORO),
            "The president of Karsia met her.",
        ),
        (done("[the president Mara Vale met Okoro]"), "The president Mara Vale met Okoro."),
        # no clause at all
        (
            done("[him on his failure to publish the letters]", status=Status.NOT_DONE),
            "Mara Vale, as told: him on his failure to publish the letters (not done).",
        ),
        # a clause with a subject of its own
        (done("[the Tower closed the border]"), "The Tower closed the border."),
        # the one who was done to is not the actor
        (done("[he was expelled]", by=OKORO), "Idris Okoro: he was expelled."),
        (
            done("[No sanctions were imposed]", by=None, status=Status.NOT_DONE),
            "No sanctions were imposed.",
        ),
        (
            done("[imposing further sanctions]", status=Status.NOT_DONE),
            "Mara Vale: imposing further sanctions (not done).",
        ),
        (
            done("[Vale refuses to publish the letters]", status=Status.NOT_DONE),
            "Vale refuses to publish the letters.",
        ),
        (
            done("[Vale proposed a truce]", status=Status.PROPOSED),
            "Vale proposed a truce.",
        ),
    ],
)
def test_says_what_the_evidence_says(evidence: Evidence, expected: str) -> None:
    assert sentence(evidence) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            said("Vale {said on Tuesday} [that she had misspoken].", on="2018-07-17"),
            "On July 17, 2018, Mara Vale said that she had misspoken.",
        ),
        (
            said("Vale {promised in February 2017} [that it would stay].", on="2017-02"),
            "In February 2017, Mara Vale promised that it would stay.",
        ),
        (
            done("[Vale imposed sanctions on Friday]", on="2022-03-04"),
            "On March 4, 2022, Vale imposed sanctions.",
        ),
        (
            done("[Vale met Brenn on Friday to talk]", on="2022-03-04"),
            "On March 4, 2022, Vale met Brenn to talk.",
        ),
        # the clause begins within its date; who is called after a month keeps the name
        (done("In [August Vale met Brenn]", on="2019-08"), "In August 2019, Vale met Brenn."),
        (done("[April Vale met Brenn]", on="2019-08"), "August 2019: April Vale met Brenn."),
        (
            done("[Vale released her letters this year]", on="2016"),
            "In 2016, Vale released her letters.",
        ),
        (
            done("On [Saturday she met Brenn]", on="2022-03-05"),
            "On March 5, 2022, [Mara Vale] met Brenn.",
        ),
        # a clause that tells a date by itself is no end of "In 2019, "
        (done("[Vale banned gas in 2019]", on="2019"), "Vale banned gas in 2019."),
        (
            done("[Last March, Vale expelled 48 envoys]", on="2018-03"),
            "In March 2018, Vale expelled 48 envoys.",
        ),
        (
            done("[Vale arrested an envoy last weekend]", on="2018-07-14/2018-07-15"),
            "July 14, 2018 to July 15, 2018: Vale arrested an envoy.",
        ),
        # no day of the past opens what is told in the present
        (
            done("[Velland has ordered the expulsion of 60 envoys]", on="2018-03"),
            "March 2018: Velland has ordered the expulsion of 60 envoys.",
        ),
        (
            done("[In May Velland has ordered the expulsion of 60 envoys]", on="2018-05"),
            "May 2018: In May Velland has ordered the expulsion of 60 envoys.",
        ),
        (
            said("Vale {also says} [that it rained].", on="2018-07-17"),
            "On July 17, 2018, Mara Vale said that it rained.",
        ),
        (
            said("Vale {denies} [that it rained].", on="2018-07-17"),
            "On July 17, 2018, Mara Vale denied that it rained.",
        ),
        (
            said("Vale {now says} [that it rained].", on="2018-07-17"),
            "On July 17, 2018, Mara Vale said that it rained.",
        ),
        (said("Vale {denies} [that it rained]."), "Mara Vale denies that it rained."),
        # whom is told stands at the head of what was said
        (
            said("Vale {has told} [Brenn the fleet did not sail]."),
            "Mara Vale has told Brenn the fleet did not sail.",
        ),
        (said("Vale {told} Brenn [that it rained]."), "Mara Vale told Brenn that it rained."),
        # an undated sentence keeps what it has
        (
            said("Vale {said on Tuesday} [that she had misspoken]."),
            "Mara Vale said on Tuesday that she had misspoken.",
        ),
        (
            done("[Friday’s meeting of Vale]", on="2022-03-04"),
            "March 4, 2022: Friday’s meeting of Vale.",
        ),
    ],
)
def test_a_date_is_told_once(evidence: Evidence, expected: str) -> None:
    assert dated_sentence(evidence) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("United States", "the United States"),
        ("Netherlands", "the Netherlands"),
        ("Justice Department", "the Justice Department"),
        ("FBI", "the FBI"),
        ("Russia", "Russia"),
        ("NATO", "NATO"),
        ("Mara Vale", "Mara Vale"),
        ("Karsia's defence ministry", "Karsia's defence ministry"),
        ("", ""),
    ],
)
def test_names_that_stand_with_an_article(name: str, expected: str) -> None:
    assert running(name) == expected


def test_a_body_that_speaks_opens_with_its_article() -> None:
    bureau = Reference("security-bureau", "Security Bureau")
    evidence = said(
        "The bureau {said} [that nobody was hurt].",
        by=bureau,
        on="2019-03-01",
        speaker_kind=SpeakerKind.ORGANISATION,
    )

    assert sentence(evidence) == "The Security Bureau said that nobody was hurt."
    assert dated_sentence(evidence).startswith("On March 1, 2019, the Security Bureau said")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, "Mara Vale said: “No.”"),
        ("2019-03-01", "On March 1, 2019, Mara Vale said: “No.”"),
        ("2019-03", "In March 2019, Mara Vale said: “No.”"),
        ("2019", "In 2019, Mara Vale said: “No.”"),
        ("2019-03~", "About March 2019: Mara Vale said: “No.”"),
        ("2019-03-01/2019-03-03", "March 1, 2019 to March 3, 2019: Mara Vale said: “No.”"),
        ("2019-21", "In spring 2019, Mara Vale said: “No.”"),
    ],
)
def test_dates_are_no_finer_than_known(when: str | None, expected: str) -> None:
    assert dated_sentence(said("Vale {said} [“No.”]", on=when)) == expected


def test_a_post_is_written() -> None:
    evidence = said("[Patrol boats go home this spring!]", form=Form.DIRECT)
    post = replace(evidence, citations=(replace(evidence.citations[0], kind=Kind.POST),))

    assert sentence(post) == "Mara Vale wrote: “Patrol boats go home this spring!”"


def test_pieces_of_a_quotation_are_joined_by_an_ellipsis() -> None:
    text = "[“Not this year,” Vale said. “Not next year.”]"
    whole = said(text)
    first, second = "“Not this year,”", "“Not next year.”"
    exact = whole.exact
    pieces = tuple(Span(exact.index(p), exact.index(p) + len(p)) for p in (first, second))
    evidence = replace(whole, telling=replace(whole.telling, content=pieces))

    assert quoted_words(evidence) == "Not this year … Not next year."


def test_only_what_stands_in_marks_is_quoted_of_a_mixed_report() -> None:
    evidence = said("Okoro {called} [the move “theatre for the news.”]", form=Form.MIXED)

    assert quoted_words(evidence) == "theatre for the news."
    assert quoted_words(said("Vale {said} [the nets were cut]")) is None


def test_an_item_always_cites() -> None:
    evidence = said("Vale {said} [“No.”]", on="2019-03-01", occasion="a rally", medium="speech")

    assert item(evidence).citations == (evidence.id,)
    assert item(evidence).occasion == "a rally (speech)"
    assert item(evidence).source == "Ossel Courier"


def test_one_matter_told_twice_is_shown_once() -> None:
    headline = done("[Vale expels four Karsian diplomats over the strait]")
    text = done("[Vale expels four Karsian diplomats over the strait on Thursday]")
    other = done("[Vale expels two Tressian attachés over the harbour]")

    assert list(distinct([headline, text, other])) == [headline, other]


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("one  two\nthree", 20, "one two three"),
        ("one, two three", 6, "one …"),
        ("unbreakable", 5, "unbre …"),
    ],
)
def test_shortens_between_words(text: str, longest: int, expected: str) -> None:
    assert shortened(text, longest) == expected


def test_that_before_a_quotation_is_not_in_it() -> None:
    evidence = said("Vale {said} [that “some of the things we hear are odd.”]", form=Form.DIRECT)

    assert sentence(evidence) == "Mara Vale said: “some of the things we hear are odd.”"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("[Karsia closed the border]", True),
        ("[She was arrested]", False),
        ("[her meeting with Okoro was moved]", False),
        ("[Would withdraw from the strait]", False),
        ("[43, was killed]", False),
        ("[Officer Brenn, who shot two men]", False),
        ("[a ship of the navy]", False),
        ("[Advocates for families of fishers who have been killed]", False),
        ("[Vale had voted to sail there from]", False),
        ("[Meetings between Vale’s aides and Karsian officials]", False),
        ("[Talks at Sarrow House between Vellish envoys and Brenn-linked figures]", False),
        ("[Chancellor Vale warns Karsia]", True),
        ("[Karsia, eight days after its army invaded the valley]", False),
        ("[Karsia left eight days after its army invaded the valley]", True),
        ("[Vale said in a meeting just a day after sacking the admiral]", False),
        # the subject began before it
        ("the inquiry into [Karsian money in the vote was drawing near]", False),
    ],
)
def test_a_deed_tells_by_itself_who_did_what(clause: str, expected: bool) -> None:
    assert stands_alone(done(clause, by=None)) is expected
