"""`/person`: the user's name and language, asked once and remembered by the browser."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from extract.review.web.forms import form_of
from extract.review.web.site import Site, clean_name
from models.language import Language

# A page of ours to go back to; a second slash would lead to another server.
_PAGE = re.compile(r"/(?:[A-Za-z0-9_.~%-][A-Za-z0-9_.~%/-]*)?(?:\?[A-Za-z0-9_.~%&=+-]*)?")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def ask(request: Request) -> Response:
        back = request.query_params.get("back", "/")
        return site.render(
            request, "person.html", back=back, missing=False, suggested=site.suggested
        )

    def take(request: Request) -> Response:
        form = form_of(request)
        name, chosen = clean_name(form.get("name", "")), form.get("language", "")
        back = form.get("back", "/")
        if not name:
            return site.render(
                request, "person.html", status=422, back=back, missing=True, suggested=""
            )
        language = Language(chosen) if chosen in set(Language) else site.language_of(request)
        answer = RedirectResponse(back if _PAGE.fullmatch(back) else "/", 303)
        site.remember(answer, name=name, language=language)
        return answer

    return [
        Route("/person", ask, methods=["GET"]),
        Route("/person", take, methods=["POST"]),
    ]
