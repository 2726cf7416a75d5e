"""Tables of a page: the cells between ruling lines, and the words in them.

The positions of the lines cut the table's box into elementary rectangles. Two neighbouring
rectangles have a border between them where a line covers their common side; rectangles without
a border between them are one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.layout.gaps import split_at_gaps
from extract.layout.lines import assemble_lines
from extract.layout.rulings import Lattice, find_lattices
from models.geometry import BBox
from models.grid import Cell, Grid, PageLayout
from models.page import Direction, ExactTables, Page, Ruling, Word


@dataclass(frozen=True, slots=True)
class GridThresholds:
    """How ruling lines make cells. Unfitted."""

    # Line positions this close are one boundary; below the height of any row of text. Absolute,
    # could be relative to letter height.
    same_boundary_pt: float = 4.0
    # Share of a side that lines must cover to be a border.
    min_border_share: float = 0.6
    # A table has at least this many cells; a single box around a title is none.
    min_cells: int = 4
    # A frame of fewer cells is a strip of a table only if it takes this share of the page's width;
    # narrower ones are a flowchart's symbols and stamps.
    min_strip_width_share: float = 0.5
    # Cells are looked up in bands of the page of this height; it changes the time, no result.
    band_height_pt: float = 24.0
    # Text that runs over a table's right border: two words of a line share this part of the lower
    # one's height, and stand so far apart at most, in heights of the word.
    min_shared_height: float = 0.5
    max_spilled_gap_heights: float = 0.6


GRID = GridThresholds()


def build_layout(page: Page) -> PageLayout:
    """Lay out a page: find its tables, and the lines of text outside them.

    Tables that the file itself holds are taken as they are; others are found by their rulings.
    """
    if page.exact is not None:
        return _exact_layout(page, page.exact)
    grids: list[Grid] = []
    frames: list[list[BBox]] = []
    taken: set[int] = set()
    for lattice in find_lattices(page.rulings):
        boxes = cell_boxes(lattice)
        if len(boxes) < GRID.min_cells:
            frames.append(boxes)
            continue
        cells = _fill(boxes, page, taken)
        grids.append(Grid(page.number, BBox.around(boxes), cells))
    grids = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    grids.sort(key=lambda grid: (grid.bbox.top, grid.bbox.x0))
    outside = [word for index, word in enumerate(page.words) if index not in taken]
    lines = assemble_lines(outside, page.number)
    return PageLayout(page, tuple(grids), lines, _strips(frames, page))


def _strips(frames: Iterable[Sequence[BBox]], page: Page) -> tuple[Grid, ...]:
    """Return the wide ones among frames of few cells that hold text, from top to bottom."""
    strips = []
    for boxes in frames:
        around = BBox.around(boxes) if boxes else None
        if around is None or around.width < GRID.min_strip_width_share * page.width:
            continue
        cells = _fill(boxes, page, set())
        if any(cell.lines for cell in cells):
            strips.append(Grid(page.number, around, cells))
    return tuple(sorted(strips, key=lambda grid: (grid.bbox.top, grid.bbox.x0)))


def _exact_layout(page: Page, exact: ExactTables) -> PageLayout:
    """Return the layout of a page whose file says which cells its tables have."""
    grids: list[Grid] = []
    for table in exact.tables:
        ordered = sorted(table, key=lambda cell: (cell.bbox.top, cell.bbox.x0))
        cells = tuple(Cell(c.bbox, assemble_lines(c.words, page.number)) for c in ordered)
        if any(cell.lines for cell in cells):
            grids.append(Grid(page.number, BBox.around(cell.bbox for cell in cells), cells))
    grids.sort(key=lambda grid: (grid.bbox.top, grid.bbox.x0))
    return PageLayout(page, tuple(grids), assemble_lines(exact.outside, page.number))


def cell_boxes(lattice: Lattice) -> list[BBox]:
    """Return the boxes of a lattice's cells, from top to bottom and left to right."""
    whole = lattice.bbox
    xs = _boundaries(lattice.verticals, (whole.x0, whole.x1))
    ys = _boundaries(lattice.horizontals, (whole.top, whole.bottom))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1:
        return []
    right_borders = _borders(lattice.verticals, xs, ys)
    lower_borders = _borders(lattice.horizontals, ys, xs)
    group = list(range(columns * rows))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in right_borders:
                group[root(here + 1)] = root(here)
            if row + 1 < rows and (row + 1, column) not in lower_borders:
                group[root(here + columns)] = root(here)
    boxes: dict[int, BBox] = {}
    for index in range(columns * rows):
        row, column = divmod(index, columns)
        box = BBox(xs[column], ys[row], xs[column + 1], ys[row + 1])
        key = root(index)
        boxes[key] = boxes[key].united(box) if key in boxes else box
    return sorted(boxes.values(), key=lambda box: (box.top, box.x0))


def _boundaries(lines: Sequence[Ruling], ends: Iterable[float]) -> list[float]:
    """Return distinct positions in order, those closer than a row can be high made one.

    The longest lines come first: the edge of a symbol beside a ruling joins it, and does not
    part the two lines of a double one.
    """
    found: list[tuple[float, float]] = []
    pieces = [(line.length, line.position) for line in lines]
    for length, position in [*sorted(pieces, reverse=True), *((0.0, end) for end in ends)]:
        near = min(range(len(found)), key=lambda i: abs(found[i][0] - position), default=None)
        if near is None or abs(found[near][0] - position) > GRID.same_boundary_pt:
            found.append((position, length))
        else:
            mean, weight = found[near]
            total = weight + length or 1.0
            found[near] = ((mean * weight + position * length) / total, total)
    return sorted(position for position, _ in found)


def _borders(
    lines: Sequence[Ruling], across: Sequence[float], along: Sequence[float]
) -> set[tuple[int, int]]:
    """Return which sides of the elementary rectangles a line covers.

    Args:
        lines: Lines of one direction.
        across: Boundaries that the lines may stand on.
        along: Boundaries that cut the lines into sides.

    Returns:
        Pairs (index of the boundary, index of the side along it).
    """
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        boundary = min(range(len(across)), key=lambda i: abs(across[i] - line.position))
        first = max(bisect_right(along, line.start) - 1, 0)
        for side in range(first, len(along) - 1):
            if along[side] >= line.end:
                break
            shared = min(line.end, along[side + 1]) - max(line.start, along[side])
            covered[boundary, side] = covered.get((boundary, side), 0.0) + max(shared, 0.0)
    return {
        (boundary, side)
        for (boundary, side), length in covered.items()
        if length >= GRID.min_border_share * (along[side + 1] - along[side])
    }


def _fill(boxes: Sequence[BBox], page: Page, taken: set[int]) -> tuple[Cell, ...]:
    """Put each word into the cell that holds its middle; note which words are taken."""
    words: list[list[Word]] = [[] for _ in boxes]
    by_size = sorted(range(len(boxes)), key=lambda i: boxes[i].width * boxes[i].height)
    stretches: dict[int, list[int]] = {}
    for i in by_size:
        for stretch in range(
            int(boxes[i].top // GRID.band_height_pt),
            int(boxes[i].bottom // GRID.band_height_pt) + 1,
        ):
            stretches.setdefault(stretch, []).append(i)

    def home_of(word: Word) -> int | None:
        x, y = word.bbox.x_mid, word.bbox.y_mid
        beside = stretches.get(int(y // GRID.band_height_pt), ())
        return next((i for i in beside if boxes[i].contains_point(x, y)), None)

    for index, word in enumerate(page.words):
        if index in taken or (home := home_of(word)) is None:
            continue
        taken.add(index)
        for part in split_at_borders(word, boxes[home]):
            place = home_of(part)
            words[home if place is None else place].append(part)
    _take_spilled(page, boxes, words, taken)
    borders = sorted({box.x0 for box, held in zip(boxes, words, strict=True) if held})
    cells = [
        Cell(part, assemble_lines([w for w in held if _is_in(w, part, box)], page.number))
        for box, held in zip(boxes, words, strict=True)
        for part in split_at_gaps(box, held, borders)
    ]
    return tuple(sorted(cells, key=lambda cell: (cell.bbox.top, cell.bbox.x0)))


def _take_spilled(
    page: Page, boxes: Sequence[BBox], words: Sequence[list[Word]], taken: set[int]
) -> None:
    """Give words right of a table to the cell whose line they go on with.

    A spreadsheet prints text that is wider than its cell over the border.
    """
    right = max(box.x1 for box in boxes)
    outer = [i for i, box in enumerate(boxes) if right - box.x1 <= GRID.same_boundary_pt]
    beyond = [
        (index, word)
        for index, word in enumerate(page.words)
        if index not in taken and word.direction is Direction.RIGHT and word.bbox.x_mid > right
    ]
    for index, word in sorted(beyond, key=lambda one: one[1].bbox.x0):
        home = next((i for i in outer if _goes_on(word, words[i])), None)
        if home is not None:
            taken.add(index)
            words[home].append(word)


def _goes_on(word: Word, held: Sequence[Word]) -> bool:
    """Return whether a word follows the last one of a line in a cell, a blank apart."""
    box = word.bbox
    ends = [
        w.bbox.x1
        for w in held
        if min(w.bbox.bottom, box.bottom) - max(w.bbox.top, box.top)
        >= GRID.min_shared_height * min(w.bbox.height, box.height)
    ]
    return bool(ends) and abs(box.x0 - max(ends)) <= GRID.max_spilled_gap_heights * box.height


def _is_in(word: Word, part: BBox, cell: BBox) -> bool:
    """Return whether a word of a cell stands in a part of it; all do where it is the whole."""
    return part == cell or part.x0 <= word.bbox.x_mid <= part.x1


def split_at_borders(word: Word, cell: BBox) -> list[Word]:
    """Return a word, split where a reader ran it together with the next cell's first word.

    Two words that fill their columns leave no gap between them: "SekretarisKepala". A word that
    merely stands out of its cell is left whole.

    Args:
        word: The word.
        cell: The box of the cell that holds its middle.
    """
    left, right = word.bbox.x0, word.bbox.x1
    if word.direction is not Direction.RIGHT:
        return [word]
    for border in (cell.x1, cell.x0):
        if not left + 1 < border < right - 1:
            continue
        at = (border - left) / (right - left) * len(word.text)
        cuts = [i for i in range(1, len(word.text)) if abs(i - at) <= 2 and _is_seam(word.text, i)]
        if cuts:
            cut = min(cuts, key=lambda i: abs(i - at))
            before = replace(word, text=word.text[:cut], bbox=word.bbox._replace(x1=border))
            after = replace(word, text=word.text[cut:], bbox=word.bbox._replace(x0=border))
            return [before, after]
    return [word]


def _is_seam(text: str, index: int) -> bool:
    """Return whether one word may end and another begin at an index of a text."""
    before, after = text[index - 1], text[index]
    return after.isupper() and not before.isupper() and before not in "-/(."
