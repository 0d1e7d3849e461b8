"""Score the encoder's named entities (PERSON, ORG, LOC, NORP) on IOB2 corpora: span and type.

Run as `python -m benchmarks.entities --data FILE.jsonl.gz`; NORP counts only where the corpus
marks it. The last line printed is JSON: `f1` over all types, and that of each.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from training.corpora import Example, tagged
from training.examples import paragraphs

from onrecord.core.selectors import Span
from onrecord.extraction.encoder import Encoder, Heads
from onrecord.extraction.encoder import encoder as shipped

Found = set[tuple[int, int, str]]


def load(folder: Path | None) -> Encoder:
    """The encoder that ships, or that of a folder."""
    return Encoder(lambda name: (folder / name).read_bytes()) if folder else shipped("reader")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, gzipped")
    parser.add_argument("--split", help="only documents of this split")
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    encoder = load(options.component)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    splits = frozenset({options.split}) if options.split else None
    for example in tagged(options.data, splits=splits):
        heads = encoder.read(example.text, paragraphs(example.text))
        gold, found = wanted(heads, example), read(encoder, heads, example)
        for kind in {k for *_, k in gold | found}:
            right[kind] += len({x for x in gold & found if x[2] == kind})
            total[kind] += sum(x[2] == kind for x in gold) + sum(x[2] == kind for x in found)
    scores = {kind: round(2 * right[kind] / total[kind], 4) for kind in sorted(total)}
    f1 = round(2 * sum(right.values()) / max(1, sum(total.values())), 4)
    if not options.json:
        print(f"{options.data.name}: {sum(right.values())} right")
    print(json.dumps({"f1": f1} | scores))


def wanted(heads: Heads, example: Example) -> Found:
    """The corpus's entities, as ranges of words."""
    result: Found = set()
    for (begin, end), kind in example.entities or ():
        where = heads.words.covering(Span(begin, end))
        if where:
            result.add((where[0], where[-1], kind))
    return result


def read(encoder: Encoder, heads: Heads, example: Example) -> Found:
    """The encoder's entities."""
    found = {(s.first, s.last, s.kind) for s in encoder.entities.spans(heads.entity)}
    return {x for x in found if example.knows_norp or x[2] != "NORP"}


if __name__ == "__main__":
    main()
