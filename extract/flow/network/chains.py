"""Lines that are drawn in one go through several symbols, with one arrowhead at their end.

A line whose only head is elsewhere passes behind a symbol (`symbol_cuts`). But a symbol that would
have no arrow at all, with a line through its middle, is a stop of that line: the line is several
arrows in a chain, all in the direction of its head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from shapely import LineString
from shapely import Point as ShapelyPoint

from extract.flow.geometry import distance_to_box
from extract.flow.network.thresholds import SYMBOL_CUT
from models.flowchart import Arrowhead, Drawing, Link, Shape, Stroke
from models.geometry import BBox


def find_chains(
    shapes: Sequence[Shape],
    links: Iterable[Link],
    strokes: Sequence[Stroke],
    behind: Iterable[tuple[int, BBox]],
) -> set[int]:
    """Return the strokes that stop at a symbol, among those that pass behind one.

    Args:
        shapes: The symbols.
        links: The arrows found so far.
        strokes: The strokes of the drawing.
        behind: Index of a stroke and the box of a symbol that it passes behind.
    """
    joined = {end for link in links for end in (link.source, link.target)}
    lonely = {shape.bbox for index, shape in enumerate(shapes) if index not in joined}
    return {
        number
        for number, around in behind
        if around in lonely and _runs_through_middle(strokes[number], around)
    }


def _runs_through_middle(stroke: Stroke, around: BBox) -> bool:
    """Return whether a stroke runs through the middle of a symbol's box."""
    middle = ShapelyPoint(around.x_mid, around.y_mid)
    off = LineString([stroke.start, stroke.end]).distance(middle)
    return bool(off <= SYMBOL_CUT.max_off_middle_share * min(around.width, around.height))


def direct_chains(
    drawing: Drawing, links: Sequence[Link], headless: Collection[int], chained: Collection[int]
) -> tuple[list[Link], set[int]]:
    """Return links, those on chained lines in the direction of the line's head.

    Args:
        drawing: The drawing.
        links: The links; those without head lead downwards.
        headless: Indices of the links without head.
        chained: Indices of the strokes that stop at symbols.

    Returns:
        The links, and the indices of those that are still without head.
    """
    directed, left = list(links), set(headless)
    lines = [
        LineString([drawing.strokes[number].start, drawing.strokes[number].end])
        for number in chained
    ]
    forward = [_is_forward(line, drawing.heads) for line in lines]
    for index in headless:
        link = directed[index]
        for line, is_forward in zip(lines, forward, strict=True):
            ends = [ShapelyPoint(point) for point in (link.line[0], link.line[-1])]
            off = max(float(line.distance(end)) for end in ends)
            if is_forward is None or off > SYMBOL_CUT.max_head_off_line_pt:
                continue
            runs_forward = line.project(ends[0]) < line.project(ends[1])
            if runs_forward is not is_forward:
                directed[index] = replace(
                    link, source=link.target, target=link.source, line=link.line[::-1]
                )
            left.discard(index)
            break
    return directed, left


def _is_forward(line: LineString, heads: Iterable[Arrowhead]) -> bool | None:
    """Return whether a line's only head is at its end rather than its start; None if neither."""
    start, end = ((x, y) for x, y in line.coords)
    at_start, at_end = (
        any(distance_to_box(point, head.bbox) <= SYMBOL_CUT.max_head_off_end_pt for head in heads)
        for point in (start, end)
    )
    return None if at_start is at_end else at_end
