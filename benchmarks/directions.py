"""How many directions of statements are wrong, of those drawn from a record and judged by a reader.

Run: python benchmarks/directions.py --record RECORD --json

The record is that of 1,000 articles on one topic and the posts of one person, read with the
trained reader. Drawn are the statements with a direction whose digests are the least, so that one
stays drawn as long as it is there with that sign. `directions.jsonl` holds what a reader judged
each to be, by its digest; the words are not kept, as they are their authors'. `--show` prints those
not judged yet. With `--policies` drawn are the sides that words and deeds of named people take on
policies (`policies.jsonl`), of a record of all PolNeAR articles. Right is a sign that the words
bear out toward the very target; everything else is wrong: the other sign, neither, or another
target.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord import pipeline
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence
from onrecord.record.store import Store
from onrecord.synthesis.policies import policies, stand_on

VERDICTS = Path(__file__).with_name("directions.jsonl")
POLICIES = Path(__file__).with_name("policies.jsonl")
_SHOWN = 600


def main() -> None:
    """Draw, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", required=True)
    parser.add_argument("--drawn", type=int, default=100)
    parser.add_argument("--policies", action="store_true", help="sides taken on policies")
    parser.add_argument("--verdicts", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not judged yet")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    with pipeline.open_record(options.record) as store:
        every = dict(on_policies(store) if options.policies else directed(store.evidence()))
    drawn = sorted(every)[: options.drawn]
    judged = dict(verdicts(options.verdicts or (POLICIES if options.policies else VERDICTS)))
    if options.show:
        for digest in drawn:
            if digest not in judged:
                print(f"{digest} {every[digest][1]}\n")
    scores: dict[str, object] = {"directions": len(every), "drawn": len(drawn)}
    for name, sign in (("for", 1), ("against", -1)):
        counts = Counter(judged[d] for d in drawn if d in judged and every[d][0] == sign)
        scores |= {f"{name}_judged": counts.total(), f"{name}_right": counts["right"]}
    counts = Counter(judged[digest] for digest in drawn if digest in judged)
    share = round(counts["right"] / counts.total(), 3) if counts else None
    print(json.dumps(scores | {"judged": counts.total(), "right": share}))


def on_policies(store: Store) -> Iterator[tuple[str, tuple[int, str]]]:
    """The same of each side that somebody with a name takes on a policy."""
    for policy in policies():
        for item in store.evidence(topic=policy):
            side = stand_on(policy, item) if item.who is not None else None
            if side is None or item.who is None:
                continue
            sign = 1 if side > 0 else -1
            key = json.dumps([item.who.id, policy, item.exact, sign])
            at = item.citations[0].selector
            shown = (
                f"[{item.who.id} {'FOR' if sign > 0 else 'AGAINST'} {policy}]"
                f" …{at.prefix[-60:]}>>>{item.exact[:_SHOWN]}"
            ).replace("\n", " ")
            yield hashlib.sha256(key.encode()).hexdigest()[:12], (sign, shown)


def directed(evidence: tuple[Evidence, ...]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The digest of each statement with a direction, its sign, and what a reader must see."""
    for item in evidence:
        told = item.telling
        if not isinstance(told, Statement) or told.target is None or not told.direction:
            continue
        sign = 1 if told.direction > 0 else -1
        speaker = told.speaker.id if told.speaker else told.description
        key = json.dumps([speaker, told.target, item.exact, sign])
        at = item.citations[0]
        shown = (
            f"[{speaker} {told.modality.value} {'FOR' if sign > 0 else 'AGAINST'} {told.target}]"
            f" {item.exact[:_SHOWN]}\n"
            f"    ({at.selector.document}:{at.selector.span.start} {at.uri})"
        )
        yield hashlib.sha256(key.encode()).hexdigest()[:12], (sign, shown)


def verdicts(path: Path) -> Iterator[tuple[str, str]]:
    """What each direction was judged to be, by its digest."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["verdict"] not in ("right", "wrong"):
            raise SystemExit(f"{path}: {row['id']}: no such verdict as {row['verdict']!r}")
        yield row["id"], row["verdict"]


if __name__ == "__main__":
    main()
