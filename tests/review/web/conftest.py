"""A browser for all tests, and an output folder that each may change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import open_browser
from tests.review.web.reviewing import session

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
