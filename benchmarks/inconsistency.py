"""Whether two political statements are inconsistent, against Sagimbayeva et al. (2025).

Run: `python -m benchmarks.inconsistency --data train.jsonl.gz --cross-validate` for the pairs that
the shipped model was fitted on: it is fitted anew on four fifths, asked on the fifth, five times,
with `SEEDS` ways of cutting. Without `--cross-validate` the shipped model is asked, which is fair
on other pairs only. Each line of the data is `{"a", "b", "label"}`; the score is macro-F1 over the
three labels.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extraction.encoder_consistency import LABELS
from onrecord.extraction.encoder_pairs import PairEncoder, pair_encoder

FOLDS, SEEDS = 5, 4
Json = dict[str, Any]
Pairs = list[tuple[str, str]]
"""Gold label and label given."""


def main() -> None:
    """Ask, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true", help="fit on the other folds")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold, encoder = list(rows(options.data)), pair_encoder()
    given = validated(gold, encoder) if options.cross_validate else [asked(gold, encoder)]
    found = averaged([scores(pairs) for pairs in given])
    if not options.json:
        print(f"| inconsistency | {options.data.name} | macro-F1 {found['macro_f1']:.3f} |")
    print(json.dumps(found))


def rows(path: Path) -> Iterator[Json]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def asked(gold: Sequence[Json], encoder: PairEncoder) -> Pairs:
    """What the shipped model holds most strongly."""
    shares = [encoder.consistency(row["a"], row["b"]) for row in gold]
    return [(r["label"], max(s, key=lambda k: s[k])) for r, s in zip(gold, shares, strict=True)]


def validated(gold: Sequence[Json], encoder: PairEncoder) -> list[Pairs]:
    """The same of models that were fitted without the pairs they are asked on, for each seed."""
    from training.consistency import fit, of_pair  # noqa: PLC0415 - of the repository only

    found = np.stack([of_pair(encoder, row["a"], row["b"]) for row in gold])
    labels = [row["label"] for row in gold]
    result = []
    for seed in range(SEEDS):
        fold = stratified(labels, seed)
        pairs: Pairs = []
        for number in range(FOLDS):
            inside = [i for i in range(len(gold)) if fold[i] != number]
            model = fit(found[inside], [labels[i] for i in inside])
            for i in sorted(set(range(len(gold))) - set(inside)):
                shares = model.shares(found[i])
                pairs.append((labels[i], max(shares, key=lambda k: shares[k])))
        result.append(pairs)
    return result


def stratified(labels: Sequence[str], seed: int) -> list[int]:
    """The fold of each pair: every label in each about as often."""
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)
    order.sort(key=lambda i: labels[i])
    fold = [0] * len(labels)
    for place, i in enumerate(order):
        fold[i] = place % FOLDS
    return fold


def scores(pairs: Pairs) -> dict[str, float]:
    """Macro-F1, accuracy, F1 of each label, and the precision of "inconsistent"."""
    f1 = {}
    for kind in LABELS:
        hits = sum(gold == kind == found for gold, found in pairs)
        of = sum((gold == kind) + (found == kind) for gold, found in pairs)
        f1[f"f1_{kind}"] = 2 * hits / of if of else 0.0
    told = [gold for gold, found in pairs if found == "inconsistent"]
    return {
        "macro_f1": sum(f1.values()) / len(LABELS),
        "accuracy": sum(gold == found for gold, found in pairs) / len(pairs),
        **f1,
        "inconsistent_precision": told.count("inconsistent") / len(told) if told else 0.0,
        "n": len(pairs),
    }


def averaged(found: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each score."""
    return {name: round(sum(s[name] for s in found) / len(found), 4) for name in found[0]}


if __name__ == "__main__":
    main()
