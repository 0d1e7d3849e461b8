"""A quotation against the record: are these the words, are they this person's, is it that day?

The words come first: without them there is nobody to have said them. Documents that may hold them
come from the record's index of word pairs; only those are read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.core.audit import Change, Claim, Finding, Grave, Passage, Verdict
from onrecord.core.selectors import Span
from onrecord.verification.alignment import (
    Alignment,
    Block,
    aligned,
    changes,
    ending_in,
    is_distinctive,
    is_kin,
    is_part,
    least_shared,
    opening_in,
)
from onrecord.verification.dates import date_claim, date_finding, wrong_date
from onrecord.verification.matching import matches
from onrecord.verification.names import Names, same
from onrecord.verification.occasions import occasion_finding
from onrecord.verification.sources import Likeness, Sources
from onrecord.verification.speakers import may_be_by, wrong_speaker
from onrecord.verification.wording import Indexed, Wording, wording

_VERBATIM, _LIKE, _HALVES = 12, 12, 6
"""Documents looked into for the very words, for the likest ones, and for half of a splice."""
_PLACES = 5
"""Places in one document where the words stand."""
_SHOWN = 3
"""Passages shown as evidence."""
_WHOLE = 0.85
"""Share of a quotation's words in one place that makes it one utterance, and no splice of two."""
_SPLICED = 8
"""Words of a quotation whose halves may stand in two places without that being chance."""
_FEW, _MUCH_LATER_DAYS = 8, 180
"""Of fewer words with one changed, a source from so long after is another occasion."""
_TOLD = 3
"""Changes told in the explanation; all are in the finding."""
_GRAVE = {
    Grave.NEGATION: "a negation",
    Grave.NUMBER: "a number",
    Grave.NAME: "a name",
}


@dataclass(frozen=True, slots=True)
class _Held:
    """The words of a quotation as one document has them, in one or more pieces."""

    document: str
    pieces: tuple[Span, ...]


class Quotes:
    """Judges quotations against one record."""

    def __init__(self, sources: Sources, names: Names) -> None:
        self._sources = sources
        self._names = names

    def findings(self, text: str, claim: Claim) -> Iterator[Finding]:
        """What the record makes of a quotation of a text, and of its date where that is apart."""
        finding, passages = self._finding(text, claim)
        yield finding
        dated = date_claim(claim, text)
        if dated is None or finding.verdict is Verdict.MISDATED:
            return
        found = date_finding(dated, passages, self._sources) if passages else None
        if found is None and not passages:
            found = occasion_finding(dated, self._sources)
        if found is not None:
            yield found

    def _finding(self, text: str, claim: Claim) -> tuple[Finding, Sequence[Passage]]:
        """The finding, and all passages that it rests on."""
        quote = wording(text, claim.span)
        record = self._sources.record
        runs = _runs(quote)
        keys = record.holding(runs, _VERBATIM)
        if len(keys) == _VERBATIM and claim.said is not None:  # it may be said again and again
            keys = (*keys, *record.holding(runs, _VERBATIM, claim.said))
        held = self._held(quote, dict.fromkeys(keys))
        if held:
            return self._words_held(claim, quote, held)
        likeness = record.likeness()
        like = likeness.best(runs, _LIKE)
        held = self._held(quote, like)
        if held:
            return self._words_held(claim, quote, held)
        nearest = self._nearest(claim, quote, like)
        finding = None
        if nearest is None or nearest[0].shared < _WHOLE * len(quote):
            finding = self._spliced(claim, quote, like, likeness)
        if finding is None and nearest is not None:
            finding = self._altered(claim, quote, *nearest)
        return (finding, finding.evidence) if finding else (_absent(claim), ())

    def _held(self, quote: Wording, documents: Iterable[str]) -> list[_Held]:
        """Where the words stand, document by document."""
        found: list[_Held] = []
        for key in documents:
            source = self._sources.words(key)
            for pieces, _ in zip(matches(quote, source), range(_PLACES), strict=False):
                found.append(_Held(key, tuple(source.wording.span(*piece) for piece in pieces)))
        return found

    def _words_held(
        self, claim: Claim, quote: Wording, held: Sequence[_Held]
    ) -> tuple[Finding, Sequence[Passage]]:
        """The finding on a quotation whose words are in the record."""
        told = [[self._sources.passage(h.document, piece) for piece in h.pieces] for h in held]
        whole = [passages for passages in told if _is_one_voice(passages)]
        if not whole:
            return _of_several(claim, told[0]), told[0]
        passages = [passage for pieces in whole for passage in pieces]
        wrong = wrong_speaker(claim, passages, self._sources, self._names) or wrong_date(
            claim, passages, self._sources
        )
        if wrong is not None and not is_distinctive(quote):
            return _common(wrong), passages
        return wrong or Finding(
            claim=claim,
            verdict=Verdict.VERIFIED,
            explanation=_verified_words(passages),
            evidence=tuple(passages[:_SHOWN]),
        ), passages

    def _nearest(
        self, claim: Claim, quote: Wording, like: Iterable[str]
    ) -> tuple[Alignment, str] | None:
        """The stretch of the likest document that the quotation comes from."""
        best: tuple[Alignment, str] | None = None
        for key in like:
            least = best[0].shared if best else least_shared(quote)
            alignment = aligned(quote, self._sources.words(key), least)
            if alignment and (best is None or alignment.rank > best[0].rank):
                best = alignment, key
        if best is None:
            return None
        alignment, key = best
        near = None
        span = self._sources.words(key).wording.span(alignment.first, alignment.end)
        passage = self._sources.passage(key, span)
        if len(quote) < _FEW and _is_much_later(passage, claim):
            return None
        if claim.speaker is not None:
            near = may_be_by(claim.speaker, passage, self._sources, self._names)
        return best if is_kin(quote, alignment, near=near) else None

    def _altered(self, claim: Claim, quote: Wording, alignment: Alignment, key: str) -> Finding:
        """A quotation with other words than its source."""
        source = self._sources.words(key).wording
        first, end = alignment.stretch(quote, source)
        passage = self._sources.passage(key, source.span(first, end))
        found = changes(quote, source, alignment)
        moved = sorted(quote.forms) == sorted(source.forms[first:end])
        return Finding(
            claim=claim,
            verdict=Verdict.ALTERED,
            explanation="The words stand in another order than in the source."
            if moved
            else _altered_words(found),
            suggestion="Quote the words as the source has them.",
            evidence=(passage,),
            changes=found,
        )

    def _spliced(
        self, claim: Claim, quote: Wording, like: Iterable[str], likeness: Likeness
    ) -> Finding | None:
        """A quotation whose beginning stands in one place, and all the rest in another."""
        if len(quote) < _SPLICED:
            return None
        half = len(quote) // 2
        near = dict.fromkeys(like)
        for run in (quote.raw(0, half), quote.raw(half, len(quote))):
            near |= dict.fromkeys(likeness.best([run], _HALVES))
        first = self._longest(quote, near, opening_in)
        last = self._longest(quote, near, ending_in)
        if first is None or last is None or first[1].size < last[1].quote:
            return None
        passages = tuple(
            self._sources.passage(
                key, self._sources.words(key).wording.span(block.source, block.source + block.size)
            )
            for key, block in (first, last)
        )
        return Finding(
            claim=claim,
            verdict=Verdict.ALTERED,
            explanation="Two utterances are put together as one: "
            + " and ".join(f"“{passage.selector.exact}”" for passage in passages)
            + ".",
            suggestion="Quote each on its own, as it was said.",
            evidence=passages,
        )

    def _longest(
        self,
        quote: Wording,
        documents: Iterable[str],
        part: Callable[[Wording, Indexed], Block | None],
    ) -> tuple[str, Block] | None:
        """The document that has most of a beginning or an end, if it is long enough."""
        found = (
            (key, block)
            for key in documents
            if (block := part(quote, self._sources.words(key))) and is_part(quote, block)
        )
        return max(found, key=lambda item: item[1].size, default=None)


def _is_much_later(passage: Passage, claim: Claim) -> bool:
    """Whether the record has the words from long after the day that the text gives them.

    Few words with one changed are then of another occasion: "They have gone mad" of 2026 is no
    source of "He has gone mad" of 2025. Few words, for a wrong day may stand under a long
    quotation.
    """
    if passage.said is None or claim.said is None:
        return False
    return (passage.said.earliest - claim.said.latest).days > _MUCH_LATER_DAYS


def _runs(quote: Wording) -> list[str]:
    """The stretches of a quotation that its source must hold, between ellipses and brackets."""
    cuts = sorted({0, len(quote), *quote.gaps, *quote.brackets, *quote.brackets.values()})
    return [quote.raw(first, end) for first, end in pairwise(cuts) if first not in quote.brackets]


def _is_one_voice(passages: Sequence[Passage]) -> bool:
    """Whether one speaker may have said all the pieces."""
    known = [passage.speaker for passage in passages if passage.speaker]
    return all(same(known[0], other) for other in known)


def _of_several(claim: Claim, passages: Sequence[Passage]) -> Finding:
    names = dict.fromkeys(p.speaker.name for p in passages if p.speaker)
    return Finding(
        claim=claim,
        verdict=Verdict.ALTERED,
        explanation=f"Words of {' and '.join(names)} are put together as one quotation.",
        suggestion="Quote each on its own.",
        evidence=tuple(passages),
    )


def _common(wrong: Finding) -> Finding:
    """Words that anybody may say: another speaker, or day, of the record proves nothing."""
    return replace(
        wrong,
        verdict=Verdict.UNSUPPORTED,
        explanation=f"{wrong.explanation} The words are so common that this may be chance.",
        suggestion="Name a source, or add it to the record.",
    )


def _absent(claim: Claim) -> Finding:
    return Finding(
        claim=claim,
        verdict=Verdict.UNSUPPORTED,
        explanation="The record holds neither these words nor any like them. "
        "That does not make them false.",
        suggestion="Name a source, or add it to the record.",
    )


def _verified_words(passages: Sequence[Passage]) -> str:
    """Where the words are, and what the record adds to what the text says of them."""
    best = passages[0]
    where = best.publisher or best.title or best.uri
    speaker = next((p.speaker.name for p in passages if p.speaker), None)
    if speaker is None:
        return f"{where} has these words; the record does not know whose they are."
    return f"{where} has these words from {speaker}."


def _altered_words(found: Sequence[Change]) -> str:
    """The differences in a sentence, the grave ones first."""
    told = [_told(change) for change in sorted(found, key=lambda change: change.grave is None)]
    more = len(told) - _TOLD
    rest = [f"and {more} more"] if more > 0 else []
    return "The words differ from the source: " + "; ".join(told[:_TOLD] + rest) + "."


def _told(change: Change) -> str:
    grave = f" ({_GRAVE[change.grave]})" if change.grave else ""
    if not change.source:
        return f"“{change.claimed}” was added{grave}"
    if not change.claimed:
        return f"“{change.source}” is missing{grave}"
    return f"“{change.claimed}” stands for “{change.source}”{grave}"
