"""How each word is scored as part of a name: by the encoder, the rules, and the rest of the text.

A word's scores are one sum, in log odds: what the encoder gives it where it stands; what the rules
and the register say of it; how it is written; and what the encoder gives the same word elsewhere in
the document, so that one "Okoro" who says something makes all of them a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.encoder import Heads
from onrecord.extraction.encoder_input import Case, Words
from onrecord.extraction.encoder_spans import Floats
from onrecord.extraction.gazetteer import word_set

Numbers = NDArray[np.int64]

_KNOWN = {
    EntityType.PERSON: 3.0,
    EntityType.ORG: 3.0,
    EntityType.GPE: 2.0,
    EntityType.LOC: 2.0,
    EntityType.NORP: 0.0,
}
"""For a name of the register, by its type: "British" may be only half of "British Indians"."""
_READ = 1.0
"""For a name that the rules took from its words and what is around it."""
_STRANGE, _AT_HOME = 5.0, 7.0
"""The encoder's log odds for "outside" on a text's usual word in lower case. On news from all over
the world, whose names it has learned, they are 8.5 to 11.4; on the American campaign, of whose
names it has learned none, 4.4 to 6.5, and there the rules find names much better than it does."""
_STRANGE_RULED, _STRANGE_OUTSIDE, _STRANGE_LOWER = 4.0, 1.0, 2.5
"""In a strange text, so much more for what the rules found, for no name, against lower case."""
_LOWER = 0.5
"""Against a name that begins or ends in lower case, or with an article."""
_NEAR = 4.0
"""Words whose labels are further behind "outside" need no such care."""
_ELSEWHERE, _OFTEN, _NEVER = 1.0, 4, 0.02
"""How much the same word elsewhere counts, how many make it count fully, and the least share that
a type has there. All of these by worldwide.dev, the dev parts of uner_ewt and wikineural, and
PolNeAR's dev articles as CoreNLP tags them."""
_ARTICLES = frozenset("the a an this that these those his her its their our my your".split())
_CAPITALS = (Case.TITLE, Case.UPPER, Case.MIXED)


@dataclass(frozen=True, slots=True)
class RuledName:
    """A name that the rules found: whether the register knows it, and its first and last word."""

    mention: Mention
    known: bool
    first: int
    last: int


def name_scores(text: str, seen: Encoded, names: Iterable[RuledName]) -> Floats:
    """The scores of all words' labels of `seen.encoder.entities`."""
    labels, words = seen.encoder.entities.labels, seen.heads.words
    scores = seen.heads.entity.copy()
    strange = _strangeness(seen.heads)
    _add_names(scores, labels, names, strange)
    scores[:, 0] += _STRANGE_OUTSIDE * strange
    _add_writing(scores, labels, text, words, strange)
    _add_elsewhere(scores, labels, text, words)
    return scores


def encoders_type(kind: EntityType) -> EntityType:
    """The type as the encoder has it: a country is a place like others."""
    return EntityType.LOC if kind is EntityType.GPE else kind


def _strangeness(heads: Heads) -> float:
    """From 0 to 1, how strange a text is to the encoder: how unsure it is of surely plain words."""
    plain = heads.entity[heads.words.features[:, 0] == Case.LOWER]
    if not len(plain):
        return 0.0
    sure = float(np.median(plain[:, 0] - plain[:, 1:].max(axis=1)))
    return min(1.0, max(0.0, (_AT_HOME - sure) / (_AT_HOME - _STRANGE)))


def _add_names(
    scores: Floats, labels: Sequence[str], names: Iterable[RuledName], strange: float
) -> None:
    number = {label: i for i, label in enumerate(labels)}
    rows, columns, weights = [], [], []
    for name in names:
        kind, count = name.mention.type, name.last - name.first + 1
        weight = _READ if not name.known and kind is not EntityType.NORP else _KNOWN[kind]
        for i in range(count):
            rows.append(name.first + i)
            columns.append(number[f"{_part(i, count)}-{encoders_type(kind)}"])
            weights.append(weight + _STRANGE_RULED * strange)
    scores[rows, columns] += np.array(weights, dtype=np.float32)


def _part(i: int, count: int) -> str:
    if count == 1:
        return "S"
    return "B" if i == 0 else "E" if i == count - 1 else "I"


def _add_writing(
    scores: Floats, labels: Sequence[str], text: str, words: Words, strange: float
) -> None:
    """Names begin and end with a capital; peoples are spared ("tabasqueños"), and "bin Arrak"."""
    ends = [i for i, x in enumerate(labels) if x[:1] in "BES" and not x.endswith("NORP")]
    case = words.features[:, 0]
    near = scores[:, ends].max(axis=1) > scores[:, 0] - _NEAR
    written = [
        (int(i), text[words.starts[i] : words.ends[i]])
        for i in np.flatnonzero(near & ((case == Case.LOWER) | (case == Case.TITLE)))
    ]
    rows = [
        i
        for i, word in written
        if word.lower() in _ARTICLES or (word[0].islower() and word not in word_set("particles"))
    ]
    scores[np.ix_(rows, ends)] -= _LOWER + _STRANGE_LOWER * strange


def _add_elsewhere(scores: Floats, labels: Sequence[str], text: str, words: Words) -> None:
    """Add to each capitalised word what the same word is elsewhere in the document."""
    rows, same = _repeated(text, words)
    if not len(rows):
        return
    kinds = _kinds(labels)
    weights = np.exp(scores[rows] - scores[rows].max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    shares = weights @ np.eye(kinds.max() + 1, dtype=np.float32)[kinds]
    every = np.stack([np.bincount(same, weights=column) for column in shares.T], axis=1)
    others = np.bincount(same)[same][:, None] - 1
    elsewhere = np.maximum(every[same] - shares, 0) / others
    weight = _ELSEWHERE * np.minimum(others, _OFTEN) / _OFTEN
    scores[rows] += (weight * np.log(elsewhere + _NEVER))[:, kinds]


def _repeated(text: str, words: Words) -> tuple[Numbers, Numbers]:
    """The capitalised words that occur again ("VALE" is "Vale"), and a number for each group."""
    rows = np.flatnonzero(np.isin(words.features[:, 0], _CAPITALS))
    places = zip(words.starts[rows].tolist(), words.ends[rows].tolist(), strict=True)
    numbers: dict[str, int] = {}
    same = np.array(
        [numbers.setdefault(text[a:b].lower(), len(numbers)) for a, b in places], dtype=np.int64
    )
    again = np.bincount(same, minlength=len(numbers))[same] > 1
    return rows[again], same[again]


def _kinds(labels: Sequence[str]) -> Numbers:
    """The number of each label's type, 0 for "outside"."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(label[2:], len(numbers)) for label in labels])
