"""Learn the weights of words in data/stance_words.toml from NewsMTSC.

Run: python training/stance_words.py --data train.jsonl.gz --out src/onrecord/data/stance_words.toml

An ordinal logistic regression over the words near a mention, weighted as `linking/stance.py` weighs
them; it starts from the hand-made lexicon, and the 700 strongest words are kept, as -3 … 3. Words
that are mostly capitalised (names, parties, peoples) are left out: who is spoken of must not
decide how. So are words of a creed or a subject, and words that contradict the hand-made lexicon.
"""

import argparse
import gzip
import json
import math
import random
from collections import Counter, defaultdict
from pathlib import Path
from textwrap import wrap
from typing import Any

from onrecord.core.selectors import Span
from onrecord.linking.stance import hand_weight, nearby_words

KEPT, ROUNDS, RATE, DECAY, THRESHOLD, SEEN = 700, 10, 0.15, 0.15, 0.8, 6
LEFT_OUT = frozenset(
    "nationalism nationalist socialist partisan pastor veterans teachers tariffs film video videos "
    "text email emails server chemical poverty wealthy rich daughter daughters children lady "
    "environment environmental food porn adult host hosts clip dinner lunch".split()
)
HEADER = """\
# Weights of words near a mention, for and against it: -3 ... 3.
# Made by training/stance_words.py from the training split of NewsMTSC (Hamborg and Donnay 2021,
# https://github.com/fhamborg/NewsMTSC, MIT licence); single words only, none of its sentences.
"""


def usable(rows: list[dict[str, Any]]) -> set[str]:
    """Words seen often enough that are not names and not tiny."""
    count: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for row in rows:
        for word in row["sentence"].split():
            plain = word.strip(".,;:!?()[]\"'“”‘’—-")
            count[plain.lower()] += 1
            capital[plain.lower()] += plain[:1].isupper()
    return {
        word
        for word, n in count.items()
        if n >= SEEN
        and len(word) > 3
        and word.isalpha()
        and capital[word] < 0.4 * n
        and word not in LEFT_OUT
    }


def learned(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The weight of every usable word."""
    words = usable(rows)
    weights = {word: 0.25 * hand_weight(word) for word in words}
    data = [
        (
            [
                (word, near)
                for word, near in nearby_words(row["sentence"], Span(row["from"], row["to"]))
                if word in words
            ],
            row["polarity"],
        )
        for row in rows
    ]
    shuffle = random.Random(1).shuffle
    for turn in range(ROUNDS):
        shuffle(data)
        rate = RATE / (1 + 0.4 * turn)
        for features, polarity in data:
            score = sum(weights[word] * near for word, near in features)
            slope = _logistic(score - THRESHOLD) - (polarity > 0)
            slope += _logistic(score + THRESHOLD) - (polarity >= 0)
            for word, near in features:
                weights[word] -= rate * (slope * near + DECAY * weights[word])
    return weights


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def table(weights: dict[str, float]) -> str:
    """The strongest words as TOML, by level."""
    least = sorted(map(abs, weights.values()))[-KEPT]
    levels: dict[int, list[str]] = defaultdict(list)
    for word in sorted(weights):
        if abs(weights[word]) >= least and weights[word] * hand_weight(word) >= 0:
            levels[max(-3, min(3, round(weights[word] / least)))].append(word)
    parts = [
        f'"{level}" = """\n' + "\n".join(wrap(" ".join(levels[level]), 98)) + '\n"""\n'
        for level in sorted(levels)
    ]
    return "\n".join([HEADER, *parts])


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        weights = learned([json.loads(line) for line in lines])
    options.out.write_text(table(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
