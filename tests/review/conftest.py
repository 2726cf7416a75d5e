"""Documents read once for all tests of the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample_readings import SampleReadings


@pytest.fixture(scope="session")
def read_samples(sample_readings: SampleReadings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of a digital document, a scan, a photo and a plain text.

    It is shared: whoever changes something copies it.
    """
    return sample_readings.copy(
        tmp_path_factory.mktemp("review"),
        "kecamatan-telaga-bestari.pdf",
        "scans/kelurahan-gunung-melati-terbalik.pdf",
        "scans/dinas-rawa-kencana-foto.jpg",
        "inspektorat-nusa-kelapa.txt",
    )
