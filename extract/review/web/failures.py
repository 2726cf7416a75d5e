"""Answers to errors, in words that say what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from extract.errors import BadRecordsError, BadReviewError, MissingSopError, OutputError
from extract.process.defects import describe_defect
from extract.review.web.site import Site


def handlers(site: Site) -> Mapping[Any, Callable[[Request, Exception], Response]]:
    """Return what answers each kind of failure.

    A route handles only errors for which its page has an answer of its own.
    """

    def answer(request: Request, status: int, text: str) -> Response:
        """Return a page, or the text alone where a script asked."""
        if "hx-request" in request.headers or "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(text + "\n", status)
        return site.render(request, "failure.html", status=status, text=text)

    def missing(request: Request, error: Exception) -> Response:
        return answer(request, 404, site.words(request)("no_such_page"))

    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        name = "no_such_page" if status == 404 else "refused_method"
        return answer(request, status, site.words(request)(name))

    def message_page(request: Request, error: Exception) -> Response:
        return answer(request, 503, site.words(request)("cannot", reason=error))

    def defect(request: Request, error: Exception) -> Response:
        print(describe_defect(error), file=sys.stderr, flush=True)
        return answer(request, 500, site.words(request)("defect"))

    return {
        MissingSopError: missing,
        HTTPException: refused,
        BadRecordsError: message_page,
        BadReviewError: message_page,
        OutputError: message_page,
        Exception: defect,
    }
