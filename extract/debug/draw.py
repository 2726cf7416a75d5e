"""`--debug-images`: each page of a document as a picture with what every stage found on it."""

from __future__ import annotations

from pathlib import Path

from extract.debug.drawing import draw_marks
from extract.debug.marks import mark_page
from extract.debug.pictures import PagePictures
from extract.errors import OutputError
from extract.fields.assemble import assemble_sops
from extract.layout.grid import build_sheet
from extract.readers.kinds import PDF_HEADER_WITHIN, MediaType, sniff
from extract.readers.pdf import read_pdf
from models.page import Page
from models.raw import RawSop

# Pixels to a PDF point: 130 to the inch, so that print of 7 points can be read.
SCALE = 130 / 72


def draw_debug_images(path: Path, directory: Path, *, name: str | None = None) -> list[Path]:
    """Draw each page of a document with the words, cells, labels, steps and values found on it.

    What the colours mean stands in a legend below each picture and in `extract.debug.overlays`.
    A page that was turned to read right is shown turned.

    Args:
        path: The document. Only PDFs have pages to draw; for any other nothing is.
        directory: Where the pictures go; made where it is missing.
        name: What the pictures are called, with / for folders below the directory; the file's
            name unless given. The page's number and `.png` are added.

    Returns:
        The pictures written, in the order of the pages.

    Raises:
        DocumentError: The document cannot be read.
        OutputError: A picture cannot be written.
    """
    with path.open("rb") as file:
        if sniff(file.read(PDF_HEADER_WITHIN)) is not MediaType.PDF:
            return []
    # The pages are read twice: all of them at once would not fit where a file has thousands.
    sops = assemble_sops(build_sheet(page) for page in read_pdf(path))
    written: list[Path] = []
    with PagePictures(path, SCALE) as pictures:
        for page in read_pdf(path):
            target = directory / f"{name or path.name}-{page.number:03}.png"
            picture, scale = pictures.draw(page)
            marks = mark_page(build_sheet(page), sops)
            drawn = draw_marks(picture, marks, scale, _title(path, page, sops), _notes(page, sops))
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                drawn.save(target, optimize=True)
            except OSError as error:
                message = f"{target} cannot be written: {error.strerror or error}"
                raise OutputError(message) from error
            written.append(target)
    return written


def _title(path: Path, page: Page, sops: list[RawSop]) -> str:
    """Return what page a picture shows."""
    parts = [f"{path.name}, page {page.number}", f"text: {page.origin.value}"]
    used = [str(i) for i, sop in enumerate(sops, 1) if page.number in sop.pages]
    parts.append(f"SOP {', '.join(used)}" if used else "no SOP")
    if page.turned:
        parts.append(f"turned by {page.turned} degrees")
    return "; ".join(parts)


def _notes(page: Page, sops: list[RawSop]) -> list[str]:
    """Return what is to be said of a page."""
    notes = [f"{note.code}: {note.message}" for note in page.notes]
    found = [x for sop in sops for x in sop.findings if x.page == page.number]
    return notes + [f"{finding.code}: {finding.message}" for finding in found]
