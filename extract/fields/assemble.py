"""The sheets of a file put together to SOPs.

An identity sheet begins an SOP; the step tables and further boxes that follow it belong to it
until the next one begins. Pages with neither (covers, decrees, tables of contents) are passed
over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extract.fields.columns import Columns, find_columns
from extract.fields.identity import begins_sop, find_labels, is_identity, read_identity
from extract.fields.steps import read_rows
from extract.flow.read import frame_of, read_flowchart
from models.finding import Finding, Severity
from models.grid import Grid, Sheet
from models.raw import RawSop, RawStep, Reading
from normalize.text import fold_key, join_broken

# How far, in points, a column's edge may move from one page to the next.
COLUMN_SHIFT = 6.0
# The part of a heading's column edges that a table without heading must share to continue it.
SHARED_EDGES = 0.7
# How like two actors' names must be, 0 to 100, to be one actor spelt twice.
SAME_ACTOR = 85.0
# Confidence of a title taken from the line above the step table.
CAPTION_TITLE = 0.6
# How far above a step table, in points, its caption may stand.
CAPTION_DISTANCE = 60.0


@dataclass(slots=True)
class Assembly:
    """The SOPs of a file, as far as its pages have been seen."""

    sops: list[RawSop] = field(default_factory=list)
    columns: Columns | None = None

    @property
    def current(self) -> RawSop | None:
        """Return the SOP that the pages seen last belong to."""
        return self.sops[-1] if self.sops else None

    def begin(self) -> RawSop:
        """Begin a new SOP."""
        self.columns = None
        self.sops.append(RawSop())
        return self.sops[-1]


def assemble_sops(sheets: Iterable[Sheet]) -> list[RawSop]:
    """Put the sheets of a file together.

    Args:
        sheets: The pages in order; read one at a time.

    Returns:
        The SOPs in order of appearance.
    """
    assembly = Assembly()
    for sheet in sheets:
        floor = 0.0
        for grid in sheet.grids:
            above = _lines_between(sheet, floor, grid.bbox.top)
            _add_grid(assembly, sheet, grid, above)
            floor = grid.bbox.bottom
    return assembly.sops


def _lines_between(sheet: Sheet, top: float, bottom: float) -> list[Reading]:
    """Return a sheet's lines outside its tables that stand in a stretch of the page."""
    return [
        line
        for line in sheet.lines
        if line.place.bbox and top <= line.place.bbox.y_mid <= bottom
    ]


def _add_grid(assembly: Assembly, sheet: Sheet, grid: Grid, above: Sequence[Reading]) -> None:
    """Add what a table holds to the SOP it belongs to."""
    columns = find_columns(grid)
    identity_cells = [c for c in grid.cells if columns is None or c.bbox.bottom <= columns.top + 4]
    labels = find_labels(identity_cells)
    if is_identity(labels):
        sop = assembly.current
        if sop is None or sop.steps or (begins_sop(labels) and "sop_number" in sop.header):
            sop = assembly.begin()
        read_identity(sop, identity_cells, above if begins_sop(labels) else ())
        _note_page(sop, sheet.number)
    elif columns is None and assembly.columns and _continues(grid, assembly.columns):
        columns = _moved_up(assembly.columns, grid)
    if columns is None:
        return
    sop = assembly.current
    if sop is None:
        sop = assembly.begin()
        _take_caption(sop, above, columns)
    _add_rows(sop, grid, columns)
    _add_chart(sop, sheet, columns)
    assembly.columns = columns
    _note_page(sop, sheet.number)


def _note_page(sop: RawSop, number: int) -> None:
    """Note that an SOP stands on a page."""
    if number not in sop.pages:
        sop.pages.append(number)


def _continues(grid: Grid, columns: Columns) -> bool:
    """Return whether a table without heading has the columns of the one before it."""
    edges = {x for cell in grid.cells for x in (cell.bbox.x0, cell.bbox.x1)}
    found = sum(any(abs(x - edge) <= COLUMN_SHIFT for x in edges) for edge in columns.edges)
    return found >= SHARED_EDGES * len(columns.edges)


def _moved_up(columns: Columns, grid: Grid) -> Columns:
    """Return the columns of the page before for a table that has no heading of its own."""
    return Columns(
        columns.spans,
        columns.actors,
        columns.actor_spans,
        grid.bbox.top,
        grid.bbox.top,
        columns.duration_unit,
    )


def _take_caption(sop: RawSop, above: Sequence[Reading], columns: Columns) -> None:
    """Take the title of an SOP without identity sheet from the lines above its table."""
    sop.findings.append(
        Finding(
            code="identity-sheet-missing",
            severity=Severity.WARNING,
            message="No identity sheet was found before the step table; look for it in the source.",
        )
    )
    near = [
        line
        for line in above
        if line.place.bbox and columns.top - line.place.bbox.bottom <= CAPTION_DISTANCE
    ]
    if near:
        joined = Reading.joined(near)
        sop.header["title"] = Reading(joined.text, joined.place, CAPTION_TITLE)


def _add_rows(sop: RawSop, grid: Grid, columns: Columns) -> None:
    """Add the rows of a step table's page."""
    _add_actors(sop, columns.actors)
    sop.duration_unit = sop.duration_unit or columns.duration_unit
    rows = read_rows(grid, columns)
    if rows and sop.steps and _is_rest(rows[0], sop.steps, columns):
        _append(sop.steps[-1], rows.pop(0))
    sop.steps += rows


def _add_chart(sop: RawSop, sheet: Sheet, columns: Columns) -> None:
    """Add the flowchart that stands beside a page's rows."""
    rows = [
        (index, (place.bbox.top, place.bbox.bottom))
        for index, step in enumerate(sop.steps)
        for place in step.rows
        if place.page == sheet.number and place.bbox and place.bbox.top >= columns.bottom - 4
    ]
    frame = frame_of(sheet.number, columns.actor_spans, columns.edges, columns.bottom, rows)
    if frame is not None:
        sop.charts.append(read_flowchart(sheet.page, frame))


def _add_actors(sop: RawSop, names: Sequence[Reading]) -> None:
    """Add the actors of a page's heading that are not known from an earlier page."""
    if len(names) == len(sop.actors):
        return
    for name in names:
        key = fold_key(name.text)
        if all(fuzz.ratio(key, fold_key(known.text)) < SAME_ACTOR for known in sop.actors):
            sop.actors.append(name)


def _is_rest(row: RawStep, steps: Sequence[RawStep], columns: Columns) -> bool:
    """Return whether a page's first row is the rest of a row that the page break cut."""
    if "number" in row.cells:
        return False
    activity = row.cells.get("activity")
    if activity is None or activity.text[:1].islower():
        return True
    return "number" in columns.spans and all("number" in step.cells for step in steps)


def _append(step: RawStep, rest: RawStep) -> None:
    """Append the rest of a cut row to its step."""
    step.rows += rest.rows
    for name, reading in rest.cells.items():
        if before := step.cells.get(name):
            text = join_broken([before.text, reading.text])
            step.cells[name] = Reading(
                text, before.place, min(before.confidence, reading.confidence)
            )
        else:
            step.cells[name] = reading

