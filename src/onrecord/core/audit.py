"""What an audit says of a text: its claims, the verdict on each, and what is odd in itself."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.selectors import Selector, Span


class Verdict(StrEnum):
    """What the record makes of a claim; `unsupported` is not `false`."""

    VERIFIED = "verified"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    MISDATED = "misdated"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    UNCHECKABLE = "uncheckable"


class ClaimKind(StrEnum):
    """What sort of thing a text claims."""

    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    DATE = "date"
    ACTION = "action"
    STATEMENT = "statement"


class Grave(StrEnum):
    """Why a changed word weighs more than others."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"


class Suspicion(StrEnum):
    """What is odd in a text by itself, without any record."""

    FIRST_OF_MONTH = "first-of-month"
    TWO_OCCASIONS = "two-occasions"
    FUTURE_DATE = "future-date"
    BROKEN_QUOTE = "broken-quote"
    UNDATED_ACTION = "undated-action"
    NO_SOURCE = "no-source"
    VERY_LONG = "very-long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a stored document that bear on a claim.

    `speaker` and `said` are what the record knows of these words, None where it does not know.
    """

    selector: Selector
    uri: str
    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    speaker: Reference | None = None
    said: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference of a quotation from its source; an empty side is a missing or added word.

    `span` is where `claimed` stands in the audited text, None when it is empty.
    """

    claimed: str
    source: str
    span: Span | None = None
    grave: Grave | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that a text says and a record could bear out.

    Attributes:
        id: hash of kind and span.
        span: the words of the claim; of a quotation, those between the marks.
        speaker: who is said to have said or done it, None when not told.
        said: when it is said to have been said or done.
        said_span: the words that say when.
        occasion: the words that name the occasion.
    """

    id: str
    span: Span
    text: str
    kind: ClaimKind
    speaker: Reference | None = None
    said: Edtf | None = None
    said_span: Span | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim and what the record makes of it.

    Attributes:
        explanation: the reason in plain words.
        suggestion: what to write or do instead; None when nothing is wrong.
        changes: of an altered quotation, word by word.
    """

    claim: Claim
    verdict: Verdict
    explanation: str
    suggestion: str | None = None
    evidence: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something odd in the text by itself, and where."""

    kind: Suspicion
    spans: tuple[Span, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An audited text: findings in the order of the text, and warnings."""

    document: Document
    findings: tuple[Finding, ...] = ()
    warnings: tuple[Oddity, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims got each verdict; those that none got are left out."""
        found = Counter(finding.verdict for finding in self.findings)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def holds(self) -> bool:
        """Whether everything that the text claims was verified."""
        return all(finding.verdict is Verdict.VERIFIED for finding in self.findings)
