"""Score temporal expressions on TimeML documents: TempEval-3 value F1.

Those that `extract` prints, with the reader that is named; characters a second are of finding them
once the encoder has read, which it does for all stages at once.
"""

import argparse
import gzip
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord import pipeline
from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.selectors import Span
from onrecord.extraction.encoded import encoded
from onrecord.extraction.timex_learned import timexes_of


def rows(path: Path, split: str | None) -> Iterator[dict[str, Any]]:
    """The documents of a file, of one split when one is named."""
    data = path.read_bytes()
    content = gzip.decompress(data) if path.suffix == ".gz" else data
    for line in content.decode("utf-8").split("\n"):
        row = json.loads(line) if line else None
        if row is not None and split in (None, row.get("split")):
            yield row


def document_of(row: dict[str, Any]) -> Document:
    """The row's text as one paragraph, published on its creation day."""
    text, day = row["text"], (row.get("dct") or "")[:10]
    return Document(
        id=document_id(text),
        uri=row["id"],
        text=text,
        kind=Kind.ARTICLE,
        published=Edtf(day) if day else None,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def scorer(folder: Path) -> ModuleType:
    """The scorer that the data came with."""
    spec = importlib.util.spec_from_file_location("score_timex", folder / "score_timex.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score_timex.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the scores; with --json the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--split", default=None)
    parser.add_argument("--reader", default="accurate", help="accurate or rules")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    gold = list(rows(options.data, options.split))
    documents = [document_of(row) for row in gold]
    reader = pipeline.reader_named(options.reader)
    seen = [encoded(document, reader.encoder) if reader else None for document in documents]
    begin = time.process_time()
    found = [timexes_of(*pair) for pair in zip(documents, seen, strict=True)]
    seconds = time.process_time() - begin
    predicted = [
        {
            "id": row["id"],
            "timexes": [
                {"span": [t.span.start, t.span.end], "type": t.type, "value": t.value}
                for t in timexes
            ],
        }
        for row, timexes in zip(gold, found, strict=True)
    ]
    scores = scorer(options.bench).score(gold, predicted)
    result = {
        "value_f1": round(scores["relaxed+value"]["f1"], 4),
        "type_f1": round(scores["relaxed+type"]["f1"], 4),
        "relaxed_f1": round(scores["relaxed"]["f1"], 4),
        "strict_f1": round(scores["strict"]["f1"], 4),
        "precision": round(scores["relaxed"]["p"], 4),
        "recall": round(scores["relaxed"]["r"], 4),
        "documents": len(gold),
        "characters_per_s": round(sum(len(d.text) for d in documents) / seconds),
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(f"| timex | {options.data.name} | " + " | ".join(map(str, result.values())) + " |")


if __name__ == "__main__":
    main()
