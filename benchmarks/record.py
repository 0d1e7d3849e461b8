"""What the record holds of news articles, field by field, against annotated articles.

Run: python benchmarks/record.py --data dev.jsonl.gz --json

Each line of the data is an article with `text`, `date`, `publisher`, and what it should yield:
`statements`, `actions`, `tensions` (fields as in the README of record-gold). A statement is found
when its words and the gold's share half of the longer of both, a deed when they share half of the
shorter; one-to-one, the best pairs first. Fields are judged on what was found: `right` is the share
of the gold's values that was given, `given_right` the share of the values given that the gold has.
A date is finer than the evidence when it lies within the gold's. Tensions are those of a record
that holds the one article; one is found when both sides share half of the shorter of both's words.
"""

import argparse
import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from onrecord import pipeline
from onrecord.core.edtf import Edtf
from onrecord.core.entities import slug
from onrecord.core.evidence import Action, Reading, Statement
from onrecord.core.findings import Evidence, Tension
from onrecord.core.selectors import Span
from onrecord.documents.facts import Defaults, Unread
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register
from onrecord.settings import settings

Json = dict[str, Any]
Pairs = list[tuple[Json, Statement]]
Scores = dict[str, float]
T = TypeVar("T")
LEAST_SHARED = 0.5
NEUTRAL = 0.15
"""Directions nearer to 0 than this read as neutral on the pages."""


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    gold = list(rows(options.data))
    found = [read(row) for row in gold]
    pairs = [
        pair
        for row, reading in zip(gold, found, strict=True)
        for pair in matched(row["statements"], reading.statements, content_of, longer_share)
    ]
    scores = {
        **f1_scores(
            "statement",
            len(pairs),
            sum(len(row["statements"]) for row in gold),
            sum(len(reading.statements) for reading in found),
        ),
        **speaker_scores(pairs),
        **said_scores(pairs),
        **value_scores("medium", pairs, lambda s: s.medium),
        **modality_scores(pairs),
        **target_scores(pairs),
        **direction_scores(pairs),
        **action_scores(gold, found),
        **tension_scores(gold),
    }
    if not options.json:
        for name, value in scores.items():
            print(f"{name:<32}{value:.3f}")
    print(json.dumps({name: round(value, 4) for name, value in scores.items()}))


def rows(path: Path) -> Iterator[Json]:
    """The articles of a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def reader() -> Reader | None:
    """What ONRECORD_READER names, the accurate one by default."""
    return pipeline.reader_named(settings().reader)


def read(row: Json) -> Reading:
    """What `extract` reads from an article."""
    with tempfile.TemporaryDirectory() as folder:
        (reading,) = pipeline.extract(
            [table_of(row, folder)], Defaults(), builtin_register(), reader()
        )
    if isinstance(reading, Unread):
        raise SystemExit(f"{row['id']}: {reading.reason}")
    if reading.document.text != row["text"]:
        raise SystemExit(f"{row['id']}: the text was changed in reading")
    return reading


def table_of(row: Json, folder: str) -> str:
    """A table that holds the article alone, without its annotations."""
    said = ("id", "text", "title", "publisher", "author", "date")
    table = Path(folder) / "article.jsonl"
    table.write_text(json.dumps({name: row[name] for name in said if row.get(name)}), "utf-8")
    return str(table)


def matched(
    gold: Sequence[Json],
    found: Sequence[T],
    pieces: Callable[[Json], list[Span]],
    share: Callable[[Sequence[Span], Sequence[Span]], float],
) -> list[tuple[Json, T]]:
    """Pairs that share enough of their words, one-to-one, the best first."""
    candidates = sorted(
        (
            (share(pieces(row), words_of(item)), -i, -j)
            for i, row in enumerate(gold)
            for j, item in enumerate(found)
        ),
        reverse=True,
    )
    pairs: list[tuple[Json, T]] = []
    rows_taken: set[int] = set()
    items_taken: set[int] = set()
    for shared, i, j in candidates:
        if shared >= LEAST_SHARED and i not in rows_taken and j not in items_taken:
            rows_taken.add(i)
            items_taken.add(j)
            pairs.append((gold[-i], found[-j]))
    return pairs


def content_of(row: Json) -> list[Span]:
    """The words of a gold statement."""
    return [Span(*piece) for piece in row["content"]]


def clauses_of(row: Json) -> list[Span]:
    """The places where a gold action is told."""
    return [Span(*piece) for piece in (row["span"], *row.get("also", ()))]


def words_of(item: object) -> tuple[Span, ...]:
    """The words of a statement or an action."""
    if isinstance(item, Statement):
        return item.content
    return item.spans if isinstance(item, Action) else ()


def longer_share(a: Sequence[Span], b: Sequence[Span]) -> float:
    """The shared part of the longer of two lists of spans."""
    one, other = covered(a), covered(b)
    return len(one & other) / max(len(one), len(other), 1)


def shorter_share(a: Sequence[Span], b: Sequence[Span]) -> float:
    """The shared part of the shorter of two spans, at its best over all pairs of pieces."""
    return max(
        ((min(x.end, y.end) - max(x.start, y.start)) / min(len(x), len(y)) for x in a for y in b),
        default=0.0,
    )


def covered(spans: Iterable[Span]) -> set[int]:
    """The offsets within spans."""
    return {i for span in spans for i in range(span.start, span.end)}


def speaker_scores(pairs: Pairs) -> Scores:
    """Named speakers, and whether those without a name are left so."""
    named = [(row, s) for row, s in pairs if row["speaker"]]
    given = [(row, s) for row, s in pairs if s.speaker]
    unnamed = [s for row, s in pairs if not row["speaker"] and not row.get("speakers")]
    return {
        "speaker_right": ratio(sum(has_speaker(row, s) for row, s in named), len(named)),
        "speaker_given_right": ratio(sum(has_speaker(row, s) for row, s in given), len(given)),
        "unnamed_left_unnamed": ratio(sum(s.speaker is None for s in unnamed), len(unnamed)),
    }


def has_speaker(row: Json, statement: Statement) -> bool:
    """Whether the speaker is the gold's; of several, one of them."""
    who = statement.speaker
    names = [row["speaker"]] if row["speaker"] else row.get("speakers", [])
    return who is not None and any(is_named(who.id, who.name, name) for name in names)


def is_named(key: str, name: str, gold: str) -> bool:
    """Whether an id or a name stands for the one whom the gold names."""
    return bool({key, slug(name)} & known_ids(gold))


@cache
def known_ids(name: str) -> set[str]:
    """The id that a name makes, and the ids of the register under that name."""
    key = slug(name)
    register = builtin_register()
    people = (p.id for p in register.people if key in map(slug, (p.name, *p.aliases)))
    bodies = (o.id for o in register.organisations if key in map(slug, (o.name, *o.aliases)))
    topics = (t.id for t in register.topics if key in map(slug, (t.name, *t.words)))
    return {key, *people, *bodies, *topics}


def said_scores(pairs: Pairs) -> Scores:
    """Dates of saying: as the gold has them, finer than it, or given without evidence."""
    given = [(row, s.said) for row, s in pairs if s.said is not None]
    dated = [(Edtf(row["said"]), said) for row, said in given if row["said"]]
    asked = sum(row["said"] is not None for row, _ in pairs)
    right = sum(gold == said for gold, said in dated)
    finer = sum(gold != said and gold.contains(said) for gold, said in dated)
    return {
        "said_right": ratio(right, asked),
        "said_given_right": ratio(right, len(given)),
        "said_finer": ratio(finer, len(given)),
        "said_without_evidence": ratio(len(given) - len(dated), len(given)),
    }


def value_scores(name: str, pairs: Pairs, value: Callable[[Statement], str | None]) -> Scores:
    """A field with plain values."""
    right = sum(row[name] is not None and value(s) == row[name] for row, s in pairs)
    return {
        f"{name}_right": ratio(right, sum(row[name] is not None for row, _ in pairs)),
        f"{name}_given_right": ratio(right, sum(value(s) is not None for _, s in pairs)),
    }


def modality_scores(pairs: Pairs) -> Scores:
    """Accuracy and macro-F1 of modality."""
    labels = [(row["modality"], str(s.modality)) for row, s in pairs]
    return {
        "modality_accuracy": ratio(sum(a == b for a, b in labels), len(labels)),
        "modality_macro_f1": macro_f1(labels),
    }


def target_scores(pairs: Pairs) -> Scores:
    """At whom a statement is directed."""
    asked = [(row, s) for row, s in pairs if gold_targets(row)]
    given = [(row, s) for row, s in pairs if s.target]
    right = sum(has_target(row, s) for row, s in given)
    return {
        "target_right": ratio(right, len(asked)),
        "target_given_right": ratio(right, len(given)),
    }


def gold_targets(row: Json) -> list[str]:
    """The names of all at whom a gold statement is directed."""
    return [row["target"]] if row["target"] else list(row.get("targets", ()))


def has_target(row: Json, statement: Statement) -> bool:
    """Whether the target is the gold's; of several, one of them."""
    key = statement.target
    return key is not None and any(is_named(key, key, name) for name in gold_targets(row))


def direction_scores(pairs: Pairs) -> Scores:
    """Against, neutral or for, where the gold has a direction; an abstention counts as neutral."""
    signs = [
        (row["direction"], sign(s.direction)) for row, s in pairs if row["direction"] is not None
    ]
    given = [(row["direction"], sign(s.direction)) for row, s in pairs if sign(s.direction)]
    return {
        "direction_macro_f1": macro_f1(signs),
        "direction_given_right": ratio(sum(a == b for a, b in given), len(given)),
    }


def sign(direction: float | None) -> int:
    """-1, 0 or 1."""
    if direction is None or abs(direction) < NEUTRAL:
        return 0
    return 1 if direction > 0 else -1


def action_scores(gold: list[Json], found: list[Reading]) -> Scores:
    """Deeds found, and of those found the right status, actor and date."""
    pairs = [
        pair
        for row, reading in zip(gold, found, strict=True)
        for pair in matched(row["actions"], reading.actions, clauses_of, shorter_share)
    ]
    dated = [(row, action) for row, action in pairs if row["when"]]
    return {
        **f1_scores(
            "action",
            len(pairs),
            sum(len(row["actions"]) for row in gold),
            sum(len(reading.actions) for reading in found),
        ),
        "action_status_right": ratio(
            sum(a.status == row["status"] for row, a in pairs), len(pairs)
        ),
        "action_actor_right": ratio(sum(has_actor(row, a) for row, a in pairs), len(pairs)),
        "action_when_right": ratio(sum(str(a.when) == row["when"] for row, a in dated), len(dated)),
    }


def has_actor(row: Json, action: Action) -> bool:
    """Whether the actor, or the one acted for, is the gold's; none where the gold has none."""
    names = [row["actor"]] if row.get("actor") else row.get("actors", [])
    told = [who for who in (action.actor, action.behalf) if who is not None]
    if not names:
        return not told
    return any(is_named(who.id, who.name, name) for who in told for name in names)


def tension_scores(gold: list[Json]) -> Scores:
    """Tensions within each article: both sides' words found, with the kind and without."""
    of_kind = of_words = right = n_found = 0
    for row in gold:
        evidence, tensions = tensions_in(row)
        pieces = {s["id"]: content_of(s) for s in row["statements"]}
        pieces |= {a["id"]: clauses_of(a) for a in row["actions"]}
        same = [
            [
                t
                for t in tensions
                if stands_for(t, pieces[wanted["a"]], pieces[wanted["b"]], evidence)
            ]
            for wanted in row["tensions"]
        ]
        of_words += sum(map(bool, same))
        of_kind += sum(
            any(t.kind == wanted["kind"] for t in hits)
            for wanted, hits in zip(row["tensions"], same, strict=True)
        )
        right += len({tension for hits in same for tension in hits})
        n_found += len(tensions)
    asked = sum(len(row["tensions"]) for row in gold)
    return {
        "tension_recall": ratio(of_words, asked),
        "tension_kind_recall": ratio(of_kind, asked),
        "tension_precision": ratio(right, n_found),
        "tensions_found": n_found,
    }


def tensions_in(row: Json) -> tuple[dict[str, Evidence], tuple[Tension, ...]]:
    """The evidence and the tensions of a record that holds one article."""
    with tempfile.TemporaryDirectory() as folder:
        store = pipeline.open_record(str(Path(folder) / "record.db"), create=True)
        pipeline.add(store, [table_of(row, folder)], Defaults(), reader())
        evidence = {item.id: item for item in store.evidence()}
        tensions = pipeline.tensions(store, None, None)
        store.close()
    return evidence, tensions


def stands_for(
    tension: Tension, a: Sequence[Span], b: Sequence[Span], evidence: dict[str, Evidence]
) -> bool:
    """Whether the words of both sides are the gold's, whichever is named first."""
    one, other = ([told for key in side for told in cited(evidence[key])] for side in tension.sides)
    return any(
        shorter_share(a, left) >= LEAST_SHARED and shorter_share(b, right) >= LEAST_SHARED
        for left, right in ((one, other), (other, one))
    )


def cited(item: Evidence) -> list[Span]:
    """Where a piece of evidence is written."""
    return [citation.selector.span for citation in item.citations]


def f1_scores(name: str, hits: int, n_gold: int, n_found: int) -> Scores:
    """Precision, recall and F1."""
    return {
        f"{name}_f1": ratio(2 * hits, n_gold + n_found),
        f"{name}_precision": ratio(hits, n_found),
        f"{name}_recall": ratio(hits, n_gold),
    }


def macro_f1(labels: Sequence[tuple[object, object]]) -> float:
    """The mean F1 of the labels that the gold has."""
    gold = Counter(a for a, _ in labels)
    found = Counter(b for _, b in labels)
    hits = Counter(a for a, b in labels if a == b)
    return ratio(sum(2 * hits[x] / (gold[x] + found[x]) for x in gold), len(gold))


def ratio(part: float, whole: int) -> float:
    """A share; 0 of nothing."""
    return part / whole if whole else 0.0


if __name__ == "__main__":
    main()
