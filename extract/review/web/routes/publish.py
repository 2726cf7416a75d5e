"""`/publish` (POST): writes corrections into the run's records, tables and diagrams.

All records of the run are compared with each other for this; a process of its own does it, so that
pages stay usable meanwhile.
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
        lines = done.stderr.decode("utf-8", "replace").splitlines()
        if done.returncode != ExitCode.OK:
            reason = lines[-1].removeprefix("error: ") if lines else str(done.returncode)
            lines = [site.words(request)("cannot", reason=reason)]
        is_done = done.returncode == ExitCode.OK
        return site.render(request, "published.html", is_done=is_done, lines=lines)

    return [Route("/publish", publish, methods=["POST"])]
