"""Excel workbooks (XLSX, XLSM): their cells and drawings, read without any office program."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, DrawnPage, Match, PageContent, Reader, SourceFile
from extract.settings import Settings


class WorkbookReader(Reader):
    """Reads workbooks: a page for each visible sheet."""

    media_types = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
    )
    suffixes = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
    has_page_images = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is a workbook where the package in it says so."""
        from extract.readers.office.kinds import zip_kind

        kind = zip_kind(file)
        return Match(kind.value, Certainty.INSPECTED) if kind in self.media_types else None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the sheets of a workbook as pages."""
        from extract.readers.office.xlsx.read import read_workbook

        return PageContent(read_workbook(file.data))

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Draw sheets as LibreOffice paints them, or in plain lines where it is not installed."""
        from extract.readers.office.picture import draw_sheets
        from extract.readers.office.xlsx.read import read_workbook

        return draw_sheets(file.data, ".xlsx", read_workbook(file.data), numbers, dpi)


READER = WorkbookReader()
