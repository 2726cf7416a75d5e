"""Fixtures that tests of several packages use."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.inline_engine import reading_inline
from tests.sample_readings import SampleReadings


@pytest.fixture(scope="session")
def sample_readings(tmp_path_factory: pytest.TempPathFactory) -> SampleReadings:
    """Give what is read of the samples; with several workers each sample is read by one of them."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return SampleReadings(folder / "sample-readings")


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
