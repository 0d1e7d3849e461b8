"""Templates and what they need; everything that is not markup of ours is escaped."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.core.findings import Dossier, TensionKind
from onrecord.synthesis.naming import running
from onrecord.web.charts import chart_summary, direction_words, signed, words_and_deeds
from onrecord.web.citing import by_heading, cited_evidence, evidence_by_id, publishers
from onrecord.web.dates import time_element
from onrecord.web.leaves import SECTIONS, Leaf, front_of, in_part, leaves_of, places_of
from onrecord.web.linked import NO_DATA, evidence_data
from onrecord.web.links import Links, Pages, evidence_anchor, words_anchor
from onrecord.web.words import (
    VALUES,
    basis_words,
    closing_context,
    counted,
    described,
    document_title,
    excerpt,
    form_words,
    is_deed,
    kind_words,
    led_by,
    opening_context,
    outlet,
    tells_its_date,
    time_apart,
    web_address,
)

_NOWHERE = Links(Pages(), "")
"""The links of a page that stands alone."""

_TENSIONS = {
    TensionKind.REVERSAL: "Reversal",
    TensionKind.SAID_VS_DID: "Said one thing, did another",
    TensionKind.UNKEPT: "Said and not done",
    TensionKind.PRINCIPAL_VS_OFFICIAL: "Leader and officials differ",
    TensionKind.DISPUTED: "Sources differ on the fact",
}
_SIDES = {
    TensionKind.REVERSAL: ("Earlier", "Later"),
    TensionKind.SAID_VS_DID: ("Said", "Did"),
    TensionKind.UNKEPT: ("Said", "What followed"),
    TensionKind.PRINCIPAL_VS_OFFICIAL: ("The leader", "The officials"),
    TensionKind.DISPUTED: ("One account", "Another account"),
}


def page_html(template: str, links: Links, *, data: Markup = NO_DATA, **context: object) -> str:
    """A page of the site; `data` tells machines what it shows."""
    return (
        _environment()
        .get_template(template)
        .render(links=links, standalone=False, data=data, **context)
    )


def alone_html(template: str, *, data: Markup = NO_DATA, **context: object) -> str:
    """A page that needs no other file and no network."""
    return (
        _environment()
        .get_template(template)
        .render(
            links=_NOWHERE,
            standalone=True,
            data=data,
            stylesheet=Markup(static_text("onrecord.css")),
            **context,
        )
    )


def dossier_html(dossier: Dossier) -> str:
    """A dossier as one page that needs no other file and no network."""
    return alone_html("dossier.html", **dossier_context(dossier, _NOWHERE))


def dossier_context(dossier: Dossier, links: Links, as_of: Edtf | None = None) -> dict[str, Any]:
    """What the dossier's template is given, beside links."""
    evidence, numbers = evidence_by_id(dossier), cited_evidence(dossier)
    leaves = leaves_of(dossier, links, as_of)
    front, more = front_of(dossier, links, as_of)
    shown = numbers if len(leaves) == 1 else _told_first(front, numbers)
    return {
        "data": evidence_data((evidence[key] for key in shown), links),
        "dossier": dossier,
        "front": front,
        "more": more,
        "as_of": as_of,
        "evidence": evidence,
        "numbers": numbers,
        "leaves": leaves,
        "places": places_of(leaves, links),
        "chart": words_and_deeds(dossier.chart),
        "chart_summary": chart_summary(dossier.chart),
    }


def leaf_context(context: Mapping[str, Any], leaf: Leaf, links: Links) -> dict[str, Any]:
    """What the template of a page of evidence is given, beside links.

    Args:
        context: what its dossier's template is given.
        leaf: the page.
        links: as seen from it.
    """
    given = {name: context[name] for name in ("dossier", "as_of", "numbers", "leaves")}
    return {**given, "leaf": leaf, "data": evidence_data(leaf.evidence, links)}


def _told_first(front: Dossier, numbers: Mapping[str, int]) -> Iterator[str]:
    """What machines are told of a dossier whose evidence has pages, which tell all of it."""
    for item in (*front.key_points, *front.quotes):
        yield from (key for key in item.citations[:1] if key in numbers)


def part_context(context: Mapping[str, Any], part: str, links: Links) -> dict[str, Any]:
    """What the template of a section in full is given, beside links.

    Args:
        context: what its dossier's template is given.
        part: the anchor of the section.
        links: as seen from its page.
    """
    given = {n: context[n] for n in ("dossier", "as_of", "numbers", "evidence", "places")}
    cited = (context["evidence"][key] for key in in_part(context["dossier"], part))
    data = evidence_data(cited, links)
    title = SECTIONS[part].format(*context["dossier"].sides)
    return {**given, "section": part, "title": title, "data": data}


def static_text(name: str) -> str:
    """A file of `web/static`."""
    return files("onrecord").joinpath("web", "static", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord", "web/templates"),
        autoescape=True,
        auto_reload=False,  # whether a template's file has changed would be asked for every page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date=date_words,
        time=time_element,
        kind=kind_words,
        form=form_words,
        basis=basis_words,
        described=described,
        direction=direction_words,
        medium=lambda medium: VALUES["medium"].get(medium, medium),
        excerpt=excerpt,
        evidence_anchor=evidence_anchor,
        words_anchor=words_anchor,
        by_heading=by_heading,
        publishers=publishers,
        running=running,
        counted=counted,
        document_title=document_title,
        led_by=led_by,
        opening_context=opening_context,
        outlet=outlet,
        closing_context=closing_context,
        signed=signed,
        time_apart=time_apart,
        web_address=web_address,
    )
    environment.tests.update(deed=is_deed, telling_its_date=tells_its_date)
    environment.globals.update(tension_names=_TENSIONS, tension_sides=_SIDES)
    return environment
