"""The heading of a step table without rulings: its columns' names, over one line or several.

Without rulings the spellings of column headings show where a table begins and which words make
one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.unruled.column_names import (
    Name,
    SplitLines,
    kind_of,
    overlap,
    split_by_numbers,
    split_by_offices,
    stack_names,
    turned_names,
)
from extract.unruled.runs import Area, Measures, Run, TextLine
from extract.vocabulary.columns import QUALITY
from extract.vocabulary.labels import match_header
from extract.vocabulary.names import GROUPS
from extract.vocabulary.numbering import is_numbering
from models.fields import TEXT_CELLS
from models.geometry import BBox
from models.page import Word


@dataclass(frozen=True, slots=True)
class HeadingThresholds:
    """How far the heading of a step table reaches.

    Distances are in pitches, the distance from one line of a paragraph to the next. Unfitted.
    """

    # Lines of one name stand at most this far apart ...
    max_stacked_pitches: float = 2.3
    # ... with at most so many lines of the page from one to the next.
    max_lines_between: int = 5
    # Lines so close surely follow each other.
    adjacent_pitches: float = 1.6
    # Actors' names stand at most this far below the name of their group.
    names_below_pitches: float = 3.0
    # Names that stand high and low in tall cells, as beside turned names, are at most this far
    # apart.
    max_spread_pitches: float = 9.0
    # So many lines above and below the activities' name belong to a heading at most ...
    max_lines: int = 16
    # ... and so many above it to an actor's name.
    max_name_lines: int = 4
    # A page has no more names of columns for activities, nor have several in one.
    max_headings: int = 20
    # A heading has at least this many different columns that its wording shows.
    min_columns: int = 3


HEADINGS = HeadingThresholds()


# Beside the activities, one of these makes a table a step table.
TELLING = {*GROUPS, *QUALITY}


@dataclass(frozen=True, slots=True)
class Heading:
    """A step table's heading.

    Attributes:
        first: Index of its first line.
        last: Index of its last line, that with the columns' numbers included.
        names: The columns' names from left to right.
        actors: The name above the actors' columns.
        quality: The name above requirements, duration and output.
        numbers: The words of the line that numbers the columns.
    """

    first: int
    last: int
    names: tuple[Name, ...]
    actors: Name | None
    quality: Name | None
    numbers: tuple[Word, ...]


def find_headings(area: Area) -> list[Heading]:
    """Return the headings of step tables among a page's lines, from top to bottom.

    None where there are more than a page has.
    """
    parted = SplitLines(area.lines)
    activities = [
        (index, piece)
        for index in range(len(area.lines))
        for piece in parted[index]
        if kind_of(piece.text) == "activity"
    ]
    if len(activities) > HEADINGS.max_headings:
        return []
    headings: list[Heading] = []
    for index, piece in activities:
        below = headings[-1].last if headings else -1
        if index > below:
            heading = _heading_around(area, parted, index, piece)
            if heading and heading.first > below:
                headings.append(heading)
    return headings


def _heading_around(area: Area, parted: SplitLines, index: int, activity: Run) -> Heading | None:
    """Return the heading whose activities' column is named on a line; None where it is none."""
    lines, measures = area.lines, area.measures
    last, numbers = _reach_down(lines, parted, index, activity, measures)
    first = _reach_up(lines, parted, index, last, activity, measures)
    chosen = _choose({i: parted[i] for i in range(first, last + 1)}, index, activity, measures)
    if len(chosen) < HEADINGS.min_columns or not set(chosen) & TELLING:
        return None
    taken = {id(run) for name in chosen.values() for run in name.runs}
    left = chosen["activity"].bbox.x1
    others = [
        piece
        for i in range(first, last + 1)
        for piece in parted[i]
        if id(piece) not in taken and piece.bbox.x_mid > left
    ]
    names = [chosen[kind] for kind in TEXT_CELLS if kind in chosen]
    others = [run for run in others if not _is_note(run, names)]
    actors, groups = stack_names(others)
    actors += turned_names(area, first, last, left)
    unnamed = [
        part
        for name in actors
        for whole in split_by_numbers(name, numbers, names)
        for part in split_by_offices(whole, measures)
    ]
    group = chosen.get("actors") or (groups[0] if groups else None)
    if group and not unnamed:
        unnamed, group = [group], None
    names = sorted([*names, *unnamed], key=lambda name: name.bbox.x_mid)
    end = last + 1 if numbers else last
    return Heading(first, end, tuple(names), group, chosen.get("quality"), numbers)


def _is_note(run: Run, names: Sequence[Name] | Sequence[Run]) -> bool:
    """Return whether a run is a note in brackets at a column's name, or the end of one."""
    return run.text.endswith(")") and any(overlap(run.bbox, name.bbox) > 0 for name in names)


def _reach_down(
    lines: Sequence[TextLine],
    parted: SplitLines,
    index: int,
    activity: Run,
    measures: Measures,
) -> tuple[int, tuple[Word, ...]]:
    """Return the last line of a heading, and the words that number its columns below it.

    Lines belong to the heading as long as they hold nothing but columns' names, or actors'
    names between activities and quality. Where a line of numbers follows, all above it do.
    """
    pitch = measures.pitch
    last = index
    for below in range(index + 1, min(index + HEADINGS.max_lines, len(lines))):
        far = _apart(lines[below - 1], lines[below]) > HEADINGS.max_spread_pitches * pitch
        if far or any(run.bbox.x0 <= activity.bbox.x1 for run in _unnamed(parted[below])):
            if _is_numbering(lines[below]) and not far:
                return below - 1, lines[below].words
            break
    quality = _left_of_quality(parted, index, index)
    known = {kind_of(run.text) for run in parted[index]}
    for below in range(index + 1, min(index + HEADINGS.max_lines, len(lines))):
        step = _apart(lines[below - 1], lines[below])
        expected = "actors" in known and not any(_unnamed(parted[i]) for i in range(index, below))
        reach = HEADINGS.names_below_pitches if expected else HEADINGS.adjacent_pitches
        follows = last == below - 1 and step <= reach * pitch
        kinds = {kind_of(run.text) for run in parted[below]} - {None}
        unnamed = _unnamed(parted[below])
        above = [
            run for i in range(max(index - HEADINGS.max_name_lines, 0), below) for run in parted[i]
        ]
        if step > HEADINGS.max_spread_pitches * pitch or any(
            run.bbox.x0 <= activity.bbox.x1
            or (run.bbox.x_mid > quality and not _is_note(run, above))
            for run in unnamed
        ):
            break
        # Far below, a column's name said again is a text of its first row.
        if kinds & known and not follows and not kinds - known:
            break
        if kinds - known or follows:
            last = below
            known |= kinds
            quality = _left_of_quality(parted, index, last)
    return last, ()


def _reach_up(
    lines: Sequence[TextLine],
    parted: SplitLines,
    index: int,
    last: int,
    activity: Run,
    measures: Measures,
) -> int:
    """Return the first line of a heading: that with the groups' names, where there is one."""
    pitch = measures.pitch
    first = index
    for above in range(index, max(index - HEADINGS.max_lines, -1), -1):
        kinds = {kind_of(run.text) for run in parted[above]}
        unnamed = _unnamed(parted[above])
        far = (
            above < index
            and _apart(lines[above], lines[above + 1]) > HEADINGS.max_spread_pitches * pitch
        )
        if far or (above < index and any(r.bbox.x0 <= activity.bbox.x1 for r in unnamed)):
            break
        if kinds & set(GROUPS) and (above == index or not unnamed):
            return above
        if len(unnamed) < len(parted[above]):
            first = above
    for above in range(first - 1, max(first - HEADINGS.max_name_lines, -1), -1):
        step = _apart(lines[above], lines[above + 1])
        below = [parted[i] for i in range(above + 1, last + 1)]
        if step > HEADINGS.adjacent_pitches * pitch or not all(
            _continues_name(run, below, activity) for run in parted[above]
        ):
            break
        first = above
    return first


def _unnamed(pieces: Sequence[Run]) -> list[Run]:
    """Return the pieces that name no column."""
    return [piece for piece in pieces if kind_of(piece.text) is None]


def _left_of_quality(parted: SplitLines, index: int, last: int) -> float:
    """Return where the first column to the right of the actors' is named, in points."""
    return min(
        (
            run.bbox.x0
            for i in range(index, last + 1)
            for run in parted[i]
            if kind_of(run.text) in QUALITY
        ),
        default=float("inf"),
    )


def _continues_name(run: Run, below: Sequence[Sequence[Run]], activity: Run) -> bool:
    """Return whether a run is the upper line of one actor's name."""
    if run.bbox.x0 <= activity.bbox.x1 or match_header(run.text):
        return False
    return max(sum(overlap(run.bbox, other.bbox) > 0 for other in row) for row in below) == 1


def _apart(upper: TextLine, lower: TextLine) -> float:
    """Return the distance from one line to another, in points."""
    return lower.bbox.y_mid - upper.bbox.y_mid


def _is_numbering(line: TextLine) -> bool:
    """Return whether a line numbers the columns: (1) (2) (3)."""
    return len(line.words) >= 3 and is_numbering([word.text for word in line.words])


def _choose(
    pieces: dict[int, list[Run]], index: int, activity: Run, measures: Measures
) -> dict[str, Name]:
    """Return the names of columns and groups that stand nearest to the activities' name."""
    found: dict[str, tuple[float, Name]] = {}
    anchor = activity.bbox
    for line in sorted(pieces, key=lambda i: (abs(i - index), i)):
        for piece in pieces[line]:
            for runs in _stacks_from(piece, line, pieces, measures):
                kind = kind_of(" ".join(run.text for run in runs))
                if kind is None or not _may_stand(kind, runs, activity, index, line):
                    continue
                far = abs(BBox.around(r.bbox for r in runs).y_mid - anchor.y_mid) - 0.1 * len(runs)
                if kind not in found or _is_better(far, runs, found[kind]):
                    found[kind] = far, Name(kind, runs)
    return _without_shared_runs({kind: name for kind, (_, name) in found.items()}, activity)


def _is_better(far: float, runs: tuple[Run, ...], other: tuple[float, Name]) -> bool:
    """Return whether a name is nearer than another, or the same with more of its words."""
    known = {id(run) for run in other[1].runs}
    if known < {id(run) for run in runs}:
        return True
    return far < other[0] - 1 and not known & {id(run) for run in runs}


def _stacks_from(
    piece: Run, line: int, pieces: dict[int, list[Run]], measures: Measures
) -> Iterable[tuple[Run, ...]]:
    """Yield a piece alone, then with one and with two pieces under it."""
    stack: tuple[Run, ...] = (piece,)
    yield stack
    for _ in range(2):
        below = [
            (other.bbox.y_mid, i, other)
            for i in range(line + 1, line + 1 + HEADINGS.max_lines_between)
            for other in pieces.get(i, ())
            if 0
            < other.bbox.y_mid - stack[-1].bbox.y_mid
            <= HEADINGS.max_stacked_pitches * measures.pitch
            and overlap(other.bbox, stack[-1].bbox) > 0
        ]
        if not below:
            return
        _, line, nearest = min(below, key=lambda found: found[:2])
        stack = (*stack, nearest)
        yield stack


def _may_stand(kind: str, runs: tuple[Run, ...], activity: Run, index: int, line: int) -> bool:
    """Return whether a name of some kind may stand where it does, beside the activities'."""
    middle = BBox.around(run.bbox for run in runs).x_mid
    if kind == "activity":
        return any(run is activity for run in runs)
    if kind == "number":
        return middle < activity.bbox.x0
    return middle > activity.bbox.x1 and (kind not in GROUPS or line <= index)


def _without_shared_runs(found: dict[str, Name], activity: Run) -> dict[str, Name]:
    """Return names that have no run in common, the longer one of two kept."""
    found.setdefault("activity", Name("activity", (activity,)))
    dropped: set[str] = set()
    for one, other in combinations(found, 2):
        shared = {id(run) for run in found[one].runs} & {id(run) for run in found[other].runs}
        if shared:
            lesser = (kind for kind in (one, other) if kind != "activity")
            dropped.add(min(lesser, key=lambda kind: len(found[kind].runs)))
    return {kind: name for kind, name in found.items() if kind not in dropped}
