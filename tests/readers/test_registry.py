"""Which reader reads a file; readers of other packages are added without touching ours."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from extract.batch.discover import discover
from extract.batch.fingerprint import reading_of
from extract.bounds.budget import Allowance
from extract.bounds.limits import Limits
from extract.errors import PluginError, UnsupportedFormatError
from extract.page_images.images import has_pages
from extract.pipeline import extract_document
from extract.readers import registry
from extract.readers.formats.pdf import HEADER_WITHIN
from extract.readers.pdf import read_pdf
from extract.readers.reader import (
    Certainty,
    Match,
    Member,
    MemberContent,
    PageContent,
    Reader,
    SourceFile,
)
from extract.settings import Settings
from tests.plugins import install, recipe
from tests.readers.handmade import Handmade

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
TYPED = ROOT / "tests" / "text" / "layouts" / "typed.txt"


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(buffer, form)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("notes/list.xml", "<x/>")
    return buffer.getvalue()


def media_type(data: bytes, folder: Path) -> str:
    path = folder / "file"
    path.write_bytes(data)
    return registry.identify(SourceFile(path)).media_type


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("JPEG2000", "image/jp2"),
    ],
)
def test_pictures_are_known_by_their_content(form: str, expected: str, tmp_path: Path) -> None:
    assert media_type(picture(form), tmp_path) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (archive(), "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "application/x-ole-storage"),
        (b"MZ\x90\x00" + bytes(60), "application/x-msdownload"),
    ],
)
def test_files_that_cannot_be_read_are_refused_by_name(
    data: bytes, expected: str, tmp_path: Path
) -> None:
    assert media_type(data, tmp_path) == expected
    with pytest.raises(UnsupportedFormatError, match=expected):
        extract_document(tmp_path / "file", source_path="file", settings=Settings())


def test_a_pdf_may_stand_behind_garbage(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page("")
    data = pdf.build()
    assert media_type(data, tmp_path) == "application/pdf"
    assert media_type(b"\xef\xbb\xbf\r\n" + data, tmp_path) == "application/pdf"
    assert media_type(b"x" * (HEADER_WITHIN - 5) + data, tmp_path) == "application/pdf"
    assert media_type(b"x" * (HEADER_WITHIN + 1) + data, tmp_path) == "text/plain"


class Bytes(SourceFile):
    """A file that is only in memory."""

    def __init__(self, data: bytes) -> None:
        super().__init__(Path("/nowhere"))
        self.__dict__.update(head=data, data=data)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="%{"), min_size=1))
def test_prose_is_text(prose: str) -> None:
    assert registry.identify(Bytes(b"Nomor SOP " + prose.encode())).media_type == "text/plain"


@given(st.binary())
@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_of_some_format(data: bytes) -> None:
    found = registry.identify(Bytes(data))
    assert found.media_type in found.reader.media_types


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the registry look for readers anew, and once more after the test."""
    registry.all_readers.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    registry.all_readers.cache_clear()
    sys.modules.pop("sop_notes", None)


def install_notes(folder: Path, code: str) -> Path:
    return install(folder, "sop_notes", code, group=registry.GROUP)


def notes(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "arsip.notes"
    path.write_bytes(b"#!sop-notes\n" + TYPED.read_bytes())
    return path


def test_a_reader_of_an_installed_package_reads_its_files(tmp_path: Path) -> None:
    installed = install_notes(tmp_path / "site", recipe("sop_notes"))
    notes(tmp_path / "sop")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{installed}"}
    command = [sys.executable, "-m", "extract", "sop", "-o", "out", "-q"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (record,) = json.loads((tmp_path / "out/records/sop/arsip.notes.json").read_text())
    assert record["source"]["media_type"] == "text/x-sop-notes"
    assert record["header"]["title"] and record["steps"]


def test_every_place_that_asks_knows_an_installed_reader(
    tmp_path: Path, fresh: pytest.MonkeyPatch
) -> None:
    path = notes(tmp_path / "sop")
    before = reading_of(Settings())
    assert discover([path.parent]).files == []
    fresh.syspath_prepend(install_notes(tmp_path / "site", recipe("sop_notes")))
    registry.all_readers.cache_clear()
    assert [file.source_path for file in discover([path.parent]).files] == ["sop/arsip.notes"]
    assert registry.identify(SourceFile(path)).media_type == "text/x-sop-notes"
    assert not has_pages(path)
    assert reading_of(Settings()) != before, "what was read without it is read anew"


def test_a_format_of_ours_is_one_file(tmp_path: Path, fresh: pytest.MonkeyPatch) -> None:
    from extract.readers import formats

    (tmp_path / "sop_notes.py").write_text(recipe("sop_notes"), encoding="utf-8")
    fresh.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    path = notes(tmp_path / "sop")
    assert len(discover([path.parent]).files) == 1
    (record,) = extract_document(path, source_path="a.notes", settings=Settings())
    sys.modules.pop("extract.readers.formats.sop_notes")
    assert record.source.media_type == "text/x-sop-notes"


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("import no_such_module", "ModuleNotFoundError"),
        ("READER = 'none'", "is no extract.readers.reader.Reader"),
    ],
)
def test_a_broken_reader_of_another_package_is_named(
    code: str, cause: str, tmp_path: Path, fresh: pytest.MonkeyPatch
) -> None:
    fresh.syspath_prepend(install_notes(tmp_path / "site", code))
    with pytest.raises(PluginError, match=f"package sop-notes.*{cause}.*uninstall that package"):
        discover([tmp_path])


class Repeating(Reader):
    """Reads any file as the pages of a sample, without keeping a limit."""

    media_types = ("x/pages",)

    def sniff(self, file: SourceFile) -> Match | None:
        return Match("x/pages", Certainty.INSPECTED)

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        return PageContent(read_pdf(SAMPLES / "kelurahan-gunung-melati.pdf"))


class Holding(Repeating):
    """Reads any file as an archive."""

    def read(  # type: ignore[override]
        self, file: SourceFile, settings: Settings, allowance: Allowance
    ) -> MemberContent:
        return MemberContent([Member("a.pdf", 1, lambda: io.BytesIO(b"x"))])


def test_pages_beyond_the_limit_are_left_out_whoever_reads_them(
    fresh: pytest.MonkeyPatch,
) -> None:
    fresh.setattr(registry, "all_readers", lambda: (Repeating(),))
    settings = Settings(limits=Limits(max_pages=1))
    (record,) = extract_document(TYPED, source_path="a", settings=settings)
    assert record.source.pages == [1]
    assert "pages-left-out" in {finding.code for finding in record.findings}


def test_an_archive_is_no_document(fresh: pytest.MonkeyPatch) -> None:
    fresh.setattr(registry, "all_readers", lambda: (Holding(),))
    with pytest.raises(UnsupportedFormatError, match="unpack it first"):
        extract_document(TYPED, source_path="a", settings=Settings())
