"""Fit the model of consistency: `python -m training.consistency --data DIR --component FOLDER`.

Ridge regression of each label (in -1 and 1) on the features of a pair, each label counted as if
it were as frequent as the others. The order of a pair is kept: the second tells oftener what was
done, and fitted in both orders it is right less often (benchmarks/RESULTS.md). It is written beside
the encoder of pairs, whose vectors it reads.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.extraction.encoder_consistency import LABELS, Consistency, features
from onrecord.extraction.encoder_pairs import PairEncoder
from training.corpora import rows

STRENGTH = 3000.0
"""Of the ridge, by cross-validation on the same pairs."""
SIGNS, EMPHASIS = 8, 3.0
"""The last features are signs in words; beside 1,536 numbers of vectors they would be lost."""


def main() -> None:
    """Fit on all pairs, write."""
    from training.export import name_digests  # noqa: PLC0415 - fitting needs no torch

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--component", type=Path, required=True, help="that of the pairs")
    parser.add_argument("--pieces", type=Path, required=True, help="the folder of the reader")
    options = parser.parse_args()

    def file(name: str) -> bytes:
        own: Path = options.component / name
        shared: Path = options.pieces / name
        return (own if own.exists() else shared).read_bytes()

    encoder = PairEncoder(file)
    pairs = list(rows(options.data / "inconsistency" / "train.jsonl.gz"))
    found = np.stack([of_pair(encoder, row["a"], row["b"]) for row in pairs])
    model = fit(found, [row["label"] for row in pairs])
    np.savez(
        options.component / "consistency.npz",
        weights=model.weights.astype(np.float16),
        bias=model.bias,
    )
    name_digests(options.component)


def of_pair(encoder: PairEncoder, first: str, second: str) -> np.ndarray:
    """The features of a pair."""
    return features(encoder.vector(first), encoder.vector(second), first, second)


def fit(found: np.ndarray, labels: Sequence[str]) -> Consistency:
    """The model that fits pairs, a row of features each."""
    gold = np.array([[1.0 if label == name else -1.0 for name in LABELS] for label in labels])
    counts = {name: labels.count(name) for name in LABELS}
    share = np.array([len(labels) / (len(LABELS) * counts[label]) for label in labels])
    mean = np.average(found, axis=0, weights=share)
    spread = found.std(axis=0) + 1e-6
    spread[-SIGNS:] /= EMPHASIS
    x = (found - mean) / spread
    bias = np.average(gold, axis=0, weights=share)
    kernel = x @ x.T + STRENGTH * np.diag(1 / share)
    weights = x.T @ np.linalg.solve(kernel, gold - bias) / spread[:, None]
    return Consistency(weights.astype(np.float32), (bias - mean @ weights).astype(np.float32))


if __name__ == "__main__":
    main()
