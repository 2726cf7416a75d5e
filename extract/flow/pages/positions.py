"""Which row and which columns of the table a symbol stands in."""

from __future__ import annotations

from extract.flow.pages.thresholds import POSITION
from models.flowchart import Chart, Frame, Shape
from models.geometry import BBox
from models.step import Symbol


def rows_of(chart: Chart) -> list[int | None]:
    """Return for each symbol of a page the index of the step in whose row it stands.

    A symbol drawn between two rows belongs to the one without another symbol. Off-page connectors
    do not count as a row's symbol.
    """
    shares = [_shares(shape.bbox, chart.frame) for shape in chart.shapes]
    rows = [max(share, key=lambda row: share[row], default=None) for share in shares]
    taken = {
        row
        for shape, row, share in zip(chart.shapes, rows, shares, strict=True)
        if row is not None
        and share[row] >= POSITION.min_sure_row_share
        and shape.kind is not Symbol.CONNECTOR
    }
    for index, share in enumerate(shares):
        row = rows[index]
        if row is None or share[row] >= POSITION.min_sure_row_share or row not in taken:
            continue
        free = [
            other
            for other in share
            if share[other] >= POSITION.min_row_share and other not in taken
        ]
        if free and chart.shapes[index].kind is not Symbol.CONNECTOR:
            rows[index] = max(free, key=lambda other: share[other])
            taken.add(rows[index] or 0)
    return [None if row is None else chart.frame.steps[row] for row in rows]


def between_rows(chart: Chart) -> set[int]:
    """Return the symbols of a page that stand between two rows, so that either may be theirs.

    Symbols that slid off their rows do, when rows grew after the drawing was made. One that is
    higher than its row, and stands in its middle, does not.
    """
    found: set[int] = set()
    for index, shape in enumerate(chart.shapes):
        shares = sorted(_shares(shape.bbox, chart.frame).values(), reverse=True)
        doubtful = len(shares) > 1 and shares[0] < POSITION.min_sure_row_share
        if doubtful and shares[1] >= POSITION.min_row_share:
            found.add(index)
    return found


def _shares(box: BBox, frame: Frame) -> dict[int, float]:
    """Return for each row that a symbol reaches into which part of the symbol's height it holds."""
    shares = {}
    for row, (top, bottom) in enumerate(frame.rows):
        shared = min(box.bottom, bottom) - max(box.top, top)
        if shared > 0:
            shares[row] = shared / max(box.height, 1e-6)
    return shares


def columns_of(shape: Shape, frame: Frame) -> list[int]:
    """Return the indices of the Pelaksana columns that a symbol stands in.

    Mostly one; a symbol drawn over several columns is a step that their actors do together.
    """
    shared = [min(shape.bbox.x1, right) - max(shape.bbox.x0, left) for left, right in frame.columns]
    best = max(range(len(shared)), key=lambda index: shared[index])
    if shared[best] <= 0:
        return []
    return [
        index
        for index, (left, right) in enumerate(frame.columns)
        if index == best or shared[index] >= POSITION.min_column_share * (right - left)
    ]
