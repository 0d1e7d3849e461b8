"""Deeds against record-gold: are they found, with their type, status and actor.

Run: python benchmarks/events.py --data dev.jsonl.gz --json

Each line of the data is an article with `text`, `date` and `actions`, an action having `span`,
`also` (further spans), `type` and `status`. A deed is found when its words share at least half of
the shorter of both with a span of the action; each counts once. Type and status count on top.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Event
from onrecord.core.selectors import Span
from onrecord.extraction.attribution import attributions
from onrecord.extraction.coreference import chains
from onrecord.extraction.entities import entity_mentions
from onrecord.extraction.events import deeds
from onrecord.extraction.timex import temporal_expressions
from onrecord.linking.register import builtin_register


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document_of(row: dict[str, Any]) -> Document:
    """The article, each line of it a paragraph."""
    text = row["text"]
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return Document(
        id=document_id(text),
        uri=row["id"],
        text=text,
        kind=Kind.ARTICLE,
        published=Edtf(row["date"]) if row.get("date") else None,
        segments=tuple(Segment(kind=SegmentKind.PARAGRAPH, span=span) for span in lines),
    )


def found_in(row: dict[str, Any]) -> tuple[Event, ...]:
    """The deeds that the pipeline's extraction finds in an article."""
    document = document_of(row)
    mentions = chains(document, entity_mentions(document, builtin_register()))
    timexes = temporal_expressions(document)
    told = attributions(document, mentions, timexes)
    return deeds(document, mentions, timexes, told)


def matches(event: Event, action: dict[str, Any]) -> bool:
    """Whether the two are told by the same words, by half of the shorter."""
    for start, end in [action["span"], *action.get("also", ())]:
        for piece in event.spans:
            shared = min(end, piece.end) - max(start, piece.start)
            if shared * 2 >= min(end - start, len(piece)):
                return True
    return False


def score(gold: list[dict[str, Any]], found: list[tuple[Event, ...]]) -> dict[str, float]:
    """Precision, recall and F1 of deeds; F1 with type, and with status, right as well."""
    hits = of_type = of_status = 0
    for row, events in zip(gold, found, strict=True):
        free = list(events)
        for action in row["actions"]:
            same = [event for event in free if matches(event, action)]
            if not same:
                continue
            best = max(same, key=lambda event: event.type == action["type"].lower())
            free.remove(best)
            hits += 1
            of_type += best.type == action["type"].lower()
            of_status += best.status == action["status"]
    n_gold = sum(len(row["actions"]) for row in gold)
    n_found = sum(map(len, found))
    total = n_gold + n_found
    return {
        "f1": round(2 * hits / total, 4),
        "precision": round(hits / n_found, 4) if n_found else 0.0,
        "recall": round(hits / n_gold, 4) if n_gold else 0.0,
        "type_f1": round(2 * of_type / total, 4),
        "status_f1": round(2 * of_status / total, 4),
        "gold": n_gold,
        "found": n_found,
    }


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = list(rows(options.data))
    result = score(gold, [found_in(row) for row in gold])
    if not options.json:
        print(f"| deeds | {options.data.name} | F1 {result['f1']:.3f} |")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
