"""`--debug-images`: each page of a document as a picture with what every stage found on it."""

from __future__ import annotations

from pathlib import Path

from extract.bounds.budget import Allowance
from extract.debug.drawing import draw_marks
from extract.debug.marks import mark_page
from extract.debug.pictures import picture_pages
from extract.errors import OutputError
from extract.fields.assemble import assemble_sops
from extract.findings.messages import tell
from extract.readers.reader import PageContent, SourceFile
from extract.readers.registry import identify
from extract.settings import Settings
from extract.unruled.pages import lay_out_pages
from models.page import Page
from models.raw import RawSop


def draw_debug_images(
    path: Path, directory: Path, settings: Settings, *, name: str | None = None
) -> list[Path]:
    """Draw each page of a document with the words, cells, labels, steps and values found on it.

    A legend below each picture and `extract.debug.overlays` say what the colours mean. A page that
    was turned upright is shown turned. A scan is shown as it was scanned; if it was skewed, the
    boxes are those of the levelled page.

    Args:
        path: The document. Where its format has no pages (text), nothing is drawn.
        directory: Where the pictures go; made where it is missing.
        settings: The run's settings.
        name: What the pictures are called, with / for folders below the directory; the file's
            name unless given. The page's number and `.png` are added.

    Returns:
        The pictures written, in the order of the pages.

    Raises:
        DocumentError: The document cannot be read.
        MissingDependencyError: Text must be recognised, and the OCR engine is missing.
        OutputError: A picture cannot be written.
    """
    file = SourceFile(path)
    reader = identify(file).reader
    content = reader.read(file, settings, Allowance(settings.limits))
    if not isinstance(content, PageContent):
        return []
    sheets = list(lay_out_pages(content.pages))
    sops = assemble_sops(sheets)
    pages = [sheet.page for sheet in sheets]
    written: list[Path] = []
    for sheet, picture in zip(sheets, picture_pages(reader, file, pages, settings), strict=True):
        page = sheet.page
        scale = picture.width / max(page.width, 1.0)
        marks = mark_page(sheet, sops)
        drawn = draw_marks(picture, marks, scale, _title(path, page, sops), _notes(page, sops))
        target = directory / f"{name or path.name}-{page.number:03}.png"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            drawn.save(target, optimize=True)
        except OSError as error:
            message = f"{target} cannot be written: {error.strerror or error}"
            raise OutputError(message) from error
        written.append(target)
    return written


def _title(path: Path, page: Page, sops: list[RawSop]) -> str:
    """Return a title that says which page a picture shows."""
    parts = [f"{path.name}, page {page.number}", f"text: {page.origin.value}"]
    used = [str(i) for i, sop in enumerate(sops, 1) if page.number in sop.pages]
    parts.append(f"SOP {', '.join(used)}" if used else "no SOP")
    if page.turned:
        parts.append(f"turned by {page.turned} degrees")
    return "; ".join(parts)


def _notes(page: Page, sops: list[RawSop]) -> list[str]:
    """Return the notes of the reader and the findings on a page."""
    notes = [f"{note.code}: {tell(note.code, note.wording, note.params)}" for note in page.notes]
    found = [x for sop in sops for x in sop.findings if x.page == page.number]
    return notes + [f"{finding.code}: {finding.message}" for finding in found]
