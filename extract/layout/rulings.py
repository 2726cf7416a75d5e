"""Strokes to ruling lines: snapped to common positions, joined, loose ones removed.

A PDF draws a table's borders as hundreds of short strokes, often twice, or cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.geometry import BBox
from models.page import Ruling


@dataclass(frozen=True, slots=True)
class RulingThresholds:
    """How strokes become ruling lines. Unfitted."""

    # Strokes this close across their direction are one line, so that a double border is one.
    # Absolute, could be relative to line width.
    snap_pt: float = 2.5
    # Strokes on one line whose ends are this close are joined. Absolute, could be relative to line
    # width.
    max_join_gap_pt: float = 3.0
    # A line's end may be this far from the line it rests on. Absolute, could be relative to line
    # width.
    max_end_gap_pt: float = 3.0
    # Of one direction, the longest so many lines count; tables of the samples have about forty,
    # many more are hatching or a drawing.
    max_lines: int = 400
    # Lines that rest on nothing are taken out in at most so many rounds; two or three are usual.
    max_rounds: int = 20
    # So many lines that end at one place show an undrawn border: inside a table, at its edge; there
    # a line that crosses so many others is enough.
    min_ends_inside: int = 3
    min_ends_outside: int = 2
    min_crossed: int = 3


RULINGS = RulingThresholds()


@dataclass(slots=True)
class Lattice:
    """Ruling lines that touch each other, directly or through others.

    Attributes:
        horizontals: Lines from left to right.
        verticals: Lines from top to bottom.
    """

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)

    @property
    def bbox(self) -> BBox:
        """Return the box around all lines, in points."""
        return BBox.around(
            [BBox(h.start, h.position, h.end, h.position) for h in self.horizontals]
            + [BBox(v.position, v.start, v.position, v.end) for v in self.verticals]
        )


def find_lattices(strokes: Iterable[Ruling]) -> list[Lattice]:
    """Return the connected sets of ruling lines that could be tables.

    Args:
        strokes: Every straight stroke of a page.
    """
    strokes = list(strokes)
    horizontals = _longest(merge_strokes(s for s in strokes if s.horizontal))
    verticals = _longest(merge_strokes(s for s in strokes if not s.horizontal))
    lattices = []
    for lattice in _connected(horizontals, verticals):
        pruned = _without_loose_ends(lattice)
        if len(pruned.horizontals) >= 2 and pruned.verticals:
            lattices.append(pruned)
    return lattices


def _longest(lines: list[Ruling]) -> list[Ruling]:
    """Return the lines of one direction that may be a table's, in their order."""
    if len(lines) <= RULINGS.max_lines:
        return lines
    least = sorted((line.length for line in lines), reverse=True)[RULINGS.max_lines - 1]
    return [line for line in lines if line.length >= least][: RULINGS.max_lines]


def merge_strokes(strokes: Iterable[Ruling]) -> list[Ruling]:
    """Return strokes of one direction snapped to common positions and joined end to end."""
    ordered = sorted(strokes, key=lambda s: s.position)
    merged: list[Ruling] = []
    group: list[Ruling] = []
    for stroke in ordered:
        if group and stroke.position - group[-1].position > RULINGS.snap_pt / 2:
            merged += _join_group(group)
            group = []
        group.append(stroke)
    return merged + _join_group(group)


def _join_group(group: Sequence[Ruling]) -> list[Ruling]:
    """Join the strokes of nearly one position wherever their ends meet or overlap."""
    if not group:
        return []
    joined: list[Ruling] = []
    members: list[Ruling] = []
    end = float("-inf")
    for stroke in sorted(group, key=lambda s: s.start):
        if members and stroke.start > end + RULINGS.max_join_gap_pt:
            joined.append(_weighted(members, end))
            members = []
        members.append(stroke)
        end = max(end, stroke.end) if len(members) > 1 else stroke.end
    joined.append(_weighted(members, end))
    return joined


def _weighted(members: Sequence[Ruling], end: float) -> Ruling:
    """Return one line for joined strokes, at their mean position weighted by length."""
    weight = sum(stroke.length for stroke in members) or 1.0
    position = sum(stroke.position * stroke.length for stroke in members) / weight
    return Ruling(position, members[0].start, end, members[0].horizontal)


def _connected(horizontals: Sequence[Ruling], verticals: Sequence[Ruling]) -> list[Lattice]:
    """Return the sets of lines that touch each other."""
    lines = [*horizontals, *verticals]
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, h in enumerate(horizontals):
        for j, v in enumerate(verticals, len(horizontals)):
            if _touch(h, v):
                parent[root(i)] = root(j)
    sets: dict[int, Lattice] = {}
    for index, line in enumerate(lines):
        lattice = sets.setdefault(root(index), Lattice())
        (lattice.horizontals if line.horizontal else lattice.verticals).append(line)
    return [lattice for lattice in sets.values() if lattice.horizontals and lattice.verticals]


def _touch(h: Ruling, v: Ruling) -> bool:
    """Return whether a horizontal and a vertical line meet or cross."""
    return (
        h.start - RULINGS.max_end_gap_pt <= v.position <= h.end + RULINGS.max_end_gap_pt
        and v.start - RULINGS.max_end_gap_pt <= h.position <= v.end + RULINGS.max_end_gap_pt
    )


def _without_loose_ends(lattice: Lattice) -> Lattice:
    """Return a lattice without the lines that end in the middle of a cell.

    A ruling line rests on another at both ends; an arrow between two flowchart symbols, an
    underline or a signature's stroke does not. A table may lack its outer border, so an end
    that lies where several other lines end counts as resting on the border nobody drew. At the
    table's edge two are enough, or one that crosses several lines before.
    """
    horizontals, verticals = lattice.horizontals, lattice.verticals
    for _ in range(RULINGS.max_rounds):
        kept_h = [h for h in horizontals if _rests(h, verticals, horizontals)]
        kept_v = [v for v in verticals if _rests(v, kept_h, verticals)]
        if len(kept_h) == len(horizontals) and len(kept_v) == len(verticals):
            break
        horizontals, verticals = kept_h, kept_v
    return Lattice(horizontals, verticals)


def _rests(line: Ruling, across: Sequence[Ruling], along: Sequence[Ruling]) -> bool:
    """Return whether both ends of a line rest on lines across it, or on an undrawn border."""
    return all(
        _holds(line, end, across)
        or _is_border(line, end, [getattr(x, side) for x in along], side, across)
        for side, end in (("start", line.start), ("end", line.end))
    )


def _holds(line: Ruling, end: float, across: Sequence[Ruling]) -> bool:
    """Return whether a line's end touches a line across it."""
    return any(
        abs(other.position - end) <= RULINGS.max_end_gap_pt
        and other.start - RULINGS.max_end_gap_pt
        <= line.position
        <= other.end + RULINGS.max_end_gap_pt
        for other in across
    )


def _is_border(
    line: Ruling, end: float, ends: Sequence[float], side: str, across: Sequence[Ruling]
) -> bool:
    """Return whether so many lines end where one ends that a border is to be thought there."""
    together = sum(abs(other - end) <= RULINGS.max_end_gap_pt for other in ends)
    outermost = (
        min(ends) >= end - RULINGS.max_end_gap_pt
        if side == "start"
        else max(ends) <= end + RULINGS.max_end_gap_pt
    )
    if not outermost:
        return together >= RULINGS.min_ends_inside
    return (
        together >= RULINGS.min_ends_outside
        or sum(
            line.start <= other.position <= line.end
            and other.start - RULINGS.max_end_gap_pt
            <= line.position
            <= other.end + RULINGS.max_end_gap_pt
            for other in across
        )
        >= RULINGS.min_crossed
    )
