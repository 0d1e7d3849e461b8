import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.selectors import Span
from onrecord.web.highlights import Highlight, HighlightedText


def shown(text: str, blocks: list[Span], highlights: list[Highlight]) -> str:
    made = HighlightedText(text, blocks, highlights)
    return "".join(str(made.html(block)) for block in blocks)


def marked(text: str, **words: str) -> str:
    """The markup in short form, for highlights of the given words by telling."""
    highlights = [
        Highlight(Span(text.index(w), text.index(w) + len(w)), telling, "content")
        for telling, w in words.items()
    ]
    page = shown(text, [Span(0, len(text))], highlights)
    page = re.sub(r'<mark class="content t-s-(\w+)"( id="s-\w+")?>', r"[\1\2 ", page)
    page = re.sub(r' id="s-\w+"', "#", page)
    return page.replace("</mark>", "]")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"a": "said no"}, "Vale [a# said no](1) twice & left"),
        ({"a": "said no", "b": "no"}, "Vale [a# said [b# no](1)](2) twice & left"),
        # crossing: the second is cut where the first ends, and bears one anchor and one number
        ({"a": "said no", "b": "no twice"}, "Vale [a# said [b# no]](1)[b  twice](2) & left"),
        ({"a": "twice & left"}, "Vale said no [a# twice & left](1)"),
    ],
)
def test_highlights_nest(words: dict[str, str], expected: str) -> None:
    page = marked("Vale said no twice & left", **words)
    page = re.sub(r'<a class="ref" href="#n-(\d)" id="r-\d">\d</a>', r"(\1)", page)

    assert page == expected.replace("&", "&amp;")


def test_what_is_outside_of_blocks_is_not_shown() -> None:
    text = "Caption\n\nVale said no\n\nat last"
    blocks = [Span(9, 21), Span(23, 30)]

    page = shown(text, blocks, [Highlight(Span(14, 30), "a", "content")])

    assert "Caption" not in page
    assert page.count('id="s-a"') == 1
    assert page.count('class="ref"') == 1
    assert page.endswith('at last</mark><a class="ref" href="#n-1" id="r-1">1</a>')


class Reader(HTMLParser):
    """Reads a page back: its text, and the words of each telling."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.words: dict[str, str] = {}
        self.anchors: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attrs = dict(attrs)
        if tag == "mark":
            self.open.append(str(given_attrs["class"]).split("t-s-")[1])
            if "id" in given_attrs:
                self.anchors.append(str(given_attrs["id"]))
        else:
            self.open.append("")

    def handle_endtag(self, tag: str) -> None:
        was = self.open.pop()
        assert (tag == "a") == (was == "")

    def handle_data(self, data: str) -> None:
        if "" in self.open:
            return
        self.text.append(data)
        for telling in set(self.open):
            self.words[telling] = self.words.get(telling, "") + data


TEXTS = st.text(alphabet="ab<>&\"' \n“”é", min_size=1, max_size=40)


@given(TEXTS, st.data())
def test_the_words_come_through_whatever_they_are(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=6))
    highlights = [
        Highlight(Span(min(pair), max(pair)), f"t{number}", "content")
        for number, pair in enumerate(pairs)
        if pair[0] != pair[1]
    ]

    reader = Reader()
    reader.feed(shown(text, [Span(0, len(text))], highlights))
    reader.close()

    assert "".join(reader.text) == text
    assert reader.words == {h.telling: h.span.of(text) for h in highlights}
    assert sorted(reader.anchors) == sorted(f"s-{h.telling}" for h in highlights)
    assert reader.open == []


def test_markup_in_a_source_stays_text() -> None:
    text = "<script>alert(1)</script>"

    page = shown(text, [Span(0, len(text))], [Highlight(Span(0, 8), "a", "content")])

    assert "<script" not in page
    assert html.escape("<script>") in page
