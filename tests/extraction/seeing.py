"""Documents as an encoder might see them: what it sees is marked in the text of a test."""

import re
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np

from onrecord.core.document import Document
from onrecord.core.selectors import Span
from onrecord.extraction.encoded import Encoded, Paragraph
from onrecord.extraction.encoder import Heads
from onrecord.extraction.encoder_input import WORD, Case, Words
from onrecord.extraction.encoder_spans import Chain

ENTITIES = ("PERSON", "ORG", "LOC", "NORP")
TIMEXES = ("DATE", "TIME", "DURATION", "SET")
SURE = 9.0
"""Log odds that an encoder which knows its text gives what it sees."""


def chain(kinds: Sequence[str]) -> Chain:
    return Chain(("O", *(f"{part}-{kind}" for kind in kinds for part in "BIES")))


def words(text: str) -> Words:
    found = [
        (*word.span(), number)
        for number, line in enumerate(re.finditer(r"[^\n]+", text))
        for word in WORD.finditer(text, *line.span())
    ]
    starts, ends, paragraphs = np.array(found, dtype=np.int64).reshape(len(found), 3).T
    features = np.zeros((len(found), 3), dtype=np.int64)
    features[:, 0] = [_case(text[a:b]) for a, b, _ in found]
    return Words(starts, ends, paragraphs, features, ((1,),) * len(found))


def _case(word: str) -> Case:
    if not word[0].isalnum():
        return Case.MARK
    if word.islower():
        return Case.LOWER
    return Case.UPPER if word.isupper() else Case.TITLE


def scores(
    of: Words, labels: Sequence[str], spans: Sequence[tuple[Span, str]], sure: float = SURE
) -> np.ndarray:
    """Scores that say so of these spans, and nothing of the rest."""
    table = np.zeros((len(of), len(labels)), dtype=np.float32)
    table[:, 0] = sure
    for span, kind in spans:
        inside = of.covering(span)
        parts = ["S"] if len(inside) == 1 else ["B", *"I" * (len(inside) - 2), "E"]
        for i, part in zip(inside, parts, strict=True):
            table[i, 0] = 0
            table[i, labels.index(f"{part}-{kind}")] = sure
    return table


def seen(
    document: Document, entity: np.ndarray | None = None, timex: np.ndarray | None = None
) -> Encoded:
    """A document with what an encoder says of its words; without scores, that nothing is there."""
    of = words(document.text)
    encoder = SimpleNamespace(entities=chain(ENTITIES), timexes=chain(TIMEXES))
    nothing = [scores(of, chain(kinds).labels, ()) for kinds in (ENTITIES, TIMEXES)]
    heads = Heads(
        words=of,
        role=np.zeros((len(of), 1), dtype=np.float32),
        entity=nothing[0] if entity is None else entity,
        timex=nothing[1] if timex is None else timex,
        views=(),
    )
    paragraphs = tuple(Paragraph(segment, segment.span) for segment in document.told())
    return Encoded(paragraphs=paragraphs, heads=heads, encoder=encoder)
