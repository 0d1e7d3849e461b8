"""Score named entities (PERSON, ORG, LOC, NORP) on IOB2 corpora: span and type.

Run as `python -m benchmarks.entities --data FILE.jsonl.gz` for what the encoder's head finds, with
`--extract` for the names among the mentions that `extract` prints, where a country or city is a
LOC as in the corpora. NORP counts only where the corpus marks it. The last line printed is JSON:
`f1` over all types, and that of each.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.corpora import Example, tagged
from training.examples import paragraphs

from onrecord import pipeline
from onrecord.core.entities import EntityType
from onrecord.core.evidence import LinkedMention
from onrecord.core.selectors import Span
from onrecord.documents.facts import Defaults, Unread
from onrecord.extraction.encoder import Encoder, Heads
from onrecord.extraction.encoder import encoder as shipped
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register

Found = set[tuple[int, int, str]]
PRONOUNS = frozenset("he him his himself she her hers herself who whom it they".split())


def load(folder: Path | None) -> Encoder:
    """The encoder that ships, or that of a folder."""
    return Encoder(lambda name: (folder / name).read_bytes()) if folder else shipped("reader")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, gzipped")
    parser.add_argument("--split", help="only documents of this split")
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    parser.add_argument("--extract", action="store_true", help="the mentions of `extract`")
    parser.add_argument("--reader", default="accurate", help="with --extract: accurate or rules")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    splits = frozenset({options.split}) if options.split else None
    examples = list(tagged(options.data, splits=splits))
    if options.extract and options.component is None:
        pairs = extracted(examples, pipeline.reader_named(options.reader))
    else:
        encoder = load(options.component)
        pairs = extracted(examples, encoder) if options.extract else tagged_by(encoder, examples)
    for gold, found in pairs:
        for kind in {k for *_, k in gold | found}:
            right[kind] += len({x for x in gold & found if x[2] == kind})
            total[kind] += sum(x[2] == kind for x in gold) + sum(x[2] == kind for x in found)
    scores = {kind: round(2 * right[kind] / total[kind], 4) for kind in sorted(total)}
    f1 = round(2 * sum(right.values()) / max(1, sum(total.values())), 4)
    if not options.json:
        print(f"{options.data.name}: {sum(right.values())} right")
    print(json.dumps({"f1": f1} | scores))


def tagged_by(encoder: Encoder, examples: Sequence[Example]) -> Iterator[tuple[Found, Found]]:
    """The corpus's entities and those of the encoder's head, as ranges of words."""
    for example in examples:
        heads = encoder.read(example.text, paragraphs(example.text))
        yield wanted(heads, example), read(encoder, heads, example)


def extracted(examples: Sequence[Example], reader: Reader | None) -> Iterator[tuple[Found, Found]]:
    """The corpus's entities and the names that `extract` prints, as ranges of code points."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "texts.jsonl"
        table.write_text("".join(json.dumps({"text": e.text}) + "\n" for e in examples), "utf-8")
        readings = pipeline.extract([str(table)], Defaults(), builtin_register(), reader)
        for example, reading in zip(examples, readings, strict=True):
            if isinstance(reading, Unread) or reading.document.text != example.text:
                raise SystemExit(f"{example.id}: was not read as it is")
            gold = {(*piece, kind) for piece, kind in example.entities or ()}
            named = (m for m in reading.mentions if is_name(m, example.text))
            found = {(m.span.start, m.span.end, kind_of(m)) for m in named}
            yield gold, {x for x in found if example.knows_norp or x[2] != "NORP"}


def is_name(mention: LinkedMention, text: str) -> bool:
    """Whether a mention is a name, and not a pronoun, a role ("the president") or "the fund"."""
    words = mention.span.of(text)
    if mention.type is not EntityType.PERSON:
        return words.lower() not in PRONOUNS and not words.removeprefix("The ").islower()
    return not (words.lower() in PRONOUNS or words.lower().startswith("the "))


def kind_of(mention: LinkedMention) -> str:
    """The type in the corpora's terms."""
    return "LOC" if mention.type is EntityType.GPE else mention.type.value


def wanted(heads: Heads, example: Example) -> Found:
    """The corpus's entities, as ranges of words."""
    result: Found = set()
    for (begin, end), kind in example.entities or ():
        where = heads.words.covering(Span(begin, end))
        if where:
            result.add((where[0], where[-1], kind))
    return result


def read(encoder: Encoder, heads: Heads, example: Example) -> Found:
    """The encoder's entities."""
    found = set(encoder.entities.ranges(heads.entity, heads.words.opens))
    return {x for x in found if example.knows_norp or x[2] != "NORP"}


if __name__ == "__main__":
    main()
