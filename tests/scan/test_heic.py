"""Photos as phones store them: HEIC, decoded where `pillow_heif` is installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pillow_heif
import pypdfium2
import pytest
from PIL import Image

from extract.cli import main
from extract.errors import DamagedError, ExitCode, MissingDependencyError
from extract.pipeline import extract_document
from extract.readers.pictures import read_images
from extract.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "dinas-rawa-kencana.pdf"
ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample's page as a phone stores it: sideways, with an EXIF tag."""
    with pypdfium2.PdfDocument(SAMPLE) as document:
        upright = document[0].render(scale=200 / 72).to_pil()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    path = tmp_path_factory.mktemp("heic") / "sop.heic"
    pillow_heif.from_pillow(lying).save(path, quality=85, exif=exif.tobytes())
    return path


def test_a_photo_gives_the_records_of_what_it_shows(photo: Path, tmp_path: Path) -> None:
    code = main([str(photo), "-o", str(tmp_path / "out"), "-q"])
    assert code == ExitCode.OK
    (path,) = (tmp_path / "out" / "records").rglob("*.json")
    (read,) = json.loads(path.read_text(encoding="utf-8"))
    (digital,) = extract_document(SAMPLE, source_path="a.pdf", settings=Settings())
    assert read["source"]["media_type"] == "image/heic"
    assert read["source"]["text_origin"] == "ocr"
    assert read["header"]["sop_number"] == digital.header.sop_number
    assert read["header"]["approver"]["nip"] == digital.header.approver.nip
    assert read["actors"] == digital.actors
    assert [step["activity"] for step in read["steps"]] == [s.activity for s in digital.steps]


def test_a_photo_cut_off_is_damaged(photo: Path, tmp_path: Path) -> None:
    path = tmp_path / "sop.heic"
    path.write_bytes(photo.read_bytes()[:5000])
    with pytest.raises(DamagedError):
        list(read_images(path, 300))


def test_a_photo_without_the_decoder_says_what_to_install(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(MissingDependencyError, match="pillow-heif"):
        list(read_images(photo, 300))
