"""What is odd in a text by itself, before any record is asked.

Texts that a program wrote, or a hand in a hurry, give themselves away: every date is the first of
a month, one quotation has two occasions, a quotation breaks off.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from onrecord.core.audit import Claim, ClaimKind, Oddity, Suspicion
from onrecord.core.date_words import date_words
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Factuality, Reading
from onrecord.core.selectors import Span, hull
from onrecord.verification.calendar import full_dates
from onrecord.verification.weights import leans
from onrecord.verification.wording import wording

_RUN = 3
"""First-of-month dates that make a run: by chance one date in thirty is one."""
_SAME = 5
"""Words in a row that make two quotations the same."""
_FINISHED = re.compile(r"[.!?…\"”’')\]—–-]\s*$")


def suspicions(
    reading: Reading,
    quotations: Sequence[Span],
    quoted: Sequence[Claim],
    told: Sequence[Claim],
    today: date | None = None,
) -> Iterator[Oddity]:
    """Yield what is odd in a text.

    Args:
        reading: the text, and what it says.
        quotations: what stands in double quotation marks, marks included.
        quoted: its quotations as claims.
        told: its other claims.
        today: the day after which dates lie in the future; None to leave that out.
    """
    text = reading.document.text
    yield from _first_of_month(text)
    yield from _two_occasions(text, quoted)
    yield from _broken(text, quotations, quoted)
    yield from _undated([claim for claim in told if claim.kind is ClaimKind.ACTION])
    yield from _unsourced(reading)
    if today is not None:
        yield from _future([*quoted, *told], today)


def read_in_haste(document: Document) -> Oddity:
    """That a text is so long that only the fast reader read it."""
    return Oddity(
        kind=Suspicion.VERY_LONG,
        spans=(),
        explanation=f"The text has {len(document.text.split()):,} words: the fast reader read it, "
        "which finds fewer speakers, reports and deeds. Audit it in parts for the accurate one.",
    )


def _first_of_month(text: str) -> Iterator[Oddity]:
    """Most of the text's days are the first of a month."""
    days = list(full_dates(text, Span(0, len(text)))) if text else []
    firsts = tuple(span for day, span in days if day.earliest.day == 1)
    if len(firsts) >= _RUN and 2 * len(firsts) > len(days):
        yield Oddity(
            kind=Suspicion.FIRST_OF_MONTH,
            spans=firsts,
            explanation=f"{len(firsts)} of {len(days)} dates are the first of a month: "
            "days that nobody knew may have been filled in.",
        )


def _two_occasions(text: str, quoted: Sequence[Claim]) -> Iterator[Oddity]:
    """One quotation with two occasions, or one day with two occasions of one speaker."""
    located = [claim for claim in quoted if claim.said or claim.occasion]
    told: set[frozenset[str]] = set()
    for one, other in _alike(text, located):
        pair = frozenset((one.id, other.id))
        if pair not in told and (_differ(one.occasion, other.occasion) or _apart(one, other)):
            told.add(pair)
            yield _oddity([one, other], "The same words have two occasions")
    days: defaultdict[tuple[Reference | None, Edtf], list[Claim]] = defaultdict(list)
    for claim in located:
        if claim.occasion and claim.said and claim.said.precision == "day":
            days[claim.speaker, claim.said].append(claim)
    for (_, day), claims in days.items():
        first = {wording(claim.occasion or "").forms: claim for claim in reversed(claims)}
        if len(first) > 1:
            yield _oddity(
                list(first.values()), f"Words of one day, {date_words(day)}, have several occasions"
            )


def _alike(text: str, claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each quotation with the first one before it that shares a long run of words with it."""
    seen: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        forms = wording(text, claim.span).forms
        for place in range(len(forms) - _SAME + 1):
            first = seen.setdefault(forms[place : place + _SAME], claim)
            if first is not claim:
                yield first, claim


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two claims have dates that cannot be one."""
    return one.said is not None and other.said is not None and not one.said.overlaps(other.said)


def _oddity(claims: Sequence[Claim], what: str) -> Oddity:
    occasions = " and ".join(_occasion(claim) for claim in claims)
    return Oddity(
        kind=Suspicion.TWO_OCCASIONS,
        spans=tuple(sorted(claim.span for claim in claims)),
        explanation=f"{what}: {occasions}. Check which is right.",
    )


def _occasion(claim: Claim) -> str:
    if claim.occasion is None and claim.said is not None:
        return date_words(claim.said)
    return f"“{claim.occasion}”"


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two occasions are both named, in other words."""
    return bool(one and other and wording(one).forms != wording(other).forms)


def _broken(text: str, quotations: Iterable[Span], quoted: Sequence[Claim]) -> Iterator[Oddity]:
    """Quotations that are not closed, or that end where no sentence does."""
    for span in quotations:
        words = span.of(text)
        if not re.search(r"[\"”’»'＂]\s*$", words[1:]):
            yield Oddity(
                kind=Suspicion.BROKEN_QUOTE,
                spans=(span,),
                explanation="The quotation is opened and never closed.",
            )
    for claim in quoted:
        forms = wording(text, claim.span).forms
        whole = claim.text[:1].isupper()
        if whole and forms and leans(forms[-1]) and not _FINISHED.search(claim.text):
            yield Oddity(
                kind=Suspicion.BROKEN_QUOTE,
                spans=(claim.span,),
                explanation=f"The quotation breaks off after “{forms[-1]}”.",
            )


def _undated(deeds: Sequence[Claim]) -> Iterator[Oddity]:
    undated = tuple(claim.span for claim in deeds if claim.said is None)
    if undated:
        what = "One deed has" if len(undated) == 1 else f"{len(undated)} deeds have"
        yield Oddity(
            kind=Suspicion.UNDATED_ACTION,
            spans=undated,
            explanation=f"{what} no date: say when, so that it can be checked.",
        )


def _unsourced(reading: Reading) -> Iterator[Oddity]:
    """What is reported without saying by whom."""
    spans = tuple(
        hull((*statement.cue, *statement.content))
        for statement in reading.statements
        if statement.factuality is Factuality.SAID and not statement.source and statement.cue
    )
    if spans:
        what = "One report does" if len(spans) == 1 else f"{len(spans)} reports do"
        yield Oddity(
            kind=Suspicion.NO_SOURCE,
            spans=spans,
            explanation=f"{what} not say whose words or thoughts they are.",
        )


def _future(claims: Iterable[Claim], today: date) -> Iterator[Oddity]:
    later: defaultdict[str, list[Span]] = defaultdict(list)
    for claim in claims:
        if claim.said is not None and claim.said_span is not None and claim.said.earliest > today:
            later[date_words(claim.said)].append(claim.said_span)
    for day, spans in later.items():
        yield Oddity(
            kind=Suspicion.FUTURE_DATE,
            spans=tuple(dict.fromkeys(spans)),
            explanation=f"{day} has not come yet.",
        )
