"""`/`: the SOPs of the run, those first that need most attention."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from extract.review.web.site import Site, address_of
from extract.review.web.views.queue import build_queue, choices_of, filter_of


def routes(site: Site) -> list[BaseRoute]:
    """Return the route."""

    def show(request: Request) -> Response:
        if not site.who(request):
            return RedirectResponse(f"/person?back={quote(address_of(request))}", 303)
        given = request.query_params.get("offset", "")
        offset = int(given) if given.isdecimal() and len(given) < 10 else 0
        wanted = filter_of(request.query_params)
        rows = site.session.queue()
        queue = build_queue(rows, wanted, offset)
        if "hx-request" not in request.headers:
            choices = choices_of(rows)
            page = site.render(request, "queue.html", queue=queue, wanted=wanted, choices=choices)
            page.background = site.drawing_ahead([row.id for row in queue.rows])
            return page
        template = "queue_rows.html" if offset else "queue_table.html"
        return site.render(request, template, queue=queue)

    return [Route("/", show)]
