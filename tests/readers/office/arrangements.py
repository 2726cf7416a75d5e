"""Grids put together as offices lay out their sheets: beside, below, in parts, without borders."""

from __future__ import annotations

from dataclasses import replace

from tools.make_samples.office_grid import LINE_PT, Grid


def beside(left: Grid, right: Grid) -> Grid:
    """Return one sheet with two grids side by side, a narrow blank column between them."""
    columns = len(left.widths) + 1
    rows = max(len(left.heights), len(right.heights))
    heights = [
        max((grid.heights + [0.0] * rows)[row] for grid in (left, right)) for row in range(rows)
    ]
    return Grid(
        left.name,
        [*left.widths, 20.0, *right.widths],
        heights,
        [*left.cells, *(replace(c, column=c.column + columns) for c in right.cells)],
        [*left.symbols, *(replace(s, column=s.column + columns) for s in right.symbols)],
        [*left.arrows, *right.arrows],
        left.heading_rows or right.heading_rows,
    )


def below(upper: Grid, lower: Grid, gap: int = 2) -> Grid:
    """Return one sheet with one grid below another, as many blank rows between them."""
    moved = lower.shifted(len(upper.heights) + gap)
    rest = moved.heights[len(upper.heights) :]
    columns = max(len(upper.widths), len(lower.widths))
    widths = [
        max((grid.widths + [0.0] * columns)[column] for grid in (upper, lower))
        for column in range(columns)
    ]
    return Grid(
        upper.name, widths, [*upper.heights, *rest], [*upper.cells, *moved.cells],
        [*upper.symbols, *moved.symbols], [*upper.arrows, *moved.arrows],
    )  # fmt: skip


def renumbered(grid: Grid, by: int) -> Grid:
    """Return a grid whose symbols have numbers of their own beside those of another grid."""
    return replace(
        grid,
        symbols=[replace(symbol, key=symbol.key + by) for symbol in grid.symbols],
        arrows=[replace(a, source=a.source + by, target=a.target + by) for a in grid.arrows],
    )


def without_borders(grid: Grid) -> Grid:
    """Return a grid that only the program's own grid lines part, which are not printed."""
    return replace(grid, cells=[replace(cell, border=False) for cell in grid.cells])


def heading_again(grid: Grid) -> Grid:
    """Return a step table whose heading is repeated in its middle, where a printed page begins."""
    heading = grid.heading_rows.stop
    cut = (len(grid.heights) + heading) // 2

    def place(row: int) -> int:
        return row + heading if row >= cut else row

    again = [replace(cell, row=cell.row + cut) for cell in grid.cells if cell.row < heading]
    return replace(
        grid,
        heights=[*grid.heights[:cut], *grid.heights[:heading], *grid.heights[cut:]],
        cells=[*(replace(cell, row=place(cell.row)) for cell in grid.cells), *again],
        symbols=[replace(symbol, row=place(symbol.row)) for symbol in grid.symbols],
    )


def spread(grid: Grid, rows: int) -> Grid:
    """Return a step table whose rows take several rows of the sheet, a text's lines one each."""
    top = grid.heading_rows.stop
    made = Grid(grid.name, grid.widths, list(grid.heights[:top]))
    made.cells = [cell for cell in grid.cells if cell.row < top]
    for height in grid.heights[top:]:
        made.heights += [max(height / rows, LINE_PT)] * rows
    for cell in grid.cells:
        if cell.row < top:
            continue
        first = top + (cell.row - top) * rows
        lines = _lines(cell.text, int(grid.widths[cell.column] / 7), rows)
        made.cells += [
            replace(cell, row=first + index, text=line, border=False)
            for index, line in enumerate(lines)
            if line
        ]
        made.cells.append(replace(cell, row=first, text="\0frame", rows=rows, border=True))
    made.symbols = [
        replace(symbol, row=top + (symbol.row - top) * rows + rows // 2) for symbol in grid.symbols
    ]
    made.arrows, made.heading_rows = grid.arrows, grid.heading_rows
    return made


def _lines(text: str, letters: int, most: int) -> list[str]:
    """Return a text's lines of so many letters, all that is left in the last one."""
    lines = [""]
    for word in text.replace("\n", " ").split():
        if lines[-1] and len(lines) < most and len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
