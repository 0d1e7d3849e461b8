"""What the user names -> the bytes of each source: a file, a folder, a web address."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.documents.facts import Unread
from onrecord.documents.fetch import fetched, is_url
from onrecord.documents.limits import PACKED_BYTES
from onrecord.documents.streams import up_to
from onrecord.errors import UnreadableError


def sources(path_or_url: str) -> Iterator[tuple[str, bytes] | Unread]:
    """Each source with its uri, read whole; one that is too large for that says so."""
    for source in opened(path_or_url):
        if isinstance(source, Unread):
            yield source
            continue
        uri, stream = source
        data = up_to(stream, PACKED_BYTES + 1)
        if len(data) > PACKED_BYTES:
            yield Unread(uri, f"is larger than {PACKED_BYTES:,} bytes")
        else:
            yield uri, data


def opened(path_or_url: str) -> Iterator[tuple[str, BinaryIO] | Unread]:
    """Each source with its uri, to be read before the next one is asked for."""
    if is_url(path_or_url):
        try:
            yield path_or_url, io.BytesIO(fetched(path_or_url))
        except UnreadableError as error:
            yield Unread(path_or_url, str(error))
        return
    found = False
    for file in files(path_or_url):
        found = True
        yield from _opened(file)
    if not found:
        yield Unread(path_or_url, "is a folder without files")


def files(path: str) -> Iterator[Path]:
    """A file, or those of a folder in the order of their names, hidden ones left out."""
    if Path(path).is_dir():
        yield from sorted(_files(Path(path)))
    else:
        yield Path(path)


def uri_of(path: Path) -> str:
    """The name of a file; bytes of it that are no UTF-8 could be neither stored nor printed."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and path.is_file():
            yield path


def _opened(path: Path) -> Iterator[tuple[str, BinaryIO] | Unread]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield Unread(uri_of(path), f"cannot be read: {error.strerror}")
        return
    with stream:
        yield uri_of(path), stream
