"""The samples in `samples/office/`: one SOP as the files that office programs write.

XLSX and DOCX are written here. ODS and DOC come from LibreOffice, so they are made only where that
is asked for; otherwise those in the tree are kept.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from extract.readers.office.libreoffice import converted
from tools.make_samples.gold import Json, gold_of, gold_record
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_docx_drawing import Writing
from tools.make_samples.office_form import Form, cover_of, steps_of
from tools.make_samples.office_grid import Grid
from tools.make_samples.office_xlsx import write_xlsx
from tools.make_samples.spec import Document

OF = "kecamatan-telaga-bestari.pdf"
"""The document whose SOP the files hold."""
FOLDER = "office"
STEM = "telaga-bestari"
ARCHIVE = f"{FOLDER}/telaga-bestari.zip"
CONVERTED = (".ods", ".doc")
"""Endings of the files that LibreOffice makes."""

# LibreOffice keeps the names that DrawingML has for shapes where it reads them, and loses them in
# older forms; a file that was drawn with LibreOffice has names of its own.
OWN_NAMES = {
    b"ooxml-flowChartProcess": b"flowchart-process",
    b"ooxml-flowChartTerminator": b"flowchart-terminator",
    b"ooxml-flowChartDecision": b"flowchart-decision",
    b"ooxml-rect": b"rectangle",
}
_DATE = (2024, 1, 1, 0, 0, 0)


def grids_of(document: Document) -> list[Grid]:
    """Return identity sheet and step table of a document's first SOP."""
    record = gold_record(document.sops[0], "digital")
    return [cover_of(record, Form()), steps_of(record, Form())]


def gold_of_office(document: Document) -> Json:
    """Return what must be read from each of the files, whatever its form."""
    gold = gold_of(document)
    for record in gold["records"]:
        record["source"] = {"pages": [1, 2], "text_origin": "digital"}
        record["findings"] = []
    return {**gold, "group": "made-office"}


def write_office(document: Document, kept: Path, *, convert: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files as their paths below `samples/` and their bytes, the archive of all last.

    Args:
        document: The document whose SOP they hold.
        kept: The folder with the samples of the tree.
        convert: Whether LibreOffice makes its files anew instead of keeping those of the tree.

    Raises:
        MissingDependencyError: They are to be made anew, and LibreOffice is not installed.
    """
    grids = grids_of(document)
    made: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: write_xlsx(grids),
        ".docx": lambda: write_docx(grids),
        ".ods": lambda: open_document(write_xlsx(grids), ".xlsx", "ods"),
        ".doc": lambda: _write_doc(grids),
    }
    files: dict[str, bytes] = {}
    for suffix, make in made.items():
        name = f"{STEM}{suffix}"
        from_tree = suffix in CONVERTED and not convert
        files[name] = (kept / FOLDER / name).read_bytes() if from_tree else make()
        yield f"{FOLDER}/{name}", files[name]
    yield ARCHIVE, _archive(files)


def open_document(data: bytes, suffix: str, form: str) -> bytes:
    """Return an office file as OpenDocument, as if it had been drawn in LibreOffice.

    Args:
        data: The file's bytes.
        suffix: The ending of a name of such files, with the dot.
        form: "ods" or "odt".
    """
    out = BytesIO()
    with (
        converted(data, suffix, form) as path,
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            if name == "content.xml":
                for theirs, own in OWN_NAMES.items():
                    text = text.replace(theirs, own)
            info = zipfile.ZipInfo(name, _DATE)
            # The type must stand unpacked at the beginning (OpenDocument 1.2 part 3, 3.3).
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, text)
    return out.getvalue()


def convert_bytes(data: bytes, suffix: str, form: str) -> bytes:
    """Return a file as LibreOffice converts it."""
    with converted(data, suffix, form) as path:
        return path.read_bytes()


def _write_doc(grids: list[Grid]) -> bytes:
    """Return a DOC, as Word up to 2003 wrote it."""
    text = open_document(write_docx(grids, Writing(drawing="lines")), ".docx", "odt")
    return convert_bytes(text, ".odt", "doc")


def _archive(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of files, in two folders."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            folder = "lama" if name.endswith(CONVERTED) else "baru"
            info = zipfile.ZipInfo(f"{folder}/{name}", _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
