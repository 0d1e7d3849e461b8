"""A text against a record: its claims, one by one, and what is odd in itself."""

from collections.abc import Sequence

from onrecord.core.audit import Audit
from onrecord.core.entities import Register
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.verification.claims import QuoteClaims
from onrecord.verification.names import Names
from onrecord.verification.quotes import Quotes
from onrecord.verification.sources import Record, Sources


def audited(
    reading: Reading, quotations: Sequence[Span], record: Record, register: Register
) -> Audit:
    """The findings and warnings on a text.

    Args:
        reading: the text, and what it says.
        quotations: what stands in double quotation marks in it, marks included.
        record: what it is held against.
        register: who goes by which names.
    """
    quotes = Quotes(Sources(record), Names(register, reading.entities))
    text = reading.document.text
    findings = [
        finding
        for claim in QuoteClaims(reading, quotations).claims()
        for finding in quotes.findings(text, claim)
    ]
    return Audit(
        document=reading.document,
        findings=tuple(sorted(findings, key=lambda finding: finding.claim.span)),
    )
