"""Which way a statement points: by rule, and where the words leave room, by a second opinion."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import JUDGING, Attribution, Form, Judge, Modality
from onrecord.core.selectors import Span, hull
from onrecord.lexicon import is_of_an_affair, judgement_of, weight_of
from onrecord.linking.sentences import sentence_around, sentences
from onrecord.linking.stance import direction_toward, takes_side
from onrecord.linking.targets import Named, target_of

_WORD = re.compile(r"\w+")
_LONGEST_JUDGED = 500
"""Code points, from the source to the end of the sentence, that a judge is shown at once."""
_OPENING = 3
"""Words that may stand before whom reporting words blame: "accused [the former mayor Okoro]"."""
_SIDE = 2.0
_ASKS = re.compile(r"\W*(?:whether|if)\b", re.IGNORECASE)
_DID_IT = re.compile(r"\s+(?:\w+\s+){0,2}?(?:(?:is|was|were|are|be|been)\s+behind|did\s+it)\b")
"""After whom a deed is laid at the door of: "[Karsia] was behind the attack"."""
_LEANS = 0.5
"""From where on an answer is for a side: what is surely neutral is told in hundredths, which are
enough to doubt a side, not to take one."""


def direction_of_statement(
    text: str, attribution: Attribution, named: Named, judge: Judge | None = None
) -> tuple[str | None, float | None]:
    """The entity that a statement is directed at, and the speaker's direction toward it.

    Args:
        text: the document's text, which all spans count in.
        attribution: the statement as worded.
        named: who is named in the document.
        judge: a second opinion; where it is sure of the opposite, there is no clear sign, and where
            nobody blames openly, it must be sure of the same.

    Returns:
        Target and direction (-1 … 1); the direction is None when there is no clear sign, and both
        are None when the words single nobody out.
    """
    target = target_of(text, attribution, named)
    if target is None:
        return None, None
    direction = direction_toward(text, attribution, target.places)
    if direction and judge is not None:
        other = judged(text, attribution, target.places, judge)
        agreement = (other or 0.0) * (1 if direction > 0 else -1)
        is_plain = direction > 0 or _blames_openly(text, attribution)
        if agreement < 0 or (agreement < _LEANS and not is_plain):
            direction = None
    if direction and direction < 0 and not _is_borne_out(text, attribution, target.places):
        direction = None
    return target.entity, direction


def _is_borne_out(text: str, attribution: Attribution, places: Sequence[Span]) -> bool:
    """Whether more than bad news speaks against the target.

    The reporting words blame it, first of all that follows, or are no mere "said"; or words that
    judge stand in the sentence that names it. What an affair is about judges nobody: a paper that
    "reported that Okoro is investigated for obstruction" is not against her. Of 287 directions that
    were read 69 in a hundred were right, of those kept by this 77 (`benchmarks/directions.py`).
    """
    content = attribution.content[0]
    cue = _cue(attribution, text)
    first = min((place.start for place in places), default=content.start)
    opens = len(_WORD.findall(text[content.start : first])) <= _OPENING
    if any(weight_of(word) < 0 for word in cue):
        return opens
    if _ASKS.match(text, content.start):
        return False
    asks = attribution.modality is Modality.DEMAND  # "called for Okoro, ousted in May, to return"
    if not places or (opens and cue and not cue & _neutral() and not asks):
        return True
    judged_in = (
        _judging_words(text, piece, place)
        for place in places
        for piece in attribution.content
        if piece.contains(place)
    )
    judging = max(judged_in, default=0.0)
    return judging >= (1.0 if attribution.form is Form.DIRECT else 2.0)


def _judging_words(text: str, piece: Span, place: Span) -> float:
    """How much the sentence of a place judges: the blaming words in it, or before the place."""
    if takes_side(text, piece, place):
        return _SIDE
    sentence = sentence_around(text, piece, place)
    if _clearing().search(text, sentence.start, place.start):
        return 0.0
    if _is_defended(text, sentence):
        return 0.0
    if _DID_IT.match(text, place.end, sentence.end):
        return _SIDE
    words = _WORD.findall(sentence.of(text).casefold())
    return -sum(min(0.0, judgement_of(word)) for word in words if not is_of_an_affair(word))


def _is_defended(text: str, sentence: Span) -> bool:
    """Whether bad words are laid at the door of who reports: "Vale was misquoted"."""
    return not _distorting().isdisjoint(_WORD.findall(sentence.of(text).casefold()))


@cache
def _distorting() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["clearing"]["distorting"].split())


def _blames_openly(text: str, attribution: Attribution) -> bool:
    """Whether it is blame for sure: in the speaker's own words, or by the reporting words.

    What somebody "said" or "reported" has bad words in it where a bad thing is told: of 38 such
    directions that were read 22 were right, of 73 others 62 (`benchmarks/directions.py`).
    """
    if attribution.modality not in JUDGING:
        return False
    return attribution.form is Form.DIRECT or not _cue(attribution, text) & _neutral()


def _cue(attribution: Attribution, text: str) -> set[str]:
    return {w for piece in attribution.cue for w in _WORD.findall(piece.of(text).casefold())}


def judged(
    text: str, attribution: Attribution, places: Sequence[Span], judge: Judge
) -> float | None:
    """What a judge says of the sentences that name the target; the clearest of its answers.

    The judge reads who says it and with what word, too, where these stand near: "criticised
    Okoro for her support of the poor".
    """
    answers = []
    for sentence in sentences(text, attribution):
        place = next((place for place in places if sentence.contains(place)), None)
        if place is None:
            continue
        whole = hull((*attribution.source, *attribution.cue, sentence))
        if len(whole) > _LONGEST_JUDGED or not attribution.segment.span.contains(whole):
            whole = sentence
        target = Span(place.start - whole.start, place.end - whole.start)
        answers.append(judge(whole.of(text), target))
    return max((a for a in answers if a is not None), key=abs, default=None)


@cache
def _clearing() -> re.Pattern[str]:
    """What takes a charge back: "no evidence that", "the false claim that"."""
    table = data_table("stance.toml")["clearing"]
    how, what, doubting = ("|".join(table[key].split()) for key in ("how", "what", "doubting"))
    return re.compile(
        rf"\b(?:(?:{how})\s+(?:{what})\s+(?:that|of)|(?:{doubting})\s+(?:that|whether|if))\b",
        re.IGNORECASE,
    )


def _neutral() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["reporting"]["neutral"].split())
