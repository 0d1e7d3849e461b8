"""No score falls unseen: rerun the benchmarks whose data is here and hold them to their floors.

Run: python benchmarks/gate.py --data-root DATA [--only NAME] [--raise]
     python benchmarks/gate.py --data-root DATA --lower attribution.linked --reason "…"
     python benchmarks/gate.py --data-root DATA --pin record --reason "…"

`floors.json` holds, for each benchmark, its script, its data with the digest, and the least
(`floors`) or the most (`ceilings`) that its scores may be. A floor is only good for its data: on
other data the gate fails until the benchmark is pinned anew. Both lowering and pinning need a
reason, which is kept.
Exit codes: 0 all hold; 1 some do not; 2 the call is unusable.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Scores = dict[str, float]
HERE = Path(__file__).parent
PROJECT = HERE.parent
FLOORS = HERE / "floors.json"
ROUNDING = 0.0005
"""Scores are printed with four digits, and floors kept with them."""


class GateError(Exception):
    """A call or a benchmark that cannot be served, in one line."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where the data and the scorers lie that are no part of the project; None when not given."""

    data: Path | None
    bench: Path | None


def main() -> None:
    """Run, compare, print; change the floors when asked."""
    options = arguments().parse_args()
    data = options.data_root
    roots = Roots(data, options.bench or (data / ".." / "bench" if data else None))
    floors = json.loads(FLOORS.read_text("utf-8"))
    try:
        failures = list(held(floors, roots, options))
    except GateError as error:
        print(f"gate: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    if options.raise_floors or options.lower or options.pin:
        FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", "utf-8")
    for failure in failures:
        print(f"gate: {failure}")
    raise SystemExit(1 if failures else 0)


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data-root", type=Path, help="folder of the data sets")
    parser.add_argument("--bench", type=Path, help="folder of the scorers, by default beside data")
    parser.add_argument("--only", action="append", default=[], help="a benchmark; may be repeated")
    parser.add_argument(
        "--raise", dest="raise_floors", action="store_true", help="keep what is won"
    )
    parser.add_argument("--lower", metavar="NAME.SCORE", help="take the score of now as its floor")
    parser.add_argument("--pin", metavar="NAME", help="take all scores of now, on new data")
    parser.add_argument("--reason", help="why it is lowered or pinned")
    return parser


def held(floors: Json, roots: Roots, options: argparse.Namespace) -> Iterator[str]:
    """Run what can be run and yield what fails; changes the floors as the options say.

    Raises:
        GateError: no such benchmark or score, no reason, or no data for what is to be changed.
    """
    changed = options.pin or (options.lower or "").partition(".")[0]
    check_change(floors, options)
    wanted = [changed] if changed else options.only or list(floors)
    for name in wanted:
        entry = entry_of(floors, name)
        present = digest(files_of(entry, roots))
        if present is None:
            if changed:
                raise GateError(f"{name}: its data is not here, give --data-root")
            print(f"{name}: skipped, its data is not here")
            continue
        if present != entry["sha256"] and not options.pin:
            yield f"{name}: the data is not that of the floors; --pin {name} takes its scores"
            continue
        scores = run(entry, roots)
        if options.pin:
            pin(entry, scores, present, options.reason)
        elif options.lower:
            lower(entry, options.lower.partition(".")[2], scores, options.reason)
        elif options.raise_floors:
            raise_floors(entry, scores)
        print(f"{name}: {json.dumps({key: scores.get(key) for key in limits(entry)})}")
        yield from (f"{name}.{failure}" for failure in below(entry, scores))


def check_change(floors: Json, options: argparse.Namespace) -> None:
    """Refuse a change that is not asked for in full."""
    if options.lower and options.pin:
        raise GateError("--lower and --pin exclude each other")
    if (options.lower or options.pin) and not (options.reason or "").strip():
        raise GateError("a floor is lowered or pinned for a reason: give --reason TEXT")
    if options.lower:
        name, _, score = options.lower.partition(".")
        if score not in limits(entry_of(floors, name)):
            raise GateError(f"{name} has no floor for {score!r}")


def entry_of(floors: Json, name: str) -> Json:
    """A benchmark of the floors."""
    if name not in floors:
        raise GateError(f"no benchmark {name!r}: there are {', '.join(floors)}")
    entry: Json = floors[name]
    return entry


def limits(entry: Json) -> Scores:
    """All floors and ceilings of a benchmark."""
    return {**entry["floors"], **entry.get("ceilings", {})}


def below(entry: Json, scores: Scores) -> Iterator[str]:
    """What is worse than its floor or ceiling, or missing."""
    ceilings = entry.get("ceilings", {})
    for key, limit in limits(entry).items():
        if key not in scores:
            yield f"{key}: the benchmark did not print it"
        elif key in ceilings and scores[key] > limit + ROUNDING:
            yield f"{key}: {scores[key]} is above its ceiling {limit}"
        elif key not in ceilings and scores[key] < limit - ROUNDING:
            yield f"{key}: {scores[key]} is below its floor {limit}"


def raise_floors(entry: Json, scores: Scores) -> None:
    """Move the floors that are beaten up, and the ceilings down; none is ever eased."""
    for key, limit in entry["floors"].items():
        entry["floors"][key] = max(limit, scores.get(key, limit))
    for key, limit in entry.get("ceilings", {}).items():
        entry["ceilings"][key] = min(limit, scores.get(key, limit))


def lower(entry: Json, key: str, scores: Scores, reason: str) -> None:
    """Take the present score as the limit, and keep what it was and why."""
    if key not in scores:
        raise GateError(f"the benchmark does not print {key!r}")
    kind = "ceilings" if key in entry.get("ceilings", {}) else "floors"
    change = {"score": key, "from": entry[kind][key], "to": scores[key], "reason": reason}
    entry[kind][key] = scores[key]
    entry.setdefault("eased", []).append(change)


def pin(entry: Json, scores: Scores, present: str, reason: str) -> None:
    """Take all present scores as the limits on this data, and keep why.

    Raises:
        GateError: the data is the same, so that this would only lower floors unseen, or a score
            is missing.
    """
    if present == entry["sha256"]:
        raise GateError("the data is the same: use --raise, or --lower for each score")
    if missing := set(limits(entry)) - set(scores):
        raise GateError(f"the benchmark does not print {', '.join(sorted(missing))}")
    for kind in ("floors", "ceilings"):
        if kind in entry:
            entry[kind] = {key: scores[key] for key in entry[kind]}
    entry["sha256"] = present
    entry.setdefault("pinned", []).append(reason)


def files_of(entry: Json, roots: Roots) -> list[Path] | None:
    """The files that the scores depend on; None when the data root is not given."""
    if "data" in entry:
        return [roots.data / entry["data"]] if roots.data else None
    paths = [PROJECT / name for name in entry["bundled"]]
    return [
        file
        for path in paths
        for file in (sorted(path.iterdir()) if path.is_dir() else [path])
        if file.is_file()
    ]


def digest(files: Iterable[Path] | None) -> str | None:
    """SHA-256 over the names and contents of files; None when one is missing."""
    if files is None:
        return None
    whole = sha256()
    for file in files:
        if not file.is_file():
            return None
        content = file.read_bytes()
        whole.update(f"{file.name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def run(entry: Json, roots: Roots) -> Scores:
    """The scores that a benchmark prints on its last line.

    Raises:
        GateError: it fails, or prints no JSON.
    """
    command = [sys.executable, str(HERE / entry["script"]), "--json"]
    if "data" in entry and roots.data:
        command += ["--data", str(roots.data / entry["data"])]
    command += [str(roots.bench) if part == "BENCH" else part for part in entry["arguments"]]
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])  # some read `training`, too
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        last = (done.stderr.strip() or "prints nothing").splitlines()[-1]
        raise GateError(f"{entry['script']} fails: {last}")
    scores: Scores = json.loads(lines[-1])
    return scores


if __name__ == "__main__":
    main()
