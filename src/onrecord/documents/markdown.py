"""Markdown: the text stays as it is; marks at the head of a line tell headings and lists."""

import re
from dataclasses import replace

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.selectors import Span
from onrecord.documents.dates import written_date
from onrecord.documents.facts import Defaults, Facts, assembled
from onrecord.documents.language import language_of
from onrecord.documents.plain import known_lines, titled
from onrecord.documents.segments import segments
from onrecord.documents.transcripts import is_transcript, turns

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<words>.*?)[\s#]*$", re.DOTALL)
_QUOTE = re.compile(r"(?:>\s?)+")
_SIGNS = re.compile(r"^#{1,6} \S|^---\s*$|^\s*[-*] \[|\]\(https?://|^```|\*\*\S", re.MULTILINE)
_RULE = re.compile(r"[-*_=\s]{3,}|```.*|!\[.*\]\(.*\)")


def is_markdown(text: str) -> bool:
    """Whether the text has front matter or several signs of Markdown, a heading among them."""
    if _FRONT.match(text):
        return True
    return re.search(r"^#{1,6} \S", text, re.MULTILINE) is not None and (
        text.lstrip().startswith("#") or len(_SIGNS.findall(text)) > 2
    )


def markdown_document(
    text: str, uri: str, defaults: Defaults, notes: tuple[str, ...] = ()
) -> Document:
    """The document of a Markdown text."""
    front = _FRONT.match(text)
    fields = (
        {m["name"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(front["fields"])}
        if front
        else {}
    )
    published = written_date(fields.get("published") or fields.get("date") or "")
    facts = Facts(
        uri=uri,
        kind=Kind.TRANSCRIPT if is_transcript(text) else None,
        title=fields.get("title") or None,
        publisher=fields.get("publisher") or None,
        author=fields.get("author") or None,
        published=published,
        published_basis="front matter" if published else None,
        language=language_of(text),
        notes=notes,
    ).overruled_by(defaults)
    start = front.end() if front else 0
    read = turns(text) if facts.kind == Kind.TRANSCRIPT else segments(text, known_lines(facts))
    parts = [
        part for found in read if found.span.start >= start for part in _without_marks(text, found)
    ]
    parts = _one_title(parts)
    return assembled(text, parts, replace(facts, title=facts.title or titled(text, parts)))


def _without_marks(text: str, part: Segment) -> list[Segment]:
    words = part.span.of(text)
    start = part.span.start
    heading = _HEADING.fullmatch(words)
    if heading is not None and heading["words"]:
        span = Span(start + heading.start("words"), start + heading.end("words"))
        top = len(heading["marks"]) == 1
        return [Segment(kind=SegmentKind.TITLE if top else SegmentKind.HEADING, span=span)]
    if _RULE.fullmatch(words):
        return []
    quote = _QUOTE.match(words)
    if quote is not None and quote.end() < len(words):
        return [replace(part, span=Span(start + quote.end(), part.span.end))]
    return [part]


def _one_title(parts: list[Segment]) -> list[Segment]:
    """Only the first title is one; further top headings are headings."""
    seen = False
    result: list[Segment] = []
    for part in parts:
        is_title = part.kind == SegmentKind.TITLE
        result.append(replace(part, kind=SegmentKind.HEADING) if is_title and seen else part)
        seen = seen or is_title
    return result
