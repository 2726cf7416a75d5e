"""What is typed into the Pelaksana cells: marks such as X, and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.layout.lines import assemble_lines
from extract.vocabulary.flow_words import is_blank_mark, is_mark, is_weak_mark
from models.flowchart import Frame, Mark, Shape
from models.geometry import BBox
from models.page import Page, Word
from models.raw import RawText
from models.step import Evidence


@dataclass(frozen=True, slots=True)
class MarkThresholds:
    """When typed marks tell the actors of a table. All unfitted."""

    # A table without symbols tells its actors by marks if this share of its rows has one.
    min_marked_rows_share: float = 0.5
    # A picture over this share of the cells is a flowchart; the words in it are the flowchart's.
    max_picture_share: float = 0.3


MARK = MarkThresholds()


def read_marks(page: Page, frame: Frame, shapes: Iterable[Shape]) -> list[Mark]:
    """Return what is typed into a page's Pelaksana cells.

    Args:
        page: The page.
        frame: The cells.
        shapes: The symbols; words in them are theirs.

    Returns:
        A mark for each cell with text; none where a picture covers the cells.
    """
    area = frame.bbox
    pictured = sum(area.overlap(picture) for picture in page.pictures)
    if pictured >= MARK.max_picture_share * area.width * area.height:
        return []
    boxes = [shape.bbox for shape in shapes]
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in page.words:
        x, y = word.bbox.x_mid, word.bbox.y_mid
        if not area.contains_point(x, y) or any(box.contains_point(x, y) for box in boxes):
            continue
        place = _cell_of(x, y, frame)
        if place is not None:
            cells.setdefault(place, []).append(word)
    marks = []
    for (row, column), words in sorted(cells.items()):
        lines = assemble_lines(words, page.number)
        mark = _mark(frame.steps[row], column, lines)
        if mark is not None:
            marks.append(mark)
    return marks


def _cell_of(x: float, y: float, frame: Frame) -> tuple[int, int] | None:
    """Return row and column of the cell that a point lies in."""
    row = next((i for i, (top, end) in enumerate(frame.rows) if top <= y < end), None)
    column = next((i for i, (left, end) in enumerate(frame.columns) if left <= x < end), None)
    return None if row is None or column is None else (row, column)


def _mark(step: int, column: int, lines: Iterable[RawText]) -> Mark | None:
    """Return the mark that a cell's lines are; None where they say nothing."""
    whole = RawText.joined(lines)
    if is_blank_mark(whole.text):
        return None
    sign = is_mark(whole.text) or is_weak_mark(whole.text)
    evidence = Evidence.MARK if sign else Evidence.TEXT
    box = whole.place.bbox or BBox(0.0, 0.0, 0.0, 0.0)
    return Mark(step, column, whole.text, box, evidence, whole.confidence)
