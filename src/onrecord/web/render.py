"""Templates and what they need; everything that is not markup of ours is escaped."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.core.evidence import Act, Action, Factuality, Form, Modality, Statement, Status
from onrecord.core.findings import Dossier, Evidence, TensionKind
from onrecord.web.charts import chart_summary, direction_words, words_and_deeds
from onrecord.web.citing import by_heading, cited_evidence, evidence_by_id
from onrecord.web.dates import date_words, html_date
from onrecord.web.links import Links, Pages, evidence_anchor, words_anchor

WIDE, NARROW = 760.0, 350.0
"""Widths in pixels at which charts are drawn: for a column of text, and for a phone."""

_FORMS = {
    Form.DIRECT: "direct quotation",
    Form.MIXED: "partly quoted",
    Form.INDIRECT: "in the source’s words",
}
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
_STATUSES = {
    Status.NOT_DONE: "not done",
    Status.REVERSED: "done, then reversed",
}


def page_html(template: str, links: Links, **context: object) -> str:
    """A page of the site."""
    return _environment().get_template(template).render(links=links, standalone=False, **context)


def dossier_html(dossier: Dossier) -> str:
    """A dossier as one page that needs no other file and no network."""
    return (
        _environment()
        .get_template("dossier.html")
        .render(
            links=Links(Pages(), ""),
            standalone=True,
            stylesheet=Markup(static_text("onrecord.css")),
            **dossier_context(dossier),
        )
    )


def dossier_context(dossier: Dossier) -> dict[str, object]:
    """What the dossier's template is given, beside links."""
    return {
        "dossier": dossier,
        "evidence": evidence_by_id(dossier),
        "numbers": cited_evidence(dossier),
        "charts": [
            (name, chart)
            for name, width in (("wide", WIDE), ("narrow", NARROW))
            if (chart := words_and_deeds(dossier.chart, width))
        ],
        "chart_summary": chart_summary(dossier.chart),
    }


def static_text(name: str) -> str:
    """A file of `web/static`."""
    return files("onrecord").joinpath("web", "static", name).read_text("utf-8")


def kind_words(telling: Statement | Action) -> str:
    """What sort of statement or action it is, in a few plain words."""
    if isinstance(telling, Action):
        deed = (telling.instrument or telling.type).replace("-", " ").replace("_", " ")
        status = _STATUSES.get(telling.status, telling.status.value)
        return deed if telling.status is Status.DONE else f"{deed}, {status}"
    if telling.factuality is not Factuality.SAID:
        return "not said" if telling.factuality is Factuality.NOT_SAID else "not said, supposed"
    kind = "statement" if telling.modality is Modality.ASSERTION else telling.modality.value
    if telling.act is Act.THOUGHT and telling.modality is Modality.ASSERTION:
        kind = "thought"
    return "statement" if kind == "other" else kind


def form_words(telling: Statement | Action) -> str | None:
    """How words are reported; None for a deed."""
    return _FORMS[telling.form] if isinstance(telling, Statement) else None


def basis_words(telling: Statement | Action) -> str | None:
    """What the date rests on."""
    return telling.said_basis if isinstance(telling, Statement) else telling.when_basis


def is_deed(evidence: Evidence) -> bool:
    """Whether it is an action and not words."""
    return isinstance(evidence.telling, Action)


def excerpt(text: str, length: int) -> str:
    """The words on one line, cut between words; what is left out shows as an ellipsis."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words.rfind(" ", 0, length)
    return words[: cut if cut > 0 else length] + " …"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date=date_words,
        html_date=html_date,
        kind=kind_words,
        form=form_words,
        basis=basis_words,
        direction=direction_words,
        excerpt=excerpt,
        evidence_anchor=evidence_anchor,
        words_anchor=words_anchor,
        by_heading=by_heading,
        web_address=web_address,
    )
    environment.tests["deed"] = is_deed
    environment.globals.update(tension_names=_TENSIONS, tension_sides=_SIDES)
    return environment


def web_address(uri: str) -> str | None:
    """The address where it is safe to link to it: only http(s) ever becomes a link."""
    return uri if uri.startswith(("http://", "https://")) else None
