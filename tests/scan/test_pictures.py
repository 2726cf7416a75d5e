"""Image files decoded and PDF pages drawn: which way up, how large, and what is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from extract.errors import DamagedError, DocumentError, LimitError
from extract.readers import pictures
from extract.readers.pictures import MOST_READ, DrawnPdf, read_images

ORIENTATION = 0x0112
A4 = (1240, 1754)  # pixels at 150 dpi


def sheet(mode: str = "L", size: tuple[int, int] = A4) -> Image.Image:
    """Return white paper with a black square in its upper left corner and a bar below it."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 300, 300), fill="black")
    pen.rectangle((100, 400, 160, 900), fill="black")
    return image.convert(mode)


def pages(path: Path, dpi: int = 150) -> list[np.ndarray]:
    return list(read_images(path, dpi))


def corners(page: np.ndarray) -> tuple[bool, bool, bool, bool]:
    """Return in which corners a page is dark: upper left, upper right, lower right, lower left."""
    grey = page if page.ndim == 2 else page.min(axis=2)
    height, width = grey.shape
    x, y = int(width * 0.16), int(height * 0.11)
    spots = [(y, x), (y, width - x), (height - y, width - x), (height - y, x)]
    return tuple(bool(grey[spot] < 128) for spot in spots)  # type: ignore[return-value]


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "webp"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_each_form_is_decoded(suffix: str, mode: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    sheet(mode).save(path, dpi=(150, 150))
    (page,) = pages(path)
    assert page.dtype == np.uint8
    assert page.shape[0] == pytest.approx(A4[1], rel=0.06)  # WebP does not say its resolution
    assert corners(page) == (True, False, False, False)


def test_colours_are_blue_green_red(tmp_path: Path) -> None:
    Image.new("RGB", (600, 800), (250, 20, 30)).save(tmp_path / "a.png")
    (page,) = pages(tmp_path / "a.png", 72)
    assert page[5, 5].tolist() == [30, 20, 250]


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA", "CMYK", "I;16", "I"])
def test_every_way_to_store_a_picture_shows_black_on_white(mode: str, tmp_path: Path) -> None:
    if mode in ("I;16", "I"):
        image = Image.fromarray(np.asarray(sheet("L")).astype(np.uint16) * 257)
        image = image if mode == "I;16" else image.convert("I")
    else:
        image = sheet(mode) if mode != "LA" else sheet("L").convert("LA")
    path = tmp_path / ("a.tiff" if mode in ("CMYK", "I") else "a.png")
    image.save(path)
    (page,) = pages(path)
    assert corners(page) == (True, False, False, False)
    assert page[-5, -5].min() > 240, "paper is white"
    assert page[int(page.shape[0] * 0.1), int(page.shape[1] * 0.1)].max() < 15, "ink is black"


@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA"])
def test_what_is_transparent_is_paper(mode: str, tmp_path: Path) -> None:
    """A screenshot can have black letters on transparent black."""
    grey = np.asarray(sheet("L"))
    image = Image.fromarray(np.dstack([np.zeros_like(grey)] * 3 + [255 - grey]), "RGBA")
    if mode == "PA":
        image.quantize(8, method=Image.Quantize.FASTOCTREE).save(tmp_path / "a.png")
    else:
        image.convert(mode).save(tmp_path / "a.png")
    (page,) = pages(tmp_path / "a.png")
    assert corners(page) == (True, False, False, False)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_its_tag_says(orientation: int, tmp_path: Path) -> None:
    undone = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    image = sheet()
    stored = image.transpose(undone[orientation]) if orientation in undone else image
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif)
    (page,) = pages(tmp_path / "a.jpg")
    assert corners(page) == (True, False, False, False)


def test_each_page_of_a_tiff_comes_in_order(tmp_path: Path) -> None:
    first, second = sheet("1"), sheet("1").rotate(180)
    first.save(tmp_path / "a.tiff", save_all=True, append_images=[second], compression="group4")
    assert [corners(page) for page in pages(tmp_path / "a.tiff")] == [
        (True, False, False, False),
        (False, False, True, False),
    ]


def test_a_photos_preview_is_no_page(tmp_path: Path) -> None:
    """Phones put a second, smaller picture into a JPEG (the multi-picture format)."""
    preview = sheet("RGB").resize((310, 438))
    sheet("RGB").save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[preview])
    with Image.open(tmp_path / "a.jpg") as photo:
        assert getattr(photo, "n_frames", 1) == 2
    assert len(pages(tmp_path / "a.jpg")) == 1


@pytest.mark.parametrize(
    ("size", "claimed", "long_side"),
    [
        (A4, (150, 150), 3508),
        (A4, None, 3708),  # nothing claimed: some sheet between A4 and folio
        (A4, (72, 72), 3708),  # a sheet of 62 cm is none: the claim is a program's habit
        (A4, (1, 1), 3708),
        ((2480, 3508), (300, 300), 3508),
    ],
)
def test_pictures_are_scaled_to_the_resolution_of_their_paper(
    size: tuple[int, int], claimed: tuple[int, int] | None, long_side: int, tmp_path: Path
) -> None:
    options = {"dpi": claimed} if claimed else {}
    sheet("L", size).save(tmp_path / "a.png", **options)
    (page,) = pages(tmp_path / "a.png", 300)
    assert page.shape[0] == pytest.approx(long_side, rel=0.03)


def png_of_size(width: int, height: int) -> bytes:
    """Return the head of a PNG that claims a size; it holds no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [12_000, 15_000, 60_000, 2_000_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    side: int, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(png_of_size(side, side))
    with pytest.raises(LimitError, match="pixels") as caught:
        pages(tmp_path / "a.png")
    assert "scan it at 300 dpi" in str(caught.value)


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    Image.new("1", (9000, 7000), 1).save(tmp_path / "a.png", dpi=(600, 600))
    (page,) = pages(tmp_path / "a.png", 600)
    assert page.size <= MOST_READ * 1.01


@pytest.mark.parametrize(
    ("name", "cut"),
    [("a.png", 0.5), ("a.jpg", 0.3), ("a.tiff", 0.5), ("a.webp", 0.5), ("a.png", 0)],
)
def test_a_damaged_picture_is_a_typed_error(name: str, cut: float, tmp_path: Path) -> None:
    path = tmp_path / name
    sheet("RGB").save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)] if cut else whole[:8] + b"nonsense")
    with pytest.raises(DamagedError) as caught:
        pages(path)
    assert "\n" not in str(caught.value)


def test_a_damaged_second_page_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    sheet().save(path, save_all=True, append_images=[sheet()])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.75)])
    found = read_images(path, 150)
    next(found)
    with pytest.raises(DamagedError):
        list(found)


def pdf(path: Path, rotation: int = 0, size: tuple[float, float] = (400, 600)) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for _ in range(2):
        canvas.rect(40, size[1] - 140, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    if rotation:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            for page in document:
                page.set_rotation(rotation)
            document.save(path)
    return path


@pytest.mark.parametrize(
    ("rotation", "dark"),
    [
        (0, (True, False, False, False)),
        (90, (False, True, False, False)),
        (180, (False, False, True, False)),
        (270, (False, False, False, True)),
    ],
)
def test_a_page_is_drawn_as_it_is_shown(
    rotation: int, dark: tuple[bool, ...], tmp_path: Path
) -> None:
    with DrawnPdf(pdf(tmp_path / "a.pdf", rotation)) as drawn:
        page, scale = drawn.draw(2, 144)
    assert scale == pytest.approx(2)
    assert sorted(page.shape) == [3, 800, 1200]
    assert corners(page) == dark


def test_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    with DrawnPdf(pdf(tmp_path / "a.pdf", size=(7000, 9000))) as drawn:
        page, scale = drawn.draw(1, 300)
    assert page.shape[0] * page.shape[1] <= MOST_READ * 1.01
    assert page.shape[1] == pytest.approx(7000 * scale, rel=0.01)


def test_a_page_that_is_not_there_is_a_typed_error(tmp_path: Path) -> None:
    with DrawnPdf(pdf(tmp_path / "a.pdf")) as drawn, pytest.raises(DocumentError, match="page 3"):
        drawn.draw(3, 100)


def test_a_file_is_opened_when_its_first_page_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_now(_: Path) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(pictures.pypdfium2, "PdfDocument", open_now)
    with DrawnPdf(tmp_path / "gone.pdf"):
        pass
