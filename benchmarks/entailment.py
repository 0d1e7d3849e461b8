"""Entailment, neutral or contradiction of two sentences, three-way accuracy.

Run: `python -m benchmarks.entailment --data mnli.jsonl.gz --held-back` (the fifth of the premises
that training never sees), or `--articles dev.jsonl.gz --parses dev.corenlp.jsonl.gz` for pairs
made from news sentences by edits of known effect. The last line printed is JSON: `accuracy`, and
for made pairs that of each kind.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora import rows
from training.news_pairs import news_pairs
from training.splits import is_held_back

from onrecord.extraction.encoder_pairs import PairEncoder, pair_encoder

SEED = 2


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help='{"premise", "hypothesis", "label"} a line')
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--parses", type=Path)
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    encoder = load(options.component)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for premise, hypothesis, label, kind in pairs(options):
        found = encoder.entailment(premise, hypothesis)
        total[kind] += 1
        right[kind] += max(found, key=lambda name: found[name]) == label
    scores = {"accuracy": round(sum(right.values()) / sum(total.values()), 4)}
    if len(total) > 1:
        scores |= {kind: round(right[kind] / total[kind], 3) for kind in sorted(total)}
    if not options.json:
        print(f"{sum(total.values())} pairs")
    print(json.dumps(scores))


def load(folder: Path | None) -> PairEncoder:
    """The encoder that ships, or that of a folder."""
    return PairEncoder(lambda name: (folder / name).read_bytes()) if folder else pair_encoder()


def pairs(options: argparse.Namespace) -> Iterator[tuple[str, str, str, str]]:
    """Premise, hypothesis, label and kind."""
    if options.articles:
        for pair in news_pairs(options.articles, options.parses, "dev", SEED):
            yield pair.premise, pair.hypothesis, pair.label, pair.kind
        return
    for row in rows(options.data):
        if not options.held_back or is_held_back(row["premise"]):
            yield row["premise"], row["hypothesis"], row["label"], "all"


if __name__ == "__main__":
    main()
