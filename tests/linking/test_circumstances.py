from dataclasses import replace

import pytest

from onrecord.core.document import Kind, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Analysis, LinkedMention, Timex
from onrecord.core.selectors import Span
from onrecord.linking.circumstances import Dates
from tests.linking.marked import read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{1s Vale} {1c said} on {t Friday|2018-07-13} {1w it is over}.", ["2018-07-13"]),
        ("On {t Friday|2018-07-13}, {1s Vale} {1c said} {1w it is over}.", ["2018-07-13"]),
        # inside the words it is what they are about
        # "since" and a bare year before a noun do not say when
        ("{1s Vale}, in office since {t 2015|2015}, {1c said} {1w it is over}.", [None]),
        # what is still to come does not either
        (
            "Ahead of voting {t Tuesday|2018-07-10}, {1s Vale} {1c said} {1w it is over}.",
            [None],
        ),
        (
            "On {t Tuesday|2018-07-10}, ahead of the vote, {1s Vale} {1c said} {1w it is over}.",
            ["2018-07-10"],
        ),
        ("After the {t 2016|2016} vote {1s Vale} {1c said} {1w it is over}.", [None]),
        ("In {t 2016|2016} {1s Vale} {1c said} {1w it is over}.", ["2016"]),
        ("At {t June|2018-06}'s summit {1s Vale} {1c argued} {1w it is over}.", ["2018-06"]),
        ("{t Friday|2018-07-13}'s charges came as {1s Vale} {1c said} {1w it is over}.", [None]),
        # nor does the date of what somebody once did
        (
            "{1w It is over}, {1c according to} {1s Vale}, who led the navy in {t 1994|1994}.",
            [None],
        ),
        ("{1s Vale}, who left office in {t 1994|1994}, {1c said} {1w it is over}.", [None]),
        # a dated occasion goes for what follows
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w it is over}.\n\n"
            "{2w “Let it go,”} {2s Vale} {2c added}.",
            ["2018-07-13", "2018-07-13"],
        ),
        # and for the headline that restates it
        (
            "{1s Vale} {1c calls} {1w it over}\n\n"
            "{2s Vale} {2c said} {t Friday|2018-07-13} {2w it is over}.",
            ["2018-07-13", "2018-07-13"],
        ),
        # but not for another speaker, nor for what is said again and again
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w it is over}. "
            "{2s Okoro} {2c said} {2w no}.",
            ["2018-07-13", None],
        ),
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w it is over}. "
            "{2s Vale} {2c has often said} {2w so}.",
            ["2018-07-13", None],
        ),
        # a year that the text only looks back on goes for the next saying in its paragraph
        (
            "In {t 1986|1986} {1s Vale} {1c said} {1w no}. {2s Vale} {2c said} {2w never}.\n\n"
            "{3s She} {3c said} {3w perhaps}. {4s She} {4c added} {4w so}.",
            ["1986", "1986", None, None],
        ),
        # a look back ends with its paragraph
        (
            "In {t June|2018-06} {1s Vale} {1c said} {1w no}. {2s Vale} {2c said} {2w never}.\n\n"
            "{3s Vale} {3c said} {3w perhaps}.",
            ["2018-06", "2018-06", None],
        ),
        # "then" is the time that the story has come to, not the day of the interview
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w no}.\n\nIn {t June|2018-06} Okoro left. "
            "{2w “Good,”} {2s Vale} {2c said} at the time. {3s Vale} then {3c said} {3w so}.",
            ["2018-07-13", "2018-06", "2018-07-13"],
        ),
        ("{1s Vale} {1c said} then {1w no}.", [None]),
        # after something else, or on no day that is known: another occasion
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w no}. {2s Vale} {2c said} "
            "{2w after the vote it was over}.",
            ["2018-07-13", None],
        ),
        (
            "{1s Vale} {1c said} {t Friday|2018-07-13} {1w no}. {2s Vale} recently spoke, "
            "{2c saying} {2w yes}.",
            ["2018-07-13", None],
        ),
        # a pronoun goes on from the same pronoun just before
        (
            "{1s They} {1c asked} on {t Thursday|2018-07-12} {1w for more}.\n\n"
            "{2w “It is due,”} {2s they} {2c wrote}.",
            ["2018-07-12", "2018-07-12"],
        ),
        # cut at publication; nothing is said after it
        (
            "This {t week|2018-07-15/2018-07-21} {1s Vale} {1c said} {1w no}.",
            ["2018-07-15/2018-07-16"],
        ),
        ("On {t Friday|2018-07-20}, {1s Vale} {1c said}, {1w it ends}.", [None]),
        # a dateline is the reporter's
        ("BRENN, {t July 15|2018-07-15} (NNA) — {1s Vale} {1c said} {1w no}.", [None]),
        # two sayings in one sentence, each with its own date
        (
            "{1s Vale} {1c said} on {t Friday|2018-07-13} {1w no}, and {2s Okoro} {2c said} on "
            "{t Saturday|2018-07-14} {2w yes}.",
            ["2018-07-13", "2018-07-14"],
        ),
    ],
)
def test_date_of_a_saying(marked: str, expected: list[str | None]) -> None:
    document, analysis = read(marked)

    dates = Dates(document, analysis)
    found = [dates.circumstances(i) for i in range(len(analysis.attributions))]

    assert [str(c.said) if c.said else None for c in found] == expected
    assert all((c.said is None) == (c.said_basis is None) for c in found)


def test_a_date_inside_the_words_is_what_they_are_about() -> None:
    document, analysis = read("{1s Vale} {1c said} {1w it ended on Friday}.")
    start = document.text.index("Friday")
    timex = Timex(
        span=Span(start, start + 6), type="DATE", value="2018-07-13", date=Edtf("2018-07-13")
    )
    analysis = Analysis(timexes=(timex,), attributions=analysis.attributions)

    assert Dates(document, analysis).circumstances(0).said is None


def test_the_sentence_before_dates_what_its_subject_says_next() -> None:
    document, analysis = read(
        "During a briefing on {t Friday|2018-07-13} {9s Vale} seemed content. "
        "{1w “We will see,”} {1s Vale} {1c said}."
    )
    saying = analysis.attributions[0]
    analysis = Analysis(
        mentions=analysis.mentions, timexes=analysis.timexes, attributions=(saying,)
    )

    assert Dates(document, analysis).circumstances(0).said == Edtf("2018-07-13")


@pytest.mark.parametrize(
    ("cue", "date", "expected"),
    [
        ("said", "2018-07-13", "2018-07-13"),
        ("says", "2018-07-13", None),  # a standing view, perhaps of another day
        ("has said", "2018-07-13", None),
        ("wanted", "2018-07-13", None),  # a wish is of no one day
        ("said", "2018-07", None),  # nothing finer or coarser than a day is an occasion
    ],
)
def test_the_day_of_the_lead_is_that_of_its_people(
    cue: str, date: str, expected: str | None
) -> None:
    document, analysis = read(
        f"{{9s Vale}} and Okoro met in a debate on {{t Friday|{date}}}.\n\n"
        f"It rained.\n\n{{1s Vale}} {{1c {cue}}} {{1w no}}. {{2s Brenn}} {{2c said}} {{2w yes}}."
    )
    analysis = replace(analysis, attributions=analysis.attributions[:2])

    dates = Dates(document, analysis)

    said = dates.circumstances(0).said
    assert (said.text if said else None) == expected
    assert dates.circumstances(1).said is None  # the lead does not tell of Brenn


@pytest.mark.parametrize(("between", "expected"), [(8, Edtf("2018-07-13")), (9, None)])
def test_the_lead_dates_no_more_what_is_far_below(between: int, expected: Edtf | None) -> None:
    document, analysis = read(
        "{9s Vale} and Okoro met in a debate on {t Friday|2018-07-13}.\n\n"
        + "It rained.\n\n" * (between + 1)
        + "{1s Vale} {1c said} {1w no}."
    )
    analysis = replace(analysis, attributions=analysis.attributions[:1])

    assert Dates(document, analysis).circumstances(0).said == expected


def test_lines_under_the_headline_come_before_the_lead() -> None:
    document, analysis = read(
        "Both point out each other's failings.\n\n{9s Vale} met Okoro on {t Friday|2018-07-13}.\n\n"
        "It rained.\n\n{1s Vale} {1c said} {1w no}."
    )
    analysis = replace(analysis, attributions=analysis.attributions[:1])

    assert Dates(document, analysis).circumstances(0).said == Edtf("2018-07-13")


def test_what_is_told_within_the_words_has_its_own_occasion() -> None:
    document, analysis = read(
        "{1s Vale} {1c admitted} {1w to it}, as {2s Vale} {2c swore} {2w so}."
    )
    outer, inner = analysis.attributions
    start = inner.cue[0].end
    swore = Timex(
        span=Span(start + 1, start + 3), type="DATE", value="2018-07-13", date=Edtf("2018-07-13")
    )
    inner = replace(inner, content=())
    outer = replace(outer, content=(Span(outer.content[0].start, len(document.text)),))
    analysis = replace(analysis, attributions=(outer, inner), timexes=(swore,))

    dates = Dates(document, analysis)

    assert dates.circumstances(1).said == Edtf("2018-07-13")
    assert dates.circumstances(0).said is None


def test_a_day_that_is_told_but_not_known_is_no_other_day() -> None:
    document, analysis = read(
        "{1s Vale} {1c said} {t Friday|2018-07-13} {1w no}. The next morning {2s Vale} {2c said} "
        "{2w yes}."
    )
    start = document.text.index("The next morning")
    unknown = Timex(span=Span(start, start + 16), type="TIME", value="XXXX-XX-XXTMO")
    analysis = replace(analysis, timexes=(*analysis.timexes, unknown))

    assert Dates(document, analysis).circumstances(1).said is None


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (("mara-vale", "mara-vale"), "2018-07-13"),  # under two names
        (("mara-vale", "ada-okoro"), None),
        (("mara-vale", None), None),
        ((), None),
    ],
)
def test_a_date_goes_for_the_same_speaker(
    speakers: tuple[str | None, ...], expected: str | None
) -> None:
    document, analysis = read(
        "{1s Vale} {1c said} {t Friday|2018-07-13} {1w no}.\n\n{2s VALE} {2c said} {2w yes}."
    )

    said = Dates(document, analysis, speakers).circumstances(1).said

    assert (said.text if said else None) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [(EntityType.PERSON, "2018-07-13"), (EntityType.GPE, None)],
)
def test_the_lead_tells_of_whom_it_names(named: EntityType, expected: str | None) -> None:
    document, analysis = read(
        "A debate on {t Friday|2018-07-13} drew Mara.\n\nIt rained.\n\n{1s Vale} {1c said} {1w no}."
    )
    start = document.text.index("Mara")
    linked = (LinkedMention(Span(start, start + 4), named, "mara-vale"),)

    said = Dates(document, analysis, ("mara-vale",), linked).circumstances(0).said

    assert (said.text if said else None) == expected


def test_a_date_does_not_carry_past_a_heading() -> None:
    document, analysis = read(
        "First\n\n{1s Vale} {1c said} on {t Friday|2018-07-13} {1w no}.\n\n"
        "Second\n\n{2s Vale} {2c threatened} {2w more}."
    )
    headed = replace(
        document,
        segments=tuple(
            replace(s, kind=SegmentKind.HEADING)
            if s.span.of(document.text) in ("First", "Second")
            else s
            for s in document.segments
        ),
    )

    assert Dates(document, analysis).circumstances(1).said == Edtf("2018-07-13")
    assert Dates(headed, analysis).circumstances(1).said is None


def test_a_post_is_said_when_it_is_published() -> None:
    document, analysis = read("{1w No more deals.}", kind=Kind.POST)

    found = Dates(document, analysis).circumstances(0)

    assert (found.said, found.said_basis) == (Edtf("2018-07-16"), "published")
    assert found.medium == "tweet/post"


def test_what_dates_another_clause_dates_no_saying() -> None:
    document, analysis = read(
        "{1s Vale} {1c urged} {1w peace}, which was won {t Friday|2018-07-13}."
    )
    assert Dates(document, analysis).circumstances(0).said == Edtf("2018-07-13")

    apart = replace(analysis.attributions[0], undated_by=(analysis.timexes[0].span,))
    analysis = replace(analysis, attributions=(apart,))

    assert Dates(document, analysis).circumstances(0).said is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("{2s Aides} {2c said} {t Friday|2018-07-13} {2w that Ada Vale had left}.", None),
        ("Ada Vale met {2s aides} who {2c said} {t Friday|2018-07-13} {2w no}.", "2018-07-13"),
    ],
)
def test_the_day_of_what_others_said_of_somebody_is_no_occasion_of_hers(
    before: str, expected: str | None
) -> None:
    document, analysis = read(before + " {1s She} {1c announced} {1w a plan}.")
    places = [document.text.index(words) for words in ("Ada Vale", "She")]
    of_vale = [
        LinkedMention(Span(place, place + len(words)), EntityType.PERSON, "ada-vale")
        for place, words in zip(places, ("Ada Vale", "She"), strict=True)
    ]
    who = [
        "ada-vale" if said.source[0].of(document.text) == "She" else "aides"
        for said in analysis.attributions
    ]

    dates = Dates(document, analysis, who, of_vale)

    said = dates.circumstances(who.index("ada-vale")).said
    assert said == (Edtf(expected) if expected else None)
