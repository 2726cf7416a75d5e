"""What is larger than any SOP is read as far as the limits go, and says so."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from PIL import Image

from extract import Settings, extract_file
from extract.bounds.limits import Limits
from extract.bounds.losses import LOSSES, left_out
from extract.errors import DocumentError, LimitError
from extract.pipeline import extract_document
from extract.readers.pdf import characters, read_pdf
from extract.readers.pictures import read_images
from models.page import Page
from tests.hostile.raw import WORDS, assemble, one_page, page, png, stream, tiff, webp
from tests.records import told

SAMPLES = Path(__file__).parents[2] / "samples"
MEGABYTE = 1_000_000
LATER = b"BT /F1 10 Tf 50 600 Td (Kemudian) Tj ET\n"


def read(folder: Path, data: bytes, limits: Limits | None = None) -> list[Page]:
    path = folder / "hostile.pdf"
    path.write_bytes(data)
    return list(read_pdf(path, limits))


def form(content: bytes, things: bytes) -> bytes:
    """Return a form's object, with the things that it may draw."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << %s >> >>"
    return stream(content, head % things)


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def losses(page: Page) -> list[str]:
    return [told(note) for note in page.notes if note.code in LOSSES]


class TestContent:
    def test_a_stream_is_unpacked_up_to_the_limit_and_no_further(self, tmp_path: Path) -> None:
        objects = one_page(WORDS + b" " * 300 * MEGABYTE + LATER)
        tracemalloc.start()
        try:
            [found] = read(tmp_path, assemble(objects), Limits(max_content=1))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert texts(found) == ["Nomor", "SOP"]
        [loss] = losses(found)
        assert "--max-content (1 now) allows more" in loss
        assert peak < 60 * MEGABYTE

    def test_a_stream_packed_many_times_too(self, tmp_path: Path) -> None:
        objects = one_page()
        objects[4] = stream(WORDS + b" " * 200 * MEGABYTE, packed=4)
        assert len(objects[4]) < 3000
        [found] = read(tmp_path, assemble(objects), Limits(max_content=1))
        assert texts(found) == ["Nomor", "SOP"]
        assert losses(found)

    def test_what_is_within_the_limit_is_read_whole(self, tmp_path: Path) -> None:
        content = WORDS + b" " * MEGABYTE + LATER
        [found] = read(tmp_path, assemble(one_page(content)), Limits(max_content=2))
        assert texts(found) == ["Nomor", "SOP", "Kemudian"]
        assert not losses(found)

    def test_a_million_lines_are_left_where_the_limit_is(self, tmp_path: Path) -> None:
        lines = b"".join(b"%d 0 m %d 9 l S\n" % (x % 595, x % 595) for x in range(1_000_000))
        [found] = read(tmp_path, assemble(one_page(WORDS + lines)), Limits(max_marks=0.03))
        assert texts(found) == ["Nomor", "SOP"]
        assert 9_000 < len(found.paths) < 10_001
        [loss] = losses(found)
        assert "--max-marks (0.03 now)" in loss

    def test_letters_are_counted_as_lines_are(self, tmp_path: Path) -> None:
        content = b"BT /F1 1 Tf 1 0 0 1 5 700 Tm [" + b"(Nomor)-9000" * 100_000 + b"] TJ ET"
        [found] = read(tmp_path, assemble(one_page(content)), Limits(max_marks=0.01))
        assert sum(map(len, texts(found))) <= 10_000
        assert losses(found)

    def test_characters_beyond_what_a_page_can_hold_are_left_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(characters, "MOST_CHARACTERS", 12)
        content = WORDS + LATER + LATER
        [found] = read(tmp_path, assemble(one_page(content)))
        assert texts(found)[:2] == ["Nomor", "SOP"] and "Kemudian" not in texts(found)
        assert "--max-marks" in losses(found)[0]

    def test_drawings_that_multiply_end(self, tmp_path: Path) -> None:
        objects = one_page(WORDS + b"/X Do\n" * 10)
        levels = range(10, 16)
        for number in levels:
            inner = b"/X %d 0 R" % (number + 1) if number + 1 in levels else b""
            drawn = b"/X Do\n" * 10 if inner else b"0 0 m 9 9 l S\n"
            objects[number] = form(drawn, inner)
        objects[3] = objects[3].replace(b"/Font", b"/XObject << /X 10 0 R >> /Font")
        [found] = read(tmp_path, assemble(objects), Limits(max_marks=0.05))
        assert texts(found) == ["Nomor", "SOP"]
        assert 500 < len(found.paths) < 50_000
        assert losses(found)

    def test_drawings_within_drawings_are_entered_so_deep(self, tmp_path: Path) -> None:
        objects = one_page(WORDS + b"/X Do\n" + LATER)
        for number in range(10, 1010):
            objects[number] = form(b"0 0 m 9 9 l S /X Do\n", b"/X %d 0 R" % (number + 1))
        objects[3] = objects[3].replace(b"/Font", b"/XObject << /X 10 0 R >> /Font")
        [found] = read(tmp_path, assemble(objects))
        assert texts(found) == ["Nomor", "SOP", "Kemudian"]
        assert len(found.paths) == Limits().max_nesting
        [loss] = losses(found)
        assert "--max-nesting (20 now)" in loss


class TestPages:
    def test_ten_thousand_pages_are_read_to_the_limit(self, tmp_path: Path) -> None:
        objects = one_page()
        numbers = range(10, 10_010)
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        objects[2] = b"<< /Type /Pages /Count 10000 /Kids [%s] >>" % kids
        objects |= {number: page() for number in numbers}
        found = read(tmp_path, assemble(objects), Limits(max_pages=20))
        assert [p.number for p in found] == list(range(1, 21))
        assert [bool(losses(p)) for p in found] == [False] * 19 + [True]
        assert "after page 20" in losses(found[-1])[0]
        assert "--max-pages" in losses(found[-1])[0]

    def test_as_many_pages_as_the_limit_lose_nothing(self, tmp_path: Path) -> None:
        objects = one_page()
        objects[2] = b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>"
        objects[6] = page()
        found = read(tmp_path, assemble(objects), Limits(max_pages=2))
        assert [losses(p) for p in found] == [[], []]

    def test_pages_of_a_picture_are_counted_too(self, tmp_path: Path) -> None:
        path = tmp_path / "many.tif"
        sheets = [Image.new("1", (40, 60), 1) for _ in range(4)]
        sheets[0].save(path, save_all=True, append_images=sheets[1:])
        settings = Settings(limits=Limits(max_pages=2))
        with pytest.raises(DocumentError, match="after page 2 were not read"):
            list(extract_file(path, settings=settings))


class TestPixels:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("bomb.png", png(40_000, 40_000)),
            ("bomb.tif", tiff(60_000, 60_000)),
        ],
    )
    def test_a_picture_is_refused_before_it_is_decoded(
        self, tmp_path: Path, name: str, data: bytes
    ) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        assert len(data) < MEGABYTE
        tracemalloc.start()
        try:
            with pytest.raises(LimitError, match=r"page 1: .* pixels, more than 140 million"):
                list(read_images(path, 300))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 5 * MEGABYTE

    def test_a_webp_that_lies_is_one_error(self, tmp_path: Path) -> None:
        path = tmp_path / "bomb.webp"
        path.write_bytes(webp(16_000, 16_000))
        with pytest.raises(DocumentError):
            list(read_images(path, 300))

    def test_a_pdf_s_picture_is_refused_before_the_page_is_drawn(self, tmp_path: Path) -> None:
        objects = one_page(b"q 500 0 0 700 20 20 cm /P Do Q")
        head = (
            b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /ColorSpace /DeviceGray"
            b" /BitsPerComponent 1"
        )
        objects[6] = stream(bytes(200 * MEGABYTE), head)
        objects[3] = objects[3].replace(b"/Font", b"/XObject << /P 6 0 R >> /Font")
        path = tmp_path / "bomb.pdf"
        path.write_bytes(assemble(objects))
        with pytest.raises(DocumentError, match="40000 x 40000 pixels"):
            list(extract_file(path))


class TestRecords:
    def test_a_document_read_in_part_says_so_in_its_records(self) -> None:
        path = SAMPLES / "kecamatan-telaga-bestari.pdf"
        [record, *_] = records = extract_document(
            path, source_path="a.pdf", settings=Settings(limits=Limits(max_pages=2))
        )
        assert record.header.title
        [reason] = left_out(records)
        assert reason.startswith("page 2: The pages after page 2 were not read")
        whole = extract_document(path, source_path="a.pdf", settings=Settings())
        assert left_out(whole) == []

    def test_a_large_file_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"Nomor SOP : 1\n" * 1000)
        with pytest.raises(LimitError, match=r"more than 0.01 million bytes; --max-size"):
            list(extract_file(path, settings=Settings(limits=Limits(max_size=0.01))))

    def test_a_long_text_is_read_to_the_limit(self, tmp_path: Path) -> None:
        sample = (SAMPLES / "disdukcapil-lembah-arunika.txt").read_text(encoding="cp1252")
        path = tmp_path / "a.txt"
        path.write_text(sample + "\n" + "x " * 10_000, encoding="utf-8")
        limits = Limits(max_content=(len(sample) + 1) / MEGABYTE)
        records = list(extract_file(path, settings=Settings(limits=limits)))
        [reason] = left_out(records)
        assert reason.startswith("What stands after the first")
        path.write_text(sample, encoding="utf-8")
        assert left_out(extract_file(path, settings=Settings(limits=limits))) == []
