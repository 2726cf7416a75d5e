"""A workbook's visible sheets as pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.errors import DamagedError
from extract.readers.office.bounds import BOUNDS, OfficeBounds
from extract.readers.office.package import Package, child, is_on, local_name
from extract.readers.office.xlsx.page import make_page
from extract.readers.office.xlsx.sheet import SheetData, read_sheet
from extract.readers.office.xlsx.strings import read_strings
from extract.readers.office.xlsx.styles import Styles, read_styles
from models.page import Page

_RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    part: str


def read_workbook(data: bytes, bounds: OfficeBounds = BOUNDS) -> Iterator[Page]:
    """Yield a page for each visible sheet of a workbook (XLSX, XLSM) that holds anything.

    Args:
        data: The file's bytes.
        bounds: How much of it is read.

    Raises:
        DamagedError: It is no workbook, or a part of it is broken.
        EncryptedError: It is locked with a password.
        LimitError: It is larger than a workbook may be.
    """
    package = Package.opened(data, bounds)
    main = main_part(package)
    root = package.xml(main)
    relations = package.relationships(main)
    parts = {relation.kind: relation.target for relation in relations if relation.target}
    strings: list[str] = []
    if package.has(parts.get("sharedStrings", "")):
        strings = read_strings(package.read(parts["sharedStrings"]), bounds)
    styles = Styles()
    if package.has(parts.get("styles", "")):
        styles = read_styles(package.xml(parts["styles"]))
    properties = child(root, "workbookPr")
    from_1904 = properties is not None and is_on(properties.get("date1904"))
    targets = {relation.id: relation.target for relation in relations}
    number = 0
    for entry in list(_visible_sheets(root, targets))[: bounds.max_sheets]:
        if not package.has(entry.part):
            continue
        number += 1
        sheet = read_sheet(package.read(entry.part), strings, styles, bounds, from_1904=from_1904)
        drawing = _drawing(package, entry.part, sheet)
        if sheet.cells or drawing is not None:
            yield make_page(number, entry.name, sheet, drawing, bounds)


def main_part(package: Package) -> str:
    """Return the name of the part that a file begins with.

    Raises:
        DamagedError: The file names none.
    """
    for relation in package.relationships(""):
        if relation.kind == "officeDocument" and package.has(relation.target):
            return relation.target
    raise DamagedError("it does not say where its document begins")


def _visible_sheets(root: etree._Element, targets: dict[str, str]) -> Iterator[_SheetEntry]:
    """Yield the sheets that are shown, in order."""
    listed = child(root, "sheets")
    for sheet in [] if listed is None else listed:
        if local_name(sheet) != "sheet" or sheet.get("state", "visible") != "visible":
            continue
        relation = next((sheet.get(name) for name in _RELATION_IDS if sheet.get(name)), "")
        yield _SheetEntry(sheet.get("name", ""), targets.get(relation or "", ""))


def _drawing(package: Package, part: str, sheet: SheetData) -> etree._Element | None:
    """Return the root element of a sheet's drawing; None where it has none."""
    if not sheet.drawing:
        return None
    for relation in package.relationships(part):
        if relation.id == sheet.drawing and package.has(relation.target):
            return package.xml(relation.target)
    return None
