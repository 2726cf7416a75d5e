"""Documents read once for all tests of the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.documents import SAMPLES, read_into


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of a digital document, a scan, a photo and a plain text.

    It is shared: whoever changes something copies it.
    """
    output = tmp_path_factory.mktemp("review")
    for name in (
        "kecamatan-telaga-bestari.pdf",
        "scans/kelurahan-gunung-melati-terbalik.pdf",
        "scans/dinas-rawa-kencana-foto.jpg",
        "inspektorat-nusa-kelapa.txt",
    ):
        read_into(output, SAMPLES / name, name)
    return output
