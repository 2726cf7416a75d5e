"""The review as it is served, for tests that speak HTTP to it or open it in a browser."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.routing import BaseRoute

from extract.corrections.reviewed import settings_of
from extract.review.session import ReviewSession
from extract.review.sources.pages import PagePictures
from extract.review.web.app import build_app
from extract.review.web.security import TOKEN, ServerAddress
from extract.review.web.server import ReviewServer, listen
from extract.review.web.site import Site
from models.language import Language


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request.

    Attributes:
        status: The HTTP status.
        headers: Its headers, names in lower case.
        text: Its body.
    """

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Served:
    """A review that is being served.

    Attributes:
        site: What its routes have at hand.
        address: Where it listens.
    """

    site: Site
    address: ServerAddress

    @property
    def url(self) -> str:
        """Return the address of the first page."""
        return self.address.url

    @property
    def link(self) -> str:
        """Return the link that lets a browser in."""
        return f"{self.address.url}?{TOKEN}={self.site.keys.token}"

    @property
    def cookie(self) -> str:
        """Return the cookie of who came in."""
        return f"{self.address.cookie}={self.site.keys.session}"

    def ask(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:  # fmt: skip
        """Send a request just so, without anything that a browser would add."""
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port, timeout=60)
        try:
            sent = headers or {}
            connection.putrequest(method, path, skip_host="Host" in sent)
            for name, value in sent.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        """Ask for a page as a browser that came in does."""
        return self.ask(path, headers={"Cookie": self.cookie, "Accept": "text/html"})

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form as a page of ours does."""
        headers = {
            "Cookie": self.cookie,
            "Origin": self.url.rstrip("/"),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRF-Token": self.site.keys.csrf,
        }
        return self.ask(path, method="POST", headers=headers, body=urlencode(fields).encode())


@contextmanager
def serve(
    output: Path,
    *sources: Path,
    language: Language = Language.ENGLISH,
    by: str = "Bunga Uji",
    extra: Sequence[BaseRoute] = (),
    host: str = "127.0.0.1",
) -> Iterator[Served]:
    """Serve the review of an output folder at a free port while the block runs."""
    site = Site(
        ReviewSession(output, settings_of(output), look_after=0),
        PagePictures(output, sources),
        language=language,
        by=by,
    )
    with listen(host, 0) as listener:
        address = ServerAddress(host, listener.getsockname()[1])
        ready = threading.Event()
        server = ReviewServer(build_app(site, address, extra), ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(30)
            yield Served(site, address)
        finally:
            server.should_exit = True
            thread.join()
            site.pictures.close()
