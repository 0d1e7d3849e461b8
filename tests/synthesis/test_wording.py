"""Sentences of evidence: verbatim in marks, the source's words where it has them so."""

from dataclasses import replace

import pytest

from onrecord.core.document import Kind
from onrecord.core.entities import Reference
from onrecord.core.evidence import Form, Modality, SpeakerKind, Status
from onrecord.core.findings import Evidence
from onrecord.core.selectors import Span
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
        # deeds: the clause, with its actor and its status
        (done("[Vale expelled four diplomats]"), "Vale expelled four diplomats."),
        (done("[signed a fishing agreement]"), "Mara Vale signed a fishing agreement."),
        (done("[cutting off the gas]"), "Mara Vale: cutting off the gas."),
        (done("[She then closed the border]"), "[Mara Vale] then closed the border."),
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
            "March 4, 2022: Vale imposed sanctions.",
        ),
        (
            done("[Vale met Brenn on Friday to talk]", on="2022-03-04"),
            "March 4, 2022: Vale met Brenn to talk.",
        ),
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
        ("2019-21", "Spring 2019: Mara Vale said: “No.”"),
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
