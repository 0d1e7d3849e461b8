"""The record for programs: `/api/v1`, the JSON of the commands, in pages with cursors."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from onrecord import pipeline
from onrecord.core.codec import (
    audit_json,
    dossier_json,
    encode,
    evidence_json,
    tension_json,
    writable,
)
from onrecord.core.entities import Reference
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.errors import OnrecordError, UnknownNameError
from onrecord.record.facets import Wanted
from onrecord.web import answers
from onrecord.web.aside import BusyError
from onrecord.web.comparing import Issue, most_told
from onrecord.web.dates import asked_date
from onrecord.web.dossier_views import MOST_COMPARED
from onrecord.web.opened import Opened
from onrecord.web.problems import described
from onrecord.web.views import FACETS, Views

_MOST = 200
_PATIENCE_S = 25
_NOT_YET = "They take long to find: ask again after the seconds of `Retry-After`."
Count = Annotated[int, Query(ge=1, le=_MOST, description="How many at most.")]
Cursor = Annotated[str, Query(pattern=r"^\d{0,9}$", description="`next` of the page before.")]
Json = dict[str, Any]
_DATE = "EDTF, such as 2018, 2018-07 or 2018-07-16."


class Found(answers.Paged):
    """A page of what a search found, and how much fits for each value of each facet."""

    cut: bool = Field(description="More fits than was looked at: narrow the search down.")
    facets: dict[str, dict[str, int]]


class Search(BaseModel):
    """What a search asks for; all but the words, dates and place are facets."""

    q: str = Field("", description="Words; a phrase in double quotation marks.")
    since: str = Field("", description=_DATE)
    until: str = Field("", description=_DATE)
    cursor: Cursor = ""
    count: Count = 25
    person: str = Field("", description="The id of who spoke or acted.")
    topic: str = Field("", description="The id of a topic.")
    form: str = Field("", description="`direct`, `mixed` or `indirect`.")
    modality: str = Field("", description="`assertion`, `promise`, `threat`, `denial` …")
    medium: str = Field("", description="Where it was said: `Twitter`, `press conference` …")
    publisher: str = Field("", description="Who published the source.")
    kind: str = Field("", description="`article`, `transcript`, `post` or `official`.")
    year: str = Field("", description="Of saying or doing.")
    direction: str = Field("", description="`for`, `neutral` or `against`.")
    record: str = Field("", description="`statement` or `action`.")
    status: str = Field("", description="Of a deed: `done`, `ordered`, `announced` …")

    dated: str = Field("", description="`day`, `month`, `year`, `vaguer` or `no date`.")
    speaker: str = Field("", description="Of a statement: `named` or `not named`.")

    def chosen(self) -> dict[str, str]:
        """The facets that are given."""
        return {name: value for name in FACETS if (value := getattr(self, name))}


class AuditRequest(BaseModel):
    """A text to audit; it is not kept."""

    text: str = Field(min_length=1, max_length=500_000)
    published: str | None = Field(None, description="EDTF: when it was or will be published.")


_DOCUMENTS = answers.paged("Documents", answers.DOCUMENT_LINE)
_FOUND = answers.paged("Found", answers.EVIDENCE, Found)
_TENSIONS = answers.paged("Tensions", answers.TENSION)
_COMPARED = answers.paged(
    "Comparison",
    answers.ISSUE,
    topic=answers.REFERENCE,
    people=answers.list_of(answers.REFERENCE),
    positions=answers.list_of(answers.POSITION),
)
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    304: {"description": "The caller has it already, by the ETag that it sent."},
    400: described("What was asked makes no sense."),
    404: described("The record holds no such thing."),
    422: described("A parameter is missing, or not of its kind."),
}


def router(opened: Opened, views: Views) -> APIRouter:
    """The routes of the API."""
    routes = APIRouter(prefix="/api/v1", responses=_PROBLEMS, tags=["record"])
    _add_lists(routes, opened, views)
    _add_search(routes, opened)
    _add_findings(routes, opened, views)
    _add_audit(routes, opened)
    return routes


def _add_lists(routes: APIRouter, opened: Opened, views: Views) -> None:
    @routes.get("/people", response_model=answers.paged("People", answers.PERSON))
    def people(request: Request, cursor: Cursor = "", count: Count = 50) -> Response:
        """Who spoke or acted, the most heard first."""
        with opened.store() as store:
            return _answer(request, _page(views.people(store), cursor, count))

    @routes.get("/topics", response_model=answers.paged("Topics", answers.TOPIC))
    def topics(request: Request, cursor: Cursor = "", count: Count = 50) -> Response:
        """What the record is about, the most touched on first."""
        with opened.store() as store:
            return _answer(request, _page(views.topics(store), cursor, count))

    @routes.get("/documents", response_model=_DOCUMENTS)
    def documents(request: Request, cursor: Cursor = "", count: Count = 50) -> Response:
        """The documents, the latest published first; without their texts."""
        with opened.store() as store:
            shelf = store.shelf()
            total, start = shelf.totals()["documents"], int(cursor or 0)
            lines = shelf.document_lines(start, count)
            return _answer(request, _paged([encode(line) for line in lines], total, start))

    @routes.get("/documents/{key}", response_model=answers.DOCUMENT)
    def document(request: Request, key: str) -> Response:
        """One document with its text."""
        with opened.store() as store:
            return _answer(request, encode(store.document(key)))

    @routes.get("/evidence/{key}", response_model=answers.EVIDENCE)
    def evidence(request: Request, key: str) -> Response:
        """One statement or action, with every citation."""
        with opened.store() as store:
            found = store.pieces([key])
        if not found:
            raise UnknownNameError(f"the record holds no evidence {key}")
        return _answer(request, evidence_json(found[0]))


def _add_search(routes: APIRouter, opened: Opened) -> None:
    @routes.get("/search", response_model=_FOUND)
    def search(request: Request, asked: Annotated[Search, Query()]) -> Response:
        """Statements and actions; facets such as `person`, `topic`, `form` narrow them down."""
        chosen = asked.chosen()
        start = int(asked.cursor or 0)
        with opened.store() as store:
            found = store.faceted(
                Wanted(
                    words=asked.q,
                    person=chosen.pop("person", None),
                    topic=chosen.pop("topic", None),
                    chosen=chosen,
                    since=asked_date(asked.since),
                    until=asked_date(asked.until),
                    start=start,
                    count=asked.count,
                )
            )
        page = _paged([evidence_json(item) for item in found.hits], found.total, start)
        facets = {name: dict(values) for name, values in found.facets.items()}
        return _answer(request, {**page, "cut": found.is_cut, "facets": facets})


def _add_findings(routes: APIRouter, opened: Opened, views: Views) -> None:
    @routes.get("/dossier", response_model=answers.DOSSIER)
    def dossier(request: Request, person: str, topic: str, as_of: str = "") -> Response:
        """A person on a topic: every sentence with the evidence it rests on."""
        return _answer(request, dossier_json(views.dossier_of(person, topic, asked_date(as_of))))

    @routes.get("/compare", response_model=_COMPARED)
    def compare(
        request: Request,
        topic: str,
        person: Annotated[list[str], Query(min_length=2, max_length=MOST_COMPARED)],
        cursor: Cursor = "",
        count: Count = 50,
    ) -> Response:
        """Two to four people on a topic, issue by issue; those of most of them first."""
        start = int(cursor or 0)
        with opened.store() as store:
            found = views.compared(store, topic, person)
        issues = found.issues[start : start + count]
        body = {
            "topic": encode(found.topic),
            "people": encode(found.people),
            "positions": encode(found.positions),
            **_paged([_issue(issue, found.people) for issue in issues], len(found.issues), start),
        }
        return _answer(request, body)

    @routes.get("/tensions", response_model=_TENSIONS, responses={503: described(_NOT_YET)})
    def tensions(
        request: Request,
        person: str = "",
        topic: str = "",
        cursor: Cursor = "",
        count: Count = _MOST,
        kind: Literal[
            "", "reversal", "said-vs-did", "unkept", "principal-vs-official", "disputed"
        ] = "",
    ) -> Response:
        """What does not sit together, of a person, on a topic, or both."""
        if not person and not topic:
            raise OnrecordError("name a person, a topic or both")
        with opened.store() as store:
            found = views.tensions_of(store, person or None, topic or None, _PATIENCE_S)
            if found is None:
                raise BusyError("they are still being looked for: ask again for the same")
            fits = [t for t in found if not kind or t.kind == kind]
            start = int(cursor or 0)
            shown = fits[start : start + count]
            keys = sorted({key for t in shown for side in t.sides for key in side})
            evidence = {item.id: item for item in store.pieces(keys)}
        items = [tension_json(t, evidence) for t in shown]
        return _answer(request, _paged(items, len(fits), start))


def _issue(issue: Issue, people: Sequence[Reference]) -> Json:
    return {
        "issue": issue.name,
        "cells": [
            {
                "person": person.id,
                "evidence": [item.id for item in held],
                "most_told": [evidence_json(item) for item in most_told(held)],
            }
            for person, held in zip(people, issue.filed, strict=True)
        ],
    }


def _add_audit(routes: APIRouter, opened: Opened) -> None:
    @routes.post("/audit", response_model=answers.AUDIT)
    def audit(asked: AuditRequest) -> JSONResponse:
        """What the record makes of each claim of a text; "unsupported" is not "false"."""
        given = Defaults(published=asked_date(asked.published or ""))
        from_caller = plain_document(asked.text, "text", given)
        with opened.store() as store:
            found = pipeline.audit(store, from_caller, opened.reader)
        return JSONResponse(writable(audit_json(found)))


def _page(items: Sequence[Any], cursor: str, count: int) -> Json:
    start = int(cursor or 0)
    return _paged([encode(item) for item in items[start : start + count]], len(items), start)


def _paged(items: list[Json], total: int, start: int) -> Json:
    end = start + len(items)
    return {"items": items, "total": total, "next": str(end) if items and end < total else None}


def _answer(request: Request, body: Json) -> Response:
    """The answer, or none where the caller has it already."""
    made = JSONResponse(writable(body))
    tag = f'"{sha256(bytes(made.body)).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    made.headers.update(headers)
    return made
