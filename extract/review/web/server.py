"""The review's web server; runs until Ctrl-C."""

from __future__ import annotations

import getpass
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.types import ASGIApp

from extract.corrections.reviewed import settings_of
from extract.errors import OutputError
from extract.review.limits import WEB_LIMITS
from extract.review.session import ReviewSession
from extract.review.sources.pages import PagePictures
from extract.review.web.app import build_app
from extract.review.web.keys import Keys
from extract.review.web.security import TOKEN, ServerAddress
from extract.review.web.site import PACKAGE, Site, clean_name
from extract.ui.texts import load_words
from models.language import Language
from normalize.citations import parse_citation


def serve(
    output: Path,
    sources: Sequence[Path],
    *,
    host: str,
    port: int,
    language: Language,
    by: str | None,
    browser: bool,
) -> None:
    """Serve the review of a run until Ctrl-C or SIGTERM.

    Args:
        output: The run's output folder.
        sources: Folders and files in which the documents are looked for.
        host: The name or address to listen at.
        port: The port; 0 for any that is free.
        language: Language of the pages until a user chooses one.
        by: Name of a user who gave none; None to ask each user once.
        browser: Whether to open the first page.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal cannot be read.
        OutputError: It cannot listen there.
    """
    session = ReviewSession(output, settings_of(output))
    with listen(host, port) as listener, ExitStack() as stack:
        address = ServerAddress(host, listener.getsockname()[1])
        keys = Keys()
        folder = None
        if session.settings.mask_nip:
            # The pages show what this run's options forbid to keep.
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="sop-extract-")))
        pictures = PagePictures(output, sources, folder=folder)
        site = Site(session, pictures, keys, language, clean_name(by or ""), clean_name(_user()))
        link = f"{address.url}?{TOKEN}={keys.token}"

        def announce() -> None:
            words = load_words(PACKAGE, language)
            print(words("announced", output=output, link=link), flush=True)
            # The first request would wait for the models that parse texts.
            threading.Thread(target=parse_citation, args=["UU 1/2000"]).start()
            if browser:
                # Some browsers block until they are closed.
                threading.Thread(target=webbrowser.open, args=[link], daemon=True).start()

        try:
            with suppress(KeyboardInterrupt):
                ReviewServer(build_app(site, address), announce).run([listener])
        finally:
            pictures.close()


class ReviewServer(uvicorn.Server):
    """A server that says when it is ready.

    Args:
        app: The application.
        announce: Called when it listens.
    """

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        """Configure it: log errors only, send no Server header."""
        self._announce = announce
        super().__init__(
            uvicorn.Config(
                app,
                log_level="critical",
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=WEB_LIMITS.max_shutdown_seconds,
                proxy_headers=False,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="on",
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, and announce it."""
        await super().startup(sockets)
        self._announce()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        OutputError: It cannot.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"cannot listen at {host}, port {port}: {reason}; choose another with --port or --host"
        ) from error


def _user() -> str:
    """Return the name of the user who runs this; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
