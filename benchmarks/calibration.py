"""How far the probabilities of statements can be trusted, on articles of PolNeAR's shape.

Run: `python benchmarks/calibration.py --data dev.jsonl.gz` scores every second article, on which
nothing was fitted; `--fit FOLDER` fits the calibration on the others and writes it into the card
of that component (then name its digests anew with training/export.py). A statement counts as right
when its content matches (Jaccard of words at least 0.5) and its source shares a word. The last
line printed is JSON: precision at a recall of 30 and 45 %, expected calibration error, and for
each tenth of the probabilities how many statements, their mean probability and the share right.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from attribution import load, readings, rows
from onrecord import pipeline

Json = dict[str, Any]
Judged = tuple[float, bool]
"""A statement's probability, and whether it is right."""


def main() -> None:
    """Judge, fit when asked, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--reader", default="accurate")
    parser.add_argument("--fit", type=Path, help="the folder of a component to calibrate")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    scorer = load(options.bench / "score_attribution.py")
    gold = list(rows(options.data))
    found = list(readings(options.data, pipeline.reader_named(options.reader)))
    half = [judged(scorer, *pair) for pair in list(zip(gold, found, strict=True))[1::2]]
    other = [judged(scorer, *pair) for pair in list(zip(gold, found, strict=True))[::2]]
    if options.fit:
        recalibrate(options.fit, [item for items, _ in other for item in items])
        return
    items = sorted((item for items, _ in half for item in items), reverse=True)
    wanted = sum(count for _, count in half)
    table = reliability(items)
    if not options.json:
        for row in table:
            print("| {from:.1f} | {statements} | {probability:.3f} | {right:.3f} |".format(**row))
    error = sum(r["statements"] * abs(r["probability"] - r["right"]) for r in table) / len(items)
    print(
        json.dumps(
            {
                "precision_at_30": precision_at(items, 0.30 * wanted),
                "precision_at_45": precision_at(items, 0.45 * wanted),
                "calibration_error": round(error, 4),
                "reliability": table,
            }
        )
    )


def judged(scorer: ModuleType, gold: Json, reading: Json) -> tuple[list[Judged], int]:
    """The statements of an article with a probability, and how many people marked."""
    article = scorer.Article(gold["id"], gold["text"])
    wanted = [a for a in article.read(gold["attributions"]) if a["content"]]
    found = article.read(reading["statements"])
    right = set()
    for i, j in scorer.match(wanted, found, 0.5):
        a, b = wanted[i]["source"], found[j]["source"]
        if a & b or not (a or b):
            right.add(j)
    sure = [statement.get("probability") for statement in reading["statements"]]
    return [(p, j in right) for j, p in enumerate(sure) if p is not None], len(wanted)


def precision_at(items: Sequence[Judged], wanted: float) -> float | None:
    """The share right among the surest, once so many are right; None when there are not."""
    right = 0
    for number, (_, is_right) in enumerate(items, 1):
        right += is_right
        if right >= wanted:
            return round(right / number, 4)
    return None


def reliability(items: Sequence[Judged]) -> list[Json]:
    """For each tenth of the probabilities that occurs: how many, their mean, the share right."""
    table = []
    for tenth in range(10):
        own = [item for item in items if min(int(item[0] * 10), 9) == tenth]
        if own:
            table.append(
                {
                    "from": tenth / 10,
                    "statements": len(own),
                    "probability": round(sum(p for p, _ in own) / len(own), 4),
                    "right": round(sum(ok for _, ok in own) / len(own), 4),
                }
            )
    return table


def recalibrate(folder: Path, items: Sequence[Judged]) -> None:
    """Put the intercept and slope of a logistic regression (Newton) on top of the card's own."""
    card = json.loads((folder / "card.json").read_text())
    intercept, slope = 0.0, 1.0
    odds = [(math.log(p / (1 - p)), ok) for p, ok in items if 0 < p < 1]
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, ok in odds:
            p = 1 / (1 + math.exp(-intercept - slope * x))
            g0, g1 = g0 + ok - p, g1 + (ok - p) * x
            weight = p * (1 - p)
            h00, h01, h11 = h00 + weight, h01 + weight * x, h11 + weight * x * x
        det = h00 * h11 - h01 * h01
        intercept += (h11 * g0 - h01 * g1) / det
        slope += (h00 * g1 - h01 * g0) / det
    first, second = card.get("calibration", (0.0, 1.0))
    card["calibration"] = [intercept + slope * first, slope * second]
    (folder / "card.json").write_text(json.dumps(card))
    print(json.dumps({"calibration": card["calibration"], "statements": len(odds)}))


if __name__ == "__main__":
    main()
