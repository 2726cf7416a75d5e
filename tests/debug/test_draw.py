from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extract.debug.draw import draw_debug_images
from extract.debug.overlays import Layer
from extract.debug.pictures import DPI
from extract.errors import DamagedError, OutputError
from extract.readers.pictures import DrawnPdf
from extract.settings import OcrMode, Settings
from tests.readers.handmade import A4, Handmade, codes
from tests.readers.prose import prose

SCALE = DPI / 72
PLAIN = Settings(ocr=OcrMode.NEVER)
LAYOUTS = Path(__file__).parents[1] / "text" / "layouts"
SAMPLE = Path(__file__).parents[2] / "samples" / "kecamatan-telaga-bestari.pdf"


def colours(path: Path, *, below: int = 0) -> set[tuple[int, ...]]:
    """Return the colours of a picture below a row."""
    with Image.open(path) as picture:
        part = picture.convert("RGB").crop((0, below, picture.width, picture.height))
        return {colour for _, colour in part.getcolors(1 << 24) or ()}  # type: ignore[misc]


def test_every_page_of_a_sample_is_drawn_with_what_was_found(tmp_path: Path) -> None:
    pictures = draw_debug_images(SAMPLE, tmp_path, PLAIN)
    assert [path.name for path in pictures] == [
        f"{SAMPLE.name}-{number:03}.png" for number in range(1, len(pictures) + 1)
    ]
    everywhere = set.union(*(colours(path) for path in pictures))
    for layer in (Layer.WORD, Layer.CELL, Layer.LABEL, Layer.VALUE, Layer.ROW, Layer.COLUMN,
                  Layer.SYMBOL, Layer.ARROW):  # fmt: skip
        assert layer.colour in everywhere, layer.title


def test_a_page_that_cannot_be_believed_shows_where_and_why(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + codes([70, 71, 72, 73, 74], 60, 300))
    (picture,) = draw_debug_images(pdf.save(tmp_path), tmp_path / "seen", PLAIN)
    found = colours(picture)
    assert {Layer.UNTRUSTED.colour, Layer.DOUBTFUL_WORD.colour, Layer.WORD.colour} <= found
    legend = colours(picture, below=round(A4[3] * SCALE) + 1)
    assert Layer.UNTRUSTED.colour in legend
    assert Layer.CELL.colour not in legend


def test_a_page_drawn_sideways_is_shown_upright(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page("0 1 -1 0 595 0 cm " + prose(60, 500))
    (path,) = draw_debug_images(pdf.save(tmp_path), tmp_path, PLAIN)
    with Image.open(path) as picture:
        assert picture.width == pytest.approx(A4[3] * SCALE, abs=2)
        # The first line of the prose, with the boxes of its words round it.
        line = picture.convert("L").crop(
            tuple(round(edge * SCALE) for edge in (60, 595 - 512, 300, 595 - 497))
        )
        assert line.getextrema()[0] < 128
        margin = picture.convert("L").crop((0, 0, picture.width, round(60 * SCALE)))
        assert margin.getextrema() == (255, 255)


def test_pictures_go_where_the_caller_says(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose())
    source = pdf.save(tmp_path)
    (path,) = draw_debug_images(source, tmp_path / "new", PLAIN, name="dinas/arsip")
    assert path == tmp_path / "new" / "dinas" / "arsip-001.png"
    assert path.is_file()


def test_a_document_without_pages_to_draw_gives_none(tmp_path: Path) -> None:
    text = tmp_path / "sop.txt"
    text.write_text("Nomor SOP : 1", encoding="utf-8")
    assert draw_debug_images(text, tmp_path / "none", PLAIN) == []
    assert not (tmp_path / "none").exists()


def test_trouble_comes_out_as_our_errors(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing else")
    with pytest.raises(DamagedError):
        draw_debug_images(broken, tmp_path, PLAIN)
    pdf = Handmade()
    pdf.add_page(prose())
    source = pdf.save(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        draw_debug_images(source, source, PLAIN)


def test_the_pages_of_an_image_are_drawn_too(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose(60, 800), media=(0, 0, 595, 842))
    with DrawnPdf(pdf.save(tmp_path)) as drawn:
        pixels, _ = drawn.draw(1, 150)
    image = tmp_path / "scan.png"
    Image.fromarray(pixels).save(image, dpi=(150, 150))
    (picture,) = draw_debug_images(image, tmp_path, Settings(dpi=150))
    with Image.open(picture) as seen:
        assert seen.width == pytest.approx(595 * SCALE, abs=3)
    words = (Layer.WORD.colour, Layer.DOUBTFUL_WORD.colour)
    assert colours(picture).intersection(words)


def test_a_page_without_rulings_shows_the_cells_that_its_white_space_parts(tmp_path: Path) -> None:
    text = (LAYOUTS / "two-sops.txt").read_text(encoding="utf-8")
    canvas = Canvas(str(tmp_path / "plain.pdf"), pagesize=(900, 700))
    for part in text.split("\f"):
        canvas.setFont("Courier", 8)
        for number, line in enumerate(part.split("\n")):
            canvas.drawString(30, 670 - 9 * number, line)
        canvas.showPage()
    canvas.save()
    pictures = draw_debug_images(tmp_path / "plain.pdf", tmp_path / "seen", PLAIN)
    everywhere = set.union(*(colours(path) for path in pictures))
    assert {Layer.CELL.colour, Layer.LABEL.colour, Layer.VALUE.colour} <= everywhere
