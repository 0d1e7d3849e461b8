"""Workers of a batch in which some rows of a table are a way to die; light, for it starts often."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import batch
from onrecord.core.document import Document
from onrecord.documents import tables
from onrecord.documents.facts import Defaults, Unread

_document, _line_documents = tables._document, tables._line_documents


def _dies(row: dict[str, Any], place: str, defaults: Defaults) -> Document:
    """Read a row as ever, unless its text is a way to die."""
    text = row.get("text", "")
    if text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "kill once" and not (once := Path(place.rpartition("#")[0] + ".once")).exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "crash":
        os.abort()
    while text == "hang":
        time.time()
    if text == "raise":
        raise KeyError("no such thing")
    return _document(row, place, defaults)


def in_rows(pipe: Any, work: batch.Work) -> None:
    """A worker that dies of rows."""
    tables._document = _dies
    batch._serve(pipe, work)


def _deadly_line(line: str, *rest: Any) -> Iterator[Document | Unread]:
    if '"x"' in line:
        os.abort()
    return _line_documents(line, *rest)


def between_rows(pipe: Any, work: batch.Work) -> None:
    """A worker that dies of what stands between two rows."""
    tables._line_documents = _deadly_line
    batch._serve(pipe, work)
