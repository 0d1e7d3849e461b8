"""Which content belongs to which cue, and which source: the encoder's pointers, read off.

A content has one cue and a cue has one source, or none; so contents of several pieces come
together, and two cues may share a source ("Vale said no and promised more").
"""

import math
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from onrecord.extraction.encoder import Heads, View
from onrecord.extraction.encoder_input import Ints
from onrecord.extraction.encoder_spans import Floats, Labelled

_FAR = -12.0
"""Log-probability of what lies outside a window."""
_WORDS_ASKED = 6
"""Words of a long span whose pointers are averaged; more do not change the answer."""
_GAP = 0.12
"""What a word between content and cue costs; like the other costs set on half of PolNeAR's dev
(benchmarks/attribution.py)."""
_GAP_MOST = 60
_ALONE = 3.0
"""How much surer than its best cue a content must be to have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """An attribution as ranges of words: first and last word of each piece.

    Attributes:
        probability: that source and content are right, calibrated on half of PolNeAR's dev.
    """

    source: tuple[Labelled, ...]
    cue: tuple[Labelled, ...]
    content: tuple[Labelled, ...]
    probability: float


def linked(heads: Heads, spans: tuple[Labelled, ...]) -> tuple[Linked, ...]:
    """The attributions that labelled spans make, in the order of their cues."""
    by_kind = {kind: [s for s in spans if s.kind == kind] for kind in ("source", "cue", "content")}
    sources, cues, contents = by_kind["source"], by_kind["cue"], by_kind["content"]
    to_cue = _scores(heads, contents, cues, "to_cue")
    to_source = _scores(heads, cues, sources, "to_source")
    pieces, chance = _assigned(contents, cues, to_cue)
    found = []
    for number, cue in enumerate(cues):
        own = pieces.get(number)
        if own is None:
            continue
        row = to_source[number]
        best = int(row.argmax())
        source = (sources[best - 1],) if best else ()
        probability = cue.probability * float(np.exp(row[best])) * chance[number]
        probability *= source[0].probability if source else 1.0
        for piece in own:
            probability *= piece.probability
        found.append(Linked(source=source, cue=(cue,), content=tuple(own), probability=probability))
    found.extend(
        Linked(source=(), cue=(), content=(piece,), probability=piece.probability * 0.5)
        for piece in pieces.get(-1, ())
    )
    return tuple(
        replace(item, probability=_honest(item.probability, *heads.calibration)) for item in found
    )


def _honest(probability: float, intercept: float, slope: float) -> float:
    """A probability whose log odds are moved and stretched."""
    raw = min(max(probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-intercept - slope * math.log(raw / (1 - raw))))


def _assigned(
    contents: list[Labelled], cues: list[Labelled], scores: Floats
) -> tuple[dict[int, list[Labelled]], dict[int, float]]:
    """The contents of each cue (-1: of none), and how sure the surest of these links is."""
    pieces: dict[int, list[Labelled]] = {}
    chance: dict[int, float] = {}
    if not cues:
        return {-1: contents}, {}
    costs = scores[:, 1:] - _GAP * np.minimum(_gaps(contents, cues), _GAP_MOST)
    for i, piece in enumerate(contents):
        best = int(costs[i].argmax())
        if scores[i, 0] > scores[i, 1 + best] + _ALONE:
            best = -1
        pieces.setdefault(best, []).append(piece)
        sure = float(np.exp(scores[i, 1 + best]))
        chance[best] = max(chance.get(best, 0.0), sure)
    return pieces, chance


def _gaps(contents: list[Labelled], cues: list[Labelled]) -> Floats:
    first = np.array([c.first for c in contents])[:, None]
    last = np.array([c.last for c in contents])[:, None]
    begin = np.array([c.first for c in cues])[None]
    end = np.array([c.last for c in cues])[None]
    gaps: Floats = np.maximum(np.maximum(first - end, begin - last) - 1, 0).astype(np.float32)
    return gaps


def _scores(heads: Heads, spans: list[Labelled], targets: list[Labelled], pointer: str) -> Floats:
    """Mean log-probability of each target, and before them of none: [spans, 1 + targets]."""
    asked = [
        range(s.first, s.last + 1, max(1, (s.last - s.first + 1) // _WORDS_ASKED)) for s in spans
    ]
    counts = np.array([len(words) for words in asked], dtype=np.int64)
    word = np.fromiter(chain.from_iterable(asked), dtype=np.int64)
    owner = np.repeat(np.arange(len(spans)), counts)
    target = np.array([t.first for t in targets], dtype=np.int64)
    total = np.zeros((len(spans), 1 + len(targets)), dtype=np.float32)
    for view in heads.views:
        own = (word >= view.begin) & (word < view.end)
        np.add.at(total, owner[own], _rows(view, word[own], target, pointer))
    means: Floats = (total / counts[:, None]).astype(np.float32)
    return means


def _rows(view: View, words: Ints, targets: Ints, pointer: str) -> Floats:
    """What words of a window say of none and of each target: [words, 1 + targets]."""
    scores: Floats = getattr(view, pointer)[words - view.begin]
    columns = targets - view.first + 1
    inside = (columns >= 1) & (columns < scores.shape[1])
    rows = np.full((len(words), 1 + len(targets)), _FAR, dtype=np.float32)
    rows[:, 0] = scores[:, 0]
    rows[:, 1 + np.flatnonzero(inside)] = scores[:, columns[inside]]
    return np.maximum(rows, _FAR)
