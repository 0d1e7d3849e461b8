"""What a page shows, for machines: JSON-LD in the words of schema.org.

Words in quotation marks are a `Quotation` of their speaker. Words that a source puts in its own
way, and deeds that it tells, are a `Claim` which appears in that source: a report of words is not
the words. What was not said ("declined to comment") or only supposed is neither, and stays out.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.core.codec import writable
from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Factuality, Form, SpeakerKind, Statement
from onrecord.core.findings import Citation, Evidence
from onrecord.core.selectors import Span
from onrecord.record.merging import shown
from onrecord.web.dates import html_date
from onrecord.web.links import Links, words_anchor
from onrecord.web.words import document_title, web_address

Json = dict[str, Any]
_WORKS = {Kind.ARTICLE: "Article", Kind.POST: "SocialMediaPosting"}
_AGENTS = {SpeakerKind.PERSON: "Person", SpeakerKind.ORGANISATION: "Organization"}
NO_DATA = Markup("")
"""Of a page that shows nobody's words or deeds."""
# A script that is data is never run, but its end tag would end it: no text may hold one.
_HARMLESS = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A telling as a page shows it: its words, where a reader finds them, who wrote them."""

    key: str
    telling: Statement | Action
    words: str
    url: str | None
    sources: Sequence[Citation | Document]


def evidence_data(evidence: Iterable[Evidence], links: Links) -> Markup:
    """The evidence of a page as a block of JSON-LD; nothing where there is none to tell."""
    known = {item.id: item for item in evidence}
    return _block(_of_evidence(item, links) for item in known.values())


def source_data(document: Document, tellings: Iterable[Statement | Action]) -> Markup:
    """What was read from a document as a block of JSON-LD, for a page of the document."""
    return _block(
        _Told(
            key=telling.id,
            telling=telling,
            words=_words(telling, document.text, 0),
            url=f"#{words_anchor(telling.id)}",
            sources=(document,),
        )
        for telling in tellings
    )


def _of_evidence(item: Evidence, links: Links) -> _Told:
    best = item.citations[0]
    return _Told(
        key=item.id,
        telling=item.telling,
        words=_words(item.telling, best.selector.exact, best.selector.span.start),
        url=links.words(best),
        sources=item.citations,
    )


def _words(telling: Statement | Action, text: str, starts: int) -> str:
    """The words of a telling, without what the writer put in between."""
    spans = telling.content if isinstance(telling, Statement) else (shown(telling),)
    return " … ".join(_within(span, starts).of(text) for span in spans)


def _within(span: Span, starts: int) -> Span:
    return Span(span.start - starts, span.end - starts)


def _block(told: Iterable[_Told]) -> Markup:
    graph = list(_graph(told))
    if not graph:
        return NO_DATA
    data = {"@context": "https://schema.org", "@graph": graph}
    text: str = writable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    for char, escaped in _HARMLESS.items():  # four times as fast as str.translate
        text = text.replace(char, escaped)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _graph(told: Iterable[_Told]) -> Iterator[Json]:
    """What was told, after it who told it and where, each once: pages repeat both a lot."""
    agents: dict[str, Json] = {}
    works: dict[str, Json] = {}
    for one in told:
        if isinstance(one.telling, Statement) and one.telling.factuality is not Factuality.SAID:
            continue
        yield _node(one, agents, works)
    yield from (*agents.values(), *works.values())


def _node(told: _Told, agents: dict[str, Json], works: dict[str, Json]) -> Json:
    telling = told.telling
    written = [_work(source, works) for source in told.sources]
    about = [{"@id": _urn(topic)} for topic in telling.topics]
    node: Json = {"@id": _urn(told.key), "text": told.words, "url": told.url}
    if isinstance(telling, Action):
        if telling.actor:
            about.insert(0, _agent(telling.actor, None, agents))
        return _stripped({"@type": "Claim", **node, "about": about, "appearance": written})
    if telling.speaker:
        node["creator"] = _agent(telling.speaker, telling.speaker_kind, agents)
    node.update(_dated(telling.said, "dateCreated"))
    if telling.form is Form.DIRECT:
        return _stripped({"@type": "Quotation", **node, "about": about, "isPartOf": written})
    return _stripped({"@type": "Claim", **node, "about": about, "appearance": written})


def _agent(who: Reference, kind: SpeakerKind | None, agents: dict[str, Json]) -> Json:
    """A reference to whoever speaks or acts; a Thing by default, as not every name is a person."""
    key = _urn(who.id)
    sort = _AGENTS.get(kind, "Thing") if kind else "Thing"
    known = agents.setdefault(key, {"@type": sort, "@id": key, "name": who.name})
    if known["@type"] == "Thing":
        known["@type"] = sort
    return {"@id": key}


def _work(source: Citation | Document, works: dict[str, Json]) -> Json:
    document = source.id if isinstance(source, Document) else source.selector.document
    if document not in works:
        publisher = source.publisher
        works[document] = _stripped(
            {
                "@type": _WORKS.get(source.kind, "CreativeWork"),
                "@id": f"_:source{len(works)}",
                "identifier": document,
                "name": document_title(source),
                "url": web_address(source.uri),
                "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
                **_dated(source.published, "datePublished"),
            }
        )
    return {"@id": works[document]["@id"]}


def _dated(when: Edtf | None, name: str) -> Json:
    """The date under its name where it is one of ISO 8601; else what time it lies in, as EDTF."""
    if when is None:
        return {}
    day = html_date(when)
    return {name: day} if day else {"temporalCoverage": when.text}


def _urn(key: str) -> str:
    return f"urn:onrecord:{key}"


def _stripped(node: Json) -> Json:
    return {name: value for name, value in node.items() if value not in (None, [])}
