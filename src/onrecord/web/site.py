"""The static site: a page for every person, topic, dossier and source, without a server."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from onrecord.core.document import Document
from onrecord.core.evidence import Reading
from onrecord.core.findings import Dossier, Evidence, Tension
from onrecord.errors import OnrecordError
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.synthesis.naming import running
from onrecord.web.citing import evidence_by_id
from onrecord.web.leaves import leaves_of, places_of
from onrecord.web.linked import evidence_data, source_data
from onrecord.web.links import (
    Links,
    Pages,
    dossier_page,
    evidence_page,
    part_page,
    person_page,
    source_page,
    topic_page,
)
from onrecord.web.measured import measured
from onrecord.web.render import dossier_context, leaf_context, page_html, part_context, static_text
from onrecord.web.rubric import rubric_sections
from onrecord.web.search import Row, dossier_rows, evidence_rows, index_script
from onrecord.web.source import DossierLink, Leads, pages_of, source_view
from onrecord.web.words import document_title, is_deed

MARKER = ".onrecord-site"
"""A file that says: this folder was built here, so it may be replaced."""

_LEADS = 3
_CARDS = 12
_LISTED = 90
_TOLD = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is published.

    Attributes:
        dossiers: each gets a page, and is linked from its person, topic and sources.
        people: those with a page, the most heard first.
        topics: those with a page, the most touched on first.
        evidence: all that is found by search, and listed on the pages of people.
        readings: of every document; gone through once.
        rubric: the rules that labels come from, in TOML, shown with the method.
    """

    dossiers: tuple[Dossier, ...] = ()
    people: tuple[PersonCount, ...] = ()
    topics: tuple[TopicCount, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    readings: Iterable[Reading] = ()
    rubric: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A document in a list of sources."""

    document: Document
    statements: int
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A contradiction on the front page."""

    dossier: Dossier
    tension: Tension
    evidence: dict[str, Evidence] = field(default_factory=dict)


def build_site(site: Site, out: Path) -> Path:
    """Build the site in a folder, replacing one that was built before; gives its front page.

    Raises:
        OnrecordError: the folder holds something else, or cannot be written.
    """
    out = out.absolute()
    _check_replaceable(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise OnrecordError(f"cannot write to {out.parent}: {error.strerror}") from None
    try:
        _write_pages(site, fresh)
        fresh.chmod(0o755)
        _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return out / "index.html"


def _check_replaceable(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise OnrecordError(f"{out} is a file: name a folder for the site")
    if any(out.iterdir()) and not (out / MARKER).exists():
        raise OnrecordError(f"{out} holds something else: name a new or empty folder for the site")


def _swap(fresh: Path, out: Path) -> None:
    """Put the new folder in place of the old, which goes only when the new one is complete."""
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    out.rename(old / out.name)
    fresh.rename(out)
    shutil.rmtree(old)


def _write_pages(site: Site, folder: Path) -> None:
    for name in ("person", "topic", "dossier", "source", "static"):
        (folder / name).mkdir()
    (folder / MARKER).write_text("", "utf-8")
    for name in ("onrecord.css", "onrecord.js"):
        (folder / "static" / name).write_text(static_text(name), "utf-8")
    people = frozenset(person.id for person in site.people)
    topics = frozenset(topic.id for topic in site.topics)
    dossiers = frozenset((d.person.id, d.topic.id) for d in site.dossiers)
    linked = Pages(people=people, topics=topics, dossiers=dossiers)
    sources = list(_write_sources(site, folder, Links(linked, "../")))
    pages = Pages(
        people=people,
        topics=topics,
        dossiers=dossiers,
        documents=frozenset(source.document.id for source in sources),
    )
    sources.sort(key=_newest_first)
    inner, outer = Links(pages, "../"), Links(pages, "")
    _write_dossiers(site, folder, inner)
    _write_people(site, folder, inner)
    _write_topics(site, folder, inner)
    _write_front(site, sources, folder, outer)


def _write_sources(site: Site, folder: Path, links: Links) -> Iterator[SourceCard]:
    leads = Leads(_dossiers_by_telling(site.dossiers, links))
    for reading in site.readings:
        document = reading.document
        own = replace(links, pages=replace(links.pages, documents=frozenset({document.id})))
        for page in range(1, pages_of(document) + 1):
            view = source_view(reading, leads, page)
            path = folder / source_page(document.id, page)
            data = source_data(document, view.tellings)
            _write(path, "source.html", own, view=view, data=data)
        yield SourceCard(
            document=document,
            statements=len(reading.statements),
            actions=len(reading.actions),
        )


def _dossiers_by_telling(dossiers: Iterable[Dossier], links: Links) -> dict[str, list[DossierLink]]:
    found: dict[str, list[DossierLink]] = {}
    for dossier in dossiers:
        evidence, page = evidence_by_id(dossier), links.dossier(dossier.person.id, dossier.topic.id)
        name = f"{dossier.person.name} on {running(dossier.topic.name)}"
        for key, place in places_of(leaves_of(dossier, links), links).items():
            address = f"{page}{place.listed}" if place.listed.startswith("#") else place.listed
            link = DossierLink(name=name, address=address)
            for citation in evidence[key].citations:
                found.setdefault(citation.telling, []).append(link)
    return found


def _write_dossiers(site: Site, folder: Path, links: Links) -> None:
    for dossier in site.dossiers:
        person, topic = dossier.person.id, dossier.topic.id
        context = dossier_context(dossier, links)
        _write(folder / dossier_page(person, topic), "dossier.html", links, **context)
        for leaf in context["leaves"] if len(context["leaves"]) > 1 else ():
            path = folder / evidence_page(person, topic, leaf.number)
            _write(path, "evidence.html", links, **leaf_context(context, leaf, links))
        for part in context["more"]:
            path = folder / part_page(person, topic, part)
            _write(path, "dossier_section.html", links, **part_context(context, part, links))


def _write_people(site: Site, folder: Path, links: Links) -> None:
    told: dict[str, list[Evidence]] = {}
    for item in site.evidence:
        if item.who is not None:
            told.setdefault(item.who.id, []).append(item)
    names = {topic.id: topic.name for topic in site.topics}
    for person in site.people:
        sections = _sections(told.get(person.id, ()))
        _write(
            folder / person_page(person.id),
            "person.html",
            links,
            data=evidence_data((item for _, items, _ in sections for item in items), links),
            person=person,
            dossiers=[d for d in site.dossiers if d.person.id == person.id],
            sections=sections,
            topics=[(t, names[t], n) for t, n in person.topics if t in names],
        )


def _sections(told: Iterable[Evidence]) -> list[tuple[str, list[Evidence], int]]:
    """What a person said and did: a title, the latest records, and how many there are in all."""
    latest = sorted(told, key=_latest_first)
    said = [item for item in latest if not is_deed(item)]
    done = [item for item in latest if is_deed(item)]
    return [
        (title, all_of[:_TOLD], len(all_of)) for title, all_of in (("Said", said), ("Done", done))
    ]


def _write_topics(site: Site, folder: Path, links: Links) -> None:
    people: dict[str, list[tuple[PersonCount, int]]] = {}
    for person in site.people:
        for topic_id, count in person.topics:
            people.setdefault(topic_id, []).append((person, count))
    for topic in site.topics:
        _write(
            folder / topic_page(topic.id),
            "topic.html",
            links,
            topic=topic,
            dossiers=[d for d in site.dossiers if d.topic.id == topic.id],
            people=sorted(people.get(topic.id, ()), key=lambda pair: -pair[1]),
        )


def _write_front(site: Site, sources: list[SourceCard], folder: Path, links: Links) -> None:
    leads = list(_leads(site.dossiers))
    _write(
        folder / "index.html",
        "home.html",
        links,
        data=evidence_data(_leading(leads), links),
        site=site,
        sources=sources,
        leads=leads,
        cards=sorted(site.dossiers, key=_weightiest_first)[:_CARDS],
        listed=_LISTED,
    )
    _write(folder / "sources.html", "sources.html", links, sources=sources)
    _write(folder / "search.html", "search.html", links, site=site, sources=sources)
    _write(
        folder / "methodology.html",
        "methodology.html",
        links,
        rubric=rubric_sections(site.rubric),
        measured=measured(),
    )
    script = index_script(_search_rows(site, sources, links))
    (folder / "static" / "search-index.js").write_text(script, "utf-8")


def _leads(dossiers: Iterable[Dossier]) -> Iterator[Lead]:
    """The surest contradiction of each of the dossiers that have the surest ones, each once."""
    best = [
        (max(d.tensions, key=lambda t: t.probability or 0.0), d) for d in dossiers if d.tensions
    ]
    best.sort(key=lambda pair: -(pair[0].probability or 0.0))
    once: dict[object, Lead] = {}
    for tension, dossier in best:
        lead = Lead(dossier=dossier, tension=tension, evidence=evidence_by_id(dossier))
        once.setdefault(tension.sides, lead)
    yield from islice(once.values(), _LEADS)


def _leading(leads: Iterable[Lead]) -> Iterator[Evidence]:
    """What the front page shows of its contradictions: the first of each side."""
    for lead in leads:
        for side in lead.tension.sides:
            yield from (lead.evidence[key] for key in side[:1] if key in lead.evidence)


def _search_rows(site: Site, sources: Iterable[SourceCard], links: Links) -> Iterator[Row]:
    for person in site.people:
        yield ("person", person.name, person_page(person.id), "", "")
    for topic in site.topics:
        yield ("topic", topic.name, topic_page(topic.id), "", "")
    yield from dossier_rows(site.dossiers, links)
    for source in sources:
        document = source.document
        title = document_title(document)
        yield ("source", title, source_page(document.id), document.publisher or "", "")
    yield from evidence_rows(site.evidence, links)


def _newest_first(source: SourceCard) -> tuple[int, str, str]:
    published = source.document.published
    return (
        -published.latest.toordinal() if published else 0,
        source.document.uri,
        source.document.id,
    )


def _weightiest_first(dossier: Dossier) -> tuple[bool, int, str, str]:
    return (
        dossier.position.label is None,
        -len(dossier.sources),
        dossier.person.name,
        dossier.topic.name,
    )


def _latest_first(evidence: Evidence) -> tuple[int, str]:
    return (-evidence.date.latest.toordinal() if evidence.date else 0, evidence.id)


def _write(path: Path, template: str, links: Links, **context: Any) -> None:
    # Surrogates of broken input have no UTF-8; a page shows them as question marks.
    path.write_bytes(page_html(template, links, **context).encode("utf-8", "replace"))
