"""The web app: routes to pages, and to the API; everything is read from the record at once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import PurePath
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, FastAPI, File, Form, Query, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.readers import read
from onrecord.errors import OnrecordError, RecordError, UnknownNameError
from onrecord.web.adding import added
from onrecord.web.api import router
from onrecord.web.aside import BusyError
from onrecord.web.dates import asked_date
from onrecord.web.guards import Guards
from onrecord.web.memory import settled_heap, share_arenas
from onrecord.web.opened import Opened
from onrecord.web.problems import fault_of, problem_of
from onrecord.web.render import static_text
from onrecord.web.timeline import is_span
from onrecord.web.views import FACETS, Asked, Views

LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")
_STATIC = {"onrecord.css": "text/css", "live.js": "text/javascript"}
_API = "/api/"
_AT_ONCE = 12
"""Requests that are worked on at once; each may use some MB, and more make none of them faster."""
_MOST_PAGES = 10_000
_STATUS = ((UnknownNameError, 404), (RecordError, 404), (BusyError, 503))
_TITLES = {404: "Not in the record", 503: "Not now"}
_RETRY_S = 10
Page = Annotated[int, Query(ge=1, le=_MOST_PAGES)]


@asynccontextmanager
async def _until_closed(opened: Opened) -> AsyncIterator[None]:
    share_arenas()
    to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
    with settled_heap():
        yield
    opened.aside.close()
    opened.close()


def create_app(opened: Opened, hosts: Sequence[str] = ()) -> FastAPI:
    """The app that serves a record.

    Args:
        opened: the record, and whether strangers reach the server.
        hosts: names by which it is reached beside those of the own machine; "*" for any.
    """
    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        description="What they said, what they did, where it is written.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lambda _: _until_closed(opened),
    )
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL, *hosts])
    app.add_middleware(Guards, public=opened.public)
    views = Views(opened)
    app.include_router(router(opened, views))
    _add_problems(app, views)
    _add_static(app)
    for pages in (_pages(views), _dossiers(views), _finds(views), _forms(views, opened)):
        app.include_router(pages)
    return app


def _add_problems(app: FastAPI, views: Views) -> None:
    @app.exception_handler(OnrecordError)
    def explain(request: Request, error: OnrecordError) -> Response:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
        if request.url.path.startswith(_API):
            headers = {"retry-after": str(_RETRY_S)} if status == 503 else None
            return problem_of(status, str(error), headers)
        title = _TITLES.get(status, "That does not work")
        told = error.what if isinstance(error, UnknownNameError) else str(error)
        return HTMLResponse(views.problem(title, _sentence(told)), status)

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            title, detail = "No such page", "nothing is at this address"
        else:
            title, detail = "That does not work", error.detail.rstrip(".")
        if request.url.path.startswith(_API):
            return problem_of(error.status_code, detail, error.headers)
        page = views.problem(title, _sentence(detail))
        return HTMLResponse(page, error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    def misfit(request: Request, error: RequestValidationError) -> Response:
        if request.url.path.startswith(_API):
            return problem_of(422, fault_of(error))
        return HTMLResponse(views.problem("That does not work", _sentence(fault_of(error))), 422)


def _sentence(text: str) -> str:
    end = "" if text.endswith(("?", ".")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


def _add_static(app: FastAPI) -> None:
    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("no such file", 404)
        headers = {"cache-control": "max-age=3600"}
        return Response(static_text(name), media_type=_STATIC[name], headers=headers)

    @app.get("/favicon.ico", include_in_schema=False)
    def no_icon() -> Response:
        return Response(status_code=204)


def _pages(views: Views) -> APIRouter:
    pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    pages.get("/")(views.home)
    pages.get("/topics")(views.topics_page)
    pages.get("/methodology.html")(views.methodology)
    pages.get("/person/{key}")(views.person)
    pages.get("/statement/{key}")(views.statement)

    @pages.get("/index.html")
    def front() -> Response:
        return RedirectResponse("/")

    @pages.get("/people")
    def people(q: str = "", page: Page = 1) -> Response:
        return views.people_page(q, page)

    @pages.get("/topic/{key}")
    def topic(key: str, page: Page = 1) -> Response:
        return views.topic(key, page)

    @pages.get("/source/{key}")
    def source(key: str, page: Page = 1) -> Response:
        return views.source(key, page)

    @pages.get("/sources")
    def sources(page: Page = 1) -> Response:
        return views.sources(page)

    return pages


def _dossiers(views: Views) -> APIRouter:
    pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @pages.get("/dossier/{person}/{topic}")
    def dossier(person: str, topic: str, as_of: str = "") -> Response:
        return views.dossier(person, topic, asked_date(as_of))

    @pages.get("/dossier/{person}/{topic}/evidence")
    def evidence(person: str, topic: str, as_of: str = "", page: Page = 1) -> Response:
        return views.evidence(person, topic, asked_date(as_of), page)

    @pages.get("/dossier/{person}/{topic}/all/{part}")
    def part(person: str, topic: str, part: str, as_of: str = "") -> Response:
        return views.part(person, topic, part, asked_date(as_of))

    @pages.get("/dossier/{person}/{topic}/timeline")
    def timeline(person: str, topic: str, at: str = "", page: Page = 1) -> Response:
        if not is_span(at):
            raise OnrecordError(f"{at!r} is no decade (201), year (2018) or month (2018-07)")
        return views.timeline(person, topic, at, page)

    return pages


def _finds(views: Views) -> APIRouter:
    finds = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @finds.get("/search")
    def search(
        request: Request, q: str = "", since: str = "", until: str = "", page: Page = 1
    ) -> Response:
        given = request.query_params
        chosen = {name: given[name] for name in FACETS if given.get(name)}
        return views.search(Asked(q, chosen, asked_date(since), asked_date(until), page))

    @finds.get("/tensions")
    def tensions(person: str = "", topic: str = "", kind: str = "") -> Response:
        return views.tensions(person, topic, kind)

    @finds.get("/compare")
    def compare(
        topic: str = "",
        person: Annotated[list[str] | None, Query()] = None,
        issue: str = "",
        page: Page = 1,
    ) -> Response:
        return views.compare(topic, [name for name in person or [] if name], issue, page)

    return finds


def _forms(views: Views, opened: Opened) -> APIRouter:
    forms = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    forms.get("/audit")(views.audit_form)

    @forms.post("/audit")
    def audit(
        text: Annotated[str, Form()] = "", file: Annotated[UploadFile | None, File()] = None
    ) -> str:
        name, data = "your text", text.encode("utf-8", "surrogatepass")
        if file is not None and file.filename:
            name, data = PurePath(file.filename).name, file.file.read()
        if not data.strip():
            raise OnrecordError("there is no text to audit: paste one, or choose a file")
        document = next(iter(read(data, name, Defaults())), None)
        if document is None or isinstance(document, Unread):
            raise OnrecordError(f"{name} {document.reason if document else 'holds no text'}")
        return views.audit(document)

    if not opened.public:
        _add_adding(forms, views, opened)
    return forms


def _add_adding(forms: APIRouter, views: Views, opened: Opened) -> None:
    @forms.get("/add")
    def add_form() -> str:
        return views.add_form()

    @forms.post("/add")
    def add(
        files: Annotated[list[UploadFile] | None, File()] = None,
        urls: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
        publisher: Annotated[str, Form()] = "",
    ) -> str:
        given = [(PurePath(f.filename).name, f.file.read()) for f in files or [] if f.filename]
        defaults = Defaults(published=asked_date(published), publisher=publisher or None)
        return views.add_form(added(opened, given, urls.split(), defaults))
