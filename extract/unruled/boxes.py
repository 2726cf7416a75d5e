"""The boxes of an identity sheet that no ruling separates: headings with what stands under them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.unruled.cells import Region
from extract.unruled.gutters import Seed, cut_columns
from extract.unruled.labels import LABELS, Label
from extract.unruled.runs import Area, TextLine
from extract.unruled.values import VALUES, rows_beside
from models.geometry import BBox
from models.page import Word
from normalize.bullets import follows, strip_bullet


@dataclass(frozen=True, slots=True)
class BoxThresholds:
    """How the boxes of a sheet without rulings are distinguished. Unfitted."""

    # Where no two headings share a line, those further apart stand in different columns.
    min_column_gap_letters: float = 25.0
    # A line may begin this far from where others do and still begin with them.
    max_indent_letters: float = 1.2
    # A line centred under the boxes begins at least so far right of them.
    min_centred_indent_letters: float = 10.0
    # Share of the lines that begin right of the headings where boxes stand beside these.
    min_beside_share: float = 0.8


BOXES = BoxThresholds()


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page.

    Attributes:
        regions: Their cells.
        edges: The edges of their columns, in points.
        bullets: The last bullet of each column that has one.
        unfilled: Whether nothing stands under the last heading of a column yet.
    """

    regions: list[Region]
    edges: tuple[float, ...]
    bullets: tuple[str, ...]
    unfilled: bool


def read_boxes(area: Area, headings: Sequence[Label]) -> Boxes:
    """Return the cells of boxes, each with its heading, or heading and content in cells of two.

    Args:
        area: The lines of a page, or of the part of it above a step table.
        headings: The headings, from top to bottom; at least one.
    """
    first = headings[0].line
    columns = _columns(headings, area.measures.letter)
    lines = area.lines[first:]
    seeds = [Seed.of(w for x in column for w in x.words) for column in columns]
    cuts = cut_columns(lines, seeds, area.measures.letter, lists=True)
    parted = [
        line
        for band in pairwise([*sorted({heading.line for heading in headings}), len(area.lines)])
        for line in _part_band(area, range(*band), columns, seeds, cuts)
    ]
    end = _end(area, headings, parted)
    left = min(word.bbox.x0 for line in lines for word in line.words) - 1
    right = max(line.bbox.x1 for line in area.lines) + 1
    edges = [left, *cuts, right]
    regions: list[Region] = []
    bullets: list[str] = []
    unfilled = False
    for index, column in enumerate(columns):
        known = {id(word) for heading in column for word in heading.words}
        held = {
            first + i: words
            for i, line in enumerate(parted[: end - first])
            if (words := [w for w in line.parts[index] if id(w) not in known])
        }
        if _is_beside(column, held):
            regions += rows_beside(area, column, held, edges[index + 1], by_row=False)
        else:
            regions += _stacked(area, column, held, edges[index], edges[index + 1], end)
        found = [strip_bullet(" ".join(w.text for w in held[i]))[0] for i in sorted(held)]
        bullets += [bullet for bullet in found if bullet is not None][-1:]
        unfilled = unfilled or max(held, default=-1) < column[-1].line
    return Boxes(regions, tuple(edges), tuple(bullets), unfilled)


def rest_of_boxes(area: Area, before: Boxes) -> list[Region]:
    """Return the cells of what continues from boxes of the page before, above any heading.

    Args:
        area: The lines above the first heading.
        before: The boxes of the page before.

    Returns:
        A cell for each column with text; none where the first line neither begins the next item
        of a list nor continues a sentence.
    """
    lines: list[TextLine] = []
    for line in area.lines:
        bullet = strip_bullet(line.text)[0]
        goes_on = before.unfilled or (line.text[:1].islower() and bullet is None)
        goes_on = goes_on or any(bullet and follows(last, bullet) for last in before.bullets)
        goes_on = goes_on or (bool(lines) and bullet is not None)
        step = line.bbox.y_mid - lines[-1].bbox.y_mid if lines else 0.0
        if not goes_on and (not lines or step > LABELS.following_pitches * area.measures.pitch):
            break
        lines.append(line)
    if not lines:
        return []
    edges = before.edges
    seeds = [Seed(left, right) for left, right in pairwise(edges)]
    cuts = cut_columns(lines, seeds, area.measures.letter, edges[1:-1], lists=True)
    top, bottom = lines[0].bbox.top - 1, lines[-1].bbox.bottom + 1
    held: list[list[Word]] = [[] for _ in seeds]
    for line in lines:
        for word in line.words:
            held[bisect_right(cuts, word.bbox.x0)].append(word)
    return [
        (BBox(left, top, right, bottom), words)
        for (left, right), words in zip(pairwise(edges), held, strict=True)
        if words
    ]


def _columns(headings: Sequence[Label], letter: float) -> list[list[Label]]:
    """Return the headings that stand below each other together, from left to right."""
    lines = Counter(heading.line for heading in headings)
    fullest = max(lines, key=lambda line: (lines[line], -line))
    seeds = sorted(x.bbox.x0 for x in headings if x.line == fullest)
    for heading in headings if len(seeds) == 1 else ():
        if all(
            abs(heading.bbox.x0 - seed) > BOXES.min_column_gap_letters * letter for seed in seeds
        ):
            seeds.append(heading.bbox.x0)
    seeds.sort()
    columns: list[list[Label]] = [[] for _ in seeds]
    for heading in headings:
        near = min(range(len(seeds)), key=lambda i: abs(seeds[i] - heading.bbox.x0))
        columns[near].append(heading)
    return [column for column in columns if column]


@dataclass(frozen=True, slots=True)
class _PartedLine:
    """A line by columns.

    Attributes:
        parts: Its words in each column.
        cuts: Where the columns are cut around this line, in points.
        starts: Where, in letters, lines begin in each column but the first.
    """

    parts: list[list[Word]]
    cuts: Sequence[float]
    starts: Sequence[set[int]]


def _part_band(
    area: Area,
    band: range,
    columns: Sequence[Sequence[Label]],
    seeds: Sequence[Seed],
    cuts: Sequence[float],
) -> list[_PartedLine]:
    """Return the lines from one row of headings to the next by columns.

    In text whose columns are separated by blanks, each row of boxes has its columns where the
    widths of its lines push them.
    """
    letter = area.measures.letter
    lines = [area.lines[index] for index in band]
    held = [[w for x in column if x.line in band for w in x.words] for column in columns]
    own = [Seed.of(words) if words else seed for words, seed in zip(held, seeds, strict=True)]
    cuts = cut_columns(lines, own, letter, cuts, lists=True)
    starts = _starts(lines, columns, cuts, letter)
    return [_PartedLine(_part(line, cuts, starts, letter), cuts, starts) for line in lines]


def _starts(
    lines: Sequence[TextLine],
    columns: Sequence[Sequence[Label]],
    cuts: Sequence[float],
    letter: float,
) -> list[set[int]]:
    """Return where, in letters, the lines of each column but the first begin more than once."""
    starts = []
    for column, cut in zip(columns[1:], cuts, strict=True):
        count: Counter[int] = Counter()
        for line in lines:
            run = next((run for run in line.runs if run.bbox.x0 >= cut), None)
            if run:
                count[round(run.bbox.x0 / letter)] += 1
        often = {at for at, times in count.items() if times > 1}
        starts.append(often | {round(heading.bbox.x0 / letter) for heading in column})
    return starts


def _part(
    line: TextLine, cuts: Sequence[float], starts: Sequence[set[int]], letter: float
) -> list[list[Word]]:
    """Return a line's words by column.

    A run that reaches over a cut is split only where a line of the next column would begin; a
    longer line that no column holds stays whole where it begins.
    """
    parts: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for run in line.runs:
        column = sum(cut <= run.words[0].bbox.x0 for cut in cuts)
        for word in run.words:
            for index in range(column, len(cuts)):
                at = word.bbox.x0 / letter
                if word.bbox.x0 >= cuts[index] and any(
                    abs(at - start) <= BOXES.max_indent_letters for start in starts[index]
                ):
                    column = index + 1
            parts[column].append(word)
    return parts


def _end(
    area: Area,
    headings: Sequence[Label],
    parted: Sequence[_PartedLine],
) -> int:
    """Return the index of the first line below the boxes.

    What stands below them, separated from them by a blank line, keeps to no column, such as a note
    to the page, or is a line in the middle, such as the caption of a step table. Far below the
    last box's content nothing belongs to it.
    """
    first = headings[0].line
    last = max(heading.line for heading in headings)
    letter = area.measures.letter
    left = min(heading.bbox.x0 for heading in headings) + BOXES.min_centred_indent_letters * letter
    for index in range(last + 1, len(area.lines)):
        above, line = area.lines[index - 1], area.lines[index]
        gap = (line.bbox.y_mid - above.bbox.y_mid) / area.measures.pitch
        if gap <= LABELS.following_pitches:
            continue
        parts, cuts = parted[index - first].parts, parted[index - first].cuts
        reaching = any(
            part and part[-1].bbox.x1 > cut and part[0].bbox.x0 < cut
            for part, cut in zip(parts, cuts, strict=False)
        )
        alone = index + 1 == len(area.lines) and len(line.runs) == 1 and line.bbox.x0 > left
        alone = alone and strip_bullet(line.text)[0] is None
        begins = {at for column in parted[index - first].starts for at in column}
        far = gap > VALUES.max_gap_pitches and index > last + 1
        listed = any(
            strip_bullet(run.text)[0] is not None
            for above in area.lines[last + 1 : index]
            for run in above.runs
        )
        centred = alone and (
            listed
            or not any(abs(line.bbox.x0 / letter - at) <= BOXES.max_indent_letters for at in begins)
        )
        if far or reaching or centred:
            return index
    return len(area.lines)


def _is_beside(column: Sequence[Label], held: dict[int, list[Word]]) -> bool:
    """Return whether the boxes' content stands right of their headings instead of below."""
    edge = sorted(heading.bbox.x1 for heading in column)[len(column) // 2]
    begins = [words[0].bbox.x0 for words in held.values()]
    right = sum(begin >= edge - 1 for begin in begins)
    level = sum(heading.line in held for heading in column)
    return (
        bool(begins)
        and level >= 0.5 * len(column)
        and right >= BOXES.min_beside_share * len(begins)
    )


def _stacked(
    area: Area,
    column: Sequence[Label],
    held: dict[int, list[Word]],
    left: float,
    right: float,
    end: int,
) -> list[Region]:
    """Return the cells of boxes whose content stands below their headings."""
    regions: list[Region] = []
    ordered = sorted(column, key=lambda heading: heading.line)
    ends = [*(heading.line for heading in ordered[1:]), end]
    for heading, until in zip(ordered, ends, strict=True):
        last = heading.parts[-1][0]
        content = [word for index in range(last + 1, until) for word in held.get(index, ())]
        beside = [word for index in range(heading.line, last + 1) for word in held.get(index, ())]
        top = area.lines[heading.line].bbox.top - 1
        bottom = area.lines[until - 1].bbox.bottom + 1
        if beside or not content:
            words = [*heading.words, *beside, *content]
            regions.append((BBox(left, top, right, bottom), words))
            continue
        middle = area.lines[last].bbox.bottom + 1
        regions.append((BBox(left, top, right, middle), list(heading.words)))
        regions.append((BBox(left, middle, right, bottom), content))
    return regions
