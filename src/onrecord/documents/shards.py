"""Files -> shards: what is read, written and, where a run was cut off, begun again together.

A file of many documents is a shard of its own; small ones go together in the order of their
names, so that a folder of 100,000 pages does not become as many tables.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.documents.fetch import is_url
from onrecord.documents.sources import files, uri_of
from onrecord.documents.streams import up_to

_MANY = re.compile(r"\.(?:warc|jsonl|ndjson|json|csv|tsv|parquet)(?:\.gz)?$", re.IGNORECASE)
_LARGE_BYTES = 4_000_000
_FILES = 500
_FILES_BYTES = 50_000_000
_PIECE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """Sources that are read together; its name tells it from all others of a run."""

    name: str
    sources: tuple[str, ...]


def shards(names: Iterable[str]) -> Iterator[Shard]:
    """The shards of files, folders and web addresses, each of them once and in order."""
    together: list[str] = []
    size_bytes = 0
    for source, size in dict(_sources(names)).items():
        if size is None:
            yield _shard([source])
            continue
        if together and (len(together) == _FILES or size_bytes + size > _FILES_BYTES):
            yield _shard(together)
            together, size_bytes = [], 0
        together.append(source)
        size_bytes += size
    if together:
        yield _shard(together)


def _sources(names: Iterable[str]) -> Iterator[tuple[str, int | None]]:
    """Each source, and its size where it may go together with others."""
    for name in names:
        if is_url(name):
            yield name, None
            continue
        for file in files(name):
            try:
                size = file.stat().st_size
            except OSError:
                size = 0  # whoever reads it says why it cannot be
            alone = size > _LARGE_BYTES or _MANY.search(file.name)
            yield str(file), None if alone else size


def _shard(sources: list[str]) -> Shard:
    first = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(sources[0]).name)[:60].strip("-.") or "shard"
    names = "\0".join(sources).encode("utf-8", "surrogateescape")
    return Shard(f"{first}-{hashlib.sha256(names).hexdigest()[:10]}", tuple(sources))


def uris(shard: Shard) -> list[str]:
    """Each source as its documents name it."""
    return [source if is_url(source) else uri_of(Path(source)) for source in shard.sources]


def contents(shard: Shard) -> list[tuple[str, str]]:
    """Each source of a shard with the SHA-256 of its bytes; that of an address names it alone."""
    return list(zip(uris(shard), map(_digest, shard.sources), strict=True))


def _digest(source: str) -> str:
    if is_url(source):
        return ""
    total = hashlib.sha256()
    try:
        with Path(source).open("rb") as stream:
            while piece := up_to(stream, _PIECE_BYTES):
                total.update(piece)
    except OSError:
        return ""
    return total.hexdigest()
