"""A batch never holds too much."""

import pytest

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.documents.facts import Unread
from onrecord.documents.readers import read

TEXT = "Mara Vale spoke in the capital."


def document_of(text: str) -> Document:
    (document,) = read(text.encode(), "long.txt")
    assert isinstance(document, Document)
    return document


def test_a_batch_ends_with_its_documents_or_its_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_BATCH", 3)
    monkeypatch.setattr(pipeline, "_BATCH_CHARACTERS", 2 * len(TEXT) - 1)
    document, broken = document_of(TEXT), Unread("junk", "is not text")

    batches = list(pipeline._batches([document, document, broken, broken, broken, broken]))

    assert batches == [[document, document], [broken] * 3, [broken]]
