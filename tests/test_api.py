from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import extract
from extract import DocumentError, extract_file, extract_paths
from extract.errors import DamagedError, MissingFileError


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
        records = extract_file(folder / "new.txt")
        (folder / "new.txt").write_text("Baru", encoding="utf-8")
        assert next(records).header.title == "Baru"

    @pytest.mark.parametrize(("name", "error"), [("b", DamagedError), ("z", MissingFileError)])
    def test_raises_why_a_file_cannot_be_read(
        self, folder: Path, name: str, error: type[DocumentError]
    ) -> None:
        with pytest.raises(error):
            list(extract_file(folder / f"{name}.txt"))

    def test_sends_folders_elsewhere(self, folder: Path) -> None:
        with pytest.raises(IsADirectoryError, match="extract_paths"):
            list(extract_file(folder))


@pytest.mark.usefixtures("stub_pipeline")
class TestExtractPaths:
    def test_yields_records_one_file_at_a_time(self, folder: Path) -> None:
        records = extract_paths([folder])
        assert [next(records).header.title, next(records).header.title] == ["Satu", "Dua"]
        with pytest.raises(DamagedError):
            next(records)

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


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'spacy', 'pandas', 'pdfplumber', 'pydantic', 'rich'}"
    code = f"import sys, extract; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("[]\n", "")
