"""Learn whom a pronoun means: the weights of `onrecord/data/coreference.toml`.

Run: python -m training.coreference --data-root DATA

The ranker of `extraction.coreference_pronouns` reads annotated texts as it reads any document, but
for each pronoun it is told the right candidate, goes on from there, and what it saw becomes an
example. Learned from LitBank (Bamman et al. 2020, CC BY 4.0), the validation part of GAP (Webster
et al. 2018, Apache-2.0), and the pronouns of PolNeAR's training articles as CoreNLP links them,
which is unchecked. Each corpus has the same weight, whatever its size.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord import pipeline
from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.extraction.coreference import chains
from onrecord.extraction.coreference_pronouns import (
    Candidate,
    Features,
    features_of,
)
from onrecord.extraction.coreference_sightings import Sighting
from onrecord.extraction.encoded import encoded
from onrecord.extraction.entities_learned import mentions_of
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register

Gold = dict[Span, int]
Example = tuple[list[Features], list[int]]
"""The features of every candidate, and which of them are right."""
Floats = NDArray[np.float64]
_TOUCHES_LEFT = re.compile(r"[,.;:!?)\]%…”’]|['’](?:s|d|m|re|ve|ll)|n['’]t", re.IGNORECASE)
_TOUCHES_RIGHT = frozenset("([“‘$#")
_LIKELY, _LIKELY_NAME = 0.45, 0.8
_STEPS, _RATE, _DECAY = 600, 0.05, 1e-3
_SHARES = {"litbank": 1.0, "gap": 1.0, "polnear": 1.0}
_ARTICLES = 400
_SPEECH = frozenset({"last_speaker", "speaks_again", "spoke"})
"""Features that novels tell the wrong way: in their dialogues two people speak by turns."""


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data-root", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/coreference.toml"))
    options = parser.parse_args()
    reader = pipeline.reader_named("accurate")
    assert reader is not None
    corpora = {
        "litbank": litbank(options.data_root / "coref" / "litbank.jsonl.gz"),
        "gap": gap(options.data_root / "coref" / "gap.valid.jsonl.gz"),
        "polnear": polnear(options.data_root / "polnear"),
    }
    examples: list[Example] = []
    weights: list[float] = []
    for name, texts in corpora.items():
        found = [item for text, gold in texts for item in examples_of(text, gold, reader)]
        if name == "litbank":
            found = [(without(_SPEECH, features), right) for features, right in found]
        examples += found
        weights += [_SHARES[name] / len(found)] * len(found)
        print(f"{name}: {len(found)} pronouns")
    learned = learn(examples, np.array(weights))
    print(f"right of those learned from: {accuracy(examples, learned):.3f}")
    options.out.write_text(toml_of(learned), "utf-8")


def rows(path: Path) -> Iterator[Any]:
    """The JSON lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def as_printed(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Words set as they would be printed, and where each stands."""
    text, spans = "", []
    for word in words:
        if text and text[-1] not in _TOUCHES_RIGHT and not _TOUCHES_LEFT.fullmatch(word):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, spans


def litbank(path: Path) -> Iterator[tuple[str, Gold]]:
    """Texts of novels; a mention is sentence, first word, word past the last, and entity."""
    for row in rows(path):
        words = [word for sentence in row["sentences"] for word in sentence]
        before = np.cumsum([0, *map(len, row["sentences"])]).tolist()
        text, spans = as_printed(words)
        yield (
            text,
            {
                Span(spans[before[s] + first].start, spans[before[s] + end - 1].end): entity
                for s, first, end, entity in row["mentions"]
            },
        )


def gap(path: Path) -> Iterator[tuple[str, Gold]]:
    """Paragraphs of Wikipedia, each with one pronoun and the name that it means."""
    for row in rows(path):
        right = [Span(*row[name]) for name in "ab" if row[f"{name}_corefers"]]
        if right:
            yield row["text"], {Span(*row["pronoun"]): 0, right[0]: 0}


def polnear(folder: Path) -> Iterator[tuple[str, Gold]]:
    """News articles, with the chains that CoreNLP makes of them."""
    texts = {row["id"]: row["text"] for row in rows(folder / "train.jsonl.gz")}
    for _, row in zip(range(_ARTICLES), rows(folder / "train.corenlp.jsonl.gz"), strict=False):
        places = [sentence["tok"] for sentence in row["sentences"]]
        yield (
            texts[row["id"]],
            {
                Span(places[s][first][0], places[s][end - 1][1]): number
                for number, chain in enumerate(row["coref"])
                for s, first, end, *_ in chain
            },
        )


def examples_of(text: str, gold: Gold, reader: Reader) -> Iterator[Example]:
    """What the ranker sees at each pronoun of a text that has a right candidate."""
    document = as_document(text)
    register = builtin_register()
    seen = encoded(document, reader.encoder)
    found: list[Example] = []
    by_end: dict[int, list[Span]] = defaultdict(list)
    for span in gold:
        by_end[span.end].append(span)

    def told(pronoun: Sighting, candidates: Sequence[Candidate]) -> int | None:
        if pronoun.span not in gold or not candidates:
            return None
        right = [
            i
            for i, candidate in enumerate(candidates)
            if entity_of(candidate, gold, by_end) == gold[pronoun.span]
        ]
        if not right:
            return None
        found.append((features_of(pronoun, candidates), right))
        return candidates[right[0]].number

    chains(document, mentions_of(document, register, seen), register, seen, told)
    yield from found


def without(names: frozenset[str], features: list[Features]) -> list[Features]:
    """The features of all candidates but some."""
    return [{name: f[name] for name in f if name not in names} for f in features]


def as_document(text: str) -> Document:
    """A text with a paragraph on each line."""
    return Document(
        id=document_id(text),
        uri="text",
        text=text,
        kind=Kind.ARTICLE,
        segments=tuple(
            Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
            for line in re.finditer(r"[^\n]+", text)
        ),
    )


def entity_of(candidate: Candidate, gold: Gold, by_end: dict[int, list[Span]]) -> int | None:
    """The gold entity of most sightings; a name without its title is the mention with it."""
    ahead = [candidate.ahead] if candidate.ahead is not None else []
    told = Counter(
        gold[min(around, key=len)]
        for sighting in [*candidate.sightings, *ahead]
        if (around := [s for s in by_end[sighting.span.end] if s.contains(sighting.span)])
    )
    return told.most_common(1)[0][0] if told else None


def learn(examples: Sequence[Example], weights: Floats) -> dict[str, float]:
    """Weights of a conditional logit, by Adam on all examples at once."""
    names = sorted({name for features, _ in examples for f in features for name in f})
    number = {name: i for i, name in enumerate(names)}
    owner, table, right = [], [], []
    for i, (features, wanted) in enumerate(examples):
        for j, candidate in enumerate(features):
            row = np.zeros(len(names))
            for name, value in candidate.items():
                row[number[name]] = value
            owner.append(i)
            table.append(row)
            right.append(j in wanted)
    return dict(
        zip(names, _adam(np.array(owner), np.array(table), np.array(right), weights), strict=True)
    )


def _adam(owner: Any, table: Floats, right: Any, weights: Floats) -> list[float]:
    found = np.zeros(table.shape[1])
    mean, square = np.zeros_like(found), np.zeros_like(found)
    total = weights.sum()
    for step in range(1, _STEPS + 1):
        every = np.exp(np.clip(table @ found, -30, 30))
        some = every * right
        share = every / np.bincount(owner, every)[owner]
        wanted = some / np.bincount(owner, some)[owner]
        slope = table.T @ ((share - wanted) * weights[owner]) / total + _DECAY * found
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        found = found - _RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.999**step)) + 1e-8
        )
    return [float(value) for value in found]


def accuracy(examples: Sequence[Example], weights: dict[str, float]) -> float:
    """How often the best candidate is right."""
    hits = 0
    for features, wanted in examples:
        scores = [sum(weights[name] * value for name, value in f.items()) for f in features]
        hits += int(np.argmax(scores)) in wanted
    return hits / len(examples)


def toml_of(weights: dict[str, float]) -> str:
    """The weights as they ship."""
    lines = [
        "# Whom a pronoun means: weights of the features in extraction/coreference_pronouns.py,",
        "# learned by training/coreference.py. `likely` is what the best must reach,",
        "# `likely_name` where a surname that several people bear is told apart.",
        "",
        f"likely = {_LIKELY}",
        f"likely_name = {_LIKELY_NAME}",
        "",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in sorted(weights.items())),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
