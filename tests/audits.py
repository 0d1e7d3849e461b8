"""An invented audit: every kind of finding on a page about Mara Vale."""

from onrecord.core.audit import (
    Audit,
    Change,
    Claim,
    ClaimKind,
    Finding,
    Grave,
    Oddity,
    Passage,
    Suspicion,
    Verdict,
)
from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.selectors import Span, select

VALE = Reference("mara-vale", "Mara Vale")
SOURCE = (
    "Vale would not budge. “We will not trade a single village,” she said. “The harbour is closed.”"
)
PARAGRAPHS = (
    "Mara Vale on Karsia",
    "Vale said: “We will trade a single village.”",
    "“The harbour is closed,” she said on <b>July 1, 2018</b>.",
    "She withdrew from the treaty.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def span(words: str) -> Span:
    """Where words stand in the audited text."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def passage(words: str) -> Passage:
    """Words of the source as evidence."""
    place = Span(SOURCE.index(words), SOURCE.index(words) + len(words))
    return Passage(
        selector=select(document_id(SOURCE), SOURCE, place),
        uri="https://example.org/budge",
        title="No budging",
        publisher="The Harbour Post",
        published=Edtf("2018-07-16"),
        speaker=VALE,
        said=Edtf("2018-07-13"),
    )


def finding(words: str, verdict: Verdict, kind: ClaimKind, **known: object) -> Finding:
    """A finding on words of the text."""
    claim = Claim(id=f"{kind}-{words[:5]}", span=span(words), text=words, kind=kind, speaker=VALE)
    return Finding(
        claim=claim,
        verdict=verdict,
        explanation=f"Why it is {verdict}.",
        suggestion=None if verdict is Verdict.VERIFIED else "What to do about it.",
        **known,  # type: ignore[arg-type]
    )


def audit() -> Audit:
    """An audit with findings of several verdicts, and a warning."""
    kinds = (SegmentKind.TITLE, *[SegmentKind.PARAGRAPH] * 3)
    return Audit(
        document=Document(
            id=document_id(TEXT),
            uri="page.txt",
            text=TEXT,
            kind=Kind.ARTICLE,
            title=PARAGRAPHS[0],
            segments=tuple(
                Segment(kind=kind, span=span(words))
                for kind, words in zip(kinds, PARAGRAPHS, strict=True)
            ),
        ),
        findings=(
            finding(
                "We will trade a single village.",
                Verdict.ALTERED,
                ClaimKind.QUOTE,
                evidence=(passage("We will not trade a single village"),),
                changes=(Change(claimed="", source="not", grave=Grave.NEGATION),),
            ),
            finding(
                "The harbour is closed",
                Verdict.VERIFIED,
                ClaimKind.QUOTE,
                evidence=(passage("The harbour is closed"),),
            ),
            finding("July 1, 2018", Verdict.MISDATED, ClaimKind.DATE),
            finding("She withdrew from the treaty.", Verdict.UNSUPPORTED, ClaimKind.ACTION),
        ),
        warnings=(
            Oddity(
                kind=Suspicion.UNDATED_ACTION,
                spans=(span("She withdrew from the treaty."),),
                explanation="One deed has no date.",
            ),
        ),
    )
