"""Documents are read one after the other, the encoder one ahead; very long ones part by part."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord import reading
from onrecord.core.document import Document
from onrecord.documents.readers import read
from onrecord.linking.register import builtin_register
from onrecord.pipeline import reader_named
from onrecord.reading import read_each, read_out

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
    whole = read_out(document, builtin_register())

    monkeypatch.setattr(reading, "_LONGEST_WHOLE", 300)
    monkeypatch.setattr(reading, "_PART_CHARACTERS", 150)
    told: list[tuple[str, int]] = []
    by_part = read_out(
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
    monkeypatch.setattr(reading, "_LONGEST_WHOLE", 10)
    monkeypatch.setattr(reading, "_PART_CHARACTERS", size)

    parts = [part for _, part, _ in reading._parts(document)]

    assert tuple(s for part in parts for s in part.segments) == document.segments
    assert {part.text for part in parts} == {TEXT}
    assert (len(parts) > 1) is (size < len(TEXT))
    assert [last for _, _, last in reading._parts(document)] == [*[False] * (len(parts) - 1), True]


def test_each_is_read_as_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one follows itself, and where one is read in parts."""
    monkeypatch.setattr(reading, "_LONGEST_WHOLE", 400)
    monkeypatch.setattr(reading, "_PART_CHARACTERS", 200)
    known, reader = builtin_register(), reader_named("accurate")
    short = document_of("Mara Vale said that Karsia had lied. “We will see,” she added.")
    given = [short, short, document_of(TEXT), document_of("Nothing."), short]

    found = list(read_each(given, known, reader))

    assert found == [read_out(document, known, reader) for document in given]
    assert [len(reading.statements) for reading in found] == [2, 2, 12, 0, 2]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_the_encoder_is_some_texts_ahead_and_no_more(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", at_once)
    asked: list[str] = []

    def given() -> Iterator[Document]:
        for name in "abcd":
            asked.append(name)
            yield replace(document_of("Vale spoke."), uri=name)

    readings = read_each(given(), builtin_register(), reader_named("fast"))

    assert next(readings).document.uri == "a"
    assert asked == list("abcd"[: at_once + 1])
    assert [found.document.uri for found in readings] == ["b", "c", "d"]


def test_what_the_encoder_breaks_on_is_told_where_it_is_read() -> None:
    class Broken:
        encoder = None
        judge = None

    with pytest.raises(AttributeError):
        list(read_each([document_of(TEXT)], builtin_register(), Broken()))  # type: ignore[arg-type]
