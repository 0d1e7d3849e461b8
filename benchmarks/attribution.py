"""Score attributions (source, cue, content) of `extract` on articles of PolNeAR's shape.

The last line printed is JSON: exact and soft F1 of each role, and the F1 of whole attributions
(content matched, source shared).
"""

import argparse
import gzip
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord import pipeline
from onrecord.core.codec import reading_json
from onrecord.documents.facts import Defaults, Unread
from onrecord.extraction.attribution import attributions
from onrecord.extraction.encoded import encoded
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register

Json = dict[str, Any]
BETWEEN_MARKS = re.compile(r"(?<=[\"”’'])\n(?=\s*[\"“‘'`])")


def main() -> None:
    """Read, score, print; add a row to the results when asked."""
    options = arguments().parse_args()
    scorer = load(options.bench / "score_attribution.py")
    gold = list(rows(options.data))
    reader = pipeline.reader_named(options.reader)
    if reader is not None and options.window:
        reader.encoder.window = options.window
    started = time.process_time()
    predicted = list(readings(options.data, reader))
    seconds = time.process_time() - started
    scores = summary(scorer.score(gold, predicted))
    if options.passages:
        scores |= passages(options, gold, predicted)
    if options.stage:
        scores["stage_us_per_word"] = round(stage_us_per_word(options.data, reader), 2)
    scores["words_per_s"] = round(sum(len(row["text"].split()) for row in gold) / seconds)
    head = " | ".join(scores)
    values = " | ".join(f"{value:,.3g}" for value in scores.values())
    table = (
        f"| date | data | reader | {head} |\n|{'---|' * (len(scores) + 3)}\n"
        f"| {date.today()} | {options.data.name} | {options.reader} | {values} |\n"
    )
    if not options.json:
        print(table)
    if options.results:
        with options.results.open("a", encoding="utf-8") as results:
            command = f"benchmarks/attribution.py --data {options.data.name}"
            results.write(f"\n`{command} --reader {options.reader}`\n\n{table}")
    print(json.dumps(scores))


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--reader", default="accurate", help="accurate or rules")
    parser.add_argument(
        "--passages", type=Path, help="CofeNet's passages of the articles, to score as published"
    )
    parser.add_argument(
        "--stage", action="store_true", help="time the attributions alone, beside the encoder"
    )
    parser.add_argument("--window", type=int, help="word pieces that the encoder reads at once")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    parser.add_argument("--results", type=Path, help="a RESULTS.md to add the table to")
    return parser


def passages(
    options: argparse.Namespace, gold: list[Json], predicted: list[Json]
) -> dict[str, float]:
    """Exact F1 of source, cue and content on CofeNet's passages, by its own scorer.

    The scorer takes quotation marks that follow on each other for one, also the mark that closes a
    paragraph and the one that opens the next: contents that begin with the second cannot be found.
    So it is run again (`marked_…`) on the same articles with a sign between such two.
    """
    marked = [article | {"text": BETWEEN_MARKS.sub("¶", article["text"])} for article in gold]
    scores = {}
    for prefix, articles in (("passages", gold), ("marked", marked)):
        found = passage_scores(options, articles, predicted)
        scores |= {f"{prefix}_{role}": found[role]["f1"] for role in ("source", "cue", "content")}
        scores[f"{prefix}_lost"] = found["passages_not_found"]
    return scores


def passage_scores(
    options: argparse.Namespace, articles: list[Json], predicted: list[Json]
) -> dict[str, Any]:
    """What the scorer of passages prints."""
    with (
        tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as read,
        tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts,
    ):
        for article, reading in zip(articles, predicted, strict=True):
            row = {"id": article["id"], "attributions": reading["statements"]}
            read.write(json.dumps(row) + "\n")
            texts.write(json.dumps(article) + "\n")
        read.flush()
        texts.flush()
        script = options.bench / "score_passages.py"
        command = [sys.executable, script, options.passages, texts.name, read.name, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


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


def readings(path: Path, reader: Reader | None) -> Iterator[Json]:
    """What `extract` prints of each article."""
    for reading in pipeline.extract([str(path)], Defaults(), builtin_register(), reader):
        if isinstance(reading, Unread):
            raise SystemExit(f"{reading.uri}: {reading.reason}")
        yield reading_json(reading)


def stage_us_per_word(path: Path, reader: Reader | None) -> float:
    """What a word costs once the encoder has read it: the least of three runs a document."""
    least_s, words = 0.0, 0
    for document in pipeline.documents_of([str(path)], Defaults()):
        if isinstance(document, Unread):
            raise SystemExit(f"{document.uri}: {document.reason}")
        seen = encoded(document, reader.encoder) if reader is not None else None
        runs = []
        for _ in range(3):
            started = time.process_time()
            attributions(document, (), (), seen)
            runs.append(time.process_time() - started)
        least_s += min(runs)
        words += len(document.text.split())
    return 1e6 * least_s / words


def summary(result: dict[str, dict[str, float]]) -> dict[str, float]:
    """The F1 scores that are followed from version to version."""
    names = {
        f"{measure}_{role}": f"{key}/{role}"
        for measure, key in (("exact", "exact-nopunct"), ("soft", "soft"))
        for role in ("source", "cue", "content")
    }
    names["attribution"] = "attribution/content"
    names["linked"] = "attribution/content+source_any"
    names["linked_head"] = "attribution/content+source_head"
    scores = {name: round(result[key]["f1"], 4) for name, key in names.items()}
    for form in ("direct", "mixed", "indirect"):
        scores[f"recall_{form}"] = round(result[f"attribution-recall/{form}"]["r"], 4)
    return scores


if __name__ == "__main__":
    main()
