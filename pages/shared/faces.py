"""The type of the app on its way to the browser: immutable files, asked for with the page."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layers.web.faces import FACES, MIME
from pages.shared.pages import PAGES

_YEAR_S: Final = 365 * 24 * 3600
# Streamlit's page asks early for a type of Streamlit's own, which no page of this app is set in.
_THEIR_TYPE: Final = re.compile(rb"<link\s+rel=\"preload\"[^>]*\bas=\"font\"[^>]*>")
_OWN_TYPE: Final = "".join(
    f'<link rel="preload" href="./{face.address}" as="font" type="{MIME}" crossorigin>'
    for face in FACES
).encode()


async def send_face(request: Request) -> Response:
    """Send a face of the type; its address is that of its contents, so it may be kept for ever."""
    address = f"type/{request.path_params['name']}"
    for face in FACES:
        if face.address == address:
            caching = {"Cache-Control": f"public, max-age={_YEAR_S}, immutable"}
            return Response(face.content, media_type=MIME, headers=caching)
    return Response(status_code=404)


def face_route(base_path: str) -> Route:
    """Route of the faces in an app at a base path: "", or "/maps"."""
    return Route(f"{base_path}/type/{{name}}", send_face)


class OwnTypeFirst:
    """Middleware that lets the app's pages ask for its own type before Streamlit's program runs.

    `base_path` is "" or as "/maps". All else passes as it is.
    """

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self._app = app
        self._paths = {f"{base_path}/{entry.name}" for entry in PAGES} | {f"{base_path}/"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and change the page that comes back."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in self._paths:
            # The page must come as text: neither packed nor as the path of a file.
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self._app({**scope, "headers": headers, "extensions": {}}, receive, _Page(send))
        else:
            await self._app(scope, receive, send)


class _Page:
    """A response on its way: held until it is whole, then sent with the app's own type."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_whole()

    async def _send_whole(self) -> None:
        body = _THEIR_TYPE.sub(_OWN_TYPE, self._body, count=1)
        # Marks of the file as it was: a browser may not take the page for unchanged.
        left_out = (b"content-length", b"etag", b"last-modified")
        headers = [pair for pair in self._start["headers"] if pair[0].lower() not in left_out]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
