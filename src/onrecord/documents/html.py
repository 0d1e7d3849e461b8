"""Web pages: the main text (trafilatura), and what the page says of itself.

The text of the document is the page's blocks with blank lines between them: the title, then
paragraphs, headings, captions, each a segment. A caption, a byline or a link to another story
that comes along with the text is marked as what it is.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.selectors import Span
from onrecord.documents.clutter import ends_sentence, plain, wording_kind
from onrecord.documents.encodings import without_lone_surrogates
from onrecord.documents.facts import Defaults, Facts, assembled
from onrecord.documents.language import language_of
from onrecord.documents.limits import MOST_ATTRIBUTES, MOST_TAGS
from onrecord.documents.metadata import page_facts
from onrecord.documents.plain import known_lines
from onrecord.documents.segments import Unit, marked
from onrecord.documents.transcripts import is_transcript, turns
from onrecord.errors import UnreadableError

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|h2|table|span)\b",
    re.DOTALL | re.IGNORECASE,
)
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_LONGEST_CAPTION = 600
_FEWEST_BLOCKS = 2
_SHORT_PAGE = 300
_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "fw", "ab", "code"))

Block = tuple[SegmentKind | None, str]


def is_html(text: str) -> bool:
    """Whether the text opens as a web page or a piece of one does."""
    return _OPENING.match(text[:8_192]) is not None


def html_document(
    text: str, uri: str, defaults: Defaults, notes: tuple[str, ...] = (), *, alone: bool = True
) -> Document:
    """The document of a web page.

    Args:
        text: the page.
        uri: its address, or a file name.
        defaults: what the user says.
        notes: what was found wrong in reading.
        alone: the page is all of its source, so that the user knows better than the page.

    Raises:
        UnreadableError: there is no main text, or it has more tags than anybody writes.
    """
    _check_size(text)
    tree = _tree(text)
    facts = replace(page_facts(tree, uri), notes=notes)
    facts = facts.overruled_by(defaults) if alone else facts.filled_from(defaults)
    blocks = main_blocks(text, tree)
    if not blocks:
        raise UnreadableError("is a web page without a main text")
    return blocks_document(blocks, facts)


def _check_size(markup: str) -> None:
    """Refuse what the parsers of pages take hours for."""
    if markup.count("<") > MOST_TAGS:
        raise UnreadableError(f"is a web page of more than {MOST_TAGS:,} tags")
    for piece in markup.split("<"):
        if len(piece) < MOST_ATTRIBUTES or not piece[0].isalpha():
            continue
        tag = _VALUE.sub("=", piece).partition(">")[0]
        if len(tag.split()) > MOST_ATTRIBUTES:
            raise UnreadableError(f"has a tag of more than {MOST_ATTRIBUTES:,} attributes")


def fragment_document(markup: str, facts: Facts) -> Document:
    """The document of a piece of HTML or text, such as the content of a feed's entry."""
    if "<" in markup:
        _check_size(markup)
        fragment = lxml_html.fragment_fromstring(
            without_lone_surrogates(markup)[0], create_parent="div"
        )
        blocks = [(None, words) for words in _fragment_lines(fragment)]
    else:
        blocks = [(None, words) for words in _lines(markup)]
    if not blocks:
        raise UnreadableError("has no words")
    return blocks_document(blocks, facts)


def blocks_document(blocks: Iterable[Block], facts: Facts) -> Document:
    """The document of blocks, its title first."""
    rows = list(blocks)
    if facts.title:
        title = plain(facts.title)
        repeated = [number for number, (_, words) in enumerate(rows) if plain(words) == title]
        rows = [row for number, row in enumerate(rows) if number not in repeated]
        rows.insert(0, (SegmentKind.TITLE, facts.title))
    text, units = _laid_out(rows)
    if facts.kind is None and is_transcript(text):
        facts = replace(facts, kind=Kind.TRANSCRIPT, occasion=facts.occasion or facts.title)
    facts = replace(facts, language=facts.language or language_of(text))
    if facts.kind == Kind.TRANSCRIPT:
        parts = turns(text)
        if any(part.kind == SegmentKind.TURN for part in parts):
            return assembled(text, parts, facts)
    return assembled(text, tuple(_marked(units, facts)), facts)


def _marked(units: list[Unit], facts: Facts) -> Iterator[Segment]:
    known = known_lines(facts)
    for unit in units:
        unit.kind = unit.kind or known.get(plain(unit.words)) or wording_kind(unit.words)
        if unit.kind == SegmentKind.HEADING:
            unit.kind = wording_kind(unit.words) or SegmentKind.HEADING
    for unit in marked(units):
        yield Segment(kind=unit.kind or SegmentKind.PARAGRAPH, span=Span(unit.start, unit.end))


def _laid_out(rows: list[Block]) -> tuple[str, list[Unit]]:
    units: list[Unit] = []
    place = 0
    for number, (kind, words) in enumerate(rows):
        units.append(Unit(place, place + len(words), number, words, kind))
        place += len(words) + 2
    return "\n\n".join(words for _, words in rows), units


def main_blocks(text: str, tree: Any) -> list[Block]:
    """The blocks of the main text of a page, in order."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # not for our users
    # Its own rules alone (fast) are better than with its fallbacks: F1 0.957 against 0.950.
    found = bare_extraction(text, include_comments=False, fast=True, with_metadata=False)
    body = getattr(found, "body", None)
    blocks = [] if body is None else list(_body_blocks(body))
    if len(blocks) < _FEWEST_BLOCKS or sum(len(words) for _, words in blocks) < _SHORT_PAGE:
        # Of a short page trafilatura gives all words, menus among them, or one lump, or nothing.
        blocks = _short_page(tree) or blocks
    captions = list(_captions(tree))
    marks = dict.fromkeys(_links(tree), SegmentKind.TEASER)
    marks |= dict.fromkeys(map(plain, captions), SegmentKind.CAPTION)
    blocks = [(kind or _marked_up(words, marks), words) for kind, words in blocks]
    return list(_with_captions(tree, blocks))


def _with_captions(tree: Any, blocks: list[Block]) -> Iterator[Block]:
    """The blocks, and after each the captions that the page shows there and the reader left out."""
    places = {plain(words): number for number, (_, words) in enumerate(blocks)}
    shown: dict[int, list[str]] = {}
    last = None
    for element in tree.iter("p", "h1", "h2", "h3", "li", "figcaption"):
        words = _words(element)
        place = places.get(plain(words))
        if place is not None:
            last = place
        elif element.tag == "figcaption" and last is not None and plain(words):
            shown.setdefault(last, []).append(words)
    for number, block in enumerate(blocks):
        yield block
        if number < len(blocks) - 1:
            yield from ((SegmentKind.CAPTION, words) for words in shown.get(number, ()))


def _short_page(tree: Any) -> list[Block]:
    """The paragraphs and headings of the article element, or of the page."""
    inside = tree.xpath("//article") or tree.xpath("//main") or [tree]
    found = inside[0].xpath(
        ".//*[self::p or self::h2 or self::h3 or self::li or self::figcaption][not(ancestor::aside"
        " or ancestor::nav or ancestor::footer or ancestor::header or descendant::p)]"
    )
    kinds = {
        "h2": SegmentKind.HEADING,
        "h3": SegmentKind.HEADING,
        "figcaption": SegmentKind.CAPTION,
    }
    return [(kinds.get(element.tag), words) for element in found if (words := _words(element))]


def _marked_up(words: str, marks: Mapping[str, SegmentKind]) -> SegmentKind | None:
    """What the markup of the page says of a block; a link that is a sentence may be a paragraph."""
    kind = marks.get(plain(words))
    return None if kind == SegmentKind.TEASER and ends_sentence(words) else kind


def _captions(tree: Any) -> Iterator[str]:
    """The captions that the page marks as such."""
    marked_up = tree.xpath(
        "//figcaption | //figcaption//p | //*[contains(@class, 'caption')] "
        "| //*[contains(@class, 'caption')]//p"
    )
    for element in marked_up:
        words = _words(element)
        if plain(words) and len(words) < _LONGEST_CAPTION:
            yield words


def _links(tree: Any) -> Iterator[str]:
    """The words of the links of a page; a block that is nothing else leads elsewhere."""
    for element in tree.iter("a"):
        words = plain(_words(element))
        if words:
            yield words


def _body_blocks(parent: Any) -> Iterator[Block]:
    """The blocks of the main text, loose words between them among them."""
    yield from ((None, words) for words in _lines(parent.text or ""))
    for element in parent:
        if element.tag == "head":
            yield from ((SegmentKind.HEADING, words) for words in _element_lines(element))
        elif element.tag in _BLOCKS:
            yield from ((None, words) for words in _element_lines(element))
        else:
            yield from _body_blocks(element)
        yield from ((None, words) for words in _lines(element.tail or ""))


def _element_lines(element: Any) -> list[str]:
    if element.tag == "row":
        cells = (" ".join(_lines("".join(cell.itertext()))) for cell in element)
        return _lines(" ".join(cells))
    for line_break in element.iter("lb", "br"):
        line_break.tail = "\n" + (line_break.tail or "")
    for block in element.iterdescendants(*_BLOCKS):
        block.text = "\n" + (block.text or "")
        block.tail = "\n" + (block.tail or "")
    tail, element.tail = element.tail, None
    lines = _lines("".join(element.itertext()))
    element.tail = tail
    return lines


def _fragment_lines(fragment: Any) -> list[str]:
    etree.strip_elements(fragment, "script", "style", etree.Comment, with_tail=False)
    for element in fragment.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote"):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    return _lines("".join(fragment.itertext()))


def _lines(words: str) -> list[str]:
    lines = (_SPACE.sub(" ", line).strip() for line in words.split("\n"))
    return [without_lone_surrogates(line)[0] for line in lines if line]


def _words(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _tree(text: str) -> Any:
    # A declared encoding is not wanted twice: lxml refuses it in text that is decoded already.
    try:
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError):
        raise UnreadableError("is a web page without a text") from None
    return tree
