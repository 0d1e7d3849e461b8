"""Texts held against a record of invented articles, by the rules reader."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.core.audit import Audit, ClaimKind, Finding, Suspicion, Verdict
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Organisation, Person, Register
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document, read
from onrecord.reading import read_out
from onrecord.record.store import Store
from onrecord.web.audit import audit_html

POST = """Velland hardens its line

“We will not trade a single village to Karsia, and 40 of our soldiers stay in Brenn,” said Vale.

“You have no other home, and neither have we,” Mara Vale said on Friday.

“The harbour is closed for good,” said Oren Sarrow, the premier of Karsia.

Sarrow recalled how his teacher Ivo Teleki had told him: “Never sell what you cannot buy back.”
"""
TIMES = """In the spring

Vale gave the envoys of Karsia six whole weeks to answer the letter of the council, an aide said.

The trade rules that were imposed after the raid on Brenn have not been lifted, and nobody asks why.

Mara Vale and Oren Sarrow shake hands at a meeting in Karsk, July 16, 2018.

In April, Lio Aldous promised the fishermen a “fair and lasting share of the northern catch” today.
"""
REGISTER = Register(
    people=(Person(id="mara-vale", name="Mara Vale"), Person(id="oren-sarrow", name="Oren Sarrow")),
    organisations=(
        Organisation(id="harbour-post", name="The Harbour Post", aliases=("Harbour Post",)),
    ),
)


def document(text: str, **known: str | None) -> Document:
    published = known.pop("published", None)
    defaults = Defaults(published=Edtf(published) if published else None, **known)  # type: ignore[arg-type]
    (made,) = read(text.encode(), "text.txt", defaults)
    assert isinstance(made, Document)
    return made


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with pipeline.one_off_record(REGISTER) as made:
        for text, publisher in ((POST, "The Harbour Post"), (TIMES, "The Times of Brenn")):
            source = document(text, publisher=publisher, published="2018-07-16")
            made.add(read_out(source, pipeline.known_register(made)))
        yield made


def audit(store: Store, text: str) -> Audit:
    return pipeline.audit(store, document(text))


def only(store: Store, text: str, kind: ClaimKind = ClaimKind.QUOTE) -> Finding:
    (found,) = [f for f in audit(store, text).findings if f.claim.kind is kind]
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('“The harbour is closed for good,” Sarrow said.', Verdict.VERIFIED),
        ("Sarrow said: 'the harbour is closed for good'", Verdict.VERIFIED),
        ('Vale would not “trade a single village to Karsia”, she said.', Verdict.VERIFIED),
        # other words
        ('“The harbour is open for good,” Sarrow said.', Verdict.ALTERED),
        ('“We will trade a single village to Karsia,” Vale said.', Verdict.ALTERED),
        ('“We will not trade a single home,” Vale said.', Verdict.ALTERED),
        # other people
        ('“The harbour is closed for good,” Vale said.', Verdict.MISATTRIBUTED),
        ('“The harbour is closed for good,” said Nia Okoro.', Verdict.MISATTRIBUTED),
        # whoever retells another's words is no rival
        ('Teleki said: “Never sell what you cannot buy back.”', Verdict.VERIFIED),
        # the paper that carried the words
        ('The Harbour Post reported: “The harbour is closed for good.”', Verdict.VERIFIED),
        # other days
        ('“The harbour is closed for good,” Sarrow said on August 3, 2018.', Verdict.MISDATED),
        ('On May 1, 2018: “You have no other home, and neither have we.”', Verdict.MISDATED),
        # few words, changed, from long before the record's
        ('“We will not trade a single home,” Vale said on May 1, 2016.', Verdict.UNSUPPORTED),
        ('“We will not trade a single home,” Vale said on July 12, 2018.', Verdict.ALTERED),
        # what anybody says proves nothing
        ('“You have no other,” Sarrow said.', Verdict.UNSUPPORTED),
        ('“It will be closed for good,” Aldous said.', Verdict.UNSUPPORTED),
        # nothing like it
        ('“Bread will be cheaper by the winter,” Vale said.', Verdict.UNSUPPORTED),
    ],
)  # fmt: skip
def test_the_verdict_on_a_quotation(store: Store, text: str, verdict: Verdict) -> None:
    finding = only(store, text)

    assert finding.verdict is verdict
    assert finding.explanation
    assert (finding.suggestion is None) is (verdict is Verdict.VERIFIED)
    assert finding.evidence or verdict is Verdict.UNSUPPORTED
    for passage in finding.evidence:
        assert passage.selector.holds_in(store.text_of(passage.selector.document))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "“The harbour is closed for good,” Sarrow said on August 3, 2018.",
            "These words were in print by July 16, 2018, before August 3, 2018."
            " They were said by July 16, 2018: find out when.",
        ),
        (
            "On April 9, 2018, Aldous promised a “fair and lasting share of the northern catch”.",
            "The record dates these words to April 2018, no finer."
            " Write April 2018, or name a source for April 9, 2018.",
        ),
    ],
)
def test_dates_are_told_in_words(store: Store, text: str, told: str) -> None:
    findings = audit(store, text).findings

    assert told in [f"{found.explanation} {found.suggestion}" for found in findings]


def test_two_utterances_put_together_show_both(store: Store) -> None:
    finding = only(store, "Vale said: “We will not trade a single share of the northern catch.”")

    assert finding.verdict is Verdict.ALTERED
    assert [passage.selector.exact for passage in finding.evidence] == [
        "We will not trade a single",
        "share of the northern catch",
    ]


def test_a_day_is_more_than_a_record_of_the_month_bears_out(store: Store) -> None:
    text = "On April 9, 2018, Aldous promised a “fair and lasting share of the northern catch”."

    assert only(store, text).verdict is Verdict.VERIFIED
    dated = only(store, text, ClaimKind.DATE)
    assert dated.verdict is Verdict.UNSUPPORTED
    assert "April 2018" in dated.explanation
    assert dated.claim.span.of(text) == "April 9, 2018"


def test_a_quotation_page_says_who_and_when_by_its_layout(store: Store) -> None:
    text = (
        "Mara Vale on Karsia\n\nKey Quotes\n\n"
        '"We will not trade a single village to Karsia,"\n\n'
        "Press conference in the capital July 13, 2018 — On the border.\n\n"
        '"The harbour is closed for good."\n\n'
        "Rally in Brenn March 1, 2018 — On trade."
    )
    first, second = [f for f in audit(store, text).findings if f.claim.kind is ClaimKind.QUOTE]

    assert first.claim.speaker is not None
    assert first.claim.speaker.id == "mara-vale"
    assert first.claim.said == Edtf("2018-07-13")
    assert first.claim.occasion == "Press conference in the capital"
    assert first.verdict is Verdict.VERIFIED
    assert second.verdict is Verdict.MISATTRIBUTED


def test_a_name_below_a_quotation_says_whose_it_is(store: Store) -> None:
    text = "Lines of the week\n\n“The harbour is closed for good.”\n\n— Oren Sarrow, premier"

    finding = only(store, text)

    assert finding.claim.speaker is not None
    assert finding.claim.speaker.name == "Oren Sarrow"


def test_deeds_and_reports_are_borne_out_or_spoken_against(store: Store) -> None:
    text = (
        "Mara Vale on Karsia\n\nActions Taken\n\n"
        "Gave the envoys of Karsia six whole weeks to answer the letter of the council.\n\n"
        "Weakened the old trade rules that were imposed after the raid on Brenn.\n\n"
        "Bought a new palace for the council of the northern fishermen."
    )
    found = [f for f in audit(store, text).findings if f.claim.kind is ClaimKind.ACTION]

    assert [f.verdict for f in found] == [
        Verdict.VERIFIED,
        Verdict.CONTRADICTED,
        Verdict.UNSUPPORTED,
    ]
    assert "have not been lifted" in found[1].evidence[0].selector.exact


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        # the source says "on Friday"
        ("Mara Vale expelled 23 Karsian envoys on July 13, 2018.", Verdict.VERIFIED),
        ("Mara Vale expelled 23 Karsian envoys on July 10, 2018.", Verdict.MISDATED),
        ("Mara Vale expelled 24 Karsian envoys on July 13, 2018.", Verdict.UNSUPPORTED),
        # the source does not say when
        (
            "Mara Vale expelled 5 Karsian diplomats on July 13, 2018.",
            Verdict.UNSUPPORTED,
        ),
        ("Mara Vale expelled 5 Karsian diplomats.", Verdict.VERIFIED),
    ],
)
def test_the_date_of_a_deed_is_judged_apart_from_its_words(claim: str, verdict: Verdict) -> None:
    source = document(
        "Mara Vale expelled 23 Karsian envoys on Friday.\n\n"
        "Mara Vale expelled 5 Karsian diplomats, it said.",
        published="2018-07-16",
        publisher="The Harbour Post",
    )
    with pipeline.one_off_record(REGISTER) as made:
        made.add(read_out(source, pipeline.known_register(made)))
        found = only(made, claim, ClaimKind.ACTION)

    assert found.verdict is verdict


def test_an_occasion_on_another_day_than_the_record_has_is_misdated(store: Store) -> None:
    text = (
        "Mara Vale on Karsia\n\n“Nobody will ever hear of it again, and that is good.”\n\n"
        "Joint press conference with Oren Sarrow in Karsk July 1, 2018 — On the raid."
    )
    dated = only(store, text, ClaimKind.DATE)

    assert dated.verdict is Verdict.MISDATED
    assert "July 16, 2018" in dated.explanation
    assert dated.claim.text == "Joint press conference with Oren Sarrow in Karsk July 1, 2018"


def test_what_is_odd_in_itself_is_warned_of(store: Store) -> None:
    quotes = (
        ("Nobody will hear of it again,", "Rally in Brenn July 1, 2018 — On the raid."),
        ("The fish are ours alone.", "Post May 1, 2019 — On trade."),
        ("Nobody will hear of it again.", "Remarks to reporters May 1, 2019 — On trade."),
        ("We were never told of the", "Interview March 9, 2020"),
    )
    lines = [f"“{quote}”\n\n{occasion}" for quote, occasion in quotes]
    page = "\n\n".join(["Mara Vale on Karsia", "Key Quotes", *lines, "Vale said “it is not over."])

    kinds = Counter(warning.kind for warning in audit(store, page).warnings)

    assert kinds[Suspicion.FIRST_OF_MONTH] == 1
    assert kinds[Suspicion.TWO_OCCASIONS] == 2
    assert kinds[Suspicion.BROKEN_QUOTE] == 2


def test_short_words_in_marks_are_no_claim(store: Store) -> None:
    assert audit(store, "The “toughest ever” line, as the paper put it.").findings == ()


@pytest.mark.parametrize("text", [POST, TIMES])
def test_a_source_audited_against_itself_holds(store: Store, text: str) -> None:
    found = [f for f in audit(store, text).findings if f.claim.kind is ClaimKind.QUOTE]

    assert found
    assert all(finding.verdict is Verdict.VERIFIED for finding in found), found


QUOTED = "We will not trade a single village to Karsia and 40 of our soldiers stay in Brenn".split()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(place=st.integers(0, len(QUOTED) - 1), word=st.sampled_from(["never", "Okoro", "7", "of"]))
def test_one_changed_word_never_leaves_a_quotation_verified(
    store: Store, place: int, word: str
) -> None:
    changed = [*QUOTED[:place], word, *QUOTED[place + 1 :]]
    expected = Verdict.VERIFIED if changed == QUOTED else Verdict.ALTERED

    finding = only(store, f"“{' '.join(changed)},” Vale said.")

    assert finding.verdict is expected


@pytest.mark.parametrize(
    ("published", "today", "warned"),
    [
        (None, date(2018, 8, 1), 1),
        (None, date(2018, 9, 1), 0),
        (None, None, 0),
        ("2018-08-01", date(2020, 1, 1), 1),
    ],
)
def test_a_date_that_has_not_come_yet_is_warned_of(
    store: Store, published: str | None, today: date | None, warned: int
) -> None:
    text = document("“The harbour is closed,” Sarrow said on August 3, 2018.", published=published)

    warnings = pipeline.audit(store, text, None, today).warnings

    assert [w.kind for w in warnings].count(Suspicion.FUTURE_DATE) == warned


@pytest.mark.parametrize("name", ["accurate", "fast", "rules"])
def test_a_very_long_text_is_read_by_the_fast_reader_and_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = document("“We will not trade a single village to Karsia,” Vale said.")
    reader = pipeline.reader_named(name)
    assert pipeline.audit(store, text, reader).warnings == ()

    monkeypatch.setattr(pipeline, "_LONG_AUDIT", 10)
    audit = pipeline.audit(store, text, reader)

    assert [finding.verdict for finding in audit.findings] == [Verdict.VERIFIED]
    assert [(w.kind, w.spans) for w in audit.warnings] == (
        [(Suspicion.VERY_LONG, ())] if name == "accurate" else []
    )
    assert "11 words" in "".join(w.explanation for w in audit.warnings) or name != "accurate"
    assert "fast reader" in audit_html(audit) or name != "accurate"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                *("“", "”", '"', "'", "[", "]", "…", ". ", "• ", "\n\n", "\x00", "\ud800", "é"),
                *("— Mara Vale", "said: ", "Vale said ", "July 1, 2018 ", "Actions taken\n\n"),
                *("we will not trade a village ", "He withdrew from the treaty. "),
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_can_be_audited_and_every_span_reads_its_words(
    store: Store, pieces: list[str]
) -> None:
    given = "".join(pieces)
    plain = plain_document(given, "text", Defaults())
    text = plain.text

    found = pipeline.audit(store, plain)

    assert text == given.replace("\ud800", "\ufffd")
    assert all(f.claim.span.of(text) == f.claim.text for f in found.findings)
    assert all(span.end <= len(text) for warning in found.warnings for span in warning.spans)
    assert sum(found.counts.values()) == len(found.findings)
