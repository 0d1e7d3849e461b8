"""Score attributions (source, cue, content) on articles of PolNeAR's shape.

The last line printed is JSON: exact and soft F1 of each role, and the F1 of whole attributions
(content matched, source shared).
"""

import argparse
import gzip
import importlib.util
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.extraction.attribution import attributions

Json = dict[str, Any]


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    scorer = load(options.bench / "score_attribution.py")
    gold = list(rows(options.data))
    started = time.perf_counter()
    predicted = [predict(row) for row in gold]
    seconds = time.perf_counter() - started
    scores = summary(scorer.score(gold, predicted))
    if not options.json:
        head = " | ".join(scores)
        print(f"| data | {head} | articles/s |")
        values = " | ".join(f"{value:.3f}" for value in scores.values())
        print(f"| {options.data.name} | {values} | {len(gold) / seconds:.0f} |")
    print(json.dumps(scores | {"articles_per_s": round(len(gold) / seconds, 1)}))


def load(path: Path) -> ModuleType:
    """The scorer, which lies outside the project."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}: give its folder with --bench")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> Iterator[Json]:
    """The articles of a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def predict(row: Json) -> Json:
    """What is found in one article, as the scorer reads it."""
    found = attributions(article(row), (), ())
    return {
        "id": row["id"],
        "attributions": [
            {
                role: [[span.start, span.end] for span in getattr(attribution, role)]
                for role in ("source", "cue", "content")
            }
            for attribution in found
        ],
    }


def article(row: Json) -> Document:
    """The document; its first paragraph is the headline, as the corpus has it."""
    lines = [Span(*line.span()) for line in re.finditer(r"[^\n]*\S[^\n]*", row["text"])]
    return Document(
        id=document_id(row["text"], row["id"]),
        uri=row["id"],
        text=row["text"],
        kind=Kind.ARTICLE,
        origin=row["id"],
        segments=tuple(
            Segment(kind=SegmentKind.PARAGRAPH if i else SegmentKind.TITLE, span=span)
            for i, span in enumerate(lines)
        ),
    )


def summary(result: dict[str, dict[str, float]]) -> dict[str, float]:
    """The F1 scores that are followed from version to version."""
    names = {
        f"{measure}_{role}": f"{key}/{role}"
        for measure, key in (("exact", "exact-nopunct"), ("soft", "soft"))
        for role in ("source", "cue", "content")
    }
    names["attribution"] = "attribution/content"
    names["linked"] = "attribution/content+source_head"
    return {name: round(result[key]["f1"], 4) for name, key in names.items()}


if __name__ == "__main__":
    main()
