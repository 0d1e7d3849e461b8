import pytest

from onrecord.core.document import document_id
from onrecord.core.selectors import Selector, Span, select
from onrecord.verification.citations import altered_documents, broken_citations

TEXT = (
    "Anna Vale went to the river in the spring, as she had done in every year since the flood. "
    "She said: “The border stays open.” Nobody asked."
)


def _selectors() -> list[Selector]:
    return [
        select("d", TEXT, Span(0, 9)),
        select("d", TEXT, Span(TEXT.index("“"), TEXT.index("”") + 1)),
    ]


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        (TEXT, []),
        (TEXT + " More.", []),
        (TEXT.replace("open", "shut"), ["“The border stays open.”"]),
        # the words stand, but not in the same place
        (" " + TEXT, ["Anna Vale", "“The border stays open.”"]),
        # the words stand, but what is around them was changed
        (TEXT.replace("said:", "lied:"), ["“The border stays open.”"]),
        ("", ["Anna Vale", "“The border stays open.”"]),
    ],
)
def test_finds_the_citations_that_no_longer_hold(now: str, broken: list[str]) -> None:
    found = broken_citations(_selectors(), {"d": now}.__getitem__)

    assert [selector.exact for selector in found] == broken


def test_reads_each_text_once_when_selectors_come_by_document() -> None:
    asked: list[str] = []

    def text_of(key: str) -> str:
        asked.append(key)
        return TEXT

    selectors = [select(key, TEXT, Span(0, 4)) for key in ("c", "c", "d", "d", "d")]

    assert list(broken_citations(selectors, text_of)) == []
    assert asked == ["c", "d"]


def test_finds_altered_documents() -> None:
    key, with_origin = document_id(TEXT), document_id(TEXT, "https://news.example/1")
    contents = [
        (key, TEXT, None),
        (with_origin, TEXT, "https://news.example/1"),
        (key, TEXT + ".", None),
        (with_origin, TEXT, "https://news.example/2"),
    ]

    assert list(altered_documents(contents)) == [key, with_origin]
