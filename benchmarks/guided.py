"""Fuzzing that follows the code: bytes that reach new lines of it are kept, and changed further.

Run: python -m benchmarks.guided --seconds 300 --json, where atheris is (pip install atheris).

Each input goes, by its first byte, to one of `guided_targets`: every reader of files, EDTF, the
words that the encoder is fed, reading by rule with an audit against a record of it. The fuzzer
ends with a trace and the bytes at the first thing that must hold and does not, at an error that is
none of ours, and at an input that takes seconds.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

LONGEST = 4_000
MOST_S = 5.0


def main() -> None:
    """Fuzz for some seconds, print how much was tried."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what reached new code")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    if find_spec("atheris") is None:
        raise SystemExit("atheris is missing: pip install atheris")
    corpus = options.corpus or Path(tempfile.mkdtemp())
    fuzz(corpus, options.seconds)


def fuzz(corpus: Path, seconds: int) -> None:
    """Hand the targets to the fuzzer, which never returns."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["onrecord"]):
        chosen = import_module("benchmarks.guided_targets")
    chosen.seed(corpus, LONGEST)
    targets = chosen.targets()
    counts: Counter[str] = Counter()
    began = time.perf_counter()

    def one(data: bytes) -> None:
        name, target = targets[data[0] % len(targets)] if data else targets[0]
        counts[name] += 1
        start = time.process_time()
        target(data[1:])
        taken = time.process_time() - start
        if taken > MOST_S and counts[name] > 1:  # the first one loads tables
            raise chosen.MismatchError(f"{name} takes {taken:.1f} s")
        if time.perf_counter() - began > seconds:
            numbers = {"seconds": seconds, "inputs": counts.total(), **counts}
            sys.stdout.write(json.dumps(numbers) + "\n")
            sys.stdout.flush()
            os._exit(0)  # the fuzzer takes every exit for a finding

    options = [f"-max_len={LONGEST}", "-verbosity=0", "-timeout=60", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
