"""Whether two political statements are inconsistent, against Sagimbayeva et al. (2025).

Run: python benchmarks/inconsistency.py --data train.jsonl.gz --json

Each line of the data is `{"a", "b", "label"}`. The pair is inconsistent when the tests that the
package holds records against each other with (`synthesis/contrasts.py`) find a contrast, as if
both were told on one issue; consistent when the two share enough telling words to be on one
matter; else unrelated. The score is macro-F1 over the three labels.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.synthesis.contrasts import Circumstances, contrasts
from onrecord.synthesis.propositions import propositions

CLASSES = ("inconsistent", "consistent", "unrelated")
SHARED = 2
"""Telling words in common from which on two statements are taken to be on one matter."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def predicted(row: dict[str, Any]) -> str:
    """What the tests say of a pair."""
    a, b = propositions(row["a"]), propositions(row["b"])
    if contrasts(a, b, Circumstances(same_issue=True)):
        return "inconsistent"
    words = [frozenset(word for p in side for word in p.terms) for side in (a, b)]
    return "consistent" if len(words[0] & words[1]) >= SHARED else "unrelated"


def scores(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Macro-F1, accuracy and F1 of each class over pairs of gold and predicted."""
    f1 = {}
    for kind in CLASSES:
        hits = sum(gold == kind == found for gold, found in pairs)
        of = sum((gold == kind) + (found == kind) for gold, found in pairs)
        f1[f"f1_{kind}"] = round(2 * hits / of, 4) if of else 0.0
    told = [gold for gold, found in pairs if found == "inconsistent"]
    return {
        "macro_f1": round(sum(f1.values()) / len(CLASSES), 4),
        "accuracy": round(sum(gold == found for gold, found in pairs) / len(pairs), 4),
        **f1,
        "inconsistent_precision": round(told.count("inconsistent") / len(told), 4) if told else 0.0,
        "inconsistent_found": len(told),
        "n": len(pairs),
    }


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    found = scores([(row["label"], predicted(row)) for row in rows(options.data)])
    if not options.json:
        print(f"| inconsistency | {options.data.name} | macro-F1 {found['macro_f1']:.3f} |")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
