"""Fixtures that tests of several packages use."""

from __future__ import annotations

import pytest

from tests.inline_engine import InlineEngine


@pytest.fixture
def inline_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command read documents in the test's own process, so that it can be patched."""
    monkeypatch.setattr("extract.batch.local.engine.LocalEngine", InlineEngine)


@pytest.fixture
def stub_pipeline(monkeypatch: pytest.MonkeyPatch, inline_engine: None) -> None:
    """Put a pipeline that obeys the file's own words in the place of the real one."""
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")
