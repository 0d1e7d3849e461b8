import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.entities import Reference
from onrecord.core.findings import Dossier, Position
from onrecord.errors import OnrecordError
from onrecord.web.render import dossier_html
from onrecord.web.site import Site, build_site
from tests.web import examples


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(examples.site(), tmp_path_factory.mktemp("web") / "site").parent


class Anchors(HTMLParser):
    """The ids of a page, and the addresses that it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.scripts: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append(dict(attrs).get("type"))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src") and value:
                self.addresses.append(value)


def test_every_link_leads_to_a_place_that_exists(folder: Path) -> None:
    pages = {path: Anchors(path.read_text("utf-8")) for path in folder.rglob("*.html")}

    dead = []
    for path, page in pages.items():
        for address in page.addresses:
            if address.startswith(("http://", "https://")):
                continue
            name, _, anchor = unquote(address).partition("#")
            target = (path.parent / name).resolve() if name else path
            known = target.exists() and (not anchor or anchor in pages[target].ids)
            if not known:
                dead.append((path.name, address))
    assert dead == []


def test_no_id_stands_twice_in_a_page(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        ids = Anchors(path.read_text("utf-8")).ids
        assert sorted(set(ids)) == sorted(ids), path.name


def test_nothing_is_loaded_from_elsewhere(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".css"):
            page = path.read_text("utf-8")
            assert not re.search(
                r'(?:src=|url\(|@import|<link[^>]*href=)["\']?(?:https?:)?//', page
            )


def test_the_words_of_every_cited_record_are_highlighted_in_their_source(folder: Path) -> None:
    for evidence in examples.evidence().values():
        citation = evidence.citations[0]
        stem = citation.selector.document.removeprefix("sha256:")[:20]
        page = (folder / "source" / f"{stem}.html").read_text("utf-8")
        assert f'id="s-{citation.telling}"' in page


def test_captions_are_set_off(folder: Path) -> None:
    (page,) = [
        text
        for path in (folder / "source").iterdir()
        if "Two border guards" in (text := path.read_text("utf-8"))
    ]

    assert re.search(r'<div class="block caption quiet">\s*<p><span class="part">Caption:', page)
    assert re.search(r'<div class="block teaser quiet">', page)


def test_the_source_links_back_to_the_dossier(folder: Path) -> None:
    evidence = examples.evidence()["expelled"]
    stem = evidence.citations[0].selector.document.removeprefix("sha256:")[:20]
    page = (folder / "source" / f"{stem}.html").read_text("utf-8")

    assert f'href="../dossier/mara-vale.on.karsia.html#e-{evidence.id}"' in page


def test_the_search_index_holds_people_sources_and_words(folder: Path) -> None:
    script = (folder / "static" / "search-index.js").read_text("ascii")
    rows = json.loads(script.removeprefix("window.onrecordIndex = ").rstrip(";\n"))

    assert ["person", "Mara Vale", "person/mara-vale.html", "", ""] in rows
    assert any(row[0] == "action" and "expelled four" in row[3] for row in rows)
    assert any(row[0] == "dossier" for row in rows)
    assert all((folder / row[2].partition("#")[0]).exists() for row in rows)


def test_a_contradiction_of_two_dossiers_leads_once(tmp_path: Path) -> None:
    dossier = examples.dossier()
    other = dataclasses.replace(dossier, topic=Reference("brenn", "Brenn"))
    site = dataclasses.replace(examples.site(), dossiers=(dossier, other))

    home = build_site(site, tmp_path / "site").read_text("utf-8")

    assert dossier.tensions
    assert home.count('class="lead-story"') == 1


def test_the_rubric_is_shown(folder: Path) -> None:
    page = (folder / "methodology.html").read_text("utf-8")

    assert "Fewest items" in page
    assert "pragmatic rapprochement" in page


def test_the_same_record_builds_the_same_site(folder: Path, tmp_path: Path) -> None:
    again = build_site(examples.site(), tmp_path / "again").parent

    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes()


def test_a_site_replaces_one_built_before(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(examples.site(), out)
    build_site(Site(), out)

    assert not list((out / "dossier").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")

    with pytest.raises(OnrecordError, match="holds something else"):
        build_site(Site(), tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")

    with pytest.raises(OnrecordError, match="is a file"):
        build_site(Site(), tmp_path / "site")


def test_when_a_page_cannot_be_made_the_old_site_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(examples.site(), out)
    before = sorted(path.name for path in out.rglob("*"))

    def failing():  # type: ignore[no-untyped-def]
        yield examples.readings()[0]
        raise OnrecordError("the disk is gone")

    with pytest.raises(OnrecordError, match="disk"):
        build_site(Site(readings=failing()), out)

    assert sorted(path.name for path in out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


EMPTY = Dossier(
    person=Reference("mara-vale", "Mara Vale"),
    topic=Reference("karsia", "Karsia"),
    position=Position(label=None, strength=None, why="The record holds no dated statement."),
)


def test_every_section_without_evidence_says_so() -> None:
    page = dossier_html(EMPTY)

    sections = re.findall(r"<section id", page)
    silent = [
        match[1]
        for match in re.finditer(r'<section id="([\w-]+)".*?</section>', page, re.DOTALL)
        if "holds no" not in match[0]
    ]
    assert len(sections) == 15
    assert silent == ["method"]
    assert "No label: not enough evidence" in page


def test_a_dossier_alone_leads_to_its_own_list_of_evidence() -> None:
    page = Anchors(dossier_html(examples.dossier()))

    inner = [address for address in page.addresses if address.startswith("#")]
    outer = [address for address in page.addresses if not address.startswith("#")]
    assert set(inner) - {f"#{name}" for name in page.ids} == set()
    assert all(address.startswith("https://") for address in outer)
    assert page.scripts == ["application/ld+json"]  # data, which is never run


def test_every_sentence_of_a_dossier_is_followed_by_its_source() -> None:
    page = dossier_html(examples.dossier())

    assert page.count('<span class="said">') > 20
    assert not re.search(r'<span class="said">[^<]*</span>\s*(?!\s*<details class="cite">)\S', page)


HOSTILE = st.text(
    st.sampled_from("<>&\"'/=` ()ab\0\u2028") | st.characters(codec="utf-8"), min_size=1
) | st.sampled_from(['"><script>x()</script>', "javascript:x()", "' onload='x()", "</title><img>"])


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_hostile_words_stay_words(name: str, words: str) -> None:
    plain = examples.dossier()
    item = dataclasses.replace(plain.key_points[0], text=words, heading=words, quote=words)
    source = dataclasses.replace(plain.sources[0], uri=words, title=name, publisher=words)
    hostile = dataclasses.replace(
        plain,
        person=Reference("mara-vale", name),
        topic=Reference("karsia", words),
        key_points=(item,),
        criticism=(item,),
        quotes=(item,),
        sources=(source,),
        method=(words,),
    )
    tame = dataclasses.replace(
        hostile,
        person=Reference("mara-vale", "a"),
        topic=Reference("karsia", "a"),
        key_points=(dataclasses.replace(item, text="a", heading="a", quote="a"),),
        criticism=(dataclasses.replace(item, text="a", heading="a", quote="a"),),
        quotes=(dataclasses.replace(item, text="a", heading="a", quote="a"),),
        sources=(dataclasses.replace(source, uri="a", title="a", publisher="a"),),
        method=("a",),
    )

    assert Anchors(dossier_html(hostile)).tags == Anchors(dossier_html(tame)).tags
