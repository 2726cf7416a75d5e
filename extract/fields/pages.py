"""Pages that are no part of an SOP: what each looks like, said in one finding a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from extract.fields.evidence import Signs, signs_of
from extract.findings.messages import PART_MARK, Param, tell, word
from extract.findings.registry import make_finding
from extract.vocabulary.documents import page_kind
from extract.vocabulary.labels import match_header
from models.finding import Finding
from models.grid import Cell, Grid, PageLayout
from models.page import Page
from models.raw import RawText
from models.source import TextOrigin


@dataclass(frozen=True, slots=True)
class PageThresholds:
    """What a page without an SOP may hold all the same. Unfitted: set by hand."""

    # Mean confidence of a recognised page's words, 0 to 1; below it they are noise, and an SOP
    # may stand there that could not be read.
    min_mean_confidence: float = 0.5
    # A grid with fewer cells that hold text is a frame, no table.
    min_table_cells: int = 4
    # Words of a line are so far apart at most, in heights of its letters.
    max_word_gap_heights: float = 0.5


PAGES = PageThresholds()

# The look of a page on which nothing stands.
BLANK = "blank"
# What `page_kind` calls a cover.
_COVER = "cover"
# Notes of a page of which something was left unread on purpose, and what to do about it.
_UNREAD_NOTES = ("picture-not-read", "text-layer-untrusted")


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What is kept of a page once it has been read.

    Attributes:
        number: Its 1-based number.
        looks: What it looks like where no SOP stands on it, by `terms.toml`: "decree".
        has_table: Whether it holds a table.
        signs: What its cells and lines say of the kind of document.
        upper: Its lines above the first table; all lines of a page without one.
    """

    number: int
    looks: str
    has_table: bool
    signs: Signs
    upper: tuple[RawText, ...] = ()

    @property
    def is_cover(self) -> bool:
        """Return whether it looks like a cover."""
        return self.looks == _COVER


def summarise(layout: PageLayout) -> PageSummary:
    """Return what is kept of a page."""
    cells = [cell for grid in layout.grids for cell in grid.cells if cell.lines]
    lines = [line.text for line in layout.lines]
    inner = [line.text for cell in cells for line in cell.lines]
    labels = [line for cell in cells for line in cell.lines if match_header(line.text)]
    phrases = {id(line): _as_printed(line, cells) for line in labels}
    shown = [phrases.get(id(line), line.text) for cell in cells for line in cell.lines]
    whole = [cell.text for cell in cells if len(cell.lines) > 1]
    return PageSummary(
        layout.number,
        _described([*lines, *inner], layout.page),
        any(_is_table(grid) for grid in layout.grids),
        signs_of([*lines, *shown, *whole], unread=_unread(layout.page)),
        tuple(_upper_lines(layout)),
    )


def _upper_lines(layout: PageLayout) -> Iterator[RawText]:
    """Yield the lines above a page's first table; all lines of a page without one."""
    tables = [grid.bbox.top for grid in layout.grids if _is_table(grid)]
    top = min(tables, default=layout.page.height)
    inner = (line for grid in layout.grids for cell in grid.cells for line in cell.lines)
    for line in chain(layout.lines, inner):
        if line.place.bbox and line.place.bbox.y_mid < top:
            yield line


def passed_over(pages: Sequence[PageSummary]) -> Finding:
    """Return the finding that pages were passed over, and what they look like.

    Args:
        pages: The pages in order; at least one.
    """
    looks: dict[str, list[int]] = {}
    for page in pages:
        looks.setdefault(page.looks, []).append(page.number)
    tables = [page.number for page in pages if page.has_table]
    params: dict[str, Param] = {
        "looks": [PART_MARK.join([kind, *_runs(numbers)]) for kind, numbers in looks.items()]
    }
    if tables:
        params["tables"] = list(_runs(tables))
    return make_finding(
        "page-passed-over",
        "tables" if tables else "plain",
        params,
        page=(tables or [pages[0].number])[0],
        milder=not tables,
    )


def looks_like(pages: Iterable[PageSummary]) -> str | None:
    """Return what a document without an SOP looks like by its pages; None where none has text."""
    kinds = dict.fromkeys(word(page.looks, table="looks") for page in pages)
    return " and ".join(list(kinds)[:2]) or None


def _as_printed(label: RawText, cells: Sequence[Cell]) -> str:
    """Return a label's line with what stands right behind it, though in a cell of its own.

    Without ruling lines a label is cut from the line it begins; a sentence may go on there.
    """
    box = label.place.bbox
    if box is None:
        return label.text
    room = PAGES.max_word_gap_heights * (box.bottom - box.top)
    behind = (
        other.text
        for cell in cells
        for other in cell.lines
        if other.place.bbox
        and box.top <= other.place.bbox.y_mid <= box.bottom
        and 0 <= other.place.bbox.x0 - box.x1 <= room
    )
    return " ".join([label.text, *behind])


def _is_table(grid: Grid) -> bool:
    """Return whether a grid is a table, and not the frame of a cover."""
    return sum(bool(cell.lines) for cell in grid.cells) >= PAGES.min_table_cells


def _described(lines: Sequence[str], page: Page) -> str:
    """Return the look, by `terms.toml`, of a page without a part of an SOP: "decree"."""
    if not lines:
        return "picture" if page.pictures else BLANK
    return page_kind(lines) or "text"


def _unread(page: Page) -> str | None:
    """Return why more may stand on a page than was read; None where all was read."""
    for note in page.notes:
        if note.code in _UNREAD_NOTES:
            return f"page {page.number}: {tell(note.code, note.wording, note.params)}"
    if page.origin is TextOrigin.OCR and page.words:
        mean = sum(word.confidence for word in page.words) / len(page.words)
        if mean < PAGES.min_mean_confidence:
            return f"page {page.number}: what was recognised is mostly noise"
    return None


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield ascending numbers, those that follow each other as one range."""
    first = last = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == last + 1:
            last = number
            continue
        yield str(first) if first == last else f"{first}-{last}"
        first = last = number
