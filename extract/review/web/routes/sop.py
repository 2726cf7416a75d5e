"""`/sop/{id}`: an SOP beside the pages it stands on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.review.web.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return the route."""

    def show(request: Request) -> Response:
        sop = site.desk.open(request.path_params["name"])
        return site.render(request, "sop.html", sop=sop)

    return [Route("/sop/{name}", show)]
