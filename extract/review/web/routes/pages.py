"""`/pages/{id}/…`: the pages of an SOP as pictures, with the words on them.

- `/pages/{id}/{number}.json`: what the viewer needs of a page (`Page`); waits until it is drawn.
- `/pages/{id}/{number}.webp`: its picture.
- `/pages/{id}/text.json`: `{"lines": [...]}` of an SOP in plain text.
"""

from __future__ import annotations

import re
from typing import TypedDict
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from extract.review.limits import PAGE_LIMITS
from extract.review.sources.pages import PagePicture
from extract.review.sources.words import PageWords, read_document_text
from extract.review.web.site import Site
from models import Source

_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


class Page(TypedDict):
    """A page, for the viewer.

    Attributes:
        number: 1-based number in its document.
        width: In points as the file shows it; all boxes are in the same.
        height: In points.
        turned: By how many degrees clockwise it reads right.
        image: Address of its picture; None where there is none.
        trouble: Why there is none, or no words, as a sentence; None where there are both.
        words: Line by line: text, x0, top, x1, bottom, confidence.
    """

    number: int
    width: float
    height: float
    turned: int
    image: str | None
    trouble: str | None
    words: tuple[tuple[str, float, float, float, float, float], ...]


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def find(request: Request) -> tuple[Source, int, PageWords | None]:
        """Return the page that is asked for: its document, number and words."""
        source = site.session.open(request.path_params["name"]).extracted.source
        part = request.path_params["number"]
        number = int(part) if _NUMBER.fullmatch(part) else 0
        text = read_document_text(site.session.output, source.sha256)
        words = text.page(number) if text else None
        if words is None and number not in source.pages:
            raise HTTPException(404)
        return source, number, words

    def tell_page(request: Request) -> Response:
        source, number, words = find(request)
        picture = site.pictures.picture(source, number)
        if isinstance(picture, PagePicture):
            image: str | None = f"/pages/{quote(request.path_params['name'])}/{number}.webp"
            width, height = picture.width, picture.height
            trouble = None if words else site.words(request)("no_words")
        else:
            image, trouble = None, site.words(request)(f"trouble_{picture.name.lower()}")
            width, height = _size(words)
        page = Page(
            number=number,
            width=width,
            height=height,
            turned=words.turned if words else 0,
            image=image,
            trouble=trouble,
            words=words.words if words else (),
        )
        return JSONResponse(page)

    def send_picture(request: Request) -> Response:
        source, number, _ = find(request)
        picture = site.pictures.picture(source, number)
        if isinstance(picture, PagePicture):
            return FileResponse(picture.path, media_type="image/webp")
        text = site.words(request)(f"trouble_{picture.name.lower()}")
        return PlainTextResponse(text + "\n", 503)

    def tell_lines(request: Request) -> Response:
        source = site.session.open(request.path_params["name"]).extracted.source
        text = read_document_text(site.session.output, source.sha256)
        if text is None or text.lines is None:
            raise HTTPException(404)
        return JSONResponse({"lines": text.lines})

    return [
        Route("/pages/{name}/text.json", tell_lines),
        Route("/pages/{name}/{number}.json", tell_page),
        Route("/pages/{name}/{number}.webp", send_picture),
    ]


def _size(words: PageWords | None) -> tuple[float, float]:
    """Return a page's size in points as far as it is known without a picture."""
    if words is None:
        return PAGE_LIMITS.unknown_width_pt, PAGE_LIMITS.unknown_height_pt
    if words.width is not None and words.height is not None:
        return words.width, words.height
    right = max((word[3] for word in words.words), default=PAGE_LIMITS.unknown_width_pt)
    bottom = max((word[4] for word in words.words), default=PAGE_LIMITS.unknown_height_pt)
    return right, bottom
