"""What every request passes before it reaches a page: limits of size and pace, and of origin.

The server is for one person on their own machine unless it is told to be public. Even then other
web pages may send requests to it from the same browser: so names of hosts are checked (DNS
rebinding), and forms are only taken from our own pages.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from anyio import current_time, move_on_after
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES = 60_000_000
SLOWEST_S = 120.0
"""In which a request must have come, however slowly it is sent: who drips it in holds a place."""
PACE = 120
"""Requests that a stranger may make at once, and again every `PACE_S` seconds."""
PACE_S = 30.0
_CLIENTS = 10_000
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; connect-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_TOO_LARGE = f"More than {LARGEST_BYTES:,} bytes: add it on the command line."
_TOO_SLOW = "The request took too long to come."
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guards:
    """Middleware: refuses what is too large, too often or from elsewhere, and adds headers."""

    def __init__(
        self, app: ASGIApp, *, public: bool, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._paces = Paces(now) if public else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): v.decode("latin-1") for name, v in scope["headers"]}
        client = (scope.get("client") or ("",))[0]
        if self._paces is not None and not self._paces.allow(client):
            await _refuse(send, 429, "Too many requests: wait half a minute.")
        elif scope["method"] not in _SAFE and _is_from_elsewhere(headers):
            await _refuse(send, 403, "Forms are only taken from the pages of this server.")
        elif int(headers.get("content-length") or 0) > LARGEST_BYTES:
            await _refuse(send, 413, _TOO_LARGE)
        else:
            await self._within_limits(scope, receive, send)

    async def _within_limits(self, scope: Scope, receive: Receive, send: Send) -> None:
        size, has_come = 0, False
        until = current_time() + SLOWEST_S

        async def counted() -> Message:
            nonlocal size, has_come
            if has_come:  # what is waited for then is that the reader leaves
                return await receive()
            with move_on_after(until - current_time()):
                message = await receive()
                size += len(message.get("body", b""))
                has_come = not message.get("more_body", False)
                if size > LARGEST_BYTES:
                    raise HTTPException(413, _TOO_LARGE)
                return message
            raise HTTPException(408, _TOO_SLOW)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name for name, _ in message["headers"]}
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [
                    *message["headers"],
                    *(header for header in ours if header[0] not in have),
                ]
            await send(message)

        await self._app(scope, counted, guarded)


class Paces:
    """How many requests each client may still make."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, client: str) -> bool:
        """Whether one more is allowed; it then counts."""
        now = self._now()
        left, at = self._left.pop(client, (float(PACE), now))
        left = min(float(PACE), left + (now - at) * PACE / PACE_S)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return allowed


def _is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that another site sent the form."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.split("://", 1)[-1] != headers.get("host")


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = reason.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *((name.encode(), value.encode()) for name, value in HEADERS.items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
