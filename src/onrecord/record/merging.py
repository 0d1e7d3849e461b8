"""One thing told by many documents becomes one piece of evidence with many citations.

Two questions are kept apart. Do two tellings tell the same? Statements do when the same speaker
is given long stretches of the same words, actions when actor, type, target and outcome agree;
both come down to shared `keys`, which a table can look up, so that adding a document costs the
same however much the record holds. And is it the same occasion? A slogan is said many times: what
tells the same is cut again by date. Neither answer depends on the order in which documents came.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.core.document import Kind
from onrecord.core.evidence import Action, Form, Statement, Status
from onrecord.core.findings import Citation, Evidence
from onrecord.core.selectors import Span, hull
from onrecord.record.occasions import Bond, days_of

Telling = Statement | Action

SHINGLE_WORDS = 5
"""Fewer words in a row are shared by chance; a quotation of fewer is compared as a whole."""

SHARED_SHARE = 0.5
SHARED_ENOUGH = 8
"""Shared shingles that make two tellings one: half of the shorter one's, or so many (12 words)."""

_LONGER_TIMES = 3
_LONGER_MORE = 20
"""A telling this much longer (a whole speech) is not the same saying as one line of it, and would
join all lines that are quoted from it to each other."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"“([^“”]*)[”\"]|\"([^\"“”]*)[\"”]|''((?:(?!'').)*)''", re.DOTALL)

_REALISED = frozenset({Status.DONE, Status.ORDERED, Status.ANNOUNCED})


@dataclass(frozen=True, slots=True)
class Trace:
    """What a telling is recognised by in other documents."""

    keys: frozenset[int]
    bond: Bond

    @property
    def alike(self) -> int:
        """A key of its own for all tellings that have just the same keys."""
        return _key("alike", *map(str, sorted(self.keys)))


@dataclass(frozen=True, slots=True)
class Told:
    """One telling, and where it is written."""

    telling: Telling
    citation: Citation


def shown(telling: Telling) -> Span:
    """The span that a citation of a telling shows: all words reported, the first clause told."""
    return hull(telling.content) if isinstance(telling, Statement) else telling.spans[0]


def trace(telling: Telling, text: str) -> Trace:
    """What a telling is recognised by, given the text of its document."""
    return _said(telling, text) if isinstance(telling, Statement) else _done(telling, text)


def agree(shared: int, size: int, other_size: int) -> bool:
    """Whether tellings with so many keys, of which so many are shared, tell the same."""
    shorter, longer = sorted((size, other_size))
    if longer > _LONGER_TIMES * shorter + _LONGER_MORE:
        return False
    return shared >= SHARED_ENOUGH or shared >= SHARED_SHARE * shorter


def _said(statement: Statement, text: str) -> Trace:
    words = _words(_quoted(statement, text))
    who = statement.speaker.id if statement.speaker else ""
    scope = ("statement", statement.factuality.value, who)
    if len(words) < SHINGLE_WORDS:
        keys = frozenset({_key(*scope, " ".join(words), "whole")})
        bond = Bond.STRICT
    else:
        keys = frozenset(
            _key(*scope, *words[i : i + SHINGLE_WORDS])
            for i in range(len(words) - SHINGLE_WORDS + 1)
        )
        bond = Bond.PLAIN
    return Trace(keys, bond if who else Bond.FAMILY)


def _done(action: Action, text: str) -> Trace:
    outcome = "realised" if action.status in _REALISED else action.status.value
    scope = ("action", action.type, action.instrument or "", outcome)
    if action.actor is None:
        return Trace(frozenset({_key(*scope, *_words(shown(action).of(text)))}), Bond.FAMILY)
    return Trace(
        frozenset({_key(*scope, action.actor.id, *sorted(action.target))})
        if action.target
        else frozenset({_key(*scope, action.actor.id, "", *_words(shown(action).of(text)))}),
        Bond.DEED,
    )


def _quoted(statement: Statement, text: str) -> str:
    """The words in quotation marks; all words of the content when few or none are.

    A scrap in marks tells nothing apart: much is called "top secret" in one article.
    """
    content = " ".join(span.of(text) for span in statement.content)
    if statement.form is not Form.MIXED:
        return content
    quoted = ["".join(match.groups("")) for match in _QUOTED.finditer(content)]
    whole = " ".join(quoted)
    return whole if len(_words(whole)) >= SHINGLE_WORDS else content


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _key(*parts: str) -> int:
    content = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def merged(key: str, tellings: Sequence[Told]) -> Evidence:
    """One piece of evidence of all its tellings; what the best source lacks, the next supply."""
    if len(tellings) == 1:  # most are told once: nothing to fill in, nothing that varies
        (told,) = tellings
        return Evidence(id=key, telling=told.telling, citations=(told.citation,))
    ranked = sorted(tellings, key=_rank)
    best = ranked[0].telling
    others = [told.telling for told in ranked]
    topics = tuple(dict.fromkeys(topic for telling in others for topic in telling.topics))
    if isinstance(best, Statement):
        telling: Telling = _filled_statement(best, others, topics)
    else:
        telling = _filled_action(best, others, topics)
    return Evidence(
        id=key,
        telling=telling,
        citations=tuple(told.citation for told in ranked),
        variants=_variants(ranked),
    )


def _filled_statement(
    best: Statement, others: Sequence[Telling], topics: tuple[str, ...]
) -> Statement:
    same = [telling for telling in others if isinstance(telling, Statement)]
    dated = min(same, key=lambda s: days_of(s.said).length)
    placed = next((s for s in same if s.occasion), best)
    aimed = next((s for s in same if s.direction is not None), best)
    return replace(
        best,
        topics=topics,
        said=dated.said,
        said_basis=dated.said_basis,
        occasion=placed.occasion,
        medium=next((s.medium for s in same if s.medium), None),
        target=aimed.target,
        direction=aimed.direction,
    )


def _filled_action(best: Action, others: Sequence[Telling], topics: tuple[str, ...]) -> Action:
    same = [telling for telling in others if isinstance(telling, Action)]
    dated = min(same, key=lambda a: days_of(a.when).length)
    directions = (a.direction for a in same if a.direction is not None)
    # one document that tells it itself frees it from being one speaker's word
    told_by = None if any(a.told_by is None for a in same) else best.told_by
    return replace(
        best,
        topics=topics,
        when=dated.when,
        when_basis=dated.when_basis,
        behalf=next((a.behalf for a in same if a.behalf), None),
        direction=next(directions, None),
        told_by=told_by,
    )


def _rank(told: Told) -> tuple[int, date, bool, int, str, int]:
    """The best source first; of one paper the sentence that dates the deed, not the headline."""
    citation, telling = told.citation, told.telling
    published = citation.published.earliest if citation.published else date.max
    bare = isinstance(telling, Action) and telling.when is None
    span = citation.selector.span
    return _source(told), published, bare, -len(span), citation.selector.document, span.start


def _source(told: Told) -> int:
    """Own channel, transcript, direct report, indirect report: the lower, the better."""
    telling, kind = told.telling, told.citation.kind
    if isinstance(telling, Action):
        return {Kind.OFFICIAL: 0, Kind.ARTICLE: 1}.get(kind, 2) + (3 if telling.told_by else 0)
    if kind is Kind.OFFICIAL or (kind is Kind.POST and not telling.source):
        return 0
    if kind is Kind.TRANSCRIPT and not telling.cue:
        return 1
    return {Form.DIRECT: 2, Form.MIXED: 3, Form.INDIRECT: 4}[telling.form]


def _variants(ranked: Sequence[Told]) -> tuple[str, ...]:
    """Quotations that do not read as the best one reads, wherever the two overlap."""
    found: dict[str, str] = {}
    best: str | None = None
    for told in ranked:
        if not isinstance(told.telling, Statement) or told.telling.form is Form.INDIRECT:
            continue
        exact = told.citation.selector.exact
        words = f" {' '.join(_quotation_words(told))} "
        if best is None:
            best = words
        elif words not in best and best not in words:
            found.setdefault(words, exact)
    return tuple(found.values())


def _quotation_words(told: Told) -> list[str]:
    statement = told.telling
    assert isinstance(statement, Statement)
    offset = told.citation.selector.span.start
    exact = told.citation.selector.exact
    moved = replace(
        statement,
        content=tuple(Span(s.start - offset, s.end - offset) for s in statement.content),
    )
    return _words(_quoted(moved, exact))
