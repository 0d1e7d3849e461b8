"""What the user names -> the bytes of each source: a file, a folder, a web address."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.documents.facts import Unread
from onrecord.documents.fetch import fetched, is_url
from onrecord.errors import UnreadableError

LARGEST_FILE_BYTES = 2**30


def sources(path_or_url: str) -> Iterator[tuple[str, bytes] | Unread]:
    """Each source with its uri; a folder in the order of its names, hidden files left out."""
    if is_url(path_or_url):
        try:
            yield path_or_url, fetched(path_or_url)
        except UnreadableError as error:
            yield Unread(path_or_url, str(error))
        return
    path = Path(path_or_url)
    if not path.is_dir():
        yield _file(path)
        return
    found = False
    for file in sorted(_files(path)):
        found = True
        yield _file(file)
    if not found:
        yield Unread(path_or_url, "is a folder without files")


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and path.is_file():
            yield path


def _file(path: Path) -> tuple[str, bytes] | Unread:
    # bytes of a name that are no UTF-8 could be neither stored nor printed
    uri = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            return Unread(uri, f"is larger than {LARGEST_FILE_BYTES:,} bytes")
        return uri, path.read_bytes()
    except OSError as error:
        return Unread(uri, f"cannot be read: {error.strerror}")
