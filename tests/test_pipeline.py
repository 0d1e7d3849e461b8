"""A very long text is read part by part, and a batch never holds too much."""

import pytest

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.documents.facts import Unread
from onrecord.documents.readers import read
from onrecord.linking.register import builtin_register

SAYINGS = (
    ("Mara Vale", "Velland will keep the harbour open"),
    ("Oren Sarrow", "Karsia has broken no treaty"),
    ("Lio Aldous", "the council was never asked"),
    ("Iris Colman", "the pipeline is closed for good"),
)
TEXT = "\n\n".join(
    f"{name}, who had come from the capital for the day, said on Friday that {words}."
    for name, words in SAYINGS * 3
)


def document_of(text: str) -> Document:
    (document,) = read(text.encode(), "long.txt")
    assert isinstance(document, Document)
    return document


def test_the_parts_of_a_long_text_say_what_the_whole_says(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(TEXT)
    whole = pipeline.read_out(document, builtin_register())

    monkeypatch.setattr(pipeline, "_LONGEST_WHOLE", 300)
    monkeypatch.setattr(pipeline, "_PART_CHARACTERS", 150)
    told: list[tuple[str, int]] = []
    by_part = pipeline.read_out(
        document, builtin_register(), progress=lambda name, done: told.append((name, done))
    )

    assert len(whole.statements) == len(SAYINGS) * 3
    assert by_part == whole
    assert len(told) > 2
    assert told[-1] == ("100% of long.txt", 0)


@pytest.mark.parametrize("size", [1, 90, 200, 10_000])
def test_parts_hold_every_segment_once_and_in_order(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    document = document_of(TEXT)
    monkeypatch.setattr(pipeline, "_LONGEST_WHOLE", 10)
    monkeypatch.setattr(pipeline, "_PART_CHARACTERS", size)

    parts = list(pipeline._parts(document))

    assert tuple(s for part in parts for s in part.segments) == document.segments
    assert {part.text for part in parts} == {TEXT}
    assert (len(parts) > 1) is (size < len(TEXT))


def test_a_batch_ends_with_its_documents_or_its_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_BATCH", 3)
    monkeypatch.setattr(pipeline, "_BATCH_CHARACTERS", 2 * len(TEXT) - 1)
    document, broken = document_of(TEXT), Unread("junk", "is not text")

    batches = list(pipeline._batches([document, document, broken, broken, broken, broken]))

    assert batches == [[document, document], [broken] * 3, [broken]]
