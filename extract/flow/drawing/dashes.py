"""Dashes, dots and pieces that lie in line, joined to one line."""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.drawing.polylines import Polyline
from extract.flow.drawing.thresholds import LINE


def join_dashes(polylines: Sequence[Polyline], dots: Sequence[Polyline]) -> list[Polyline]:
    """Return lines, runs of short strokes that lie in line joined to one line each.

    Args:
        polylines: The lines.
        dots: Dots; those that make no dotted line are dropped.
    """
    levels: dict[tuple[str, bool, int], list[Polyline]] = {}
    rest: list[Polyline] = []
    for polyline in polylines:
        across = _level_of(polyline)
        if across is None:
            rest.append(polyline)
        else:
            flat, position = across
            levels.setdefault(
                (polyline.ink, flat, round(position / LINE.max_dash_offset_pt)), []
            ).append(polyline)
    # A dot may belong to a line in either direction.
    specks = [speck for dot in dots for speck in _both_ways(dot)]
    for speck in specks:
        flat, position = _level_of(speck) or (True, 0.0)
        levels.setdefault((speck.ink, flat, round(position / LINE.max_dash_offset_pt)), []).append(
            speck
        )
    for (_, flat, _), members in levels.items():
        rest += _join_level(members, 0 if flat else 1)
    alone = set(specks)
    return [polyline for polyline in rest if polyline not in alone]


def join_runs(polylines: Sequence[Polyline]) -> list[Polyline]:
    """Return horizontal and vertical lines, those that continue each other joined."""
    levels: dict[tuple[str, bool, int], list[Polyline]] = {}
    for polyline in polylines:
        box = polyline.bbox
        flat = box.width > box.height
        position = box.y_mid if flat else box.x_mid
        levels.setdefault(
            (polyline.ink, flat, round(position / LINE.max_dash_offset_pt)), []
        ).append(polyline)
    joined: list[Polyline] = []
    for (_, flat, _), members in levels.items():
        axis = 0 if flat else 1
        runs: list[list[Polyline]] = []
        reach = float("-inf")
        for polyline in sorted(members, key=lambda t: min(p[axis] for p in t.points)):
            ends = [point[axis] for point in polyline.points]
            if runs and min(ends) <= reach + LINE.max_piece_gap_pt:
                runs[-1].append(polyline)
            else:
                runs.append([polyline])
            reach = max(max(ends), reach)
        for run in runs:
            joined += _as_one(run, axis)
    return joined


def _both_ways(dot: Polyline) -> tuple[Polyline, Polyline]:
    """Return a dot as a horizontal and as a vertical stroke."""
    box = dot.bbox
    half = max(box.width, box.height) / 2
    flat = (box.x_mid - half, box.y_mid), (box.x_mid + half, box.y_mid)
    upright = (box.x_mid, box.y_mid - half), (box.x_mid, box.y_mid + half)
    return Polyline(flat, dot.ink), Polyline(upright, dot.ink)


def _level_of(polyline: Polyline) -> tuple[bool, float] | None:
    """Return whether a short stroke is horizontal, and where it stands; None if it's no dash."""
    if not polyline.is_straight or polyline.length > LINE.max_dash_pt:
        return None
    (x0, y0), (x1, y1) = polyline.points
    if abs(y1 - y0) <= LINE.max_dash_offset_pt:
        return True, (y0 + y1) / 2
    if abs(x1 - x0) <= LINE.max_dash_offset_pt:
        return False, (x0 + x1) / 2
    return None


def _join_level(members: list[Polyline], axis: int) -> list[Polyline]:
    """Join the dashes on one level that follow each other along an axis."""
    members.sort(key=lambda polyline: min(point[axis] for point in polyline.points))
    joined: list[Polyline] = []
    run: list[Polyline] = []

    def close() -> None:
        joined.extend(_as_one(run, axis) if len(run) >= LINE.min_dashes else run)
        run.clear()

    for polyline in members:
        if run:
            start = min(point[axis] for point in polyline.points)
            end = max(point[axis] for known in run for point in known.points)
            if start - end > _reach_of(polyline, run[-1]):
                close()
        run.append(polyline)
    close()
    return joined


def _as_one(run: Sequence[Polyline], axis: int) -> list[Polyline]:
    """Return a run of dashes as one line."""
    points = sorted((point for polyline in run for point in polyline.points), key=lambda p: p[axis])
    doubtful = all(polyline.doubtful for polyline in run)
    return [Polyline((points[0], points[-1]), run[0].ink, doubtful=doubtful)]


def _reach_of(dash: Polyline, before: Polyline) -> float:
    """Return the gap in points up to which a dash belongs to the line of the one before it."""
    longer = max(dash.length, before.length)
    return min(LINE.max_dash_gap_pt, LINE.max_dash_gap_lengths * longer + LINE.max_dot_gap_pt)
