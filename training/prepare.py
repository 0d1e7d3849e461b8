"""Read all corpora once, for many trainings: `python -m training.prepare --data … --out FILE`.

The file holds words as pieces and targets, no texts. It is a pickle: read only your own.
"""

import argparse
import lzma
import pickle
from pathlib import Path

from training.train import prepared_texts


def main() -> None:
    """Read, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="MiniLM's folder")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found = prepared_texts(options.data, options.weights)
    with lzma.open(options.out, "wb", preset=3) as file:
        pickle.dump(found, file)


if __name__ == "__main__":
    main()
