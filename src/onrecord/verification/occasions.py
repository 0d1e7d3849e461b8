"""The day of an occasion: when the record has a meeting, a speech or a summit of that description.

An occasion is told by what kind of event it was, where, and with whom. Sentences of the record that
share the kind of thing and the names, and bear a date, say when it was; dates far from the claimed
one are of other occasions.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from onrecord.core.audit import Claim, Finding, Passage, Verdict
from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.verification.calendar import days_in
from onrecord.verification.sentences import sentence_spans
from onrecord.verification.sources import Sources
from onrecord.verification.weights import data_words

_DOCUMENTS = 20
_SHOWN = 3
_NEAR = timedelta(days=45)
"""Two occasions alike may be a quarter of a year apart; one that is misdated by more is another."""
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


def occasion_finding(claim: Claim, sources: Sources) -> Finding | None:
    """What the record makes of the date of an occasion; None when the text names none to look for.

    Args:
        claim: the date of a quotation, with its occasion.
        sources: the record.
    """
    if claim.occasion is None or claim.said is None or claim.said.precision != "day":
        return None
    names = _names(claim.occasion)
    if not names:
        return None
    dated = _dated_passages(claim, names, sources)
    agreeing = [p for day, p in dated if day.overlaps(claim.said)]
    if agreeing:
        return Finding(
            claim=claim,
            verdict=Verdict.VERIFIED,
            explanation=f"The record has such an occasion on {date_words(claim.said)}.",
            evidence=tuple(agreeing[:_SHOWN]),
        )
    near = [(day, p) for day, p in dated if _is_near(day, claim.said)]
    if near:
        days = " or ".join(dict.fromkeys(date_words(day) for day, _ in near))
        return Finding(
            claim=claim,
            verdict=Verdict.MISDATED,
            explanation=f"The record has this occasion on {days}, not on {date_words(claim.said)}.",
            suggestion=f"Date it {days}, or name a source.",
            evidence=tuple(dict.fromkeys(p for _, p in near))[:_SHOWN],
        )
    return Finding(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        explanation="The record does not say when this was.",
        suggestion=f"Name a source for {date_words(claim.said)}.",
    )


def _names(occasion: str) -> list[str]:
    """The names in an occasion; a first word has its capital from the sentence."""
    events = data_words("events")
    found = [match.group() for match in _NAME.finditer(occasion) if match.start() > 0]
    return list(dict.fromkeys(name for name in found if name.lower() not in events))


def _dated_passages(
    claim: Claim, names: Sequence[str], sources: Sources
) -> list[tuple[Edtf, Passage]]:
    """What the record dates under the names of an occasion, as an event."""
    found: list[tuple[Edtf, Passage]] = []
    for key in sources.record.resembling([claim.occasion or ""], _DOCUMENTS):
        reading = sources.reading(key)
        text = reading.document.text
        for segment in reading.document.segments:
            for span in sentence_spans(text, segment.span):
                if _is_alike(span.of(text), names):
                    passage = sources.passage(key, span)
                    found += [(day, passage) for day in days_in(reading, span)]
    return found


def _is_alike(sentence: str, names: Sequence[str]) -> bool:
    """Whether a sentence tells of an event with these names, one in three may be missing."""
    held = sum(re.search(rf"\b{re.escape(name)}\b", sentence) is not None for name in names)
    return 3 * held >= 2 * len(names) and not data_words("events").isdisjoint(
        re.findall(r"\w+", sentence.lower())
    )


def _is_near(day: Edtf, claimed: Edtf) -> bool:
    return day.precision == "day" and abs(day.earliest - claimed.earliest) <= _NEAR
