"""`/static/{version}/{name}`: the files that pages load."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.review.web.site import Site

# Their addresses change with their content.
_FOR_GOOD = "private, max-age=31536000, immutable"


def routes(site: Site) -> list[BaseRoute]:
    """Return the route."""

    def send(request: Request) -> Response:
        asset = site.assets.files.get(request.path_params["name"])
        if asset is None or request.path_params["version"] != site.assets.version:
            raise HTTPException(404)
        return Response(
            asset.content, headers={"content-type": asset.kind, "cache-control": _FOR_GOOD}
        )

    return [Route("/static/{version}/{name}", send)]
