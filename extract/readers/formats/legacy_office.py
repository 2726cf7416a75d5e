"""DOC, XLS, XLSB, RTF, OpenDocument and slides, which LibreOffice converts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, DrawnPage, Match, PageContent, Reader, SourceFile
from extract.settings import Settings

_RTF_SIGNATURE = b"{\\rtf"


class LegacyOfficeReader(Reader):
    """Reads office files that are first converted."""

    media_types = (
        "application/vnd.ms-excel",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/msword",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.presentation",
        "application/x-ole-storage;encrypted",
    )
    suffixes = frozenset(
        {".doc", ".dot", ".xls", ".xlt", ".xlsb", ".ods", ".odt", ".rtf", ".ppt", ".pptx", ".odp"}
    )
    has_page_images = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return what an office file is by what stands in its container."""
        if file.head.startswith(_RTF_SIGNATURE):
            return Match("application/rtf", Certainty.INSPECTED)
        from extract.readers.office.kinds import ole_kind, zip_kind

        kind = zip_kind(file) or ole_kind(file)
        return Match(kind.value, Certainty.INSPECTED) if kind in self.media_types else None

    def missing(self) -> str | None:
        """Return how to install LibreOffice where it is not."""
        from extract.readers.office.libreoffice import missing

        return missing()

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the pages of a file, converted when the first is asked for."""
        from extract.readers.office.legacy import read_converted

        match = self.sniff(file)
        media_type = match.media_type if match else ""
        return PageContent(read_converted(file.data, media_type, settings, allowance))

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Draw pages as LibreOffice paints them, text documents in plain lines."""
        from extract.readers.office.legacy import draw_converted

        match = self.sniff(file)
        return draw_converted(file.data, match.media_type if match else "", numbers, dpi, settings)


READER = LegacyOfficeReader()
