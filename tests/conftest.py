"""Fixtures that tests of several packages use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.inline_engine import reading_inline


@pytest.fixture
def inline_engine() -> Iterator[None]:
    """Have the command read documents in the test's own process.

    It can be patched there, and starting other processes takes seconds: use it wherever a test is
    not about processes.
    """
    with reading_inline():
        yield


@pytest.fixture
def stub_pipeline(monkeypatch: pytest.MonkeyPatch, inline_engine: None) -> None:
    """Put a pipeline that obeys the file's own words in the place of the real one."""
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")
