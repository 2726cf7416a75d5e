"""Source files are found, and their pages written as pictures."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from extract.errors import DamagedError
from extract.page_images.find import SourceFinder
from extract.page_images.images import DPI, has_pages, write_page_images
from tests.readers.handmade import Handmade

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "kelurahan-gunung-melati.pdf"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "root", [SAMPLES, SAMPLES.parent, SAMPLE], ids=["folder", "folder above", "file itself"]
)
def test_a_source_is_found_below_a_folder_or_with_its_name_in_front(root: Path) -> None:
    found = SourceFinder([root]).find(f"samples/{SAMPLE.name}", digest(SAMPLE))
    assert found is not None
    assert found.samefile(SAMPLE)


def test_a_file_with_other_content_is_not_the_source() -> None:
    assert SourceFinder([SAMPLES]).find(SAMPLE.name, "0" * 64) is None


@pytest.mark.parametrize("path", ["../secret.pdf", "/etc/hostname", "a/../../b.pdf", ""])
def test_nothing_outside_the_folders_is_looked_at(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"x")
    (tmp_path / "in").mkdir()
    assert SourceFinder([tmp_path / "in"]).find(path, digest(tmp_path / "secret.pdf")) is None


def test_the_pages_asked_for_are_written_in_their_size(tmp_path: Path) -> None:
    images = write_page_images(SAMPLE, [2, 1, 99], tmp_path / "pages", "s")
    assert [(image.number, image.name) for image in images] == [
        (1, "s-001.webp"),
        (2, "s-002.webp"),
    ]
    for image in images:
        with Image.open(tmp_path / "pages" / image.name) as picture:
            width, height = (side / 72 * DPI for side in (image.width, image.height))
            assert picture.size == (pytest.approx(width, abs=1), pytest.approx(height, abs=1))
            darkest, _ = picture.convert("L").getextrema()
            assert darkest < 80, "something is drawn"


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_in_other_units_is_drawn_in_its_size(tmp_path: Path, packed: bool) -> None:
    pdf = Handmade()
    pdf.add_page("25 500 50 50 re f")
    body = pdf.objects[pdf.pages[-1] - 1]
    box = b"[0 0 297.5 421] /UserUnit 2"
    pdf.objects[pdf.pages[-1] - 1] = body.replace(b"[0 0 595 842]", box)
    path = pdf.save(tmp_path)
    if packed:
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            opened.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert b"UserUnit" not in path.read_bytes()
    (image,) = write_page_images(path, [1], tmp_path, "s")
    assert (image.width, image.height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))
    with Image.open(tmp_path / image.name) as picture:
        assert picture.width == pytest.approx(595 / 72 * DPI, abs=1)


def test_a_picture_is_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "foto.png"
    Image.new("RGB", (1240, 1754), "white").save(path, dpi=(150, 150))
    (image,) = write_page_images(path, [1], tmp_path, "foto")
    assert (image.width, image.height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))


def test_text_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "sop.txt"
    path.write_text("STANDAR OPERASIONAL PROSEDUR", encoding="utf-8")
    assert not has_pages(path)
    assert write_page_images(path, [1], tmp_path, "sop") == []


def test_a_damaged_file_is_a_typed_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(DamagedError):
        write_page_images(path, [1], tmp_path, "a")
