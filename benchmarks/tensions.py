"""How often two statements that nobody linked are called a tension.

Run: python benchmarks/tensions.py --data dev.jsonl.gz --json

The data are annotated articles as `benchmarks/record.py` takes them. All go into one record. Drawn
from it, with a fixed seed, are pairs of statements of one person on one issue, each pair of two
that no annotator linked: neither their words nor those of a record that says the same. `called` is
the share of these pairs that the record shows as a tension.
"""

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from onrecord import pipeline
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence, Tension
from onrecord.core.selectors import Span
from onrecord.documents.facts import Defaults
from record import Json, cited, clauses_of, content_of, ratio, reader, rows, shorter_share, table_of

SEED = 20161108
SHARED = 0.5


def main() -> None:
    """Read, draw, count, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--pairs", type=int, default=200, help="how many pairs to draw")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = list(rows(options.data))
    with tempfile.TemporaryDirectory() as folder:
        evidence, tensions = record_of(gold, Path(folder))
    unlinked = list(pairs_of_one(evidence, gold))
    random.Random(SEED).shuffle(unlinked)
    drawn = unlinked[: options.pairs]
    called = [pair for pair in drawn if is_called(pair, tensions)]
    if not options.json:
        for a, b in called:
            print(f"{a.who.name if a.who else None}: {a.exact!r} / {b.exact!r}")
    scores = {
        "pairs": len(drawn),
        "of": len(unlinked),
        "called": round(ratio(len(called), len(drawn)), 4),
        "tensions": len(tensions),
    }
    print(json.dumps(scores))


def record_of(gold: Sequence[Json], folder: Path) -> tuple[list[Evidence], tuple[Tension, ...]]:
    """The evidence and the tensions of a record of all articles."""
    store = pipeline.open_record(str(folder / "record.db"), create=True)
    for number, row in enumerate(gold):
        part = folder / str(number)
        part.mkdir()
        pipeline.add(store, [table_of(row, str(part))], Defaults(), reader())
    evidence, tensions = list(store.evidence()), pipeline.tensions(store, None, None)
    store.close()
    return evidence, tensions


def pairs_of_one(
    evidence: Iterable[Evidence], gold: Sequence[Json]
) -> Iterator[tuple[Evidence, Evidence]]:
    """Pairs of statements of one person on one issue that no annotator linked."""
    said = sorted((e for e in evidence if isinstance(e.telling, Statement) and e.who), key=by_id)
    groups: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for item in said:
        for topic in item.telling.topics:
            groups[item.who.id if item.who else "", topic].append(item)
    linked = list(links(gold))
    seen: set[tuple[str, str]] = set()
    for _, items in sorted(groups.items()):
        for a, b in combinations(items, 2):
            if (a.id, b.id) not in seen and not is_linked(a, b, linked):
                seen.add((a.id, b.id))
                yield a, b


def by_id(item: Evidence) -> str:
    """The order that does not depend on reading."""
    return item.id


def links(gold: Sequence[Json]) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Each tension that annotators saw: the text, and the words of both sides."""
    for row in gold:
        pieces = {s["id"]: content_of(s) for s in row["statements"]}
        pieces |= {a["id"]: clauses_of(a) for a in row["actions"]}
        for wanted in row["tensions"]:
            yield row["text"], pieces[wanted["a"]], pieces[wanted["b"]]


def is_linked(
    a: Evidence, b: Evidence, linked: Sequence[tuple[str, list[Span], list[Span]]]
) -> bool:
    """Whether annotators saw a tension between the words of the two."""
    return any(
        (stands_in(a, text) and stands_in(b, text))
        and ((holds(a, one) and holds(b, other)) or (holds(a, other) and holds(b, one)))
        for text, one, other in linked
    )


def stands_in(item: Evidence, text: str) -> bool:
    """Whether its words are those of this text at their place."""
    selector = item.citations[0].selector
    return text[selector.span.start : selector.span.end] == selector.exact


def holds(item: Evidence, words: Sequence[Span]) -> bool:
    """Whether it shares half of the shorter of both's words."""
    return shorter_share(cited(item), words) >= SHARED


def is_called(pair: tuple[Evidence, Evidence], tensions: Iterable[Tension]) -> bool:
    """Whether a tension has one of the two on each side."""
    a, b = pair[0].id, pair[1].id
    return any(
        (a in one and b in other) or (b in one and a in other)
        for one, other in (tension.sides for tension in tensions)
    )


if __name__ == "__main__":
    main()
