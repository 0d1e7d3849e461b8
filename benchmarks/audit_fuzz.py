"""A monstrous text through the audit: one line, thousands of quotations, marks that do not pair.

Run: python benchmarks/audit_fuzz.py --data record.jsonl.gz --json

The data are articles as `onrecord add` takes them; from their words a text of `--words` words on
one line is drawn with a fixed seed, with `--quotes` quotation marks of all kinds strewn in, and
stretches of the articles between some of them. Printed is how long the audit took, and its claims.
"""

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.settings import settings

SEED = 20180716
MARKS = ("“", "”", '"', "''", "``", "„", "«", "»", "‘", "’")
_RUN = 12


def main() -> None:
    """Draw, audit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument("--quotes", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="always so")
    options = parser.parse_args()
    texts = list(articles(options.data))
    text = " ".join(strewn(texts, options.words, options.quotes))
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "record.db")
        with pipeline.open_record(record, create=True) as store:
            pipeline.add(store, [str(options.data)], Defaults())
            began = time.perf_counter()
            reader = pipeline.reader_named(settings().reader)
            audit = pipeline.audit(store, plain_document(text, "text", Defaults()), reader)
            seconds = time.perf_counter() - began
    counts = {verdict.value: count for verdict, count in audit.counts.items()}
    print(json.dumps({"words": len(text.split()), "seconds": round(seconds, 1), **counts}))


def articles(path: Path) -> Iterator[str]:
    """The texts of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def strewn(texts: Sequence[str], words: int, quotes: int) -> Iterator[str]:
    """The words of the text: stretches of articles, words at random, and marks."""
    chance = random.Random(SEED)
    stock = [text.split() for text in texts]
    made = 0
    every = max(1, words // quotes)
    while made < words:
        article = chance.choice(stock)
        start = chance.randrange(max(1, len(article) - _RUN))
        run = article[start : start + chance.randrange(1, _RUN)]
        run = run if chance.random() < 0.5 else [chance.choice(article) for _ in run]
        for word in run:
            made += 1
            mark = chance.choice(MARKS) if made % every == 0 else ""
            yield f"{mark}{word}" if chance.random() < 0.5 else f"{word}{mark}"


if __name__ == "__main__":
    main()
