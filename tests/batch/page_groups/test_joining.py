"""Files that are pages of one document are read as one, on the real pipeline.

The pages of digital samples, each as a file of its own, stand for pictures: they are read in the
same way after their words are known, and in no time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.cli import main
from extract.errors import ExitCode
from extract.page_images.find import SourceFinder
from extract.page_images.images import write_source_images
from extract.storage.page_text import words_file
from models import SopRecord
from tests.batch.folders import account, entries
from tests.inline_engine import reading_inline
from tests.sample_readings import SampleReadings

SAMPLES = Path(__file__).parents[3] / "samples"
# A sheet and two pages of steps; a sheet and a page of steps.
THREE, TWO = "kecamatan-telaga-bestari.pdf", "kelurahan-gunung-melati.pdf"


@pytest.fixture(autouse=True, scope="module")
def single_pages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, reading_inline():
        module = "extract.batch.page_groups.grouping"
        patch.setattr(f"{module}.single_page_suffixes", lambda: frozenset({".pdf"}))
        yield


def split(folder: Path, sample: str, stem: str, numbers: range | None = None) -> None:
    """Write each page of a sample as a file of its own, whose names are counted."""
    folder.mkdir(exist_ok=True)
    with pypdfium2.PdfDocument(SAMPLES / sample) as document:
        for index in numbers or range(len(document)):
            with pypdfium2.PdfDocument.new() as page:
                page.import_pages(document, [index])
                page.save(folder / f"{stem}_{index + 1}.pdf")


def run(folder: Path, *words: str) -> int:
    return int(main([str(folder), "-o", str(folder.parent / "out"), "-q", *words]))


def records(output: Path) -> dict[str, dict[str, Any]]:
    """Return the one record of each record file, by the file's name."""
    found = {}
    for path in sorted((output / "records").rglob("*.json")):
        (found[path.name.removesuffix(".json")],) = json.loads(path.read_text(encoding="utf-8"))
    return found


def content(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a record says of the SOP, without where and how well it was read."""
    left_out = {"id", "source", "findings", "grade"}
    return {key: value for key, value in record.items() if key not in left_out}


@pytest.fixture(scope="module")
def joined(single_pages: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of two SOPs, each page a file, and the output of a run over it."""
    folder = tmp_path_factory.mktemp("joined")
    split(folder / "in", THREE, "izin")
    split(folder / "in", TWO, "surat")
    assert run(folder / "in") == ExitCode.OK
    return folder


@pytest.fixture
def archive(joined: Path, tmp_path: Path) -> Path:
    """Give a copy of it that is this test's own."""
    return Path(shutil.copytree(joined, tmp_path / "archive"))


def test_counted_pages_are_the_document_that_they_were(
    joined: Path, sample_readings: SampleReadings
) -> None:
    found = records(joined / "out")
    assert list(found) == ["izin_1.pdf", "surat_1.pdf"]
    for name, sample in (("izin_1.pdf", THREE), ("surat_1.pdf", TWO)):
        (expected,) = sample_readings.records(sample)
        assert content(found[name]) == content(expected.model_dump(mode="json"))


def test_it_is_told_which_files_they_are(joined: Path) -> None:
    told = entries(joined / "out")
    assert [entry["status"] for entry in told.values()] == ["read", "part", "part", "read", "part"]
    assert told["izin_3"]["part_of"] == "in/izin_1.pdf"
    assert account(joined / "out")["totals"]["parts"] == 3
    record = records(joined / "out")["izin_1.pdf"]
    names = ["in/izin_1.pdf", "in/izin_2.pdf", "in/izin_3.pdf"]
    assert [(part["path"], part["pages"]) for part in record["source"]["parts"]] == [
        (name, [page]) for page, name in enumerate(names, 1)
    ]
    (finding,) = (f for f in record["findings"] if f["code"] == "pages-joined")
    assert finding["params"]["files"] == ["izin_1.pdf", "izin_2.pdf", "izin_3.pdf"]


def test_pictures_and_words_of_the_pages_are_those_of_their_files(archive: Path) -> None:
    (record,) = (
        SopRecord.model_validate(one)
        for name, one in records(archive / "out").items()
        if name == "izin_1.pdf"
    )
    assert words_file(archive / "out", record.source.sha256).exists()
    finder = SourceFinder([archive])
    images = write_source_images(record.source, finder, archive / "pictures", "izin")
    assert images is not None
    assert [image.number for image in images] == [1, 2, 3]
    assert len({image.name for image in images}) == 3
    assert all((archive / "pictures" / image.name).exists() for image in images)
    assert record.source.file_of(3)[::2] == ("in/izin_3.pdf", 1)
    (archive / "in" / "izin_2.pdf").unlink()
    assert write_source_images(record.source, finder, archive / "again", "izin") is None


def test_a_later_run_reads_them_again_when_one_changes(archive: Path) -> None:
    before = (archive / "out" / "records/in/izin_1.pdf.json").read_bytes()
    assert run(archive / "in") == ExitCode.OK
    assert account(archive / "out")["session"]["kept"] == 5
    assert (archive / "out" / "records/in/izin_1.pdf.json").read_bytes() == before
    # Without its last page the SOP is another, and the other one stays.
    (archive / "in" / "izin_3.pdf").unlink()
    assert run(archive / "in") == ExitCode.OK
    assert account(archive / "out")["session"]["kept"] == 2
    record = records(archive / "out")["izin_1.pdf"]
    assert [part["path"] for part in record["source"]["parts"]] == [
        "in/izin_1.pdf",
        "in/izin_2.pdf",
    ]


def test_they_stay_apart_where_that_is_asked(archive: Path) -> None:
    assert run(archive / "in", "--no-page-groups") in (ExitCode.OK, ExitCode.SOME_FAILED)
    found = records(archive / "out")
    assert {"izin_1.pdf", "surat_1.pdf", "surat_2.pdf"} <= set(found)
    assert all(record["source"]["parts"] == [] for record in found.values())
    assert found["surat_1.pdf"]["steps"] == []


def test_what_does_not_go_on_with_a_sheet_stays_apart_and_is_named(tmp_path: Path) -> None:
    split(tmp_path / "in", TWO, "surat", range(1))
    letter = Canvas(str(tmp_path / "in" / "surat_2.pdf"))
    letter.drawString(72, 700, "Dengan hormat, bersama ini kami sampaikan undangan rapat.")
    letter.save()
    assert run(tmp_path / "in") == ExitCode.OK
    told = entries(tmp_path / "out")
    assert [entry["status"] for entry in told.values()] == ["read", "not-an-sop"]
    for _ in range(2):
        (record,) = records(tmp_path / "out").values()
        (finding,) = (f for f in record["findings"] if f["code"] == "page-partner-unclear")
        assert finding["params"]["files"] == ["surat_2.pdf"]
        assert run(tmp_path / "in") == ExitCode.OK
    assert account(tmp_path / "out")["session"]["kept"] == 2


def test_a_list_joins_what_names_do_not(tmp_path: Path) -> None:
    split(tmp_path / "in", TWO, "hal")
    (tmp_path / "in" / "hal_1.pdf").rename(tmp_path / "in" / "sampul.pdf")
    (tmp_path / "in" / "hal_2.pdf").rename(tmp_path / "in" / "alur.pdf")
    (tmp_path / "gabung.txt").write_text("in/sampul.pdf\nin/alur.pdf\n", encoding="utf-8")
    assert run(tmp_path / "in", "--join", str(tmp_path / "gabung.txt")) == ExitCode.OK
    found = records(tmp_path / "out")
    assert list(found) == ["sampul.pdf"]
    assert len(found["sampul.pdf"]["steps"]) == 6


@pytest.mark.parametrize("shard", ["1/2", "2/2"])
def test_pages_of_one_document_are_in_one_shard(tmp_path: Path, shard: str) -> None:
    split(tmp_path / "in", TWO, "surat")
    run(tmp_path / "in", "--shard", shard)
    of = shard.replace("/", "-of-")
    told = entries(tmp_path / "out" / "shards" / of)
    assert [entry["status"] for entry in told.values()] in ([], ["read", "part"])
