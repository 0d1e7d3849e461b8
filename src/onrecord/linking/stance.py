"""How far a statement or a deed is for or against whom it is directed at.

A rule-based version: words that praise or blame, the nearer to a mention the more they count
toward it, turned round by a negation before them; words that take a side ("voted for"); and the
modality. It abstains (None) wherever that does not add up to a clear sign. Whom: targets.py.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import JUDGING, Attribution, Event, Form, Modality
from onrecord.core.selectors import Span
from onrecord.lexicon import weight_of
from onrecord.linking.sentences import sentence_around, sentences_in

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LETTERS = re.compile(r"\w+")
_NEGATION_REACH = 3
_LESS = 0.6
"""How far who refuses to condemn somebody is for them, of how far the words are against them."""
_SIDE_REACH = 90
_MEASURES = ("sanctions", "tariffs")
_NOBODY = frozenset({"nobody", "none"})
_JOINED = re.compile(r"\s(?:and|or)\s*$")
_AS = re.compile(r"\bas\s*$")
_ADDRESSEE = re.compile(r"(?:[\w.'’-]+\s+){1,5}?to\s+(?=[a-z])")
_LESS_THAN = re.compile(r"\bthan\s+(?:(?:the|our|his|her|their)\s+)?(?:[A-Z][\w.]*\s+)*$")
"""Before whom somebody is set above: "a stronger leader than President Okoro"."""
_MEASURE = re.compile(
    r"\b(?:sanctions|tariffs|embargo|strikes|penalties|expulsions?)\s+(?:on|against|of)\s+(?:the\s+)?$"
)
_OPENS = re.compile(
    r"[“\"‘'.]*(?:(?:that|how|why|whether|the|an?|his|her|its|their|former|current|but|and|so|now|well)\s+"
    r"|s?he\s+thinks\s+|[a-z]+\s+of\s+|\d[\d.,]*\s+|[A-Z][\w.’'-]*\s+)*"
)
"""What may stand in a sentence before whom it is about: "that the wording of President"."""
_ASKS = re.compile(r"(?:whether|if)\s", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\s+(?:(?:just|also|once|has|had|recently|later|repeatedly|then)\s+)*"
    r"(?:said|says|stressed|told|noted|added|announced|argued|explained|testified|replied"
    r"|believes|believed|thinks|thought|considers|feels)\b"
)
"""After whom words are told: "Okoro stressed that a war would be a disaster"."""
_CLAUSE = re.compile(r"[,;:.!?—–]|\b(?:but|and|while|because)\b")


def direction_toward(text: str, attribution: Attribution, places: Sequence[Span]) -> float | None:
    """The speaker's direction (-1 … 1) toward one target; None when there is no clear sign.

    What is known of a direction is told here and nowhere else.

    Args:
        text: the document's text, which all spans count in.
        attribution: the statement as worded.
        places: where its content names the target; none where only the reporting words do.
    """
    modality = attribution.modality
    asked = _is_asked(text, attribution, places)
    heard = [place for place in places if not _SPEAKS.match(text, place.end)]
    if (places and not heard) or _takes_no_side(text, attribution, heard):
        return None
    places = heard
    contents = [_asked(text, attribution, piece) for piece in attribution.content]
    pieces = [(place, piece) for place in places for piece in contents]
    score = sum(
        _score(text, sentence_around(text, piece, place), place)
        for place, piece in pieces
        if piece.contains(place)
    )
    score += _led_to(text, attribution, places)
    by_modality: float | None = data_table("stance.toml")["modality"].get(modality.value)
    if by_modality is not None and not _is_meant(text, attribution, places, score * by_modality):
        by_modality = None
    if any(_LESS_THAN.search(text, piece.start, place.start) for place, piece in pieces):
        by_modality = None  # praise of one is not praise of whom that one is set above
    if by_modality is not None and (refusal := _refusal(text, attribution)) is not None:
        return refusal * by_modality if modality is Modality.PRAISE and refusal else None
    if modality is Modality.PRAISE and _cue_weight(text, attribution) < 0:
        by_modality = None  # "took shots at Okoro over our best friends": kind words for others
    if score < 0 and _refuses_to(text, attribution):
        score = -score * _LESS if _refusal(text, attribution) else 0.0
    direction = _direction(score, "sure")
    if direction is None or _blames_anyhow(text, attribution, score):
        return direction if direction is not None and direction < 0 else by_modality
    if direction > 0 and asked:
        return None  # "called on Karsia to respect the border of Karsia"
    if direction > 0 and (modality is Modality.DENIAL or _cue_weight(text, attribution) < 0):
        return None  # "denied that Okoro helped", "is wary of a deal with Okoro"
    return None if _contradicts(modality, direction) else direction


def _takes_no_side(text: str, attribution: Attribution, places: Sequence[Span]) -> bool:
    """Whether its kind alone shows no side: questions, blame of a measure.

    "Examined whether Okoro lied" says neither; who criticises sanctions is not against whom they
    hit.
    """
    modality = attribution.modality
    if modality is Modality.QUESTION and attribution.form is Form.DIRECT:
        return True
    if modality not in JUDGING and _ASKS.match(text, attribution.content[0].start):
        return True
    return modality is Modality.CRITICISM and _is_of_a_measure(text, attribution, places)


def _is_of_a_measure(text: str, attribution: Attribution, places: Sequence[Span]) -> bool:
    """Whether the target is whom a measure hits: "blamed Congress for sanctions on [Karsia]"."""
    begin = attribution.content[0].start
    if attribution.form is Form.DIRECT or not places or places[0].start < begin:
        return False
    return _MEASURE.search(text, begin, places[0].start) is not None


def _is_meant(
    text: str, attribution: Attribution, places: Sequence[Span], agreement: float
) -> bool:
    """Whether praise or blame is of whom the content names: its words say so, or it opens so.

    "Blamed [Karsia for the raid]" blames Karsia; "blamed [the inquiry into Karsia]" does not, nor
    "criticised [sanctions on Karsia]".
    """
    if not places or agreement >= data_table("stance.toml")["thresholds"]["speak"]:
        return True
    whole = attribution.form is not Form.DIRECT  # a speech goes on to other matters
    opened = attribution.content if whole else attribution.content[:1]
    sentences = [sentence for piece in opened for sentence in sentences_in(text, piece)]
    return any(
        _OPENS.fullmatch(text, sentence.start, place.start)
        for sentence in (sentences if whole else sentences[:1])
        for place in places
        if sentence.contains(place)
    )


def _asked(text: str, attribution: Attribution, piece: Span) -> Span:
    """What is asked for, without who is asked: "urged [Karsian hackers to] look for letters"."""
    if attribution.modality is not Modality.DEMAND or attribution.form is Form.DIRECT:
        return piece
    asked = _ADDRESSEE.match(text, piece.start, piece.end)
    return Span(asked.end(), piece.end) if asked else piece


def _is_asked(text: str, attribution: Attribution, places: Sequence[Span]) -> bool:
    """Whether the target is who is asked to do something."""
    return any(
        piece.contains(place) and not _asked(text, attribution, piece).contains(place)
        for piece in attribution.content
        for place in places
    )


def _refuses_to(text: str, attribution: Attribution) -> bool:
    """Whether the reporting words deny a deed of words that follows: "refused to condemn"."""
    if _refusal(text, attribution) is None or attribution.form is Form.DIRECT:
        return False
    cue = attribution.cue[-1].of(text).casefold() if attribution.cue else ""
    content = attribution.content[0].of(text).casefold()
    return cue.endswith(" to") or content.startswith("to ") or cue.split()[-1:] == ["to"]


def _blames_anyhow(text: str, attribution: Attribution, score: float) -> bool:
    """Whether it is criticism whatever kind words are in it: there are few, or the cue says so."""
    if attribution.modality is not Modality.CRITICISM:
        return False
    full: float = data_table("stance.toml")["thresholds"]["full"]
    return abs(score) < full or _cue_weight(text, attribution) < 0


def _led_to(text: str, attribution: Attribution, places: Sequence[Span]) -> float:
    """What reporting words show that lead to the target at once: "was critical of [Okoro]"."""
    content = attribution.content[0]
    refusal = _refusal(text, attribution)
    if refusal == 0.0:  # "did not endorse"
        return 0.0
    for cue in attribution.cue[-1:]:
        if 0 <= content.start - cue.end <= 1 and places and content.contains(places[0]):
            reached = _toward(text, Span(cue.start, content.end), places[0])
            led = reached - _toward(text, content, places[0])
            return -abs(led) if refusal else led
    return 0.0


def _cue_weight(text: str, attribution: Attribution) -> float:
    """How the reporting words themselves judge: "attacked", "accused"."""
    words = (w.lower() for piece in attribution.cue for w in _WORD.findall(piece.of(text)))
    return min((weight_of(word) for word in words), default=0.0)


def _refusal(text: str, attribution: Attribution) -> float | None:
    """What reporting words that deny make of praise: "refused to endorse" is against (-1).

    "Did not praise" is neither (0); None where nothing is denied.
    """
    cue = {
        w.casefold().replace("’", "'") for p in attribution.cue for w in _WORD.findall(p.of(text))
    }
    table = data_table("stance.toml")["refusing"]
    if cue & set(table["firmly"].split()):
        return -1.0
    return 0.0 if cue & _negations() or cue & set(table["silently"].split()) else None


def nearby_words(
    text: str, mention: Span, piece: Span | None = None
) -> Iterator[tuple[str, float]]:
    """The words around a mention in lower case, each with how near it is (0 … 1).

    After a negation the nearness is negative, as the word then points the other way. Only the
    words of `piece` are read, by default all.
    """
    reach: int = data_table("stance.toml")["thresholds"]["reach_words"]
    negations = _negations()
    begin, end = (piece.start, piece.end) if piece is not None else (0, len(text))
    found = list(_WORD.finditer(text, begin, end))
    place = bisect_left([match.start() for match in found], mention.start)
    last_negation = -_NEGATION_REACH - 1
    folded = text[begin:end].casefold()
    may_claim = any(claim in folded for claim in _claimed())  # seldom, and the pattern is slow
    claims = [m.span() for m in _claims().finditer(text, begin, end)] if may_claim else []
    for i in range(max(0, place - reach - _NEGATION_REACH), min(len(found), place + reach)):
        word = found[i].group().lower().replace("’", "'").removesuffix("'s")
        if word in negations:
            last_negation = i
        elif not mention.start <= found[i].start() < mention.end and abs(i - place) < reach:
            if any(start <= found[i].start() < stop for start, stop in claims):
                continue
            nearness = 1.0 - abs(i - place) / reach
            yield word, -0.7 * nearness if i - last_negation <= _NEGATION_REACH else nearness


def stance_toward(text: str, span: Span) -> float | None:
    """The direction (-1 … 1) that a sentence shows toward a mention in it; None when unsure."""
    whole = Span(0, len(text))
    return _direction(_score(text, whole, span), "speak")


def direction_of_action(event: Event, targets: tuple[str, ...]) -> tuple[str | None, float | None]:
    """The target that counts for a deed, and the actor's direction toward it.

    A deed undone, reversed or delayed points the other way, and less far.
    """
    tables = data_table("deeds.toml")["direction"]
    base = tables["instruments"].get(event.instrument)
    if base is None:
        base = tables["types"].get(event.type)
    target = targets[0] if targets else None
    if base is None or not base:
        return target, None
    return target, round(base * tables["status"][event.status.value], 2)


def _contradicts(modality: Modality, direction: float) -> bool:
    if modality is Modality.PRAISE:
        return direction < 0
    return modality in (Modality.CRITICISM, Modality.THREAT) and direction > 0


def _direction(score: float, threshold: str) -> float | None:
    thresholds: dict[str, float] = data_table("stance.toml")["thresholds"]
    if abs(score) < thresholds[threshold]:
        return None
    return round(max(-1.0, min(1.0, score / thresholds["full"])), 1)


def _score(text: str, piece: Span, mention: Span) -> float:
    total = _toward(text, piece, mention)
    for word, nearness in nearby_words(text, mention, piece):
        total += weight_of(word) * nearness
    return -total if _LESS_THAN.search(text, piece.start, mention.start) else total


def _toward(text: str, piece: Span, mention: Span) -> float:
    """What the words just before a mention show: "tough on", "get along with"."""
    return takes_side(text, piece, mention) * float(data_table("stance.toml")["toward"]["weight"])


def takes_side(text: str, piece: Span, mention: Span) -> float:
    """Whether words just before a mention are for (1) or against it (-1); 0 for neither.

    A negation before them in their clause turns them: "would never vote for Okoro".
    """
    before = text[max(piece.start, mention.start - _SIDE_REACH) : mention.start]
    if _side_openers().isdisjoint(_LETTERS.findall(before.casefold())):
        return 0.0
    match = _sides().search(before)
    if match is None:
        return 0.0
    phrase = " ".join(match[1].casefold().replace("’", "'").split())
    sign = 1.0 if phrase in _phrases("for") else -1.0
    rest = _JOINED.sub(" ", before[: match.start()])
    if phrase.startswith(("cannot", "can't")) or _AS.search(rest):
        return sign  # "there has never been one as tough on Karsia": more so than ever
    clause = _CLAUSE.split(rest)[-1]
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(clause)]
    reach: int = data_table("stance.toml")["toward"]["negation_words"]
    turning = _negations() - _NOBODY  # "nobody has been tougher on" denies nothing
    near = set(words[-reach:])
    is_undone = phrase.startswith(_MEASURES) and not _undoing().isdisjoint(near)
    return -sign if bool(turning & near) != is_undone else sign  # "would not lift sanctions on"


@cache
def _sides() -> re.Pattern[str]:
    """A phrase that takes a side, and after it nothing but the beginning of a name."""
    phrases = sorted(_phrases("for") | _phrases("against"), key=len, reverse=True)
    listed = "|".join(
        re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in phrases
    )
    between = "|".join(data_table("stance.toml")["toward"]["between"].split())
    return re.compile(
        rf"(?<![\w-])((?i:{listed}))(?:[\s,“‘]+(?:(?i:{between})\b\.?|[A-Z][\w.]*(?:['’]s)?))*[\s,“‘\"]+$"
    )


@cache
def _claims() -> re.Pattern[str]:
    """What judges charges and reports, and nobody beside them: "fake news", "witch hunt"."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _claimed()))})\b", re.IGNORECASE)


@cache
def _claimed() -> tuple[str, ...]:
    listed: list[str] = data_table("stance.toml")["target"]["claims"]
    return tuple(claim.casefold() for claim in listed)


@cache
def _side_openers() -> frozenset[str]:
    """The words that phrases which take a side begin with: most texts have none."""
    return frozenset(
        _LETTERS.findall(phrase)[0] for s in ("for", "against") for phrase in _phrases(s)
    )


@cache
def _phrases(side: str) -> frozenset[str]:
    entries = data_table("stance.toml")["toward"][side].split()
    return frozenset(entry.replace("_", " ") for entry in entries)


@cache
def _undoing() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["toward"]["undoing"].split())


@cache
def _negations() -> frozenset[str]:
    return frozenset(data_table("stance.toml")["words"]["negations"].split())
