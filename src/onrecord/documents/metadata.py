"""What a web page says of itself: title, publisher, author, date, address, language.

Pages say it several times over: in JSON-LD, in `meta` tags (Open Graph and older), in the markup.
The date is found by htmldate where the first two are silent; how it was found is kept beside it.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from htmldate import find_date

from onrecord.core.document import Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.dates import written_date
from onrecord.documents.facts import Facts
from onrecord.documents.fetch import is_url

_FAR_AHEAD = datetime(2100, 1, 1)
"""Nothing here asks what day it is."""
_ARTICLE = re.compile(r"Article|Report|BlogPosting|WebPage|VideoObject|PressRelease")
_DATE_TAGS = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "publication_date",
    "ptime",
)
_AUTHOR_TAGS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
)
_TITLE_TAGS = ("og:title", "twitter:title", "dc.title", "parsely-title")
_PUBLISHER_TAGS = ("og:site_name", "application-name", "dc.publisher", "article:publisher")
_OFFICIAL = re.compile(r"\.gov(\.\w\w)?$|\.mil$|\.europa\.eu$|\.gob\.\w\w$|\.gouv\.\w\w$")


def page_facts(tree: Any, uri: str) -> Facts:
    """The facts of a web page."""
    linked = _linked_data(tree)
    tags = _tags(tree)
    address = _address(tree, tags, uri)
    published, basis = _published(tree, linked, tags)
    return Facts(
        uri=uri,
        origin=address,
        kind=Kind.OFFICIAL if address and _OFFICIAL.search(_host(address)) else None,
        title=_title(tree, linked, tags),
        publisher=_publisher(linked, tags, address),
        author=_author(tree, linked, tags),
        published=published,
        published_basis=basis,
        language=_language(tree),
    )


def _linked_data(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that describes the article, {} when there is none."""
    described: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        described += [
            item
            for item in _objects(data)
            if _ARTICLE.search(str(item.get("@type"))) and item.get("@type") != "VideoObject"
        ]
    return max(described, key=lambda item: "datePublished" in item, default={})


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))
        yield from _objects(data.get("mainEntity"))


def _tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _line(tag.get("content"))
        if name and content:
            tags.setdefault(name.lower(), content)
    return tags


def _first(tags: dict[str, str], names: tuple[str, ...]) -> tuple[str, str] | None:
    return next(((name, tags[name]) for name in names if name in tags), None)


def _address(tree: Any, tags: dict[str, str], uri: str) -> str | None:
    if is_url(uri):
        return uri
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    for address in (*canonical, tags.get("og:url", "")):
        if is_url(address.strip()) and re.search(r"://[^/]+/.", address):
            return str(address.strip())
    return None


def _host(address: str) -> str:
    return re.sub(r"^\w+://(?:www\.)?([^/:?#]+).*$", r"\1", address)


def _title(tree: Any, linked: dict[str, Any], tags: dict[str, str]) -> str | None:
    headline = _line(linked.get("headline"))
    tag = _first(tags, _TITLE_TAGS)
    headings = [_line(heading.text_content()) for heading in tree.xpath("//h1")]
    title = _line(tree.findtext(".//title"))
    candidate = headline or (tag[1] if tag else None)
    if candidate is None and len(headings) == 1:
        candidate = headings[0]
    return _without_site(candidate or title, tags)


def _without_site(title: str | None, tags: dict[str, str]) -> str | None:
    """`Vale meets Okoro - The Brenn Times` without the name of the site."""
    site = tags.get("og:site_name")
    if title is None or site is None:
        return title
    return re.sub(rf"\s+[|–—-]\s+{re.escape(site)}$", "", title) or title


def _publisher(linked: dict[str, Any], tags: dict[str, str], address: str | None) -> str | None:
    named = linked.get("publisher")
    if isinstance(named, list):
        named = named[0] if named else None
    if isinstance(named, dict):
        named = named.get("name")
    tag = _first(tags, _PUBLISHER_TAGS)
    found = _line(named) or (tag[1] if tag and not is_url(tag[1]) else None)
    return found or (_host(address) if address else None)


def _author(tree: Any, linked: dict[str, Any], tags: dict[str, str]) -> str | None:
    names = [name for name in _names(linked.get("author")) if not is_url(name)]
    if not names:
        tag = _first(tags, _AUTHOR_TAGS)
        names = [tag[1]] if tag and not is_url(tag[1]) else []
    if not names:
        links = tree.xpath("//*[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name']")
        names = list(dict.fromkeys(filter(None, (_line(link.text_content()) for link in links))))[
            :3
        ]
    joined = re.sub(r"^by\s+", "", ", ".join(names), flags=re.IGNORECASE)
    return joined if joined and len(joined) < 120 else None


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return _names(value)
    name = _line(value)
    return [name] if name else []


def _published(
    tree: Any, linked: dict[str, Any], tags: dict[str, str]
) -> tuple[Edtf | None, str | None]:
    date = _day(_line(linked.get("datePublished")))
    if date:
        return date, "JSON-LD datePublished"
    for name in _DATE_TAGS:
        date = _day(tags.get(name))
        if date:
            return date, f"meta {name}"
    found = find_date(tree, original_date=True, outputformat="%Y-%m-%d", max_date=_FAR_AHEAD)
    date = _day(found)
    if date is None:
        return None, None
    return date, f"htmldate: {_where(tree, str(date))}"


def _day(written: str | None) -> Edtf | None:
    """The day, without its time: pages give the time of the server."""
    date = written_date(written) if written else None
    return Edtf(str(date).partition("T")[0]) if date else None


def _where(tree: Any, day: str) -> str:
    times = tree.xpath("//time/@datetime | //time/text()")
    if any(str(_day(str(written))) == day for written in times):
        return "time element"
    address = " ".join(
        tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    )
    if day.replace("-", "/") in address or day in address:
        return "address"
    return "text of the page"


def _language(tree: Any) -> str | None:
    declared = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    code = re.match(r"[A-Za-z]{2}(?=[-_]|$)", declared)
    return code.group().lower() if code else None


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
