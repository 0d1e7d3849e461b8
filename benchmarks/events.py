"""Deeds against record-gold, and event codes against PLOVER's sentences.

Run: python benchmarks/events.py --data dev.jsonl.gz --json

A line with `actions` is an article with `text` and `date`, an action having `span`, `also` (further
spans), `type` and `status`. A deed is found when its words share at least half of the shorter of
both with a span of the action; each counts once. Type and status count on top; `told_accuracy` is
the share of those found that are rightly on a speaker's word (`statements` with `content`), or not.

A line with `event` is a sentence `text` with its PLOVER type, `source` and `target` (`actorText`).
Macro-F1 is over the types of the gold, no code being a type of its own; a source or target is right
when it shares a telling word with one of the gold's. Types of the version of 2016 are read as those
of today: DEMAND is REQUEST, DISAPPROVE is ACCUSE, FIGHT is ASSAULT.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Event
from onrecord.core.selectors import Span
from onrecord.extraction.event_code_words import code_openers
from onrecord.extraction.event_codes import Code, code_of
from onrecord.extraction.events import told_sentences
from onrecord.linking.register import builtin_register
from onrecord.reading import analyse
from onrecord.settings import settings


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
    reader = pipeline.reader_named(settings().reader)
    return analyse(document_of(row), builtin_register(), reader).events


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
    hits = of_type = of_status = of_teller = 0
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
            of_teller += (best.told_by is not None) == is_told(row, action)
    n_gold = sum(len(row["actions"]) for row in gold)
    n_found = sum(map(len, found))
    total = n_gold + n_found
    return {
        "f1": round(2 * hits / total, 4),
        "precision": round(hits / n_found, 4) if n_found else 0.0,
        "recall": round(hits / n_gold, 4) if n_gold else 0.0,
        "type_f1": round(2 * of_type / total, 4),
        "status_f1": round(2 * of_status / total, 4),
        "status_accuracy": round(of_status / hits, 4) if hits else 0.0,
        "told_accuracy": round(of_teller / hits, 4) if hits else 0.0,
        "gold": n_gold,
        "found": n_found,
    }


def is_told(row: dict[str, Any], action: dict[str, Any]) -> bool:
    """Whether an action is on a speaker's word: its words lie inside those of a statement."""
    start, end = action["span"]
    said = [piece for statement in row["statements"] for piece in statement["content"]]
    return any(first <= start and end <= last for first, last in said)


RENAMED = {"demand": "request", "disapprove": "accuse", "fight": "assault"}
TOO_COMMON = frozenset("the and for government president minister officials forces".split())


def coded(row: dict[str, Any]) -> tuple[str, Code | None]:
    """The text that was read, and the code of its first sentence that has one."""
    document = document_of({"id": row["id"], "text": row["text"].strip(), "date": row.get("date")})
    mentions = analyse(document, builtin_register()).mentions
    told = told_sentences(document, mentions, opening=code_openers())
    codes = (code_of(sentence) for _, sentence in told)
    return document.text, next((code for code in codes if code is not None), None)


def actors(row: dict[str, Any], role: str) -> list[str]:
    """The words for source or target in the gold."""
    named = [actor["actorText"] for actor in row.get(role) or () if isinstance(actor, dict)]
    return [name for name in named if name]


def telling(words: str) -> set[str]:
    """The words that tell an actor from another; of two letters only abbreviations ("UN")."""
    found = {word.lower() for word in re.findall(r"\w{3,}|\b[A-Z]{2}\b", words.replace(".", ""))}
    return found - TOO_COMMON


def score_codes(gold: list[dict[str, Any]]) -> dict[str, float]:
    """Macro-F1 of types; F1 of sources and of targets."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for row in gold:
        type_ = RENAMED.get(row["event"].lower(), row["event"].lower())
        text, code = coded(row)
        found = code.type if code is not None else "none"
        asked[type_] += 1
        given[found] += 1
        right[type_] += found == type_
        spans = {
            "source": [code.source] if code is not None and code.source is not None else [],
            "target": list(code.targets) if code is not None else [],
        }
        for role, pieces in spans.items():
            named = [telling(name) for name in actors(row, role)]
            got = [telling(piece.of(text)) for piece in pieces]
            asked[f"#{role}"] += bool(named)
            given[f"#{role}"] += bool(got)
            right[f"#{role}"] += any(one & other for one in named for other in got)

    def f1(name: str) -> float:
        return 2 * right[name] / (asked[name] + given[name])

    types = [name for name in asked if not name.startswith("#")]
    return {
        "macro_f1": round(sum(map(f1, types)) / len(types), 4),
        "accuracy": round(sum(right[name] for name in types) / len(gold), 4),
        "source_f1": round(f1("#source"), 4),
        "target_f1": round(f1("#target"), 4),
        "sentences": len(gold),
    }


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = list(rows(options.data))
    if "event" in gold[0]:
        result = score_codes(gold)
        line = f"| event codes | {options.data.name} | macro-F1 {result['macro_f1']:.3f} |"
    else:
        result = score(gold, [found_in(row) for row in gold])
        line = f"| deeds | {options.data.name} | F1 {result['f1']:.3f} |"
    if not options.json:
        print(line)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
