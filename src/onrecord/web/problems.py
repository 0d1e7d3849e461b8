"""What went wrong, as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus

from fastapi.responses import JSONResponse


def problem_of(status: int, detail: str) -> JSONResponse:
    """A problem of a status, with what is wrong in one line."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status, media_type="application/problem+json")
