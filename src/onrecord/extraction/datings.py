"""Which temporal expressions beside a saying or a deed tell when something else was.

Nearness alone gives a date to the wrong verb: "pushing for tariffs, an issue that helped her win
last month" was not pushed last month. Where the encoder reads trees, an expression belongs to the
clause that it is a part of, and is told of a verb in another clause only where that clause shares
its time: "speaking on Friday, she said". Without trees nothing is ruled out.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from onrecord.core.document import Document
from onrecord.core.evidence import Analysis, Spans, Timex
from onrecord.core.selectors import Span, hull
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.event_grammar import Grammar, grammar_of
from onrecord.extraction.gazetteer import word_set

_REACH = 500
"""Code points between a verb and an expression of its sentence, at most."""
_OWN_TIME = frozenset({"ccomp", "csubj", "acl:relcl", "parataxis", "appos"})
"""Clauses that tell of another time than the one which they are in, as likely as not."""
_CIRCUMSTANCES = frozenset({"obl", "nmod", "obl:tmod", "obl:npmod"})
"""What a relative clause may be about and still date the verb: "in a talk that aired on Friday"."""
_THINGS = frozenset({"obj", "iobj"})


def with_datings(document: Document, analysis: Analysis, seen: Encoded | None) -> Analysis:
    """The analysis with the expressions that date none of its sayings and deeds told apart."""
    grammar = grammar_of(seen)
    if grammar is None or not analysis.timexes:
        return analysis
    trees = _Trees(document.text, grammar, analysis.timexes)
    events = []
    for event in analysis.events:
        apart = trees.undating(event.trigger)
        own = None if event.timex is not None and event.timex.span in apart else event.timex
        events.append(replace(event, timex=own, undated_by=apart))
    return replace(
        analysis,
        attributions=tuple(
            replace(said, undated_by=trees.undating(hull(said.cue))) if said.cue else said
            for said in analysis.attributions
        ),
        events=tuple(events),
    )


class _Trees:
    """The trees of a document, and its temporal expressions in text order."""

    def __init__(self, text: str, grammar: Grammar, timexes: Sequence[Timex]) -> None:
        self._text = text
        self._grammar = grammar
        self._times = sorted(timex.span for timex in timexes)
        self._starts = [span.start for span in self._times]

    def undating(self, told: Span) -> Spans:
        """The expressions around a verb that tell when something else was."""
        verb = self._grammar.verb_of(told)
        if verb is None:
            return ()
        first = bisect_left(self._starts, told.start - _REACH)
        last = bisect_left(self._starts, told.end + _REACH)
        return tuple(time for time in self._times[first:last] if self._is_apart(time, verb))

    def _is_apart(self, time: Span, verb: int) -> bool:
        other = self._grammar.told_by(time)
        if other is None:
            return False
        if self._grammar.is_of_a_thing(time):
            return True  # "she did not recall the March 22 meeting"
        if other == verb:
            return False
        up, down = self._grammar.path(verb), self._grammar.path(other)
        roots = {up[-1][0], down[-1][0]}
        if len(roots) > 1:  # of two sentences, or of one that the tree cuts in two
            return any(map(self._contrasts, roots)) or _has_own_time([way for _, way in down])
        above, below = [word for word, _ in up], [word for word, _ in down]
        if verb in below:
            return _has_own_time([way for _, way in takewhile(lambda at: at[0] != verb, down)])
        if other in above:
            return self._is_elsewhere(list(takewhile(lambda at: at[0] != other, up)))
        return True

    def _is_elsewhere(self, way: list[tuple[int, str]]) -> bool:
        """Whether the verbs on the way up to the one that is dated are of a time of their own."""
        for word, relation in way:
            if relation in _OWN_TIME or relation == "acl":
                return True
            if relation == "advcl" and self._contrasts(word):
                return True
        return False

    def _contrasts(self, verb: int) -> bool:
        """Whether the clause of a verb opens as one of another time."""
        mark = self._grammar.opening(verb)
        return mark is not None and mark.of(self._text).lower() in word_set(
            "words.contrasting", "cues.toml"
        )


def _has_own_time(relations: list[str]) -> bool:
    """Whether a clause below a verb, by the relations on the way up to it, is of another time."""
    for relation, above in zip(relations, [*relations[1:], ""], strict=True):
        if relation == "acl:relcl" and above in _CIRCUMSTANCES:
            continue
        if relation in _OWN_TIME or relation == "conj":
            return True
        if relation == "acl" and above in _THINGS:
            return True
    return False
