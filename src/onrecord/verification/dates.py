"""Whether a date that a text gives for words sits with what the record knows of them.

A saying cannot be later than its first publication, nor on another day than the record has it.
Where the record knows only the month, a day is more than it can bear out; where it knows nothing
at all, it cannot bear out any.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.core.audit import Claim, ClaimKind, Finding, Passage, Verdict
from onrecord.core.date_words import date_words
from onrecord.core.document import Kind, content_hash
from onrecord.core.edtf import Edtf
from onrecord.core.selectors import Span
from onrecord.verification.sources import Sources

_SHOWN = 3
_ZONES = timedelta(days=1)
"""A post's day depends on the time zone of who dates it."""


def wrong_date(claim: Claim, passages: Sequence[Passage], sources: Sources) -> Finding | None:
    """The finding that the words were not said then; None when they may have been.

    Args:
        claim: a quotation, or the date of one.
        passages: where the record has its words.
        sources: the record.
    """
    when = claim.said
    if when is None:
        return None
    dated = [p for p in passages if p.said]
    if any(_days(p, sources).overlaps(when) for p in dated):
        return None
    if dated:
        first = dated[0]
        explanation = (
            f"The record dates these words to {_words(first.said)}, not to {_words(when)}."
        )
        suggestion = f"Date them {_words(first.said)}."
    else:
        first = min(passages, key=_published_by)
        if when.earliest <= _published_by(first):
            return None
        published = _words(first.published)
        explanation = f"These words were in print by {published}, before {_words(when)}."
        suggestion = f"They were said by {published}: find out when."
    return Finding(
        claim=claim,
        verdict=Verdict.MISDATED,
        explanation=explanation,
        suggestion=suggestion,
        evidence=(first, *(p for p in passages if p is not first))[:_SHOWN],
    )


def _words(when: Edtf | None) -> str:
    """A date, one that is known, in words."""
    assert when is not None
    return date_words(when)


def date_finding(claim: Claim, passages: Sequence[Passage], sources: Sources) -> Finding | None:
    """What is to be said of the date of a quotation beside its words; None when it is sound.

    Args:
        claim: the date of a quotation.
        passages: where the record has its words.
        sources: the record.
    """
    if claim.said is None:
        return None
    wrong = wrong_date(claim, passages, sources)
    if wrong is not None:
        return wrong
    known = [p for p in passages if p.said and _days(p, sources).overlaps(claim.said)]
    if any(_bears_out(p, claim.said, sources) for p in known):
        return None
    if known:
        explanation = f"The record dates these words to {_words(known[0].said)}, no finer."
        suggestion = f"Write {_words(known[0].said)}, or name a source for {_words(claim.said)}."
    else:
        explanation = "The record does not say when these words were said."
        suggestion = f"Name a source for {_words(claim.said)}."
    return Finding(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        explanation=explanation,
        suggestion=suggestion,
        evidence=tuple((known or list(passages))[:_SHOWN]),
    )


def date_claim(quote: Claim, text: str) -> Claim | None:
    """The date of a quotation as a claim of its own; None when it has none."""
    if quote.said_span is None:
        return None
    span = quote.said_span
    if quote.occasion is not None:
        place = text.rfind(quote.occasion, 0, span.start)
        span = Span(place, span.end) if place >= 0 else span
    return Claim(
        id=content_hash(ClaimKind.DATE, span),
        span=span,
        text=span.of(text),
        kind=ClaimKind.DATE,
        speaker=quote.speaker,
        said=quote.said,
        said_span=quote.said_span,
        occasion=quote.occasion,
    )


def _bears_out(passage: Passage, when: Edtf, sources: Sources) -> bool:
    """Whether every day that the record allows is one that the text allows, too."""
    if passage.said is None:
        return False
    days = _days(passage, sources)
    return when.contains(passage.said) or (days is not passage.said and days.contains(when))


def _days(passage: Passage, sources: Sources) -> Edtf:
    """The days on which the record lets the words of a dated passage be said."""
    said = passage.said
    if said is None:
        raise ValueError("the passage has no date")
    document = sources.document(passage.selector.document)
    if document.kind is Kind.POST and said.precision == "day":
        first = max(said.earliest, date.min + _ZONES) - _ZONES  # the calendar has ends
        return Edtf.between(first, min(said.latest, date.max - _ZONES) + _ZONES)
    return said


def _published_by(passage: Passage) -> date:
    """The last day that it may have been published on."""
    return passage.published.latest if passage.published else date.max
