"""A text against a record: its claims, one by one, and what is odd in itself."""

from collections.abc import Sequence
from datetime import date

from onrecord.core.audit import Audit
from onrecord.core.entities import Register
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.verification.accounts import Accounts
from onrecord.verification.claims import QuoteClaims
from onrecord.verification.names import Names
from onrecord.verification.quotes import Quotes
from onrecord.verification.sources import Record, Sources
from onrecord.verification.suspicions import suspicions
from onrecord.verification.told import ToldClaims


def audited(
    reading: Reading,
    quotations: Sequence[Span],
    record: Record,
    register: Register,
    today: date | None = None,
) -> Audit:
    """The findings and warnings on a text.

    Args:
        reading: the text, and what it says.
        quotations: what stands in double quotation marks in it, marks included.
        record: what it is held against.
        register: who goes by which names.
        today: the day after which dates lie in the future, for a text that does not say when it
            was published; None to leave that out.
    """
    sources = Sources(record)
    quotes, accounts = Quotes(sources, Names(register, reading.entities)), Accounts(sources)
    text = reading.document.text
    found = QuoteClaims(reading, quotations)
    quoted = list(found.claims())
    told = list(ToldClaims(reading, found.subject(), [claim.span for claim in quoted]).claims())
    findings = [finding for claim in quoted for finding in quotes.findings(text, claim)]
    findings += [accounts.finding(text, claim) for claim in told]
    published = reading.document.published
    return Audit(
        document=reading.document,
        findings=tuple(sorted(findings, key=lambda finding: finding.claim.span)),
        warnings=tuple(
            suspicions(reading, quotations, quoted, told, published.latest if published else today)
        ),
    )
