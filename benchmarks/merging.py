"""How long it takes to merge what many documents tell, how that grows, and whether order matters.

Run: python benchmarks/merging.py --data polnear/train.jsonl.gz --statements 100000 --json

Each line of the data is an article with `text`, `date` and `attributions` (`source`, `content`).
Their statements are replicated with changed names: names, the speaker's too, and long words get
other letters in each round, so that no round repeats another. 30 % of the statements are repeats
of earlier ones in documents of their own, the much quoted quoted most: cut at either end, with a
word altered, undated, or as they were. Timed is all that the record does with them, from a reading
to evidence with an id (`Store.add`, then settling), in seconds of one core's time; a quarter and
half as many are timed as well, and `growth` is the exponent between the whole and the quarter: 1 is
linear, 1.1 is n log n. The same documents in another order must give the same evidence. With
`--hot 1` all repeats are of one statement, a slogan.
"""

import argparse
import gzip
import json
import math
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.core.document import Document, Kind, Segment, SegmentKind, content_hash, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference, slug
from onrecord.core.evidence import Act, Factuality, Form, Modality, Reading, Statement
from onrecord.core.selectors import Span
from onrecord.record.store import Store

REPEATS = 0.3
PER_DOCUMENT = 24
"""Statements of a document of repeats; an article of the data has as many."""
_NAME = re.compile(r"\b[A-Z][a-z]+")
_TELLING = re.compile(r"\b(?:[A-Z][a-z]+|[a-z]{5,})\b")
_PRONOUNS = frozenset({"he", "she", "i", "who"})
_PRECISION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement before it stands in a document."""

    words: str
    speaker: Reference | None
    date: str | None
    number: int
    topics: tuple[str, ...] = ()


def main() -> None:
    """Build, time, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hot", type=int, help="how many statements are told again; many without")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    scores: dict[str, float] = {}
    for share in (4, 2, 1):
        readings, repeated = collection(
            options.data, options.statements // share, options.hot, random.Random(options.seed)
        )
        seconds, evidence = timed(readings)
        scores[f"seconds_{options.statements // share}"] = round(seconds, 1)
    whole, quarter = seconds, scores[f"seconds_{options.statements // 4}"]
    scores["growth"] = round(math.log(whole / quarter) / math.log(4), 3)
    scores |= quality(evidence, repeated)
    random.Random(options.seed).shuffle(readings)
    scores["same_in_another_order"] = timed(readings)[1] == evidence
    if not options.json:
        for name, value in scores.items():
            print(f"{name:<32}{value}")
    print(json.dumps(scores))


def collection(
    path: Path, statements: int, hot: int | None, chance: random.Random
) -> tuple[list[Reading], dict[str, int]]:
    """So many statements as readings, and by its id the number of what each of them tells."""
    originals: list[list[Said]] = []
    made = 0
    for article in replicated(path):
        if made >= statements * (1 - REPEATS):
            break
        originals.append([replace(said, number=made + i) for i, said in enumerate(article)])
        made += len(article)
    known = [said for article in originals for said in article if is_told_again(said)][:hot]
    told = [altered(much_quoted(known, chance), chance) for _ in range(statements - made)]
    repeats = [told[i : i + PER_DOCUMENT] for i in range(0, len(told), PER_DOCUMENT)]
    readings: list[Reading] = []
    numbers: dict[str, int] = {}
    for place, article in enumerate([*originals, *repeats]):
        reading = reading_of(article, f"{place}")
        readings.append(reading)
        numbers |= {s.id: said.number for s, said in zip(reading.statements, article, strict=True)}
    chance.shuffle(readings)
    return readings, numbers


def replicated(path: Path) -> Iterator[list[Said]]:
    """The statements of the articles, round after round with other names."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for turn in range(25):
        for row in rows:
            yield list(statements_of(row, turn))


def statements_of(row: dict[str, Any], turn: int) -> Iterator[Said]:
    """The statements of an article; a pronoun is taken for whoever was named last."""
    last: Reference | None = None
    for attribution in sorted(row["attributions"], key=lambda a: a["content"] or [[0, 0]]):
        source = " ".join(row["text"][start:end] for start, end in attribution["source"])
        names = _NAME.findall(renamed(source, turn))
        if names:
            last = Reference(slug(names[-1]), names[-1])
        speaker = last if names or source.casefold() in _PRONOUNS else None
        words = " ".join(row["text"][start:end] for start, end in attribution["content"])
        if words:
            yield Said(words=renamed(words, turn), speaker=speaker, date=row["date"], number=0)


def renamed(text: str, turn: int) -> str:
    """The text with other letters in its names and long words."""
    return _TELLING.sub(lambda name: "".join(_moved(letter, turn) for letter in name.group()), text)


def _moved(letter: str, turn: int) -> str:
    first = ord("A" if letter.isupper() else "a")
    return chr(first + (ord(letter) - first + turn) % 26)


def is_told_again(said: Said) -> bool:
    """Whether repeats of it can be known: few words, or those of nobody named, are no one's own."""
    return said.speaker is not None and len(said.words.split()) > 8


def much_quoted(known: Sequence[Said], chance: random.Random) -> Said:
    """One of them, some far more often than others."""
    return known[int(len(known) * chance.random() ** 3)]


def altered(said: Said, chance: random.Random) -> Said:
    """The statement as another paper might tell it."""
    words = said.words.split()
    most = len(words) // 3
    start, end = chance.choice(((0, 0), (0, 0), (chance.randint(0, most), 0), (0, most)))
    words = words[start : len(words) - end]
    if chance.random() < 0.2:
        words[chance.randrange(len(words))] = "[sic]"
    return replace(said, words=" ".join(words), date=chance.choice((said.date, said.date, None)))


def reading_of(article: Sequence[Said], name: str) -> Reading:
    """A document in which these statements stand line by line."""
    text = f"{name}\n" + "\n".join(said.words for said in article)
    key = document_id(text)
    start = len(name) + 1
    spans: list[Span] = []
    for said in article:
        spans.append(Span(start, start + len(said.words)))
        start += len(said.words) + 1
    document = Document(
        id=key,
        uri=name,
        text=text,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    speakers = {said.speaker.id: said.speaker for said in article if said.speaker is not None}
    return Reading(
        document=document,
        statements=tuple(statement(key, *told) for told in zip(article, spans, strict=True)),
        entities=tuple((EntityType.PERSON, speakers[who]) for who in sorted(speakers)),
    )


def statement(document: str, said: Said, span: Span) -> Statement:
    """A statement that stands at a place of a document."""
    return Statement(
        id=content_hash("statement", document, span),
        document=document,
        source=(),
        cue=(),
        content=(span,),
        form=Form.INDIRECT,
        modality=Modality.ASSERTION,
        act=Act.SPEECH,
        factuality=Factuality.SAID,
        speaker=said.speaker,
        said=Edtf(said.date) if said.date else None,
        topics=said.topics,
    )


def timed(readings: Sequence[Reading]) -> tuple[float, dict[str, str]]:
    """Seconds to take them into a new record, and the evidence of each statement."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(str(Path(folder) / "record.db"), create=True)
        begun = time.process_time()
        for start in range(0, len(readings), 50):
            with store.transaction():
                for reading in readings[start : start + 50]:
                    store.add(reading)
        store.topics()  # reading anything settles what was added
        seconds = time.process_time() - begun
        evidence = {c.telling: item.id for item in store.evidence() for c in item.citations}
        store.close()
    return seconds, evidence


def quality(evidence: dict[str, str], numbers: dict[str, int]) -> dict[str, float]:
    """Whether repeats were found, and whether what was merged tells one thing."""
    of_number: dict[int, set[str]] = {}
    of_evidence: dict[str, set[int]] = {}
    for telling, number in numbers.items():
        of_number.setdefault(number, set()).add(evidence[telling])
        of_evidence.setdefault(evidence[telling], set()).add(number)
    n_repeats = len(numbers) - len(of_number)
    missed = sum(len(found) - 1 for found in of_number.values())
    mixed = sum(len(found) - 1 for found in of_evidence.values())
    return {
        "statements": len(numbers),
        "repeats": n_repeats,
        "evidence": len(of_evidence),
        "repeats_merged": round(1 - missed / n_repeats, _PRECISION),
        "merged_with_others": round(mixed / len(of_number), _PRECISION),
    }


if __name__ == "__main__":
    main()
