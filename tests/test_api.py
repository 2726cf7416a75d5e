from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

import extract
from extract import Settings, extract_file, extract_paths
from extract.errors import (
    DamagedError,
    EmptyFileError,
    InaccessibleError,
    LimitError,
    MissingFileError,
)
from tools.api_page import PAGE, api_page

SAMPLE = Path(__file__).parents[1] / "samples/kecamatan-telaga-bestari.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sop").mkdir()
    for name, content in {"a": "Satu\nDua", "b": "damaged", "c": "Tiga"}.items():
        (tmp_path / "sop" / f"{name}.txt").write_text(content, encoding="utf-8")
    return tmp_path / "sop"


@pytest.mark.usefixtures("stub_pipeline")
class TestExtractFile:
    def test_yields_the_file_s_records(self, folder: Path) -> None:
        titles = [record.header.title for record in extract_file(str(folder / "a.txt"))]
        assert titles == ["Satu", "Dua"]

    def test_reads_when_the_first_record_is_asked_for(self, folder: Path) -> None:
        records = extract_file(folder / "a.txt")
        (folder / "a.txt").write_text("Baru", encoding="utf-8")
        assert next(records).header.title == "Baru"
        with pytest.raises(DamagedError):
            next(extract_file(folder / "b.txt"))

    def test_checks_the_file_at_the_call(self, folder: Path) -> None:
        (folder / "empty.pdf").touch()
        for name, error in {"z.txt": MissingFileError, "empty.pdf": EmptyFileError}.items():
            with pytest.raises(error):
                extract_file(folder / name)
        with pytest.raises(InaccessibleError, match="extract_paths"):
            extract_file(folder)
        with pytest.raises(EmptyFileError):
            extract_file(b"")

    def test_takes_bytes_and_file_objects(self, folder: Path) -> None:
        (record,) = extract_file(b"Satu")
        assert (record.header.title, record.source.path) == ("Satu", "document")
        with (folder / "c.txt").open("rb") as stream:
            records = extract_file(stream)
        (record,) = records
        assert (record.header.title, record.source.path) == ("Tiga", "c.txt")
        (record,) = extract_file(io.BytesIO(b"Satu"), name="upload/a.txt")
        assert record.source.path == "upload/a.txt"
        (record,) = extract_file(folder / "c.txt", name="mine.txt")
        assert record.source.path == "mine.txt"

    def test_takes_no_text_and_nothing_too_large(self) -> None:
        with pytest.raises(TypeError, match="binary"):
            extract_file(io.StringIO("Satu"))  # type: ignore[arg-type]
        tiny = Settings.model_validate({"limits": {"max_size": 0.000001}})
        with pytest.raises(LimitError, match="--max-size"):
            extract_file(io.BytesIO(b"Satu"), settings=tiny)


def test_bytes_of_a_pdf_give_what_its_path_gives() -> None:
    (from_path,) = extract_file(SAMPLE, name="a.pdf")
    (from_bytes,) = extract_file(SAMPLE.read_bytes(), name="a.pdf")
    assert from_bytes.model_dump_json() == from_path.model_dump_json()


@pytest.mark.usefixtures("stub_pipeline")
class TestExtractPaths:
    def test_yields_records_one_file_at_a_time(self, folder: Path) -> None:
        records = extract_paths([folder])
        assert [next(records).header.title, next(records).header.title] == ["Satu", "Dua"]
        with pytest.raises(DamagedError):
            next(records)

    def test_takes_a_single_path(self, folder: Path) -> None:
        for path in (folder / "a.txt", str(folder / "a.txt")):
            assert [record.header.title for record in extract_paths(path)] == ["Satu", "Dua"]

    def test_tells_of_a_failure_and_goes_on(self, folder: Path) -> None:
        failures: list[tuple[str, str]] = []
        records = extract_paths(
            [folder, folder / "gone"],
            on_error=lambda file, error: failures.append((file.source_path, error.code)),
        )
        assert [record.source.path for record in records] == ["sop/a.txt"] * 2 + ["sop/c.txt"]
        assert failures == [("sop/b.txt", "damaged"), ("gone", "missing-file")]


def test_every_public_name_can_be_had() -> None:
    assert set(dir(extract)) >= set(extract.__all__)
    for name in extract.__all__:
        assert getattr(extract, name) is not None
    with pytest.raises(AttributeError, match="surprise"):
        _ = extract.surprise


def test_the_reference_is_what_the_docstrings_say() -> None:
    page = api_page()
    assert PAGE.read_text(encoding="utf-8") == page, "run: make docs"
    for name in extract.__all__:
        assert name.startswith("__") or f"`{name}`" in page


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'spacy', 'pandas', 'pdfplumber', 'pydantic', 'rich'}"
    code = f"import sys, extract; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("[]\n", "")
