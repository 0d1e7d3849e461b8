"""Make the probabilities of the reader that ships honest: `python -m training.calibrate`.

`--data DATA --bench BENCH --component src/onrecord/data/reader`: benchmarks/calibration.py fits
two numbers on every second article of PolNeAR dev and writes them into the component's card, so
its digest is named anew. The other articles are for measuring.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from training.export import name_digests

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "calibration.py"


def main() -> None:
    """Fit, and name the digests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--bench", type=Path, required=True, help="folder of the scorers")
    parser.add_argument("--component", type=Path, required=True)
    options = parser.parse_args()
    articles = options.data / "polnear" / "dev.jsonl.gz"
    words = ["--data", articles, "--bench", options.bench, "--fit", options.component]
    done = subprocess.run([sys.executable, SCRIPT, *words], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    name_digests(options.component)


if __name__ == "__main__":
    main()
