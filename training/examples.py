"""`Example` -> windows with the targets of each head, as arrays."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.core.selectors import Span
from onrecord.extraction.encoder_input import (
    PieceReader,
    Window,
    Words,
    last_within,
    read_words,
    window,
    windows,
)
from training.corpora import Example, Marked, Piece
from training.labels import INNER_RELATION, ROLES, Labels

IGNORED = -100
NONE = -1
"""A pointer's target: there is none. Elsewhere a target is a word of the text."""


@dataclass(frozen=True, slots=True)
class Targets:
    """One entry a word of the text; `None` where the corpus does not say."""

    role: np.ndarray | None = None
    to_cue: np.ndarray | None = None
    to_source: np.ndarray | None = None
    entity: np.ndarray | None = None
    knows_norp: bool = False
    timex: np.ndarray | None = None
    event: np.ndarray | None = None
    upos: np.ndarray | None = None
    sentence: np.ndarray | None = None
    head: np.ndarray | None = None
    relation: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as the encoder reads it, and what it should find."""

    id: str
    words: Words
    targets: Targets


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold something."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def prepare(example: Example, reader: PieceReader, label_sets: Labels) -> Prepared:
    """Words and targets of an example."""
    words = read_words(example.text, paragraphs(example.text), reader)
    given: dict[str, np.ndarray] = {}
    if example.attributions is not None:
        given |= _roles(words, example.attributions, label_sets.role)
    if example.entities is not None:
        given["entity"] = _spans(words, example.entities, label_sets.entity)
        for piece in example.unsure or ():
            for i in words.covering(Span(*piece)):
                given["entity"][i] = IGNORED
    if example.timexes is not None:
        given["timex"] = _spans(words, example.timexes, label_sets.timex)
    if example.events is not None:
        given["event"] = np.zeros(len(words), dtype=np.int64)
        for piece, kind in example.events:
            for i in words.covering(Span(*piece)):
                given["event"][i] = label_sets.event.index(kind)
    if example.tokens is not None:
        given |= _syntax(words, example, label_sets)
    return Prepared(example.id, words, Targets(knows_norp=example.knows_norp, **given))


def _covered(words: Words, pieces: Sequence[Piece]) -> list[int]:
    found = {i for begin, end in pieces if begin < end for i in words.covering(Span(begin, end))}
    return sorted(found)


def _roles(
    words: Words, marked: Sequence[Marked], label_set: tuple[str, ...]
) -> dict[str, np.ndarray]:
    owner: list[tuple[str, int] | None] = [None] * len(words)
    to_cue = np.full(len(words), IGNORED)
    to_source = np.full(len(words), IGNORED)
    for role in ROLES:
        for number, item in enumerate(marked):
            for i in _covered(words, getattr(item, role)):
                holder = owner[i]
                shares = role == "source" and holder is not None and holder[0] == "source"
                if not shares:
                    owner[i] = (role, number)
    for number, item in enumerate(marked):
        source, cue = _covered(words, item.source), _covered(words, item.cue)
        for i in _covered(words, item.content):
            if owner[i] == ("content", number):
                to_cue[i] = cue[0] if cue else NONE
        for i in cue:
            if owner[i] == ("cue", number):
                to_source[i] = source[0] if source else NONE
    return {"role": _runs(owner, label_set), "to_cue": to_cue, "to_source": to_source}


def _runs(owner: Sequence[tuple[str, int] | None], label_set: tuple[str, ...]) -> np.ndarray:
    result = np.zeros(len(owner), dtype=np.int64)
    begin = 0
    for i, (here, after) in enumerate(pairwise([*owner, None])):
        if here != after or i + 1 == len(owner):
            if here is not None:
                _write(result, range(begin, i + 1), here[0], label_set)
            begin = i + 1
    return result


def _write(result: np.ndarray, where: range, kind: str, label_set: tuple[str, ...]) -> None:
    if len(where) == 1:
        result[where[0]] = label_set.index(f"S-{kind}")
        return
    result[where.start : where.stop] = label_set.index(f"I-{kind}")
    result[where[0]] = label_set.index(f"B-{kind}")
    result[where[-1]] = label_set.index(f"E-{kind}")


def _spans(
    words: Words, found: Sequence[tuple[Piece, str]], label_set: tuple[str, ...]
) -> np.ndarray:
    result = np.zeros(len(words), dtype=np.int64)
    for (begin, end), kind in sorted(found, key=lambda item: item[0][0] - item[0][1]):
        where = words.covering(Span(begin, end))
        if where and not result[where.start : where.stop].any():
            _write(result, where, kind, label_set)
    return result


def _syntax(words: Words, example: Example, label_sets: Labels) -> dict[str, np.ndarray]:
    tokens = example.tokens or []
    upos, head, relation = (np.full(len(words), IGNORED) for _ in range(3))
    sentence = np.zeros(len(words), dtype=np.float32)
    place = token_words(words, [token.span for token in tokens])
    for token, i in zip(tokens, place, strict=True):
        if i is None:
            continue
        upos[i] = label_sets.upos.index(token.upos)
        relation[i] = label_sets.relation.index(token.relation)
        at = NONE if token.head < 0 else place[token.head]
        head[i] = IGNORED if at is None else at
        sentence[i] = token.starts_sentence
        for j in words.covering(Span(*token.span)):
            if head[j] == IGNORED and j > i:
                head[j] = i
                relation[j] = label_sets.relation.index(INNER_RELATION)
    return {"upos": upos, "head": head, "relation": relation, "sentence": sentence}


def token_words(words: Words, spans: Sequence[Piece]) -> list[int | None]:
    """The word that stands for each token: the first that starts in it, or the one around it."""
    result: list[int | None] = []
    taken = -1
    for begin, end in spans:
        where = words.covering(Span(begin, end))
        inside = [i for i in where if words.starts[i] >= begin and i > taken]
        around = [i for i in where if i > taken]
        chosen = inside[0] if inside else around[0] if around else None
        result.append(chosen)
        taken = taken if chosen is None else chosen
    return result


def training_windows(words: Words, size: int, chance: random.Random) -> Iterator[Window]:
    """Windows for one epoch: apart, and cut at other places in each epoch."""
    costs = np.concatenate(([0], np.cumsum([len(p) for p in words.pieces])))
    begin = 0
    room = chance.randint(size // 3, size)
    while begin < len(words):
        end = last_within(words, costs, begin, room)
        cut = window(words, begin, end)
        if len(cut.ids) > size + 64:
            raise ValueError(f"window of {len(cut.ids)} pieces")
        yield cut
        begin, room = end, size


def reading_windows(words: Words, size: int, margin: int) -> list[Window]:
    """Windows as at run time."""
    return list(windows(words, size, margin))
