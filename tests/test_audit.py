"""Texts held against a record of invented articles, by the rules reader."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.core.audit import Audit, ClaimKind, Finding, Verdict
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Organisation, Person, Register
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import read
from onrecord.record.store import Store

POST = """Velland hardens its line

“We will not trade a single village to Karsia, and 40 of our soldiers stay in Brenn,” said Vale.

“You have no other home, and neither have we,” Mara Vale said on Friday.

“The harbour is closed for good,” said Oren Sarrow, the premier of Karsia.

Sarrow recalled how his teacher Ivo Teleki had told him: “Never sell what you cannot buy back.”
"""
TIMES = """In the spring

In April, Lio Aldous promised the fishermen a “fair and lasting share of the northern catch” today.
"""
REGISTER = Register(
    people=(Person(id="mara-vale", name="Mara Vale"), Person(id="oren-sarrow", name="Oren Sarrow")),
    organisations=(
        Organisation(id="harbour-post", name="The Harbour Post", aliases=("Harbour Post",)),
    ),
)


def document(text: str, **known: str) -> Document:
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
            made.add(pipeline.read_out(source, pipeline.known_register(made)))
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
    assert "2018-04" in dated.explanation
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
