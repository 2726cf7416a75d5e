"""The web application: routes in groups, behind one guard.

Each module of `routes/` has `routes(site)`, which returns its routes; `ROUTES` lists the modules.
A route is a plain function, not `async`: it uses the session or waits for a page, and Starlette
runs it in a thread, so that routes do not block each other. `extract.review.web.forms.form_of`
reads the form sent to it. `failures.py` turns its exceptions into answers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from extract.findings.messages import speaking
from extract.review.web import failures
from extract.review.web.routes import pages, person, publish, queue, sop, static
from extract.review.web.security import Guard, ServerAddress
from extract.review.web.site import PACKAGE, Site
from extract.ui.texts import load_words

ROUTES = (queue, sop, pages, person, publish, static)


def build_app(site: Site, address: ServerAddress, extra: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Return the application.

    When it ends, the drawing of pages is ended too.

    Args:
        site: What its routes use.
        address: Where the server listens.
        extra: Further routes, which come first.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        site.pictures.close()

    app = Starlette(
        routes=[*extra, *(route for module in ROUTES for route in module.routes(site))],
        exception_handlers=failures.handlers(site),
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.site = site
    # Around all of it, so that the answer to a defect of ours is guarded too.
    return Guard(_InLanguage(app, site), address, site.keys, load_words(PACKAGE, site.language))


class _InLanguage:
    """Has findings told in the language of each request."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Keep the application."""
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with speaking(self._site.language_of(Request(scope))):
            await self._app(scope, receive, send)
