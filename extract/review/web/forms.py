"""The form that was sent to a route."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request

from extract.review.web.security import BODY


def form_of(request: Request) -> ImmutableMultiDict[str, str]:
    """Return the fields of a form that was sent to a POST route, empty ones included.

    The guard has read it already, so that no `await` is needed. A field that was sent several
    times (`getlist`) has all its values, `get` gives the last.

    Args:
        request: The request, of the type application/x-www-form-urlencoded.
    """
    body: bytes = request.scope["state"][BODY]
    text = body.decode("utf-8", "replace")
    return ImmutableMultiDict(parse_qsl(text, keep_blank_values=True))
