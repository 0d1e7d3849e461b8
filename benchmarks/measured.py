"""Tell readers what the floors hold: the numbers of the method's pages, from `floors.json`.

Run: python benchmarks/measured.py [--check]

Writes `src/onrecord/data/measured.json`, from which every site and server makes its page of the
method, and the list in `docs/methodology.md`. With `--check` nothing is written, and the exit code
is 1 where they differ. A floor is the least that a benchmark may score (a ceiling the most), so
what readers are told holds for every version that passes the gate.
"""

import argparse
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.web.measured import MeasuredStage, worded

Json = dict[str, Any]
PROJECT = Path(__file__).parents[1]
FLOORS = PROJECT / "benchmarks" / "floors.json"
WORDS = PROJECT / "src" / "onrecord" / "data" / "measured.toml"
SCORES = PROJECT / "src" / "onrecord" / "data" / "measured.json"
PAGE = PROJECT / "docs" / "methodology.md"
START, END = "<!-- measured: written by benchmarks/measured.py -->\n", "<!-- end of measured -->"


def main() -> None:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    options = parser.parse_args()
    differ = [path for path, text in fresh() if path.read_text("utf-8") != text]
    if not options.check:
        for path, text in fresh():
            path.write_text(text, "utf-8")
    for path in differ:
        print(path.relative_to(PROJECT))
    raise SystemExit(1 if options.check and differ else 0)


def fresh() -> Iterator[tuple[Path, str]]:
    """What the floors of now make of each file."""
    scores = limits(json.loads(FLOORS.read_text("utf-8")))
    yield SCORES, json.dumps(scores, indent=2) + "\n"
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    stages = worded(tomllib.loads(WORDS.read_text("utf-8")), scores)
    yield PAGE, f"{before}{START}{listed(stages)}{END}{after}"


def limits(floors: Json) -> Json:
    """The floors and ceilings alone, without what is needed to run a benchmark."""
    return {
        name: {kind: entry[kind] for kind in ("floors", "ceilings") if kind in entry}
        for name, entry in floors.items()
    }


def listed(stages: tuple[MeasuredStage, ...]) -> str:
    """The results as Markdown."""
    lines = ["", "| stage | result | measured on |", "|---|---|---|"]
    for stage in stages:
        for rate in stage.rates:
            lines.append(
                f"| {stage.title} | {rate.sentence} | {rate.data}{' *' if rate.seen else ''} |"
            )
    cautions = [f"{stage.title}: {stage.caution}" for stage in stages if stage.caution]
    return "\n".join([*lines, "", *(f"- {caution}" for caution in cautions), "", ""])


if __name__ == "__main__":
    main()
