"""RSS and Atom files: each entry that brings words of its own is a document."""

import re
from collections.abc import Iterator
from typing import Any

import feedparser

from onrecord.core.document import Document
from onrecord.documents.dates import written_date
from onrecord.documents.facts import Defaults, Facts, Unread
from onrecord.documents.html import fragment_document
from onrecord.errors import UnreadableError

_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)


def is_feed(text: str) -> bool:
    """Whether the root of the XML is that of RSS, Atom or RDF."""
    return _ROOT.match(text[:8_192]) is not None


def feed_documents(text: str, uri: str, defaults: Defaults) -> Iterator[Document | Unread]:
    """The documents of a feed; an entry without words is reported."""
    feed = feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)
    publisher = _line(feed.feed.get("title"))
    if not feed.entries:
        yield Unread(uri, "is a feed without entries")
    for number, entry in enumerate(feed.entries, start=1):
        body = _body(entry)
        link = _line(entry.get("link")) or _line(entry.get("id"))
        place = link or f"{uri}#{number}"
        if not body.strip():
            yield Unread(place, "is a feed entry without words")
            continue
        published = written_date(entry.get("published") or entry.get("updated") or "")
        facts = Facts(
            uri=place,
            origin=link,
            title=_line(entry.get("title")),
            publisher=publisher,
            author=_line(entry.get("author")),
            published=published,
            published_basis="the feed" if published else None,
        ).filled_from(defaults)
        try:
            yield fragment_document(body, facts)
        except UnreadableError as error:
            yield Unread(place, str(error))


def _body(entry: Any) -> str:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    return max(map(str, [*contents, entry.get("summary", "")]), key=len)


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None
