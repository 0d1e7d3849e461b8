"""Three hundred texts that nobody would write, and what a hundred thousand of them had broken."""

import json

import pytest
from benchmarks.fuzz import SEED, fuzzed
from benchmarks.fuzz_texts import draft

from onrecord import pipeline
from onrecord.core.audit import Verdict
from onrecord.core.codec import decode, encode
from onrecord.core.document import Document, Kind, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.quantities import quantities
from onrecord.documents.clutter import wording_kind
from onrecord.documents.duplicates import fingerprint
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out


def test_strange_texts_are_read_and_cited_rightly() -> None:
    tally = fuzzed(SEED, range(300))

    assert (tally.mismatches, tally.exceptions) == ([], [])
    assert tally.counts["documents"] > 290
    assert tally.counts["citations"] > 300
    assert tally.counts["audits"] == 6


def test_a_number_makes_the_same_text_again() -> None:
    first, again, other = (
        [document.text for document in draft(seed, 7)] for seed in (SEED, SEED, SEED + 1)
    )

    assert first == again != other


def test_raised_digits_count_nothing() -> None:
    assert quantities("expelled ²⁰²¹ diplomats and ٣ guards") == {"guards": 3}


def test_a_quarter_counted_past_the_calendar_has_no_date() -> None:
    text = "It lost money in the first quarter of 2018, unlike 9,999 years earlier."

    timexes = read_out(_document(text), builtin_register()).timexes

    assert [(t.span.of(text), t.date) for t in timexes] == [
        ("the first quarter of 2018", Edtf("2018-33")),
        ("9,999 years earlier", None),
    ]


def test_halves_of_surrogate_pairs_are_replaced_in_place() -> None:
    document = _document("Vale \ud83d\ude00 signed. \udfff")

    assert document.text == "Vale \ufffd\ufffd signed. \ufffd"
    assert document.notes == ("broken characters replaced: 3",)
    assert decode(Document, json.loads(json.dumps(encode(document)))) == document


def test_a_line_of_hyphens_is_soon_told_from_a_credit() -> None:
    assert wording_kind("A-" * 240) is None  # took 2^240 steps
    assert wording_kind("Ana-Mara Vale- AP/Okoro-Roth") is SegmentKind.CREDIT
    assert wording_kind("Mara Vale-Pool/Jean-Apollo Roth") is SegmentKind.CREDIT


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_post_at_an_end_of_the_calendar_is_compared(day: str) -> None:
    words = "“We will sign the treaty with Karsia and keep the border closed,”"
    given = Defaults(published=Edtf(day), kind=Kind.POST, author="Mara Vale")
    post = plain_document(words, "post", given)

    with pipeline.open_record(":memory:", create=True) as store:
        with store.transaction():
            store.add(read_out(post, builtin_register()), fingerprint(post.text))
        audit = pipeline.audit(store, _document(f"{words} Mara Vale said on July 16, 2018."))

    assert [finding.verdict for finding in audit.findings] == [Verdict.MISDATED]


def test_a_name_of_nothing_but_suffixes_lends_no_surname() -> None:
    document = _document("Jr Jr. said no. Jr came.")

    mentions = read_out(document, builtin_register()).mentions

    assert "Jr" not in {mention.span.of(document.text) for mention in mentions}


def _document(text: str) -> Document:
    return plain_document(text, "text", Defaults(published=Edtf("2018-07-16")))
