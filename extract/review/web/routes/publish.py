"""`/publish` (POST): what was corrected comes into the run's records, tables and diagrams.

All of the run's records are compared with each other for it, which a process of its own does:
whoever works on a page meanwhile notices nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.errors import ExitCode
from extract.review.web.site import Site

# The same packages, wherever they are, and no file of the same name in the current folder.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extract.cli import main; sys.exit(main(sys.argv[2:]))"
)


def routes(site: Site) -> list[BaseRoute]:
    """Return the route."""

    def publish(request: Request) -> Response:
        command = ["review", "--publish", "--", str(site.session.output)]
        # The words are ours and a folder's name; there is no shell.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _START, json.dumps(sys.path), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        told = done.stderr.decode("utf-8", "replace").splitlines()
        if done.returncode != ExitCode.OK:
            reason = told[-1].removeprefix("error: ") if told else str(done.returncode)
            told = [site.words(request)("cannot", reason=reason)]
        is_done = done.returncode == ExitCode.OK
        return site.render(request, "published.html", is_done=is_done, told=told)

    return [Route("/publish", publish, methods=["POST"])]
