"""How many sentences of dossiers are wrong, of a hundred drawn from them and judged by a reader.

Run: python benchmarks/sentences.py --record RECORD --json

The record is that of all PolNeAR articles of both parts, train and dev. Drawn are the sentences of
`DOSSIERS` whose digests are the least, so that a sentence stays drawn as long as it is there.
`sentences.jsonl` holds what a reader judged each to be, by its digest; the sentences are not kept,
as their words are their authors'. `--show` prints those not judged yet, with what they cite.
Faults: `unsupported` by what is cited, `misattributed`, `off-topic`, `garbled`. `slowest_s` is what
the slowest dossier took.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord import pipeline
from onrecord.core.findings import Dossier, Item

DOSSIERS = [
    (person, topic)
    for person in ("Donald Trump", "Hillary Clinton")
    for topic in ("Russia", "trade", "immigration", "NATO", "Iraq")
]
SECTIONS = (
    *("key_points", "summary", "context", "timeline", "actions"),
    *("criticism", "support", "comparison"),
)
FAULTS = ("unsupported", "misattributed", "off-topic", "garbled")
VERDICTS = Path(__file__).with_name("sentences.jsonl")


def main() -> None:
    """Compose, draw, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", required=True)
    parser.add_argument("--dossier", action="append", help="PERSON/TOPIC, instead of the usual")
    parser.add_argument("--drawn", type=int, default=100)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--show", action="store_true", help="print what is not judged yet")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    wanted = [tuple(name.split("/")) for name in options.dossier or ()] or DOSSIERS
    every: dict[str, str] = {}
    slowest = 0.0
    with pipeline.open_record(options.record) as store:
        for person, topic in wanted:
            start = time.perf_counter()
            found = pipeline.dossier(store, person, topic)
            slowest = max(slowest, time.perf_counter() - start)
            every |= dict(told(found))
    drawn = sorted(every)[: options.drawn]
    judged = dict(verdicts(options.verdicts))
    if options.show:
        for digest in drawn:
            if digest not in judged:
                print(f"{digest} {every[digest]}\n")
    counts = Counter(judged[digest] for digest in drawn if digest in judged)
    count = counts.total()
    faults = sum(counts[fault] for fault in FAULTS)
    scores = {
        "sentences": len(every),
        "drawn": len(drawn),
        "judged": count,
        "faults_per_100": round(100 * faults / count, 1) if count else None,
        **{fault: counts[fault] for fault in FAULTS},
        "slowest_s": round(slowest, 1),
    }
    print(json.dumps(scores))


def told(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The digest of each sentence of a dossier, and the sentence with where it stands."""
    about = f"{dossier.person.name} on {dossier.topic.name}"
    words = {evidence.id: evidence for evidence in dossier.evidence}
    for section, item in items(dossier):
        key = json.dumps([about, section, item.heading, item.text])
        places = ", ".join(
            f"{c.selector.document}:{c.selector.span.start} {c.uri}"
            for cited in item.citations[:2]
            for c in words[cited].citations[:1]
        )
        shown = f"[{about} / {section} / {item.heading or '-'}] {item.text}\n    ({places})"
        yield hashlib.sha256(key.encode()).hexdigest()[:12], shown


def items(dossier: Dossier) -> Iterator[tuple[str, Item]]:
    """Every sentence that a reader sees, with its section."""
    for section in SECTIONS:
        for item in getattr(dossier, section):
            yield section, item
    for row in dossier.ledger:
        yield from ((f"firm, {row.issue}", item) for item in row.firm)
        yield from ((f"softened, {row.issue}", item) for item in row.softened)
    for pair in dossier.then_and_now:
        yield f"then, {pair.issue}", pair.then
        yield f"now, {pair.issue}", pair.now


def verdicts(path: Path) -> Iterator[tuple[str, str]]:
    """What each sentence was judged to be, by its digest."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["verdict"] not in (*FAULTS, "right"):
            raise SystemExit(f"{path}: {row['id']}: no such verdict as {row['verdict']!r}")
        yield row["id"], row["verdict"]


if __name__ == "__main__":
    main()
