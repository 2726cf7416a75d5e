"""Older and rarer office files as pages, by way of LibreOffice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extract.bounds.budget import Allowance
from extract.errors import EncryptedError
from extract.readers.office.docx.read import read_document
from extract.readers.office.kinds import Kind
from extract.readers.office.libreoffice import converted
from extract.readers.office.picture import draw_plainly, draw_sheets
from extract.readers.office.xlsx.read import read_workbook
from extract.readers.reader import DrawnPage
from extract.settings import Settings
from models.page import Page

RTF = "application/rtf"


@dataclass(frozen=True, slots=True)
class Road:
    """How a kind of file is read.

    Attributes:
        suffix: What names of such files end with.
        form: What it is converted to; slides have no tables, so they are printed.
    """

    suffix: str
    form: str


ROADS: dict[str, Road] = {
    Kind.XLS.value: Road(".xls", "xlsx"),
    Kind.XLSB.value: Road(".xlsb", "xlsx"),
    Kind.ODS.value: Road(".ods", "xlsx"),
    Kind.DOC.value: Road(".doc", "docx"),
    Kind.ODT.value: Road(".odt", "docx"),
    RTF: Road(".rtf", "docx"),
    Kind.PPT.value: Road(".ppt", "pdf"),
    Kind.PPTX.value: Road(".pptx", "pdf"),
    Kind.ODP.value: Road(".odp", "pdf"),
}


def read_converted(
    data: bytes, media_type: str, settings: Settings, allowance: Allowance
) -> Iterator[Page]:
    """Yield the pages of a file that LibreOffice converts.

    Args:
        data: The file's bytes.
        media_type: Its media type, one of `ROADS`, or that of a locked file.
        settings: The run's settings.
        allowance: When to stop.

    Raises:
        DamagedError: It cannot be opened.
        EncryptedError: It is locked with a password.
        MissingDependencyError: LibreOffice is not installed.
        TimeLimitError: Converting it took too long.
    """
    road = _road(media_type)
    with converted(data, road.suffix, road.form) as path:
        if road.form == "xlsx":
            yield from read_workbook(path.read_bytes())
        elif road.form == "docx":
            yield from read_document(path.read_bytes())
        else:
            from extract.readers.pages import read_pdf_pages

            yield from read_pdf_pages(path, settings, allowance)


def draw_converted(
    data: bytes, media_type: str, numbers: Collection[int], dpi: int, settings: Settings
) -> Iterator[DrawnPage]:
    """Yield pages of a file that LibreOffice converts, for a person to look at.

    Args:
        data: The file's bytes.
        media_type: Its media type, as for `read_converted`.
        numbers: 1-based numbers of the pages.
        dpi: Pixels per inch.
        settings: The run's settings.

    Raises:
        DamagedError: It cannot be opened.
        EncryptedError: It is locked with a password.
        MissingDependencyError: LibreOffice is not installed.
        TimeLimitError: Converting it took too long.
    """
    road = _road(media_type)
    if road.form == "pdf":
        from extract.readers.pictures import DrawnPdf

        with converted(data, road.suffix, "pdf") as path, DrawnPdf(path, settings.limits) as pdf:
            for number in sorted(n for n in numbers if n <= pdf.pages):
                yield DrawnPage(number, *pdf.draw(number, dpi))
        return
    pages = read_converted(data, media_type, settings, Allowance(settings.limits))
    if road.form == "xlsx":
        yield from draw_sheets(data, road.suffix, pages, numbers, dpi)
    else:
        yield from draw_plainly(pages, numbers, dpi)


def _road(media_type: str) -> Road:
    """Return how a kind of file is read.

    Raises:
        EncryptedError: It is locked with a password.
    """
    if media_type == Kind.LOCKED.value:
        raise EncryptedError("the file is locked with a password; save it without one")
    return ROADS[media_type]
