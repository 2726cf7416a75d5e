"""A browser for all tests, and an output folder that each may change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import open_browser, open_page
from tests.review.documents import SAMPLES
from tests.review.web.reviewing import session
from tests.review.web.serving import Served, serve
from tests.review.web.viewing import BARE_PAGE, DESKTOP

SCAN = "kelurahan-gunung-melati-terbalik.pdf"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give a browser."""
    with open_browser() as one:
        yield one


@pytest.fixture
def output(read_samples: Path, tmp_path: Path) -> Path:
    """Give an output folder that is this test's own."""
    return Path(shutil.copytree(read_samples, tmp_path / "output"))


@pytest.fixture
def scan(output: Path) -> str:
    """Give the id of the SOP that was scanned upside down."""
    return next(row.id for row in session(output).queue() if row.source.endswith(SCAN))


@pytest.fixture(scope="module")
def site(read_samples: Path) -> Iterator[Served]:
    """Serve the review with pages that hold only the viewer."""
    with serve(read_samples, SAMPLES, extra=[BARE_PAGE]) as running:
        yield running


@pytest.fixture(scope="module")
def window(site: Served) -> Iterator[Any]:
    """Give a page of a browser on which no script may fail."""
    with open_page(site.url, viewport=DESKTOP) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and errors.append(said.text))
        yield page
        assert errors == []
