"""Posts whose source had dropped commas or ends, held against posts that are verbatim.

Run: python benchmarks/audit_posts.py --data posts.jsonl.gz --json

Each line of the data is a post: `{"id", "date", "text", "url", "verbatim"}`. The verbatim ones
go into a record; each other one is quoted in a sentence and audited. What is verified must
stand in a verbatim post word for word: `wrong` counts what does not, `verified` all that is.
"""

import argparse
import gzip
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.core.audit import ClaimKind, Verdict
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document

Json = dict[str, Any]
_WORD = re.compile(r"[\w#@$%&'’/.:]+")


def main() -> None:
    """Read, audit, count, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    posts = list(rows(options.data))
    kept = [post for post in posts if post["verbatim"]]
    texts = [" ".join(words(post["text"])) for post in kept]
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "posts.jsonl"
        table.write_text("\n".join(json.dumps(post) for post in kept), "utf-8")
        with pipeline.open_record(str(Path(folder) / "record.db"), create=True) as store:
            pipeline.add(store, [str(table)], Defaults())
            for post in posts:
                if not post["verbatim"]:
                    for quoted in verified(store, post["text"]):
                        run = " ".join(words(quoted))
                        right = any(f" {run} " in f" {text} " for text in texts)
                        counts["verified" if right else "wrong"] += 1
                        if not right and not options.json:
                            print(f"{post['id']}: {quoted!r}")
                    counts["posts"] += 1
    print(
        json.dumps(
            {
                "posts": counts["posts"],
                "verified": counts["verified"] + counts["wrong"],
                "wrong": counts["wrong"],
            }
        )
    )


def rows(path: Path) -> Iterator[Json]:
    """The posts of a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def words(text: str) -> list[str]:
    """The words of a text, without punctuation at their edges, in lower case."""
    found = (word.strip(".:'’/").casefold().replace("’", "'") for word in _WORD.findall(text))
    return [word for word in found if word]


def verified(store: Any, text: str) -> Iterator[str]:
    """The quotations in a sentence that quotes a post which an audit verifies."""
    bare = text.replace("“", "'").replace("”", "'").replace('"', "'")
    page = plain_document(f"Donald Trump wrote: “{bare}”", "page", Defaults())
    audit = pipeline.audit(store, page)
    for finding in audit.findings:
        if finding.claim.kind is ClaimKind.QUOTE and finding.verdict is Verdict.VERIFIED:
            yield finding.claim.text


if __name__ == "__main__":
    main()
