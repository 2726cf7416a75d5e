"""Step tables that continue on the next page, with their heading, a part of it, or none.

The columns of the next page may stand aside, as with mirrored margins, or be printed at another
scale: they are found by the shift and the scale under which most column edges meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.fields.cell_geometry import REGIONS
from extract.fields.columns import Columns
from extract.vocabulary.columns import match_column
from extract.vocabulary.numbering import is_numbering
from models.grid import Cell
from models.raw import RawStep, RawText
from normalize.likeness import likeness
from normalize.text import join_broken


@dataclass(frozen=True, slots=True)
class ContinuationThresholds:
    """When a table continues the one on the page before. Unfitted."""

    # A single column's edge may move so far from one page to the next; absolute, could be
    # relative to column width.
    max_edge_shift_pt: float = 6.0
    # Share of the heading's column edges that a table without heading must have too.
    min_shared_edges_share: float = 0.7
    # The whole table may move so far aside, as with mirrored margins ...
    max_table_shift_pt: float = 40.0
    # ... or be printed wider or narrower by this share ...
    max_scaling_share: float = 0.1
    # ... where this larger share of its edges meets, each so near; and it has so many.
    min_moved_edges_share: float = 0.85
    max_moved_edge_pt: float = 2.5
    min_moved_edges: int = 5
    # Two names so much alike, 0 to 100, are one actor's, spelt twice.
    min_actor_likeness: float = 85.0


CONTINUATION = ContinuationThresholds()


_ORDINAL = re.compile(r"\b(?:\d+|[IVX]+|[A-Z])\b")


@dataclass(frozen=True, slots=True)
class Move:
    """How a table's columns stand on another page: x becomes `scale` * x + `shift_pt`.

    Attributes:
        scale: Width on the other page / width on this one.
        shift_pt: In points.
    """

    scale: float = 1.0
    shift_pt: float = 0.0

    def apply(self, x: float) -> float:
        """Return where a position stands on the other page, in points."""
        return self.scale * x + self.shift_pt


def continues(cells: Sequence[Cell], columns: Columns) -> bool:
    """Return whether a table without heading has the columns of the one before it."""
    return _find_move(_edges_of(cells), columns.edges) is not None


def moved_to(cells: Sequence[Cell], columns: Columns) -> Columns:
    """Return the columns of the page before for a table that continues their rows.

    Args:
        cells: The cells of the table on this page.
        columns: The columns of the page before.

    Returns:
        Them, where they stand on this page, with the rows beginning below what it repeats of the
        heading.
    """
    top = min(cell.bbox.top for cell in cells)
    edges = _edges_of(cells)
    if move := _find_move(edges, columns.edges):
        columns = _moved(columns, move, edges)
    return replace(columns, top=top, bottom=below_heading(cells, columns, top))


def _edges_of(cells: Sequence[Cell]) -> list[float]:
    """Return the left and right edges of cells, in points."""
    return sorted({x for cell in cells for x in (cell.bbox.x0, cell.bbox.x1)})


def _find_move(edges: Sequence[float], known: Sequence[float]) -> Move | None:
    """Return the shift and scale under which most edges meet; None where too few do.

    Args:
        edges: Edges of the cells on this page, in points.
        known: Edges of the columns on the page before, in points.
    """
    if not edges or not known:
        return None
    limit = CONTINUATION.max_edge_shift_pt
    stays = sum(_gap(x, edges) <= limit for x in known)
    if stays >= CONTINUATION.min_shared_edges_share * len(known):
        return min(
            (m for m in _moves(edges, known) if abs(m.apply(known[0]) - known[0]) <= limit),
            key=lambda move: sum(min(_gap(move.apply(x), edges), limit) for x in known),
            default=Move(),
        )
    if len(known) < CONTINUATION.min_moved_edges:
        return None
    found = [(_meeting(move, edges, known), move) for move in _moves(edges, known)]
    share, move = max(found, key=lambda one: one[0], default=(0.0, Move()))
    return move if share >= CONTINUATION.min_moved_edges_share else None


def _moves(edges: Sequence[float], known: Sequence[float]) -> list[Move]:
    """Return the moves to try: none, and those under which the outer edges meet."""
    left, right = known[0], known[-1]
    scale = (edges[-1] - edges[0]) / max(right - left, 1.0)
    if abs(scale - 1) > CONTINUATION.max_scaling_share:
        scale = 1.0
    moves = [
        Move(),
        Move(1.0, edges[0] - left),
        Move(1.0, edges[-1] - right),
        Move(scale, edges[0] - scale * left),
    ]
    return [m for m in moves if abs(m.apply(left) - left) <= CONTINUATION.max_table_shift_pt]


def _meeting(move: Move, edges: Sequence[float], known: Sequence[float]) -> float:
    """Return the share of known edges that a move brings onto edges."""
    limit = CONTINUATION.max_moved_edge_pt
    return sum(_gap(move.apply(x), edges) <= limit for x in known) / len(known)


def _gap(x: float, edges: Sequence[float]) -> float:
    """Return how far the nearest edge is from a position, in points."""
    return min(abs(x - edge) for edge in edges)


def _moved(columns: Columns, move: Move, edges: Sequence[float]) -> Columns:
    """Return columns where a move brings them, each edge on the nearest one there is."""

    def place(x: float) -> float:
        there = move.apply(x)
        near = min(edges, key=lambda edge: abs(edge - there))
        return near if abs(near - there) <= CONTINUATION.max_edge_shift_pt else there

    def span(of: tuple[float, float]) -> tuple[float, float]:
        return place(of[0]), place(of[1])

    return replace(
        columns,
        spans={name: span(of) for name, of in columns.spans.items()},
        actor_spans=tuple(span(of) for of in columns.actor_spans),
        actor_text=span(columns.actor_text) if columns.actor_text else None,
    )


def completed(heading: Columns, cells: Sequence[Cell], columns: Columns | None) -> Columns:
    """Return a heading's columns, those of the page before where it repeats only a part of them."""
    if columns is None or len(heading.edges) >= len(columns.edges):
        return heading
    if not continues(cells, columns):
        return heading
    edges = _edges_of(cells)
    moved = _moved(columns, _find_move(edges, columns.edges) or Move(), edges)
    whole = replace(moved, top=heading.top, bottom=heading.bottom)
    return replace(whole, bottom=below_heading(cells, whole, heading.bottom))


def is_same_actor(one: str, other: str) -> bool:
    """Return whether two names are one actor's, a slip or two apart.

    "Irban I" and "Irban II" are two: a number tells one office from the next.
    """
    if _ORDINAL.findall(one) != _ORDINAL.findall(other):
        return False
    return likeness(one, other) >= CONTINUATION.min_actor_likeness


def named_actors(steps: Sequence[RawStep]) -> list[RawText]:
    """Return the actors that steps name in words, each once."""
    found: list[RawText] = []
    for step in steps:
        for name in step.actors:
            if not any(is_same_actor(name.text, known.text) for known in found):
                found.append(name)
    return found


def below_heading(cells: Sequence[Cell], columns: Columns, top: float) -> float:
    """Return where the rows that repeat a part of the heading end, from a height on."""
    bottom = top
    while True:
        row = [c for c in cells if abs(c.bbox.top - bottom) <= REGIONS.edge_pt and c.lines]
        if not row or not (
            is_numbering([c.text for c in row]) or all(_is_heading(c, columns) for c in row)
        ):
            return bottom
        bottom = max(c.bbox.bottom for c in row)


def _is_heading(cell: Cell, columns: Columns) -> bool:
    """Return whether a cell repeats the heading of a column, or of a group of columns."""
    text = join_broken([line.text for line in cell.lines])
    kind = match_column(text)
    if kind in ("actors", "quality"):
        return True
    if kind is not None and kind in columns.spans:
        left, right = columns.spans[kind]
        return left - REGIONS.edge_pt <= cell.bbox.x_mid <= right + REGIONS.edge_pt
    return any(is_same_actor(text, actor.text) for actor in columns.actors)
