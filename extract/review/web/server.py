"""The review's server: started for one person at one machine, ended with Ctrl-C."""

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
from extract.review.web.site import Site, clean_name
from extract.ui.texts import Language
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
        language: Of the pages, for who chose none.
        by: Who checks, for who gave no name; None has the page ask everyone once.
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
            # The pages show what this run was told not to keep.
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="sop-extract-")))
        pictures = PagePictures(output, sources, folder=folder)
        site = Site(session, pictures, keys, language, clean_name(by or ""), clean_name(_user()))
        link = f"{address.url}?{TOKEN}={keys.token}"

        def announce() -> None:
            print(f"Review of {output}: open {link}\nCtrl-C ends it.", flush=True)
            # Whoever comes first would wait for the models that texts are understood with.
            threading.Thread(target=parse_citation, args=["UU 1/2000"]).start()
            if browser:
                # Some browsers are waited for.
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
        announce: Called once it listens.
    """

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        """Set it up: no log but of what goes wrong, no header that tells what it is."""
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
        """Begin to listen, and say so."""
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
