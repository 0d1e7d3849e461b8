"""Corpora of many shapes -> `Example`: a text and what people marked in it.

Of GUM, the genres with non-commercial texts are left out. What the licences of the rest allow is
said in the model card.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NONCOMMERCIAL_GENRES = frozenset({"fiction", "whow", "essay", "letter", "podcast"})
ENTITY_TYPES = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "NORP": "NORP",
}
TWEETS_A_TEXT = 12

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An attribution, as marked by people."""

    source: list[Piece]
    cue: list[Piece]
    content: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a treebank; `head` counts tokens of the text from 0, -1 is the root."""

    span: Piece
    upos: str
    head: int
    relation: str
    starts_sentence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with what was marked in it; what its corpus does not mark is `None`."""

    id: str
    text: str
    attributions: list[Marked] | None = None
    entities: list[tuple[Piece, str]] | None = None
    knows_norp: bool = False
    timexes: list[tuple[Piece, str]] | None = None
    events: list[tuple[Piece, str]] | None = None
    unsure: list[Piece] | None = None
    """Where `entities` does not say whether there is one."""
    tokens: list[Token] | None = None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


SILVER_ENTITIES = {
    "PERSON": "PERSON",
    **dict.fromkeys(("LOCATION", "CITY", "COUNTRY", "STATE_OR_PROVINCE"), "LOC"),
}
SILVER_TIMEXES = frozenset({"DATE", "TIME", "DURATION", "SET"})
SILVER_UNSURE = frozenset({"ORGANIZATION", "MISC", "NATIONALITY"})
"""What CoreNLP finds of bodies and peoples is too poor to learn from."""


def polnear(path: Path, parses: Path) -> Iterator[Example]:
    """Articles with every attribution marked; persons, places and dates are CoreNLP's.

    Without these the encoder, which tells the corpora apart, finds names in all of them but not
    in such articles.
    """
    silver = {row["id"]: row for row in rows(parses)}
    for row in rows(path):
        found = list(_silver(silver[row["id"]])) if row["id"] in silver else None
        yield Example(
            id=row["id"],
            text=row["text"],
            attributions=[
                Marked(
                    source=pieces(item.get("source")),
                    cue=pieces(item.get("cue")),
                    content=pieces(item.get("content")),
                )
                for item in row["attributions"]
            ],
            entities=None
            if found is None
            else [(p, SILVER_ENTITIES[k]) for p, k in found if k in SILVER_ENTITIES],
            timexes=None if found is None else [x for x in found if x[1] in SILVER_TIMEXES],
            unsure=[piece for piece, kind in found or () if kind in SILVER_UNSURE],
        )


def _silver(row: dict[str, Any]) -> Iterator[tuple[Piece, str]]:
    """Runs of words of one kind, as CoreNLP tells them."""
    for sentence in row["sentences"]:
        kinds = {int(i): tag[0] for i, tag in sentence["ner"].items()}
        values = {int(i): tuple(tag) for i, tag in sentence["ner"].items()}
        begin = None
        for i in range(len(sentence["tok"]) + 1):
            if begin is not None and values.get(i) != values[begin]:
                yield (sentence["tok"][begin][0], sentence["tok"][i - 1][1]), kinds[begin]
                begin = None
            if begin is None and i in kinds:
                begin = i


def pieces(value: list[list[int]] | None) -> list[Piece]:
    """Offsets of a role; none when it is absent."""
    return [(begin, end) for begin, end in value or ()]


def timeml(path: Path, split: str | None = None) -> Iterator[Example]:
    """Documents with TIMEX3 and events."""
    for row in rows(path):
        if split is None or row["split"] == split:
            yield Example(
                id=row["id"],
                text=row["text"],
                timexes=[(tuple(t["span"]), t["type"]) for t in row["timexes"] if t.get("span")],
                events=[(tuple(e["span"]), e["class"]) for e in row["events"] if e.get("span")]
                if row["source"] != "MEANTIME"
                else None,
            )


@dataclass(slots=True)
class _Text:
    """A text under construction out of tokens."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, token: str, after: str = " ") -> Piece:
        begin = self.length
        self.parts += (token, after)
        self.length += len(token) + len(after)
        return begin, begin + len(token)

    def text(self) -> str:
        return "".join(self.parts)


def tagged(path: Path, *, splits: frozenset[str] | None = None) -> Iterator[Example]:
    """Tokenised sentences with IOB2 entities; tweets are put together, a dozen a text."""
    documents = [r for r in rows(path) if splits is None or r.get("split") in splits]
    size = TWEETS_A_TEXT if all(len(d["sentences"]) < 4 for d in documents[:20]) else 1
    for i in range(0, len(documents), size):
        group = documents[i : i + size]
        text = _Text()
        entities: list[tuple[Piece, str]] = []
        for document in group:
            for words, tags in zip(document["sentences"], document["tags"], strict=True):
                spans = [text.add(word) for word in words]
                entities += _entities(spans, tags)
            text.add("", "\n\n")
        yield Example(
            id=group[0]["id"],
            text=text.text(),
            entities=entities,
            knows_norp=path.name.startswith("worldwide"),
        )


def _entities(spans: list[Piece], tags: list[str]) -> Iterator[tuple[Piece, str]]:
    begin = None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            kind = ENTITY_TYPES.get(tags[begin][2:])
            if kind is not None:
                yield (spans[begin][0], spans[i - 1][1]), kind
            begin = None
        if tag.startswith("B-"):
            begin = i


def treebank(path: Path, *, every_genre: bool = False) -> Iterator[Example]:
    """Documents of a CoNLL-U file, paragraphs kept; of GUM the free genres, unless told so."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        document: list[list[str]] = []
        name = ""
        for sentence in _sentences(lines):
            new = next((s for s in sentence if s.startswith("# newdoc id")), None)
            if new is not None:
                if document and (every_genre or _is_free(name)):
                    yield _parsed(name, document)
                name, document = new.split("=")[1].strip(), []
            document.append(sentence)
        if document and (every_genre or _is_free(name)):
            yield _parsed(name, document)


def _is_free(name: str) -> bool:
    return not name.startswith("GUM_") or name.split("_")[1] not in NONCOMMERCIAL_GENRES


def _sentences(lines: Iterable[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for line in lines:
        if line.strip():
            sentence.append(line.rstrip("\n"))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _parsed(name: str, sentences: list[list[str]]) -> Example:
    text = _Text()
    tokens: list[Token] = []
    for sentence in sentences:
        if text.length and any(line.startswith("# newpar") for line in sentence):
            text.add("", "\n\n")
        rows_ = [line.split("\t") for line in sentence if not line.startswith("#")]
        offset = len(tokens)
        for row, span in _placed(rows_, text):
            head = int(row[6])
            tokens.append(
                Token(
                    span=span,
                    upos=row[3],
                    head=offset + head - 1 if head else -1,
                    relation=row[7],
                    starts_sentence=row[0] == "1",
                )
            )
    return Example(id=name, text=text.text(), tokens=tokens)


def _placed(rows_: list[list[str]], text: _Text) -> Iterator[tuple[list[str], Piece]]:
    """The syntactic words of a sentence where they stand; parts of one token share it."""
    whole: Piece = (0, 0)
    last_part, at = 0, 0
    for row in rows_:
        after = "" if "SpaceAfter=No" in row[9] else " "
        if "." in row[0]:
            continue
        if "-" in row[0]:
            whole = text.add(row[1], after)
            last_part, at = int(row[0].split("-")[1]), whole[0]
        elif int(row[0]) <= last_part:
            end = min(at + len(row[1]), whole[1])
            yield row, (min(at, whole[1] - 1), max(end, min(at, whole[1] - 1) + 1))
            at = end
        else:
            yield row, text.add(row[1], after)
