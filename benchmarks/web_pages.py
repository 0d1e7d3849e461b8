"""How much of a web page's article text is read, and how much else: shingle F1.

    benchmarks/web_pages.py --data ../shared/data/html/pages.jsonl.gz --json

The scorer is the one of `--bench`; the last line is its result as JSON.
"""

import argparse
import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.core.document import Document, SegmentKind
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import read

BODY = (SegmentKind.PARAGRAPH, SegmentKind.HEADING, SegmentKind.KEY_POINT, SegmentKind.TURN)


def article_body(document: Document) -> str:
    """The paragraphs of a document, and the headings that stand between them."""
    parts = [part for part in document.segments if part.kind in BODY]
    told = [place for place, part in enumerate(parts) if part.kind != SegmentKind.HEADING]
    body = parts[told[0] : told[-1] + 1] if told else []
    return "\n\n".join(part.span.of(document.text) for part in body)


def predictions(pages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What is read of each page; nothing of one that cannot be read."""
    return [
        {
            "id": page["id"],
            "articleBody": "\n\n".join(
                article_body(found)
                for found in read(page["html"].encode("utf-8"), page["url"], Defaults())
                if isinstance(found, Document)
            ),
        }
        for page in pages
    ]


def scorer(bench: Path) -> ModuleType:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_extract", bench / "score_extract.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score_extract.py in {bench}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Score the reader of web pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="pages as JSON lines")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--json", action="store_true", help="print only the JSON line")
    parser.add_argument("--worst", type=int, default=0, help="also list the worst pages")
    options = parser.parse_args()
    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    module = scorer(options.bench)
    found = predictions(pages)
    result = module.score(pages, found)
    if options.worst:
        rows = [
            (
                module.prf([module.page_counts(page["articleBody"], guess["articleBody"])]),
                page["url"],
            )
            for page, guess in zip(pages, found, strict=True)
        ]
        for scores, url in sorted(rows, key=lambda row: row[0][2])[: options.worst]:
            print(" ".join(f"{score:.3f}" for score in scores), url, file=sys.stderr)
    if not options.json:
        print(f"| html | {len(pages)} pages | shingle F1 {result['f1']:.3f} |")
    print(json.dumps(result, sort_keys=True))


if __name__ == "__main__":
    main()
