"""The words of a document's pages, kept while it is read."""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.review.sources.words import DocumentText, read_document_text
from extract.settings import Settings
from extract.storage.page_text import PageText, words_file
from extract.storage.record_files import read_records, record_file
from models import SopRecord
from models.geometry import BBox
from models.page import Page, Word
from tests.records import make_record
from tests.review.documents import SAMPLES, read_into

# Nobody's: born on 30 February.
NIP = "198002302005011009"
SHA256 = "ab" * 32


def wordings(record: SopRecord) -> Iterator[tuple[str, str]]:
    """Yield the pointers and wordings of values that stand in their boxes as they are."""
    header = record.header
    for name in ("title", "sop_number", "agency"):
        if text := getattr(header, name):
            yield f"/header/{name}", text
    for index, step in enumerate(record.steps):
        yield f"/steps/{index}/activity", step.activity
        if step.duration is not None:
            yield f"/steps/{index}/duration", step.duration.raw
    for index, text in enumerate(record.equipment):
        yield f"/equipment/{index}", text


def words_in(text: DocumentText, number: int, box: tuple[float, ...]) -> str:
    """Return the words whose middles lie in a box of a page."""
    page = text.page(number)
    assert page is not None
    area = BBox(*box)
    return " ".join(
        told
        for told, x0, top, x1, bottom, _ in page.words
        if area.contains_point((x0 + x1) / 2, (top + bottom) / 2)
    )


@pytest.mark.parametrize(
    "name",
    [
        "kecamatan-telaga-bestari.pdf",
        "scans/kelurahan-gunung-melati-terbalik.pdf",  # its second page lies upside down
        "scans/dinas-rawa-kencana-foto.jpg",  # a photo from aside
    ],
)
def test_under_the_box_of_a_value_stand_its_words(name: str, read_samples: Path) -> None:
    (record,) = read_records(record_file(read_samples, name))
    text = read_document_text(read_samples, record.source.sha256)
    assert text is not None
    assert text.lines is None
    found, sought = 0, 0
    for pointer, wording in wordings(record):
        place = record.provenance[pointer]
        assert place.page is not None
        assert place.bbox is not None
        told = words_in(text, place.page, place.bbox)
        if place.raw is None:
            sought += 1
            # The box of an item holds its number too, that of a field may hold its label.
            found += told.endswith(wording)
    assert sought >= 10
    assert found == sought


def test_which_way_a_page_reads_is_told(read_samples: Path) -> None:
    name = "scans/kelurahan-gunung-melati-terbalik.pdf"
    (record,) = read_records(record_file(read_samples, name))
    text = read_document_text(read_samples, record.source.sha256)
    assert text is not None
    assert [page.turned for page in text.pages] == [0, 180]
    confidences = [word[5] for page in text.pages for word in page.words]
    assert 0 < min(confidences) < max(confidences) <= 1


def test_a_page_turned_aside_has_its_own_sides() -> None:
    word = Word("Camat", BBox(700, 50, 760, 62))
    keeper = PageText(mask=False)
    keeper.add_page(Page(1, 842.0, 595.0, words=(word,), turned=90))
    page = _written(keeper).pages[0]
    assert (page.width, page.height) == (595.0, 842.0)
    # Turned back by 90 degrees, what stood at the top right stands at the top left.
    assert page.words == (("Camat", 50.0, 82.0, 62.0, 142.0, 1.0),)


def test_of_a_plain_text_the_lines_are_kept(read_samples: Path) -> None:
    (record,) = read_records(record_file(read_samples, "inspektorat-nusa-kelapa.txt"))
    text = read_document_text(read_samples, record.source.sha256)
    assert text is not None
    assert text.lines is not None
    assert text.pages == ()
    for index, step in enumerate(record.steps):
        line = record.provenance[f"/steps/{index}/activity"].line
        assert line is not None
        assert step.activity.split()[0] in text.lines[line - 1]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    sample = SAMPLES / "kecamatan-telaga-bestari.pdf"
    written = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        (record,) = read_into(folder, sample)
        written.append(words_file(folder, record.source.sha256).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    "name", ["kecamatan-telaga-bestari.pdf", "badan-keuangan-teluk-permai.txt"]
)
def test_a_masked_run_keeps_no_nip(name: str, tmp_path: Path) -> None:
    (whole,) = read_into(tmp_path / "whole", SAMPLES / name)
    nip = whole.header.approver.nip
    assert nip is not None
    assert nip in _digits(tmp_path / "whole", whole)
    (masked,) = read_into(tmp_path / "masked", SAMPLES / name, settings=Settings(mask_nip=True))
    assert nip not in _digits(tmp_path / "masked", masked)
    assert nip[:8] not in _digits(tmp_path / "masked", masked)


def test_a_number_in_several_words_and_on_several_lines_is_masked() -> None:
    spoken = [
        ("NIP.", 100, 10), (NIP[:8], 130, 10), (NIP[8:14], 190, 10), ("1", 230, 10),
        ("009", 240, 10), ("Camat", 400, 10),
        # In a narrow cell.
        ("NIP.", 300, 40), ("Nomor", 400, 40), (NIP[:8], 300, 52), ("067/03", 400, 52),
        (NIP[8:14], 300, 64), (NIP[14:], 300, 76),
    ]  # fmt: skip
    words = tuple(Word(t, BBox(x, y, x + 5.0 * len(t), y + 10)) for t, x, y in spoken)
    keeper = PageText(mask=True)
    keeper.add_page(Page(1, 595.0, 842.0, words=words))
    kept = [word[0] for word in _written(keeper).pages[0].words]
    assert sorted(text for text in kept if set(text) != {"*"}) == [
        "067/03", "Camat", "NIP.", "NIP.", "Nomor",
    ]  # fmt: skip


def test_what_was_taken_for_the_number_is_masked_whatever_its_form() -> None:
    record = make_record(SHA256)
    box = (100.0, 10.0, 200.0, 20.0)
    place = record.provenance["/header/title"].model_copy(update={"page": 1, "bbox": box})
    record.provenance["/header/approver/nip"] = place
    words = (Word("19800230", BBox(100, 10, 150, 20)), Word("Uji", BBox(160, 10, 190, 20)))
    keeper = PageText(mask=True)
    keeper.add_page(Page(1, 595.0, 842.0, words=words))
    assert [word[0] for word in _written(keeper, record).pages[0].words] == ["*" * 8, "Uji"]


def test_a_number_over_lines_leaves_their_count() -> None:
    keeper = PageText(mask=True)
    keeper.add_text(f"Camat\nNIP. {NIP[:8]}\n{NIP[8:]}\nUji Bunga")
    lines = _written(keeper).lines
    assert lines is not None
    assert len(lines) == 4
    assert lines[3] == "Uji Bunga"
    assert not re.search(r"\d", "".join(lines))


@pytest.mark.parametrize(
    "damage", [b"", b"no gzip", gzip.compress(b"{}", mtime=0), gzip.compress(b"[", mtime=0)]
)
def test_what_cannot_be_read_counts_as_missing(damage: bytes, tmp_path: Path) -> None:
    assert read_document_text(tmp_path, SHA256) is None
    path = words_file(tmp_path, SHA256)
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    assert read_document_text(tmp_path, SHA256) is None


def _written(keeper: PageText, record: SopRecord | None = None) -> DocumentText:
    """Return what is kept, by way of a file."""
    with tempfile.TemporaryDirectory() as folder:
        keeper.write(Path(folder), [record or make_record(SHA256)])
        text = read_document_text(Path(folder), SHA256)
    assert text is not None
    return text


def _digits(output: Path, record: SopRecord) -> str:
    """Return all digits that are kept of a document, in order."""
    packed = words_file(output, record.source.sha256).read_bytes()
    return re.sub(r"\D", "", re.sub(r"[\d.]+[,\]]", " ", gzip.decompress(packed).decode()))
