"""`/`: the SOPs of the run, those first that need most attention."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.review.web.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return the route."""

    def show(request: Request) -> Response:
        return site.render(request, "queue.html", rows=site.desk.queue())

    return [Route("/", show)]
