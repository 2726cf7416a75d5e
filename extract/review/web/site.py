"""What all routes of the review share."""

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
from extract.ui.texts import Words, load_words
from models.language import Language

PACKAGE = "extract.review.web"
# A person's name, and the language he reads, are remembered by his browser.
PERSON, LANGUAGE = "sop_review_person", "sop_review_language"


@dataclass(frozen=True, slots=True)
class Site:
    """What all routes share.

    A route gets it from `request.app.state.site` or when it is created.

    Attributes:
        session: The run that is reviewed.
        pictures: The pictures of its documents' pages.
        keys: The secrets of this start.
        language: Of users who chose none.
        by: Name of users who gave none; empty if they must be asked.
        suggested: The name that the question suggests.
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
            # Otherwise each of a page's hundreds of parts is looked up on disk.
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        object.__setattr__(self, "environment", environment)

    def render(
        self, request: Request, template: str, *, status: int = 200, **filled: Any
    ) -> HTMLResponse:
        """Render a page, or a part of one, from a template.

        Besides `filled`, a template has `t` (texts), `language`, `languages`, `by` (the user's
        name, empty if it must be asked), `csrf`, `static` (name of a file -> its address) and
        `path` (of the request, with its query).

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
        """Return a background task that has pages of SOPs drawn after the answer is sent.

        Args:
            names: Ids of the SOPs next in the queue; only the first few are drawn.
        """

        def draw() -> None:
            for name in names[: PAGE_LIMITS.sops_ahead]:
                # The error is shown when somebody opens the SOP.
                with suppress(SopExtractError):
                    self.pictures.ahead([self.session.open(name).extracted.source])

        return BackgroundTask(draw)

    def words(self, request: Request) -> Words:
        """Return the texts in the language of the request."""
        return load_words(PACKAGE, self.language_of(request))

    def language_of(self, request: Request) -> Language:
        """Return the language of the request."""
        chosen = request.cookies.get(LANGUAGE, "")
        return Language(chosen) if chosen in set(Language) else self.language

    def who(self, request: Request) -> str:
        """Return the person's name in the request; empty where none was given."""
        return clean_name(unquote(request.cookies.get(PERSON, ""))) or self.by

    def remember(self, answer: Response, *, name: str, language: Language) -> None:
        """Set cookies with a user's name and language."""
        for key, value in ((PERSON, quote(name)), (LANGUAGE, language.value)):
            answer.set_cookie(
                key, value, max_age=WEB_LIMITS.cookie_seconds, httponly=True, samesite="strict"
            )


def clean_name(given: str) -> str:
    """Return a person's name without unprintable characters, cut to its longest allowed length."""
    printable = "".join(letter if letter.isprintable() else " " for letter in given)
    return re.sub(r"\s+", " ", printable).strip()[: WEB_LIMITS.max_name_characters].strip()


def address_of(request: Request) -> str:
    """Return the path of a request with its query, for coming back to it."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
