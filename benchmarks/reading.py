"""How fast the reading engine loads and reads, and what it loses as bytes.

Run as `python -m benchmarks.reading --data FILE.jsonl.gz`. Words (between blanks) a second of
process time on one thread, engines in turn article by article, so that all meet the same machine:
each encoder alone, and the whole of `extract` with each reader and by rule. Beside them, where
there are the means: the same encoder in PyTorch with 32-bit numbers, where torch is (its weights
are those that ship, or those of `--checkpoint`), spaCy's blank English tokeniser, and other lengths
of windows (`--windows 128 384`). With
`--float32 FOLDER --data-root DATA` each head's score, of the component that ships and of another
that was exported with `--float32`. The last line is JSON.
"""

import argparse
import json
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import attribution, heads
from benchmarks.syntax import load
from training.examples import paragraphs

from onrecord import pipeline
from onrecord.components import component
from onrecord.extraction.encoder import Encoder
from onrecord.extraction.encoder import encoder as shipped
from onrecord.extraction.reader import READERS

LOADED = 7
"""Times that a component is loaded; the fastest counts, the others met a busy machine."""
SHIPPED = Path(pipeline.__file__).parent / "data" / "reader"
COMPONENTS = {"accurate": "reader", "fast": "fast"}
"""The folder of each reader's encoder."""
Speeds = dict[str, float]


def main() -> None:
    """Measure and print."""
    options = arguments().parse_args()
    if options.float32 and options.data_root is None:
        raise SystemExit("--float32 needs --data-root: each head has its own data")
    result: dict[str, Any] = {"cpu": cpu(), "load_s": load_seconds()}
    texts = [row["text"] for row in attribution.rows(options.data)][: options.articles]
    words = sum(len(text.split()) for text in texts)
    seconds = timed(engines(options, texts), len(texts))
    result["words_per_s"] = {name: round(words / spent) for name, spent in seconds.items()}
    result["ratios"] = ratios(result["words_per_s"])
    if options.float32:
        result["heads"] = compared(options)
    if not options.json:
        print_tables(result, missing(options))
    print(json.dumps(result))


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--articles", type=int, help="read only so many")
    parser.add_argument("--component", type=Path, help="the folder of another accurate encoder")
    parser.add_argument(
        "--windows", type=int, nargs="*", default=[], help="other lengths of windows, in pieces"
    )
    parser.add_argument(
        "--checkpoint", type=Path, help="its weights for PyTorch, by default those of the component"
    )
    parser.add_argument("--float32", type=Path, help="the folder of the same, not quantised")
    parser.add_argument("--data-root", type=Path, help="folder of the data sets")
    parser.add_argument("--bench", type=Path, help="folder of the scorers, by default beside data")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    return parser


def cpu() -> str:
    """What the numbers were measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def load_seconds() -> Speeds:
    """Wall time to read, check and load the files of each reader, its imports apart."""
    return {name: round(min(_loaded(name)), 3) for name in pipeline.READERS}


def _loaded(name: str) -> Iterator[float]:
    for _ in range(LOADED):
        component.cache_clear()
        shipped.cache_clear()
        started = time.perf_counter()
        pipeline.reader_named(name)
        yield time.perf_counter() - started


def engines(options: argparse.Namespace, texts: list[str]) -> dict[str, Iterator[object]]:
    """What is to be measured: each reads one article a step, and has its own encoder."""
    result: dict[str, Iterator[object]] = {}
    for name, make in READERS.items():
        file = COMPONENTS[name]
        alone, within = (
            load(options.component) if name == "accurate" and options.component else _fresh(file)
            for _ in range(2)
        )
        result[f"encoder {name}"] = alone_on(alone, texts)
        reader = replace(make(), encoder=within)
        result[f"extract {name}"] = attribution.readings(options.data, reader)
    for pieces in options.windows:
        other = load(options.component) if options.component else _fresh("reader")
        other.window = pieces
        result[f"encoder accurate, windows of {pieces}"] = alone_on(other, texts)
    result["extract rules"] = attribution.readings(options.data, None)
    if find_spec("torch"):
        in_pytorch = import_module("benchmarks.in_pytorch")
        base = load(options.component) if options.component else _fresh("reader")
        weights = options.checkpoint or options.component or SHIPPED
        result["pytorch float32"] = alone_on(in_pytorch.replaced(base, weights), texts)
    if find_spec("spacy"):
        blank = import_module("spacy").blank("en")
        result["spacy tokeniser"] = map(blank.make_doc, texts)
    return result


def _fresh(file: str) -> Encoder:
    """One that nobody else has: its windows, or what runs them, may be changed."""
    return shipped.__wrapped__(file)


def alone_on(encoder: Encoder, texts: Iterable[str]) -> Iterator[object]:
    """An encoder's pass over each text."""
    for text in texts:
        yield encoder.read(text, paragraphs(text))


def timed(found: dict[str, Iterator[object]], articles: int) -> Speeds:
    """Process seconds of each engine over so many articles, in turn."""
    seconds = dict.fromkeys(found, 0.0)
    for _ in range(articles):
        for name, steps in found.items():
            started = time.process_time()
            next(steps)
            seconds[name] += time.process_time() - started
    return seconds


def ratios(speeds: Speeds) -> Speeds:
    """The encoder to PyTorch, and all that reads to spaCy's tokeniser."""
    result = {}
    if "pytorch float32" in speeds:
        result["encoder accurate / pytorch float32"] = (
            speeds["encoder accurate"] / speeds["pytorch float32"]
        )
    if "spacy tokeniser" in speeds:
        result |= {
            f"{name} / spacy tokeniser": speed / speeds["spacy tokeniser"]
            for name, speed in speeds.items()
            if name != "spacy tokeniser"
        }
    return {name: round(value, 4) for name, value in result.items()}


def compared(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Each head's score, as bytes and with 32-bit numbers."""
    found = {
        kind: heads.head_scores(load(folder), options.data_root, options.bench)
        for kind, folder in (("int8", options.component), ("float32", options.float32))
    }
    return {
        name: {kind: scores[name] for kind, scores in found.items()} for name in found["float32"]
    }


def missing(options: argparse.Namespace) -> Iterator[str]:
    """What was left out, and why."""
    if not find_spec("torch"):
        yield "pytorch float32: left out, torch is not here"
    if not find_spec("spacy"):
        yield "spacy tokeniser: left out, spacy is not here"
    if options.float32 is None:
        yield "int8 against float32: left out, no --float32 was given"


def print_tables(result: dict[str, Any], left_out: Iterable[str]) -> None:
    """For people."""
    print(result["cpu"])
    for name, seconds in result["load_s"].items():
        print(f"{name} loads in {seconds:.3f} s")
    print("\n| words a second, one thread | |\n|---|---|")
    for name, speed in result["words_per_s"].items():
        print(f"| {name} | {speed:,} |")
    for name, value in result["ratios"].items():
        print(f"| {name} | {value:.3g} |")
    if "heads" in result:
        print("\n| head | int8 | float32 | points |\n|---|---|---|---|")
        for name, pair in result["heads"].items():
            lost = 100 * (pair["int8"] - pair["float32"])
            print(f"| {name} | {pair['int8']:.4f} | {pair['float32']:.4f} | {lost:+.2f} |")
    for line in left_out:
        print(line)


if __name__ == "__main__":
    main()
