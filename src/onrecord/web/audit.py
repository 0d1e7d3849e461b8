"""The report of an audit: the text with its claims marked, and beside each what the record has."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.core.audit import Audit, Finding, Oddity, Verdict
from onrecord.web.highlights import Highlight, HighlightedText
from onrecord.web.render import alone_html, static_text
from onrecord.web.source import QUIET, is_headline, parts_of

_TONES = {Verdict.VERIFIED: "sound", Verdict.UNSUPPORTED: "open", Verdict.UNCHECKABLE: "open"}
"""Class of a mark; what the record speaks against is `wrong`."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a number in the text stands for: a finding, or a warning."""

    number: int
    tone: str
    finding: Finding | None = None
    warning: Oddity | None = None


@dataclass(frozen=True, slots=True)
class AuditBlock:
    """One part of the audited text and the cards that belong beside it."""

    kind: str
    html: Markup
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """An audit ready for its page; `general` holds the warnings that no one place shows."""

    audit: Audit
    blocks: tuple[AuditBlock, ...]
    general: tuple[Card, ...]


def audit_html(audit: Audit) -> str:
    """The report as one page that needs no other file, fit to be mailed."""
    script = Markup(static_text("audit.js"))
    return alone_html("audit.html", view=audit_view(audit), script=script)


def audit_view(audit: Audit) -> AuditView:
    """Lay out an audit: each card stands beside the part in which its words begin."""
    document = audit.document
    parts = list(parts_of(document))
    subjects = _subjects(audit)
    text = HighlightedText(document.text, [part.span for part in parts], _highlights(subjects))
    shown = [text.html(part.span) for part in parts]
    waiting = dict(subjects)
    blocks: list[AuditBlock] = []
    for part, html in zip(parts, shown, strict=True):
        if is_headline(part, document, text):
            continue
        keys = [key for key in text.reaching_into(part.span) if key in waiting]
        cards = sorted(
            (_card(text.number(key), waiting.pop(key)) for key in keys), key=lambda c: c.number
        )
        kind = "quiet" if part.kind in QUIET else part.kind.value
        blocks.append(AuditBlock(kind, html, tuple(cards)))
    general = tuple(_card(text.number(key), subject) for key, subject in waiting.items())
    return AuditView(audit, tuple(blocks), general)


def _subjects(audit: Audit) -> dict[str, Finding | Oddity]:
    """Findings and warnings by the keys that their marks go by."""
    findings = {f"f{place}": finding for place, finding in enumerate(audit.findings)}
    return {**findings, **{f"w{place}": odd for place, odd in enumerate(audit.warnings)}}


def _highlights(subjects: dict[str, Finding | Oddity]) -> Iterator[Highlight]:
    for key, subject in subjects.items():
        spans = (subject.claim.span,) if isinstance(subject, Finding) else subject.spans
        for span in spans:
            yield Highlight(span, key, f"claim {_tone(subject)}")


def _tone(subject: Finding | Oddity) -> str:
    return _TONES.get(subject.verdict, "wrong") if isinstance(subject, Finding) else "odd"


def _card(number: int, subject: Finding | Oddity) -> Card:
    if isinstance(subject, Finding):
        return Card(number, _tone(subject), finding=subject)
    return Card(number, _tone(subject), warning=subject)
