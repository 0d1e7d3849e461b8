"""What went wrong, as `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from onrecord.core.codec import writable

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def described(description: str) -> dict[str, Any]:
    """How a description of the API tells that a status comes with a problem."""
    schema = Problem.model_json_schema()
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def problem_of(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem of a status, with what is wrong in one line."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(writable(body), status, headers, media_type=MEDIA_TYPE)


def fault_of(error: RequestValidationError) -> str:
    """What does not fit in a request, in one line: "query count: should be at most 200"."""
    faults = (
        f"{' '.join(map(str, fault['loc']))}: {fault['msg']}".splitlines()[0]
        for fault in error.errors()
    )
    return "; ".join(faults)
