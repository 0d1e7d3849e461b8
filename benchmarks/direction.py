"""Direction toward a person named in a news sentence, against NewsMTSC.

Run: `python benchmarks/direction.py --data dev_mt.jsonl.gz` judges with the encoder of pairs that
ships, `--rules` by rule, `--component FOLDER` with another encoder. Each line of the data is
`{"sentence", "mention", "from", "to", "polarity"}`. The score is macro-F1 over -1, 0 and 1, the
likeliest answer taken (where rules abstain, 0). Of an encoder also what `extract` keeps, answers
that are sure: how many, how many of their -1 and 1 are right, and how many point the wrong way.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.core.selectors import Span
from onrecord.extraction.encoder_pairs import SURE, PairEncoder, pair_encoder
from onrecord.linking.stance import stance_toward

CLASSES = (-1, 0, 1)
Json = dict[str, Any]
Judged = tuple[int, int, float]
"""The gold's sign, the sign given, and how probable that is."""


def main() -> None:
    """Judge, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rules", action="store_true", help="judge by rule")
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = list(rows(options.data))
    judged = list(by_rule(gold) if options.rules else by_encoder(gold, options.component))
    found = scores(judged)
    if not options.rules:
        found |= sure_scores(judged)
    if not options.json:
        print(f"| direction | {options.data.name} | macro-F1 {found['macro_f1']:.3f} |")
    print(json.dumps(found))


def rows(path: Path) -> Iterator[Json]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def by_rule(gold: Iterable[Json]) -> Iterator[Judged]:
    """What the words around the mention say."""
    for row in gold:
        direction = stance_toward(row["sentence"], Span(row["from"], row["to"])) or 0.0
        yield row["polarity"], (direction > 0) - (direction < 0), 1.0


def by_encoder(gold: Iterable[Json], folder: Path | None) -> Iterator[Judged]:
    """What the encoder of pairs thinks likeliest."""
    encoder = PairEncoder(lambda name: (folder / name).read_bytes()) if folder else pair_encoder()
    for row in gold:
        chances = encoder.direction(row["sentence"], Span(row["from"], row["to"]))
        likeliest = max(chances, key=lambda sign: chances[sign])
        yield row["polarity"], int(likeliest), chances[likeliest]


def scores(judged: Sequence[Judged]) -> dict[str, float]:
    """Macro-F1, accuracy and F1 of each class."""
    f1 = {}
    for kind in CLASSES:
        hits = sum(gold == kind == found for gold, found, _ in judged)
        of = sum((gold == kind) + (found == kind) for gold, found, _ in judged)
        f1[f"f1_{kind}"] = round(2 * hits / of, 4) if of else 0.0
    macro = sum(f1.values()) / len(CLASSES)
    accuracy = sum(gold == found for gold, found, _ in judged) / len(judged)
    return {"macro_f1": round(macro, 4), "accuracy": round(accuracy, 4), **f1, "n": len(judged)}


def sure_scores(judged: Sequence[Judged]) -> dict[str, float]:
    """Of the answers that are sure: their share, the precision of -1 and 1, and sign flips."""
    kept = [(gold, found) for gold, found, chance in judged if chance >= SURE]
    signed = [(gold, found) for gold, found in kept if found]
    right = sum(gold == found for gold, found in signed)
    return {
        "sure_share": round(len(kept) / len(judged), 4),
        "sure_precision": round(right / len(signed), 4) if signed else 0.0,
        "sure_flips": sum(gold == -found for gold, found in signed),
    }


if __name__ == "__main__":
    main()
