"""Files that LibreOffice converts."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extract.errors import DamagedError, EncryptedError, MissingDependencyError, TimeLimitError
from extract.readers.office import libreoffice
from extract.readers.office.libreoffice import LibreOfficeLimits, converted
from tests.readers.office.reading import parted, read, sample_records
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_docx_drawing import Writing
from tools.make_samples.office_form import Form, cover_of, steps_of
from tools.make_samples.office_xlsx import write_xlsx

needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_program() is None, reason="LibreOffice is not installed"
)
# LibreOffice keeps the names that DrawingML has for shapes where it reads them, and loses them in
# older forms; a file that was drawn with it has its own.
OWN_NAMES = {
    b"ooxml-flowChartProcess": b"flowchart-process",
    b"ooxml-flowChartTerminator": b"flowchart-terminator",
    b"ooxml-flowChartDecision": b"flowchart-decision",
    b"ooxml-rect": b"rectangle",
}


def open_document(data: bytes, suffix: str, form: str) -> bytes:
    """Return an office file as OpenDocument, as if it had been drawn in LibreOffice."""
    with converted(data, suffix, form) as path:
        out = BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                if name == "content.xml":
                    for theirs, own in OWN_NAMES.items():
                        text = text.replace(theirs, own)
                new.writestr(zipfile.ZipInfo(name), text)
        return out.getvalue()


def as_form(data: bytes, suffix: str, form: str) -> bytes:
    with converted(data, suffix, form) as path:
        return path.read_bytes()


@needs_libreoffice
def test_one_sop_in_all_forms_gives_one_record(tmp_path: Path) -> None:
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    grids = [cover_of(record, Form()), steps_of(record, Form())]
    ods = open_document(write_xlsx(grids), ".xlsx", "ods")
    odt = open_document(write_docx(grids, Writing(drawing="lines")), ".docx", "odt")
    files = {
        "a.xlsx": write_xlsx(grids),
        "a.docx": write_docx(grids),
        "a.ods": ods,
        "a.odt": odt,
        "a.xls": as_form(ods, ".ods", "xls"),
        "a.doc": as_form(odt, ".odt", "doc"),
    }
    types = set()
    for name, data in files.items():
        (found,) = read(data, tmp_path / name)
        assert not parted(record, found), name
        types.add(found.source.media_type)
    assert len(types) == len(files)


def test_without_libreoffice_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    with pytest.raises(MissingDependencyError, match="apt-get install libreoffice") as told:
        read(rb"{\rtf1\ansi Nomor SOP}", tmp_path / "a.rtf")
    assert "\n" not in str(told.value)


def test_a_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice.bin"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "find_program", lambda: str(program))
    monkeypatch.setattr(libreoffice, "LIMITS", LibreOfficeLimits(convert_s=1.0))
    with pytest.raises(TimeLimitError):
        read(rb"{\rtf1\ansi Nomor SOP}", tmp_path / "a.rtf")


def test_a_libreoffice_that_gives_nothing_means_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: "/bin/true")
    with pytest.raises(DamagedError):
        read(rb"{\rtf1\ansi Nomor SOP}", tmp_path / "a.rtf")


def test_a_locked_office_file_is_told_apart_from_an_old_one(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(EncryptedError):
        read(ole + "EncryptedPackage".encode("utf-16-le") + bytes(900), tmp_path / "a.docx")
