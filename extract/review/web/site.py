"""What every route of the review uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from extract.errors import SopExtractError
from extract.review.limits import PAGE_LIMITS, WEB_LIMITS
from extract.review.session import ReviewSession
from extract.review.sources.pages import PagePictures
from extract.review.web.assets import Assets
from extract.review.web.keys import Keys
from extract.ui.texts import Language, Words, load_words

PACKAGE = "extract.review.web"
# A person's name, and the language he reads, are remembered by his browser.
PERSON, LANGUAGE = "sop_review_person", "sop_review_language"


@dataclass(frozen=True, slots=True)
class Site:
    """What every route uses.

    A route asks `request.app.state.site` for it, or is made with it.

    Attributes:
        session: The run that is reviewed.
        pictures: The pictures of its documents' pages.
        keys: The secrets of this start.
        language: Of who chose none.
        by: The name of who gave none; empty where it must be asked for.
        suggested: The name that is offered where it is asked.
        assets: The files that pages load.
        environment: The templates.
    """

    session: ReviewSession
    pictures: PagePictures
    keys: Keys = field(default_factory=Keys)
    language: Language = Language.INDONESIAN
    by: str = ""
    suggested: str = ""
    assets: Assets = field(default_factory=Assets)
    environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the templates."""
        environment = Environment(
            loader=PackageLoader(PACKAGE),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            # Or each of a page's hundreds of parts is looked for on disk.
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        object.__setattr__(self, "environment", environment)

    def render(
        self, request: Request, template: str, *, status: int = 200, **filled: Any
    ) -> HTMLResponse:
        """Return a page, or a part of one, made of a template.

        Beside what is filled in, a template has `t` (texts), `language`, `languages`, `by` (who is
        at work, empty where that must be asked), `csrf`, `static` (name of a file -> its address)
        and `path` (of the request, with its query).

        Args:
            request: What is answered.
            template: Its name in `templates/`.
            status: The HTTP status.
            filled: What is filled in.
        """
        language = self.language_of(request)
        text = self.environment.get_template(template).render(
            t=load_words(PACKAGE, language),
            language=language,
            languages=list(Language),
            by=self.who(request),
            csrf=self.keys.csrf,
            static=self.assets.address,
            path=address_of(request),
            **filled,
        )
        return HTMLResponse(text, status)

    def drawing_ahead(self, names: Sequence[str]) -> BackgroundTask:
        """Return what has the pages of SOPs drawn, once an answer is sent.

        Args:
            names: Ids of the SOPs next in the queue; only the first few are drawn.
        """

        def draw() -> None:
            for name in names[: PAGE_LIMITS.sops_ahead]:
                # Whoever opens it learns what is wrong with it.
                with suppress(SopExtractError):
                    self.pictures.ahead([self.session.open(name).extracted.source])

        return BackgroundTask(draw)

    def words(self, request: Request) -> Words:
        """Return the texts in the language of the request."""
        return load_words(PACKAGE, self.language_of(request))

    def language_of(self, request: Request) -> Language:
        """Return the language of the request."""
        told = request.cookies.get(LANGUAGE, "")
        return Language(told) if told in set(Language) else self.language

    def who(self, request: Request) -> str:
        """Return the person's name in the request; empty where none was given."""
        return clean_name(unquote(request.cookies.get(PERSON, ""))) or self.by

    def remember(self, answer: Response, *, name: str, language: Language) -> None:
        """Have a browser remember who works there, and in which language."""
        for key, value in ((PERSON, quote(name)), (LANGUAGE, language.value)):
            answer.set_cookie(
                key, value, max_age=WEB_LIMITS.cookie_seconds, httponly=True, samesite="strict"
            )


def clean_name(told: str) -> str:
    """Return a person's name without unprintable characters, cut to its longest allowed length."""
    printable = "".join(letter if letter.isprintable() else " " for letter in told)
    return re.sub(r"\s+", " ", printable).strip()[: WEB_LIMITS.max_name_characters].strip()


def address_of(request: Request) -> str:
    """Return the path of a request with its query, for coming back to it."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
