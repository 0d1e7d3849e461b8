"""What an audit catches: quotations, true and falsified, against the articles they come from.

Run: python benchmarks/audit.py --data audit/ --json

The folder holds `record.jsonl.gz`, articles as `onrecord add` takes them, and `pages.jsonl.gz`, a
page a line: `{"id", "text", "claims": [{"span", "verdict", "how"}]}`. The claim of the audit that
shares most characters with a gold span answers for it. `caught` is the share of falsified
quotations that were not verified, `flagged` the share of true ones that were not, `exact` that of
all with the very verdict.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.core.audit import Audit, ClaimKind
from onrecord.core.entities import Register
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.settings import settings

Json = dict[str, Any]
VERIFIED = "verified"
MISSING = "missing"


def main() -> None:
    """Read, audit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a folder with both files")
    parser.add_argument("--reader", default=settings().reader, help="accurate or rules")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    missed: list[str] = []
    for page, found in audits(options.data, options.reader):
        for gold in page["claims"]:
            given = verdict_on(found, gold["span"])
            count(counts, gold["verdict"], given)
            if given != gold["verdict"]:
                words = page["text"][slice(*gold["span"])]
                missed.append(f"{page['id']} {gold['verdict']} ({gold['how']}) as {given}: {words}")
    scores = {
        "caught": counts["caught"] / counts["false"],
        "flagged": counts["flagged"] / counts["true"],
        "exact": counts["exact"] / (counts["true"] + counts["false"]),
    }
    if not options.json:
        print("\n".join(missed))
        for name, value in scores.items():
            print(f"{name:<12}{value:.4f}")
    print(json.dumps({name: round(value, 4) for name, value in scores.items()}))


def audits(folder: Path, name: str) -> Iterator[tuple[Json, Audit]]:
    """Each page and the audit of it."""
    reader = pipeline.reader_named(name)
    with pipeline.one_off_record(Register()) as store:
        pipeline.add(store, [str(folder / "record.jsonl.gz")], Defaults(), reader)
        with gzip.open(folder / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                document = plain_document(page["text"], page["id"], Defaults())
                yield page, pipeline.audit(store, document, reader)


def verdict_on(found: Audit, span: list[int]) -> str:
    """The verdict of the quotation that shares most with a gold span."""
    shares = [
        (min(f.claim.span.end, span[1]) - max(f.claim.span.start, span[0]), f.verdict.value)
        for f in found.findings
        if f.claim.kind is ClaimKind.QUOTE
    ]
    best = max(shares, default=(0, MISSING))
    return best[1] if best[0] > 0 else MISSING


def count(counts: Counter[str], gold: str, given: str) -> None:
    """Count one quotation; one that the audit did not see is neither caught nor exact."""
    counts["true" if gold == VERIFIED else "false"] += 1
    counts["exact"] += given == gold
    counts["caught"] += gold != VERIFIED and given not in (VERIFIED, MISSING)
    counts["flagged"] += gold == VERIFIED and given != VERIFIED


if __name__ == "__main__":
    main()
