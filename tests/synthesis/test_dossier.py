"""Every section of a dossier, from rich and from no evidence."""

import re
from dataclasses import fields, replace
from time import process_time

import pytest

from onrecord.core.codec import dossier_json
from onrecord.core.evidence import Factuality, Form, Modality, Status
from onrecord.core.findings import Dossier, Evidence, Item
from onrecord.synthesis.dossier import compose
from onrecord.synthesis.markdown import markdown
from tests.synthesis.worlds import (
    BRENN,
    KARSIA,
    OKORO,
    REGISTER,
    VALE,
    done,
    from_papers,
    said,
    told_also,
)

SANCTIONS = ("karsia", "sanctions")
FISHING = ("karsia", "fishing")

RICH = [
    said(
        "Vale {said} [“There will be no talks while they jam our harbours.”]",
        on="2019-03-01",
        lean=-0.8,
        about=FISHING,
        occasion="a rally in Ossel",
    ),
    said(
        "Vale {said} [“We shall never share the herring.”]", on="2019-04", lean=-0.7, about=FISHING
    ),
    said("Vale {told} parliament [she would close the border]", on="2019-05-02", lean=-0.6),
    told_also(
        done(
            "[Vale imposed sanctions on Karsian banks]", on="2019-06-01", lean=-0.6, about=SANCTIONS
        ),
        "other",
    ),
    done("[Vale lifted sanctions on Karsian banks]", on="2022-05-01", lean=0.6, about=SANCTIONS),
    said(
        "Vale {said} [“We share the herring as good neighbours.”]",
        on="2022-06-14",
        lean=0.8,
        about=FISHING,
    ),
    done(
        "[signed a fishing agreement]", on="2022-06-20", lean=0.5, about=FISHING, sort="agreement"
    ),
    said("Vale {said} [“Whatever.”]"),
    said(
        "Okoro {called} [her policy a shame]",
        by=OKORO,
        on="2019-06-03",
        lean=-0.9,
        toward="mara-vale",
        modality=Modality.CRITICISM,
    ),
    said(
        "Brenn {praised} [her patience]",
        by=BRENN,
        lean=0.9,
        toward="mara-vale",
        modality=Modality.PRAISE,
    ),
    said(
        "Okoro {said} [“The sanctions on the banks hurt us more.”]",
        by=OKORO,
        on="2019-07-01",
        lean=0.5,
        about=SANCTIONS,
    ),
    *(
        said(
            "Okoro {said} [“The banks will not bow to us.”]",
            by=OKORO,
            on=day,
            lean=0.5,
            about=SANCTIONS,
        )
        for day in ("2019-08-01", "2019-09-01")
    ),
    done("[Karsia closed its ports]", by=KARSIA, on="2019-02-01", about=FISHING, sort="closure"),
    said(
        "Vale {might say} [“Go to war.”]",
        on="2019-01-01",
        lean=-1.0,
        factuality=Factuality.HYPOTHETICAL,
    ),
]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return compose(VALE, KARSIA, from_papers(*RICH), REGISTER)


def items(dossier: Dossier) -> list[Item]:
    found: list[Item] = [*dossier.position.reasons]
    for row in dossier.ledger:
        found += (*row.firm, *row.softened)
    for pair in dossier.then_and_now:
        found += (pair.then, pair.now)
    for field in fields(dossier):
        value = getattr(dossier, field.name)
        if isinstance(value, tuple):
            found += (entry for entry in value if isinstance(entry, Item))
    return found


def test_every_section_is_filled(dossier: Dossier) -> None:
    empty = [field.name for field in fields(dossier) if getattr(dossier, field.name) == ()]

    assert empty == []
    assert dossier.position.label is not None


def test_every_citation_is_among_the_evidence(dossier: Dossier) -> None:
    known = {piece.id for piece in dossier.evidence}

    assert all(set(entry.citations) <= known for entry in items(dossier))
    assert all(point.evidence in known for point in dossier.chart)
    assert all(set(side) <= known for t in dossier.tensions for side in t.sides)


def test_what_was_not_said_is_shown_nowhere(dossier: Dossier) -> None:
    assert not any("Go to war" in entry.text for entry in items(dossier))


def test_words_and_deeds_of_others_are_told_apart(dossier: Dossier) -> None:
    assert [(i.heading, i.text) for i in dossier.criticism] == [
        ("Idris Okoro", "On June 3, 2019, Idris Okoro called her policy a shame.")
    ]
    assert [i.heading for i in dossier.support] == ["Tomas Brenn"]
    assert [i.text for i in dossier.context] == [
        "On February 1, 2019, Karsia closed its ports.",
        "On July 1, 2019, Idris Okoro said: “The sanctions on the banks hurt us more.”",
        "On September 1, 2019, Idris Okoro said: “The banks will not bow to us.”",
    ]


def test_the_ledger_and_then_and_now_go_issue_by_issue(dossier: Dossier) -> None:
    rows = {row.issue: row for row in dossier.ledger}

    assert set(rows) == {"Fishing", "Sanctions", "Other matters"}
    assert [i.text for i in rows["Sanctions"].firm] == [
        "On June 1, 2019, Vale imposed sanctions on Karsian banks."
    ]
    assert [i.text for i in rows["Sanctions"].softened] == [
        "On May 1, 2022, Vale lifted sanctions on Karsian banks."
    ]
    then_now = {row.issue: (str(row.then.date), str(row.now.date)) for row in dossier.then_and_now}
    assert then_now["Fishing"] == ("2019-03-01", "2022-06-20")


def test_the_timeline_is_in_order_and_dated(dossier: Dossier) -> None:
    dates = [entry.date.earliest for entry in dossier.timeline if entry.date]

    assert len(dates) == len(dossier.timeline) == 7
    assert dates == sorted(dates)


def test_a_quote_is_verbatim_with_its_occasion(dossier: Dossier) -> None:
    first = dossier.quotes[0]

    assert first.quote == "“There will be no talks while they jam our harbours.”"
    assert (first.occasion, first.source) == ("a rally in Ossel", "Ossel Courier")


def test_comparison_names_dimensions(dossier: Dossier) -> None:
    assert {entry.heading for entry in dossier.comparison} == {"Overall", "Sanctions"}


def test_one_occasion_is_no_stand_on_the_whole() -> None:
    fewer = [e for e in RICH if e.date is None or e.date.text not in ("2019-08-01", "2019-09-01")]

    dossier = compose(VALE, KARSIA, from_papers(*fewer), REGISTER)

    assert {entry.heading for entry in dossier.comparison} == {"Sanctions"}


def test_what_somebody_says_of_the_own_deeds_is_words() -> None:
    boast = said(
        "Vale {said} [“We imposed the sanctions on Karsia.”]", on="2019-03-01", document="d"
    )
    deed = done("[imposed the sanctions on Karsia]", on="2019-03-01", lean=-0.6, document="d")
    told = replace(deed, telling=replace(deed.telling, told_by=boast.telling.id))

    assert compose(VALE, KARSIA, [boast, deed], REGISTER).actions
    assert compose(VALE, KARSIA, [boast, told], REGISTER).actions == ()


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        (Modality.ASSERTION, ["Vale closed the border to Karsia, according to Idris Okoro."]),
        (Modality.CRITICISM, []),
        (Modality.DENIAL, []),
    ],
)
def test_a_deed_on_somebodys_word_alone_is_told_with_the_name(
    modality: Modality, expected: list[str]
) -> None:
    words = said(
        "Okoro {said} [Vale closed the border to Karsia]",
        by=OKORO,
        document="d",
        modality=modality,
    )
    deed = done("[Vale closed the border to Karsia]", document="d", told_by=words.telling.id)

    composed = compose(VALE, KARSIA, [words, deed], REGISTER)

    assert [entry.text for entry in composed.actions] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[the recall of the envoy to Karsia]", True),
        ("Okoro and [Vale recalled the envoy to Karsia]", False),
    ],
)
def test_a_torn_clause_is_no_name_of_a_deed(text: str, told: bool) -> None:
    assert bool(compose(VALE, KARSIA, [done(text)], REGISTER).actions) is told


@pytest.mark.parametrize("cue", ["expressed shock", "said"])
def test_who_is_shocked_by_a_deed_did_not_tell_of_it(cue: str) -> None:
    words = said(f"Okoro {{{cue}}} [that Vale closed the border]", by=OKORO, document="d")
    deed = done("[Vale closed the border]", document="d", told_by=words.telling.id)

    (entry,) = compose(VALE, KARSIA, [words, deed], REGISTER).actions

    assert entry.text.endswith("according to Idris Okoro.") is (cue == "said")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Form.MIXED, ["Vale closed the border to Karsia."]),
        (Form.INDIRECT, ["Vale closed the border to Karsia."]),
        (Form.DIRECT, []),
    ],
)
def test_what_a_judgement_is_about_is_told_by_the_reporter(form: Form, expected: list[str]) -> None:
    words = said(
        "Okoro {called} [Brenn “wise” for waiting after Vale closed the border to Karsia]",
        by=OKORO,
        document="d",
        form=form,
        modality=Modality.CRITICISM,
    )
    deed = done(
        "“wise” for waiting after [Vale closed the border to Karsia]",
        document="d",
        told_by=words.telling.id,
    )

    composed = compose(VALE, KARSIA, [words, deed], REGISTER)

    assert [entry.text for entry in composed.actions] == expected


@pytest.mark.parametrize(
    "text",
    [
        "[In May, he met the Karsian premier]",
        "[He met the Karsian premier]",
        "over reports that [he met the Karsian premier]",
    ],
)
def test_a_deed_of_nobody_but_a_pronoun_is_not_told_where_others_are(text: str) -> None:
    named = [
        done("[Vale closed the border to Karsia]", on="2019-03-01", sort="ban"),
        done("[Vale expelled the envoys of Karsia]", on="2020-03-01", sort="expulsion"),
        done("[Vale visited the fleet off Karsia]", on="2021-03-01", sort="visit"),
    ]
    his = done(text, on="2022-05-01", sort="meeting")

    with_others = compose(VALE, KARSIA, [*named, his], REGISTER)
    alone = compose(VALE, KARSIA, [his], REGISTER)

    assert len(with_others.actions) == len(with_others.timeline) == 3
    assert len(alone.timeline) == 1


def test_one_clause_that_tells_two_deeds_is_shown_once() -> None:
    clause = "[Vale closed the border to Karsia and expelled its envoys]"
    deeds = [
        done(clause, on="2019-03-01", document="d", sort=sort) for sort in ("ban", "expulsion")
    ]
    two = [replace(deed, id=f"{n}") for n, deed in enumerate(deeds)]

    assert len(compose(VALE, KARSIA, two, REGISTER).actions) == 1


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [said("{said} [“No.”]", by=None)],
        [said("Vale {said} [“No.”]", published=None)],
        [done("[Vale left]", status=Status.PROPOSED)],
    ],
)
def test_thin_evidence_makes_a_page_that_says_so(evidence: list[Evidence]) -> None:
    found = compose(VALE, KARSIA, evidence)
    text = markdown(found)

    assert found.position.label is None
    assert "*Nothing in the record.*" in text
    assert "Not enough evidence" in text


def test_the_dossier_does_not_depend_on_the_order(dossier: Dossier) -> None:
    assert compose(VALE, KARSIA, reversed(from_papers(*RICH)), REGISTER) == dossier


def test_markdown_cites_every_sentence_and_lists_what_it_cites(dossier: Dossier) -> None:
    text = markdown(dossier)
    body, _, rest = text.partition("## Evidence")
    used = {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", body)}
    listed = {int(n) for n in re.findall(r"^\[(\d+)\]", rest, re.MULTILINE)}

    assert used == listed == set(range(1, len(used) + 1))
    told = body.partition("## Sources")[0]
    assert all("[" in line for line in told.splitlines() if line.startswith("- "))


def test_markdown_escapes_what_sources_write() -> None:
    hostile = said("Vale {said} [“<b>*Stars* and _lines_</b>”]", on="2019-01-01")
    text = markdown(compose(VALE, KARSIA, [hostile]))

    assert "<b>" not in text
    assert r"\*Stars\* and \_lines\_" in text


def test_it_has_the_fields_of_the_contract(dossier: Dossier) -> None:
    data = dossier_json(dossier)

    assert {"person", "topic", "label", "strength", "reasons", "ledger", "evidence"} <= set(data)
    assert all("text" in row and row["citations"] for row in data["then_and_now"])


def test_two_thousand_pieces_are_composed_in_time() -> None:
    many = [replace(piece, id=f"{piece.id}-{n}") for n in range(160) for piece in RICH]
    begun = process_time()
    compose(VALE, KARSIA, many, REGISTER)

    assert process_time() - begun < 10  # two seconds on a quiet machine


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        (said("Vale {said} [“We stay put.”]"), True),
        (said("Vale {spoke} [of “white sails”]", form=Form.MIXED), False),
        (said("Vale {said} [we “will stay here as long as we like”]", form=Form.MIXED), True),
        (said("Vale {said} [we are “going to get away from” that]", form=Form.MIXED), False),
    ],
)
def test_a_scrap_of_a_sentence_is_no_key_quote(evidence: Evidence, shown: bool) -> None:
    assert bool(compose(VALE, KARSIA, [evidence], REGISTER).quotes) is shown


def test_what_somebody_plans_is_no_criticism() -> None:
    def of(modality: Modality) -> Dossier:
        words = said(
            "Okoro {said} [Vale is a disaster for the fleet]",
            by=OKORO,
            lean=-0.8,
            toward=VALE.id,
            modality=modality,
        )
        return compose(VALE, KARSIA, [words], REGISTER)

    assert len(of(Modality.CRITICISM).criticism) == 1
    assert of(Modality.PLAN).criticism == ()
    assert of(Modality.ASSERTION).criticism == ()
