"""Fixtures that tests of several packages use."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tests.stub_pipeline import obey


@pytest.fixture
def stub_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a pipeline that obeys the file's own words in the place of the real one."""
    stub = SimpleNamespace(extract_document=obey)
    monkeypatch.setitem(sys.modules, "extract.pipeline", stub)
