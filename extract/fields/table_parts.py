"""A table split into what follows each other in it: identity sheets and step tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.fields.cell_geometry import REGIONS
from extract.fields.columns import Columns, find_headings
from extract.fields.identity import IDENTITY
from extract.fields.labelled import Labelled, find_all_labels
from models.grid import Cell, Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a table.

    Attributes:
        cells: Its cells.
        columns: The columns of the step table that begins there; None for any other stretch.
    """

    cells: tuple[Cell, ...]
    columns: Columns | None = None

    @property
    def top(self) -> float:
        """Return where it begins, in points from the page's top."""
        return min(cell.bbox.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Return where it ends, in points from the page's top."""
        return max(cell.bbox.bottom for cell in self.cells)


def split_table(grid: Grid) -> Iterator[Part]:
    """Yield the stretches of a table from top to bottom.

    Most tables are one stretch; sheets of a spreadsheet program hold an identity sheet, its step
    table and the next SOP's sheet without a gap.
    """
    headings = find_headings(grid)
    starts = [heading.top for heading in headings]
    head = [c for c in grid.cells if not starts or c.bbox.bottom <= starts[0] + REGIONS.edge_pt]
    if head:
        yield from _cut_at_identity(head, None)
    for columns, end in zip(headings, [*starts[1:], float("inf")], strict=False):
        cells = [
            c
            for c in grid.cells
            if c.bbox.top >= columns.top - REGIONS.edge_pt and c.bbox.top < end - REGIONS.edge_pt
        ]
        yield from _cut_at_identity(cells, columns)


def _cut_at_identity(cells: Sequence[Cell], columns: Columns | None) -> Iterator[Part]:
    """Yield a stretch, cut where an identity sheet begins in it."""
    floor = float("-inf") if columns is None else columns.bottom
    body = [c for c in cells if c.bbox.top >= floor - REGIONS.edge_pt]
    tops = _identity_tops(body, after_steps=columns is not None)
    edges = [float("-inf"), *tops, float("inf")]
    for index, (top, bottom) in enumerate(pairwise(edges)):
        held = tuple(
            c for c in cells if top - REGIONS.edge_pt <= c.bbox.top < bottom - REGIONS.edge_pt
        )
        if held:
            yield Part(held, columns if index == 0 else None)


def _identity_tops(cells: Sequence[Cell], *, after_steps: bool) -> list[float]:
    """Return where identity sheets begin below something else: below steps, or below boxes.

    A sheet begins with a run of fields; its boxes follow.
    """
    tops: list[float] = []
    run: list[Labelled] = []
    closed = after_steps
    labels = [x for x in find_all_labels(cells) if x.is_section or not x.match.alone]
    for label in [*sorted(labels, key=lambda x: x.top), None]:
        if label is not None and not label.is_section:
            run.append(label)
            continue
        fields = {x.match.field for x in run}
        if closed and "sop_number" in fields and len(fields) >= IDENTITY.min_labels:
            top = min(x.cell.bbox.top for x in run)
            tops.append(
                min(
                    c.bbox.top for c in cells if c.bbox.top <= top < c.bbox.bottom - REGIONS.edge_pt
                )
            )
        closed = closed or label is not None
        run = []
    return tops
