"""Access control: checks every request before a route sees it.

- *Host*: only names of this server, so that a foreign name that resolves to this machine (DNS
rebinding) gets no access.
- *Path*: no encoded slashes.
- *Who*: the token of the link is exchanged for a cookie that other sites' requests do not carry;
  without it every request is refused, static files included.
- *Changes*: POST alone, from a page of ours (Origin), with the secret that only such a page knows.
- *Answers*: headers that keep pages out of frames, caches and other sites, and allow no script but
  our own files.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.review.limits import WEB_LIMITS
from extract.review.web.keys import Keys, is_same
from extract.ui.texts import Words

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
TOKEN = "token"  # noqa: S105
# Key of the request's state under which a route finds the body.
BODY = "body"

_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?")
# Encoded /, \ and NUL, which only attacks use in paths.
_HIDDEN = re.compile(rb"%(?:2f|5c|00)", re.I)
_FORM = "application/x-www-form-urlencoded"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: browsers would send "Origin: null" with forms then.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server listens.

    Attributes:
        host: The name or address from the command line.
        port: The port.
    """

    host: str
    port: int

    @property
    def name(self) -> str:
        """Return the name in its address; that of this machine if it listens on all interfaces."""
        return socket.gethostname() if self.host in _EVERYWHERE else self.host

    @property
    def url(self) -> str:
        """Return the address of the first page."""
        return f"http://{f'[{self.name}]' if ':' in self.name else self.name}:{self.port}/"

    def answers_to(self, name: str, address: str) -> bool:
        """Return whether a Host header names this server.

        Args:
            name: The name or address that a request was made to, in lower case.
            address: The address of this machine that the request came to.
        """
        if name == self.name.casefold():
            return True
        if name in LOOPBACK:
            return self.host in LOOPBACK or self.host in _EVERYWHERE
        return name == address and self.host not in LOOPBACK

    @property
    def cookie(self) -> str:
        """Return the cookie's name; cookies of one host are shared by all of its ports."""
        return f"sop_review_{self.port}"


class _RefusedError(Exception):
    """A request is refused.

    Args:
        status: The HTTP status.
        reason: The name of the text that says why.
    """

    def __init__(self, status: int, reason: str) -> None:
        """Keep both."""
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """ASGI middleware that refuses requests without access; see the module.

    Args:
        app: The application.
        address: Where the server listens.
        keys: The secrets of this start.
        words: Texts for refusals.
    """

    def __init__(self, app: ASGIApp, address: ServerAddress, keys: Keys, words: Words) -> None:
        """Keep them."""
        self._app = app
        self._address = address
        self._keys = keys
        self._words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on to the application."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            answer = self._enter(scope)
            if answer is None and scope["method"] == "POST":
                receive = await self._check_change(scope, receive)
        except _RefusedError as refusal:
            answer = PlainTextResponse(self._words(refusal.reason) + "\n", refusal.status)
        await (answer or self._app)(scope, receive, send_guarded)

    def _enter(self, scope: Scope) -> Response | None:
        """Return the redirect for a request with the token; None for one with the cookie.

        Raises:
            _RefusedError: It has neither.
        """
        headers = Headers(scope=scope)
        if not self._is_ours(headers.getlist("host"), scope):
            raise _RefusedError(403, "refused_host")
        if _HIDDEN.search(scope.get("raw_path") or b""):
            raise _RefusedError(404, "no_such_page")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise _RefusedError(405, "refused_method")
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get(TOKEN)
        if tokens and scope["method"] == "GET":
            if not is_same(tokens[0], self._keys.token):
                raise _RefusedError(403, "refused_token")
            # To the first page, whatever the path: the token must not stay in the history.
            answer = RedirectResponse("/", 303)
            answer.set_cookie(
                self._address.cookie, self._keys.session, httponly=True, samesite="strict"
            )
            return answer
        if not is_same(
            _cookie(headers.getlist("cookie"), self._address.cookie), self._keys.session
        ):
            raise _RefusedError(403, "refused_session")
        return None

    def _is_ours(self, hosts: list[str], scope: Scope) -> bool:
        """Return whether a request was made to a name of this server."""
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if match is None or int(match[3] or 80) != self._address.port:
            return False
        address, _ = scope.get("server") or ("", 0)
        return self._address.answers_to((match[1] or match[2]).casefold(), address)

    async def _check_change(self, scope: Scope, receive: Receive) -> Receive:
        """Check a request that changes something; return the receiver of its body.

        Raises:
            _RefusedError: It is not allowed.
        """
        headers = Headers(scope=scope)
        if headers.getlist("origin") != [f"http://{headers['host']}"]:
            raise _RefusedError(403, "refused_origin")
        body = await _read(receive)
        secret = headers.get(CSRF_HEADER)
        if secret is None and headers.get("content-type", "").split(";")[0].strip() == _FORM:
            fields = parse_qs(body.decode("latin-1"), max_num_fields=1000)
            secret = fields.get(CSRF_FIELD, [""])[0]
        if not is_same(secret or "", self._keys.csrf):
            raise _RefusedError(403, "refused_csrf")
        scope.setdefault("state", {})[BODY] = body
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        return replay


def _cookie(headers: Iterable[str], name: str) -> str:
    """Return a cookie's value; empty where there is none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        for header in headers:
            jar.load(header)
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


async def _read(receive: Receive) -> bytes:
    """Return a request's body.

    Raises:
        _RefusedError: It is too long, or broke off.
    """
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise _RefusedError(400, "refused_broken")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > WEB_LIMITS.max_request_bytes:
            raise _RefusedError(413, "refused_long")
    return body
