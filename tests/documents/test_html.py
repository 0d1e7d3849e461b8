"""Web pages."""

import pytest

from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.readers import Defaults, Unread, read

SENTENCES = " ".join(
    f"The port stayed shut for day {n}, the ministry of Velland said." for n in range(6)
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Vale refuses to sign - Brenn Times</title>
<meta property="og:site_name" content="Brenn Times">
<meta property="og:title" content="Vale refuses to sign - Brenn Times">
<link rel="canonical" href="https://brenn.example/2021/05/03/vale-refuses">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
 {{"@type": "WebSite", "name": "x"}},
 {{"@type": "NewsArticle", "datePublished": "2021-05-03T10:00:00Z",
   "author": [{{"name": "Lena Okoro"}}, {{"name": "Mika Sarrow"}}]}}]}}</script></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Vale refuses to sign</h1><p class="byline">By Lena Okoro</p>
<p>President Ada Vale said on Monday that she would not sign the treaty. {SENTENCES}</p>
<figure><img src="a.jpg"><figcaption>Ada Vale waves at the port of Brenn</figcaption></figure>
<p>“We will wait,” she told reporters. {SENTENCES}</p>
<h2>What comes next</h2>
<p><a href="/other">Okoro resigns over the port</a></p>
<ul><li>The treaty will be put to a vote on Friday, and the ministry will publish it.</li></ul>
<p>Sarrow declined to comment. {SENTENCES}</p>
<p>Read more: Sarrow answers Vale</p></article>
<footer><p>Copyright © 2021 Brenn Times</p></footer></body></html>"""


def page(text: str, uri: str = "page.html", defaults: Defaults | None = None) -> Document:
    """The document of a page."""
    (document,) = read(text.encode(), uri, defaults)
    assert isinstance(document, Document)
    return document


def told(document: Document) -> str:
    """The words that statements are taken from."""
    return "\n".join(part.span.of(document.text) for part in document.told())


def test_reads_what_the_page_says_of_itself() -> None:
    document = page(PAGE)

    assert document.title == "Vale refuses to sign"
    assert document.publisher == "Brenn Times"
    assert document.author == "Lena Okoro, Mika Sarrow"
    assert (str(document.published), document.published_basis) == (
        "2021-05-03",
        "JSON-LD datePublished",
    )
    assert document.origin == "https://brenn.example/2021/05/03/vale-refuses"
    assert (document.language, document.kind) == ("en", Kind.ARTICLE)


def test_captions_bylines_links_and_menus_are_not_told() -> None:
    words = told(page(PAGE))

    assert words.startswith("Vale refuses to sign\nPresident Ada Vale said on Monday")
    for part in ("We will wait", "put to a vote on Friday", "Sarrow declined"):
        assert part in words
    for part in ("waves at", "By Lena", "Okoro resigns", "Read more", "Copyright", "Home"):
        assert part not in words


def test_a_caption_stands_in_its_place_as_what_it_is() -> None:
    document = page(PAGE)

    kinds = [str(part.kind) for part in document.segments]
    caption = document.segments[kinds.index("caption")]
    assert caption.span.of(document.text) == "Ada Vale waves at the port of Brenn"
    assert (
        document.segments[kinds.index("caption") + 1].span.of(document.text).startswith("“We will")
    )


def test_a_short_page_is_cut_into_its_paragraphs() -> None:
    document = page(
        "<html><body><nav><ul><li>Home</li></ul></nav><article><h1>Vale signs</h1>"
        "<figure><figcaption>Ada Vale</figcaption></figure><p>Vale signed on Monday.</p>"
        "<p>“We had to,” she said.</p><aside><p>Ten walks</p></aside></article></body></html>"
    )

    assert [(str(part.kind), part.span.of(document.text)) for part in document.segments] == [
        ("title", "Vale signs"),
        ("caption", "Ada Vale"),
        ("paragraph", "Vale signed on Monday."),
        ("paragraph", "“We had to,” she said."),
    ]


def test_the_title_stands_once() -> None:
    assert page(PAGE).text.count("Vale refuses to sign") == 1


def test_the_user_knows_better_than_the_page() -> None:
    document = page(PAGE, defaults=Defaults(published=Edtf("2021-05"), publisher="Port Post"))

    assert (str(document.published), document.published_basis) == ("2021-05", "given by the user")
    assert document.publisher == "Port Post"


def test_one_page_from_two_places_is_one_document() -> None:
    assert page(PAGE, "a.html").id == page(PAGE, "b.html").id


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (
            '<meta property="article:published_time" content="2020-02-01T01:00:00+01:00">',
            "2020-02-01",
            "meta article:published_time",
        ),
        ("", None, None),
    ],
)
def test_says_how_the_date_was_found(head: str, published: str | None, basis: str | None) -> None:
    text = f"<html><head>{head}</head><body><article><p>{SENTENCES}</p></article></body></html>"

    document = page(text)

    assert (document.published and str(document.published), document.published_basis) == (
        published,
        basis,
    )


def test_the_date_in_the_address_is_found_as_such() -> None:
    head = '<link rel="canonical" href="https://brenn.example/2021/05/03/vale">'
    text = f"<html><head>{head}</head><body><article><p>{SENTENCES}</p></article></body></html>"

    document = page(text)

    assert (str(document.published), document.published_basis) == (
        "2021-05-03",
        "htmldate: address",
    )


def test_a_government_page_is_official() -> None:
    assert page(PAGE, "https://www.president.gov/statement").kind == Kind.OFFICIAL


@pytest.mark.parametrize("text", ["<html></html>", "<!doctype html><body><nav> </nav></body>"])
def test_a_page_without_words_is_reported(text: str) -> None:
    (found,) = read(text.encode(), "page.html")

    assert isinstance(found, Unread)
    assert "\n" not in found.reason
