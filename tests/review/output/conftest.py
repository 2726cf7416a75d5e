"""Documents that a stub reads, so that runs take no time and read otherwise when told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.folders import make
from tests.review.output import pipeline
from tests.review.output.runs import TITLE


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a pipeline that obeys the file's own words in the place of the real one."""
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.review.output.pipeline")
    yield
    pipeline.LATER.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a document of one SOP."""
    return make(tmp_path / "arsip", a=TITLE)
