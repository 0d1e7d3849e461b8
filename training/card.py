"""Write MODEL_CARD.md: what the trained components are, learned from, and how well they read.

`python -m training.card` writes it anew from `training/scores.json`; with `--data-root DATA` every
benchmark whose data is there is rerun first, and its JSON line kept in that file. What the card
says of data and of failures stands in docs/reading.md, so that it is said once.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROJECT = HERE.parent
COMPONENTS = PROJECT / "src" / "onrecord" / "data" / "components.toml"
Json = dict[str, Any]
Row = Sequence[str | float | None]

BENCHMARKS: dict[str, tuple[str, list[str]]] = {
    "reading": ("reading.py", ["--data", "DATA/polnear/dev.jsonl.gz"]),
    "heads": ("heads.py", ["--data-root", "DATA", "--bench", "BENCH"]),
    "calibration": (
        "calibration.py",
        ["--data", "DATA/polnear/dev.jsonl.gz", "--bench", "BENCH"],
    ),
    "fast": (
        "attribution.py",
        ["--data", "DATA/polnear/dev.jsonl.gz", "--bench", "BENCH", "--reader", "fast"],
    ),
    "direction_mt": ("direction.py", ["--data", "DATA/newsmtsc/dev_mt.jsonl.gz"]),
    "direction_rw": ("direction.py", ["--data", "DATA/newsmtsc/dev_rw.jsonl.gz"]),
    "mnli": ("entailment.py", ["--data", "DATA/nli/mnli.jsonl.gz", "--held-back"]),
    "snli": ("entailment.py", ["--data", "DATA/nli/snli.jsonl.gz", "--held-back"]),
    "news_pairs": (
        "entailment.py",
        [
            "--articles",
            "DATA/polnear/dev.jsonl.gz",
            "--parses",
            "DATA/polnear/dev.corenlp.jsonl.gz",
        ],
    ),
    "consistency": (
        "inconsistency.py",
        ["--data", "DATA/inconsistency/train.jsonl.gz", "--cross-validate"],
    ),
}
"""The script of each benchmark, and its arguments; DATA and BENCH stand for the folders."""

ATTRIBUTION = (
    ("exact F1 of sources", "passages_source", "83.2", "78"),
    ("exact F1 of cues", "passages_cue", "75.3", "70"),
    ("exact F1 of contents", "passages_content", "72.9", "70"),
    ("whole attributions: content matched, source shared, F1", "linked", None, "75"),
    ("direct ones found", "recall_direct", None, "97"),
    ("mixed ones found", "recall_mixed", None, "89"),
    ("indirect ones found", "recall_indirect", None, "67"),
)
"""What is measured on PolNeAR dev; the best published (CofeNet with BERT-base, on PolNeAR's test
part); two people against each other."""
OTHERS = (
    ("names, span and type, F1", "worldwide dev", "heads", "entity"),
    (
        "temporal expressions, span and type, F1",
        "TimeBank and AQUAINT, 58 documents",
        "heads",
        "timex",
    ),
    ("words that name events, with their class, F1", "the same", "heads", "event"),
    ("parts of speech", "EWT dev", "heads", "upos_ewt"),
    ("dependencies, labelled", "EWT dev", "heads", "las_ewt"),
    ("sentence starts, F1", "EWT dev", "heads", "sentence_f1_ewt"),
    ("parts of speech", "GUM dev, free genres", "heads", "upos_gum"),
    ("dependencies, labelled", "GUM dev, free genres", "heads", "las_gum"),
    ("sentence starts, F1", "GUM dev, free genres", "heads", "sentence_f1_gum"),
    ("direction, macro-F1", "NewsMTSC dev_mt", "direction_mt", "macro_f1"),
    ("direction, macro-F1", "NewsMTSC dev_rw", "direction_rw", "macro_f1"),
    ("entailment, accuracy of three", "MNLI, held back", "mnli", "accuracy"),
    ("entailment, accuracy of three", "SNLI, held back", "snli", "accuracy"),
    (
        "entailment, accuracy of three",
        "news sentences changed by known edits",
        "news_pairs",
        "accuracy",
    ),
    (
        "consistency of two political statements, macro-F1",
        "351 pairs, cross-validated",
        "consistency",
        "macro_f1",
    ),
    ("the fast reader: whole attributions, F1", "PolNeAR dev", "fast", "linked"),
    ("the fast reader: direct ones found", "PolNeAR dev", "fast", "recall_direct"),
)
"""What else is measured: on what, and where the score stands."""
_PART = re.compile(r"<!-- card: (\w+) -->\n(.*?)\n<!-- end of card -->", re.DOTALL)
_WATTS = 10
"""What a busy core is taken to draw; nothing was metered."""


def main() -> None:
    """Measure when asked, write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scores", type=Path, default=HERE / "scores.json")
    parser.add_argument("--out", type=Path, default=PROJECT / "MODEL_CARD.md")
    parser.add_argument("--data-root", type=Path, help="folder of the data sets: measure anew")
    parser.add_argument("--bench", type=Path, help="folder of the scorers, by default beside data")
    parser.add_argument("--only", action="append", default=[], choices=BENCHMARKS)
    parser.add_argument("--float32", type=Path, help="the reader not quantised (training.export)")
    parser.add_argument("--checkpoint", type=Path, help="of the reader, to time it in PyTorch")
    parser.add_argument("--run", type=Path, help="the folder of the training run, for its times")
    options = parser.parse_args()
    scores: Json = json.loads(options.scores.read_text("utf-8")) if options.scores.exists() else {}
    if options.data_root:
        remeasure(scores, options)
        scores["components"] = tomllib.loads(COMPONENTS.read_text("utf-8"))["sha256"]
    if options.run:
        lines = (options.run / "run.jsonl").read_text("utf-8").splitlines()
        scores["run"] = [json.loads(line) for line in lines]
    options.scores.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n", "utf-8")
    options.out.write_text(
        card(scores, (PROJECT / "docs" / "reading.md").read_text("utf-8")), "utf-8"
    )


def remeasure(scores: Json, options: argparse.Namespace) -> None:
    """Put new numbers in the place of old ones, where a benchmark gives them."""
    fresh: set[str] = set()
    for name in options.only or BENCHMARKS:
        found = None if name in fresh else measured(name, options)
        if found is None:
            continue
        if name == "reading" and "heads" in found:  # measured on the way
            scores["heads"] = {key: pair["int8"] for key, pair in found["heads"].items()}
            fresh.add("heads")
        elif name == "reading" and _same_reader(scores):
            found["heads"] = scores[name]["heads"]
        scores[name] = found


def _same_reader(scores: Json) -> bool:
    """Whether the reader that ships was held against its float32 before."""
    known = tomllib.loads(COMPONENTS.read_text("utf-8"))["sha256"]
    name = "reader/encoder.onnx"
    is_same: bool = scores.get("components", {}).get(name) == known[name]
    return is_same and "heads" in scores.get("reading", {})


def measured(name: str, options: argparse.Namespace) -> Json | None:
    """The JSON line of a benchmark; None, and a word why, when it fails."""
    script, arguments = BENCHMARKS[name]
    data = options.data_root.resolve()
    bench = (options.bench or data.parent / "bench").resolve()
    words = [part.replace("DATA", str(data)).replace("BENCH", str(bench)) for part in arguments]
    if name == "reading":
        if options.float32:
            words += [
                "--float32",
                str(options.float32),
                "--data-root",
                str(data),
                "--bench",
                str(bench),
            ]
        if options.checkpoint:
            words += ["--checkpoint", str(options.checkpoint)]
    path = [str(PROJECT / "src"), str(PROJECT), os.environ.get("PYTHONPATH", "")]
    command = [sys.executable, str(PROJECT / "benchmarks" / script), *words, "--json"]
    print(f"{name} …", flush=True)
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        why = (done.stderr.strip() or "prints nothing").splitlines()[-1]
        print(f"{name} keeps its old numbers: {why}", flush=True)
        return None
    result: Json = json.loads(lines[-1])
    return result


def card(scores: Json, page: str) -> str:
    """The model card.

    Args:
        scores: the JSON line of each benchmark by its name, the digests of the components that
            were measured (`components`), the lines of the training's `run.jsonl` (`run`).
        page: docs/reading.md, which says what was learned from what, and what fails.
    """
    parts = dict(_PART.findall(page))
    text = (HERE / "card.md").read_text("utf-8")
    made = {
        "versions": versions(scores),
        "attribution": attribution(scores),
        "others": others(scores),
        "edits": edits(scores),
        "reliability": reliability(scores),
        "speed": speed(scores),
        "int8": int8(scores),
        "run": run(scores),
        **parts,
    }
    for name, value in made.items():
        text = text.replace(f"{{{{{name}}}}}", value.strip())
    left = re.findall(r"\{\{\w+\}\}", text)
    if left:
        raise SystemExit(f"card.md asks for what there is not: {', '.join(left)}")
    return text


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """A Markdown table; shares are given in percent, what was not measured as a dash."""
    lines = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: str | float | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{100 * value:.1f}"


NOT_MEASURED = "Not measured for this version."


def of(scores: Json, name: str) -> Json:
    """The scores of a benchmark; none when it was not run."""
    found: Json = scores.get(name) or {}
    return found


def versions(scores: Json) -> str:
    """Which files the numbers are of."""
    found = of(scores, "components")
    rows = [
        (name.partition("/")[0], f"`{digest[:12]}`")
        for name, digest in sorted(found.items())
        if name.endswith("encoder.onnx")
    ]
    return table(("component", "version (of its encoder.onnx)"), rows) if rows else NOT_MEASURED


def attribution(scores: Json) -> str:
    """By role, and by kind of attribution."""
    found = of(scores, "heads")
    if not found:
        return NOT_MEASURED
    rows = [(name, found.get(key), best, people) for name, key, best, people in ATTRIBUTION]
    return table(("PolNeAR dev", "onrecord", "best published, on test", "two people"), rows)


def others(scores: Json) -> str:
    """The other heads."""
    rows = [(name, on, of(scores, where).get(key)) for name, on, where, key in OTHERS]
    return table(("what", "on", "score"), rows)


def edits(scores: Json) -> str:
    """Entailment by the kind of edit."""
    found = of(scores, "news_pairs")
    rows = [(name.replace("-", " "), value) for name, value in found.items() if name != "accuracy"]
    return table(("a news sentence changed by", "right"), rows) if rows else NOT_MEASURED


def reliability(scores: Json) -> str:
    """Probabilities against what was right."""
    found = of(scores, "calibration")
    if not found.get("reliability"):
        return NOT_MEASURED
    rows = [
        (
            f"{row['from']:.1f} to {row['from'] + 0.1:.1f}",
            f"{row['statements']:,}",
            row["probability"],
            row["right"],
        )
        for row in found["reliability"]
    ]
    error, at_30, at_45 = (
        _cell(found.get(key)) for key in ("calibration_error", "precision_at_30", "precision_at_45")
    )
    told = (
        f"Expected calibration error {error} points. Of the surest statements, as many as it "
        f"takes to find 30 % of all attributions, {at_30} % are right; to find 45 %, {at_45} %."
    )
    head = ("probability", "statements", "mean probability", "right")
    return f"{table(head, rows)}\n\n{told}"


def speed(scores: Json) -> str:
    """Loading, words a second, ratios."""
    found = of(scores, "reading")
    if not found:
        return NOT_MEASURED
    rows = [(name, f"{value:,}") for name, value in found["words_per_s"].items()]
    rows += [(name, f"{value:.2g}") for name, value in found["ratios"].items()]
    loads = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in found["load_s"].items())
    told = (
        f"One thread of {found['cpu']}, words (between blanks) a second of processor time on "
        f"PolNeAR dev. To load: {loads}."
    )
    return f"{told}\n\n{table(('what', 'words a second, or ratio'), rows)}"


def int8(scores: Json) -> str:
    """Each head as bytes and with 32-bit numbers."""
    found = of(scores, "reading").get("heads")
    if not found:
        return NOT_MEASURED
    rows = [
        (name, pair["int8"], pair["float32"], f"{100 * (pair['int8'] - pair['float32']):+.2f}")
        for name, pair in found.items()
    ]
    return table(("score", "int8", "float32", "points"), rows)


def run(scores: Json) -> str:
    """What training took."""
    lines = list(_last_good(scores.get("run") or []))
    if not lines:
        return "Not recorded for this version."
    rows = [
        (step["step"], f"{step['minutes']:.1f}", f"{step['cpu_minutes']:.1f}") for step in lines
    ]
    hours = sum(step["cpu_minutes"] for step in lines) / 60
    energy = hours * _WATTS / 1000
    told = (
        f"{hours:.1f} processor hours; at {_WATTS} W a core, which is an assumption, about "
        f"{energy:.2f} kWh."
    )
    return f"{table(('step', 'minutes', 'processor minutes'), rows)}\n\n{told}"


def _last_good(lines: Sequence[Json]) -> Iterator[Json]:
    """The last run of each step that ended well."""
    good = {line["step"]: line for line in lines if line["exit"] == 0}
    yield from good.values()


if __name__ == "__main__":
    main()
