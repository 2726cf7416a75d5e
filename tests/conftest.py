"""Fixtures that tests of several packages use."""

from __future__ import annotations

import pytest

from tests.stub_pipeline import obey


@pytest.fixture
def stub_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a pipeline that obeys the file's own words in the place of the real one."""
    monkeypatch.setattr("extract.batch.reading.load_pipeline", lambda: obey)
    monkeypatch.setattr("extract.batch.run.load_pipeline", lambda: obey)
