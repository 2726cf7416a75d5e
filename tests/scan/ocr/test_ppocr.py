"""PP-OCR: reads a real scan where it is installed, and says what to install where it is not."""

from __future__ import annotations

import socket
from importlib import metadata, util
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from extract.errors import MissingDependencyError
from extract.readers.scan.ocr.engine import Hints, Layout
from extract.readers.scan.ocr.engines.ppocr import ENGINE
from extract.readers.scan.ocr.ppocr.models import DETECTOR, RUNTIME, WHEEL, find_model
from tests.scan.pages import Picture

SCAN = Path(__file__).parents[3] / "samples" / "scans" / "kelurahan-gunung-melati-pindai.pdf"
DPI = 150


@pytest.fixture
def installed() -> None:
    try:
        ENGINE.require("ind+eng")
    except MissingDependencyError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def sheet() -> Picture:
    """Return the upper third of a scanned page, grey."""
    with pypdfium2.PdfDocument(SCAN) as document:
        bitmap = document[0].render(scale=DPI / 72, grayscale=True)
        page = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    return page[: page.shape[0] // 3]


@pytest.mark.usefixtures("installed")
def test_a_scan_is_read_without_any_network(
    sheet: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    words = ENGINE.read(sheet, Hints("ind+eng", DPI))
    text = " ".join(word.text for word in words)
    for printed in ("KELURAHAN", "Nomor", "470/004/KEL-GM/2022", "Nama"):
        assert printed in text
    assert all(0 <= word.confidence <= 1 for word in words)
    for word in words:
        x0, top, x1, bottom = (round(edge) for edge in word.bbox)
        assert sheet[top:bottom, x0:x1].min() < 160, f"no ink under {word.text}"


@pytest.mark.usefixtures("installed")
def test_a_line_is_read_as_one_and_characters_can_be_restricted(sheet: Picture) -> None:
    (number,) = [word for word in ENGINE.read(sheet, Hints("ind", DPI)) if "470/004" in word.text]
    x0, top, x1, bottom = (round(edge) for edge in number.bbox)
    line = sheet[top - 4 : bottom + 4, x0 - 4 : x1 + 4]
    (whole,) = ENGINE.read(line, Hints("ind", DPI, Layout.LINE))
    assert whole.text.endswith("470/004/KEL-GM/2022")
    digits = ENGINE.read(line, Hints("ind", DPI, Layout.LINE, characters="0123456789"))
    assert set("".join(word.text for word in digits)) <= set("0123456789")


@pytest.mark.parametrize("absent", [WHEEL, RUNTIME])
def test_what_is_missing_is_named_with_the_command(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == absent:
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(metadata, "version", version)
    with pytest.raises(MissingDependencyError) as caught:
        ENGINE.require("ind")
    assert absent in str(caught.value)
    assert "pip install 'sop-extract[ocr2]'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_with_another_hash_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / DETECTOR.name).write_bytes(b"another model")
    spec = util.spec_from_file_location(WHEEL, tmp_path / "__init__.py")
    monkeypatch.setattr(util, "find_spec", lambda name: spec)
    with pytest.raises(MissingDependencyError, match="known hash"):
        find_model(DETECTOR)
