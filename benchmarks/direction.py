"""Direction toward a person named in a news sentence, against NewsMTSC.

Run: python benchmarks/direction.py --data dev_mt.jsonl.gz --json

Each line of the data is `{"sentence", "mention", "from", "to", "polarity"}`. Where the component
abstains, 0 is scored. The score is macro-F1 over -1, 0 and 1.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.core.selectors import Span
from onrecord.linking.stance import stance_toward

CLASSES = (-1, 0, 1)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def predicted(row: dict[str, Any]) -> int:
    """The sign of the direction found; 0 when the component abstains."""
    direction = stance_toward(row["sentence"], Span(row["from"], row["to"]))
    return 0 if direction is None else (direction > 0) - (direction < 0)


def scores(pairs: list[tuple[int, int]]) -> dict[str, float]:
    """Macro-F1, accuracy and F1 of each class over pairs of gold and predicted."""
    f1 = {}
    for kind in CLASSES:
        hits = sum(gold == kind == found for gold, found in pairs)
        of = sum((gold == kind) + (found == kind) for gold, found in pairs)
        f1[f"f1_{kind}"] = round(2 * hits / of, 4) if of else 0.0
    macro = sum(f1.values()) / len(CLASSES)
    accuracy = sum(gold == found for gold, found in pairs) / len(pairs)
    return {"macro_f1": round(macro, 4), "accuracy": round(accuracy, 4), **f1, "n": len(pairs)}


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    found = scores([(row["polarity"], predicted(row)) for row in rows(options.data)])
    if not options.json:
        print(f"| direction | {options.data.name} | macro-F1 {found['macro_f1']:.3f} |")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
