"""What is read from the example of invented people and countries, against its gold.

Run: python benchmarks/example.py --json

A statement, or deed, is found when its words share at least half of the gold's words with one
reading's; form, speaker and date count on top. A tension is found when one of its kind has the
gold's words on both sides. `silent` counts captions and the like taken for statements (best: 0).
"""

import argparse
import json
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.core.entities import Reference, Register
from onrecord.core.evidence import Action, Reading, Statement
from onrecord.core.findings import Evidence, Tension
from onrecord.core.selectors import Span
from onrecord.documents.facts import Defaults, Unread
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register, parse_register
from onrecord.settings import settings

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "example.toml"
Json = dict[str, Any]


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    folder, _ = pipeline.example_files()
    parser.add_argument("--data", type=Path, default=folder, help="documents and a register.toml")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = tomllib.loads(options.gold.read_text("utf-8"))
    register = parse_register((options.data / "register.toml").read_text("utf-8"))
    files = sorted(path for path in options.data.iterdir() if path.suffix != ".toml")
    readings = {path.name: read(path, register) for path in files}
    tell = (lambda line: None) if options.json else print
    scores = {
        **score_statements(gold["statement"], readings, tell),
        **score_actions(gold["action"], readings, tell),
        **score_tensions(gold["tension"], files, register, tell),
        "silent": silent(gold["silent"], readings),
        "documents": sum(map(len, readings.values())),
    }
    print(json.dumps(scores))


def reader() -> Reader | None:
    """What ONRECORD_READER names, the accurate one by default."""
    return pipeline.reader_named(settings().reader)


def read(path: Path, register: Register) -> list[Reading]:
    """What a file says; a file that cannot be read ends the run."""
    readings = []
    known = builtin_register().joined(register)
    for reading in pipeline.extract([str(path)], Defaults(), known, reader()):
        if isinstance(reading, Unread):
            raise SystemExit(f"{reading.uri}: {reading.reason}")
        readings.append(reading)
    return readings


def place(words: str, name: str, readings: Iterable[Reading]) -> list[tuple[Reading, Span]]:
    """Every place in the documents of a file where the words stand."""
    places = []
    for reading in readings:
        start = reading.document.text.find(words)
        while start >= 0:
            places.append((reading, Span(start, start + len(words))))
            start = reading.document.text.find(words, start + 1)
    if not places:
        raise SystemExit(f"{name}: the gold's words are not in the text: {words!r}")
    return places


def shared(spans: Iterable[Span], words: Span) -> float:
    """The share of the gold's words that lies within the spans."""
    inside = sum(max(0, min(s.end, words.end) - max(s.start, words.start)) for s in spans)
    return inside / len(words)


def score_statements(gold: list[Json], readings: dict[str, list[Reading]], tell: Any) -> Json:
    """Recall of statements; of those found, how many have each field right."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in gold:
        found = [
            (statement, shared(statement.content, span))
            for reading, span in place(row["quote"], row["document"], readings[row["document"]])
            for statement in reading.statements
        ]
        same = [(s, share) for s, share in found if share >= 0.5]
        asked["statement"] += 1
        if not same:
            tell(f"missed: {row['document']}: {row['quote']}")
            continue
        best = max(same, key=lambda pair: (len(hits(row, pair[0])), pair[1]))[0]
        got = hits(row, best)
        right["statement"] += 1
        for name in fields(row):
            asked[name] += 1
            right[name] += name in got
            if name not in got:
                tell(f"{name}: {row['document']}: {row['quote']}: {value(best, name)}")
    return {"statement_recall": ratio(right, asked, "statement")} | {
        f"{name}_accuracy": ratio(right, asked, name)
        for name in ("speaker", "form", "said", "modality", "factuality")
    }


def fields(row: Json) -> list[str]:
    """The fields that the gold asks for; the speaker always, as none is an answer too."""
    return ["speaker", *(n for n in ("form", "said", "modality", "factuality") if n in row)]


def value(statement: Statement, name: str) -> str | None:
    """A field of a statement as the gold writes it."""
    if name == "speaker":
        return identity(statement.speaker)
    held = getattr(statement, name)
    return None if held is None else str(held)


def hits(row: Json, statement: Statement) -> list[str]:
    """The fields that a statement has right."""
    return [name for name in fields(row) if value(statement, name) == row.get(name)]


def identity(who: Reference | None) -> str | None:
    """The id of a person or body."""
    return None if who is None else who.id


def score_actions(gold: list[Json], readings: dict[str, list[Reading]], tell: Any) -> Json:
    """Recall of deeds; of those found, how many have each field right."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in gold:
        same = [
            (action, shared(action.spans, span))
            for reading, span in place(row["words"], row["document"], readings[row["document"]])
            for action in reading.actions
        ]
        same = [(action, share) for action, share in same if share >= 0.5]
        asked["action"] += 1
        if not same:
            tell(f"missed: {row['document']}: {row['words']}")
            continue
        best = max(same, key=lambda pair: (pair[0].type == row.get("type"), pair[1]))[0]
        right["action"] += 1
        for name, found in deed(best).items():
            if name in row:
                asked[name] += 1
                right[name] += found == row[name]
                if found != row[name]:
                    tell(f"{name}: {row['document']}: {row['words']}: {found}")
    return {"action_recall": ratio(right, asked, "action")} | {
        f"action_{name}_accuracy": ratio(right, asked, name)
        for name in ("actor", "type", "status", "when")
    }


def deed(action: Action) -> dict[str, str | None]:
    """The fields of an action as the gold writes them."""
    return {
        "actor": identity(action.behalf or action.actor),
        "type": action.type,
        "status": str(action.status),
        "when": None if action.when is None else str(action.when),
    }


def score_tensions(gold: list[Json], files: list[Path], register: Register, tell: Any) -> Json:
    """Recall of tensions by kind and words, and by words alone; how many were found in all."""
    with tempfile.TemporaryDirectory() as folder:
        store = pipeline.open_record(str(Path(folder) / "example.db"), create=True)
        store.extend_register(register)
        pipeline.add(store, map(str, files), Defaults(), reader())
        tensions = pipeline.tensions(store, None, None)
        words = {item.id: said_in(item) for item in store.evidence()}
        store.close()
    of_kind = of_words = 0
    known: set[Tension] = set()
    for row in gold:
        one, other = row["sides"]
        same = [
            tension
            for tension in tensions
            for left, right in (tension.sides, tension.sides[::-1])
            if any(one in words[key] for key in left) and any(other in words[key] for key in right)
        ]
        of_words += bool(same)
        kinds = {str(tension.kind) for tension in same}
        known.update(tension for tension in same if str(tension.kind) == row["kind"])
        of_kind += row["kind"] in kinds
        if row["kind"] not in kinds:
            tell(f"{row['kind']}: {one} / {other}: {', '.join(kinds) or 'missed'}")
    for tension in tensions:
        if tension not in known:
            tell(f"not in the gold: {tension.kind}: {tension.explanation}")
    return {
        "tension_recall": round(of_kind / len(gold), 4),
        "tension_any_kind_recall": round(of_words / len(gold), 4),
        "tension_precision": round(len(known) / len(tensions), 4) if tensions else 0.0,
        "tensions_found": len(tensions),
    }


def said_in(item: Evidence) -> str:
    """The words of a piece of evidence, as every source tells it."""
    return "\n".join(citation.selector.exact for citation in item.citations)


def silent(gold: list[Json], readings: dict[str, list[Reading]]) -> int:
    """How many captions were taken for statements; one that the reader left out is fine."""
    return sum(
        any(
            (start := reading.document.text.find(row["words"])) >= 0
            and any(
                shared(statement.content, Span(start, start + len(row["words"]))) >= 0.5
                for statement in reading.statements
            )
            for reading in readings[row["document"]]
        )
        for row in gold
    )


def ratio(right: Counter[str], asked: Counter[str], name: str) -> float:
    """Right answers by questions."""
    return round(right[name] / asked[name], 4) if asked[name] else 0.0


if __name__ == "__main__":
    main()
