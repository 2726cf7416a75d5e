"""The paths of a page as arrays, curves followed in short straight pieces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Flags, Floats, Integers
from extract.readers.pdf.objects import OPAQUE_ALPHA, Objects
from extract.readers.pdf.painted import NO_COLOUR, Paths
from extract.readers.pdf.placing import combine_all, move_points

# Straight pieces that a curve is replaced by; symbols are a few dozen points wide.
PIECES = 6
# What is painted farther than this, in points, from the page's corner is on no page
# (twice the longest side of ISO 32000-1, annex C).
FARTHEST_PT = 28_800.0
# Subpaths of a page and points of them, curves followed, that are kept; a page of text drawn as
# outlines has about 3,000 and 100,000, and each point costs 100 bytes.
MOST_PATHS, MOST_POINTS = 80_000, 200_000

_SHARES = np.arange(1, PIECES + 1)[:, None] / PIECES
_WEIGHTS = np.concatenate(
    (
        (1 - _SHARES) ** 3,
        3 * (1 - _SHARES) ** 2 * _SHARES,
        3 * (1 - _SHARES) * _SHARES**2,
        _SHARES**3,
    ),
    axis=1,
)


def read_paths(objects: Objects, most: int) -> Paths:
    """Return the subpaths of a page that lie on it or near it.

    Args:
        objects: The page's objects.
        most: How many segments they may have; paths behind these are left out, and the limit
            is noted.
    """
    places, handles = objects.of_kind(engine.PATH)
    if not handles:
        return Paths.none()
    counts = np.maximum(engine.numbers_of(engine.count_segments, handles), 0)
    total = counts.cumsum()
    most = min(most, MOST_POINTS)
    if total[-1] > most:
        objects.limits.add("max_marks")
        kept = int(np.searchsorted(total, most, "right"))
        places, handles, counts = places[:kept], handles[:kept], counts[:kept]
        if not handles:
            return Paths.none()
    owners = np.repeat(np.arange(len(handles)), counts)
    within = np.arange(len(owners)) - np.repeat(counts.cumsum() - counts, counts)
    parents = np.array(handles, np.uint64)[owners].tolist()
    segments = list(map(engine.get_segment, parents, within.tolist()))
    kinds = engine.numbers_of(engine.get_segment_kind, segments)
    own = engine.fill_struct(engine.get_matrix, handles, np.float32, 6).astype(np.float64)
    matrices = combine_all(own, objects.matrices(places))
    raw = engine.fill(engine.get_point, segments, np.float32, 2).astype(np.float64)
    points = move_points(raw, matrices[owners])
    begins = kinds == engine.MOVE_TO
    begins[np.flatnonzero(np.diff(owners, prepend=-1))] = True
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(segments)) - 1
    shut = engine.numbers_of(engine.get_close, [segments[i] for i in last.tolist()]) != 0
    curve = kinds == engine.CURVE_TO
    curved = np.logical_or.reduceat(curve, first)
    points, first = _flattened(points, curve, first)
    points, first, shut = _without_return(points, first, shut, curved)
    points, first = _closed(points, first, shut)
    sizes = np.diff(np.append(first, len(points)))
    most_points = int(np.searchsorted(sizes.cumsum(), MOST_POINTS, "right"))
    if min(most_points, MOST_PATHS) < len(sizes):
        objects.limits.add("max_marks")
        sizes = sizes.copy()
        sizes[min(most_points, MOST_PATHS) :] = 0
    near = _are_near(points, first) & (sizes >= 2)
    path = owners[np.flatnonzero(begins)]
    subpaths = np.bincount(path[near], minlength=len(handles))
    if not near.all():
        points = points[np.repeat(near, np.diff(np.append(first, len(points))))]
        sizes, path, shut, curved = sizes[near], path[near], shut[near], curved[near]
    modes = engine.fill(engine.get_draw_mode, handles, np.int32, 2)
    filled, stroked = modes[:, 0] != 0, modes[:, 1] != 0
    fillings, solid = _colours(engine.get_fill, handles, filled)
    outlines, _ = _colours(engine.get_stroke, handles, stroked)
    clear = engine.numbers_of(engine.has_transparency, handles) != 0
    around = np.array([context.opaque for context in objects.contexts])[objects.within[places]]
    widths = engine.fill(engine.get_width, handles, np.float32, 1)[:, 0].astype(np.float64)
    widths[~stroked] = 0.0
    return Paths(
        points=points,
        starts=np.concatenate(([0], sizes.cumsum())),
        closed=shut,
        curved=curved,
        stroked=stroked[path],
        filled=filled[path],
        outlines=outlines[path],
        fillings=fillings[path],
        widths=widths[path],
        orders=places[path],
        alone=(subpaths == 1)[path],
        opaque=(around & ~clear & solid)[path],
        clips=objects.clip[places][path],
        flags=objects.flags[places][path],
    )


def _flattened(points: Floats, curve: Flags, first: Integers) -> tuple[Floats, Integers]:
    """Return points with curves followed, and where the subpaths begin among them."""
    if not curve.any():
        return points, first
    # Curves come as two control points and an end; damage may leave some over, which are lines.
    runs = np.flatnonzero(np.diff(curve.astype(np.int8), prepend=0) == 1)
    stops = np.flatnonzero(np.diff(curve.astype(np.int8), append=0) == -1) + 1
    position = np.zeros(len(points), np.int64)
    for begin, stop in zip(runs.tolist(), stops.tolist(), strict=True):
        position[begin:stop] = np.arange(stop - begin) % 3 + 1
    ends = np.flatnonzero((position == 3) & (np.arange(len(points)) >= 3))
    amount = np.ones(len(points), np.int64)
    amount[ends] = PIECES
    amount[ends - 1] = amount[ends - 2] = 0
    offsets = np.concatenate(([0], amount.cumsum()))
    result = np.empty((int(offsets[-1]), 2))
    plain = np.flatnonzero(amount == 1)
    result[offsets[plain]] = points[plain]
    corners = np.stack([points[ends - 3], points[ends - 2], points[ends - 1], points[ends]], axis=1)
    pieces = np.einsum("pk,nkd->npd", _WEIGHTS, corners)
    where = offsets[ends][:, None] + np.arange(PIECES)
    result[where.ravel()] = pieces.reshape(-1, 2)
    return result, offsets[first]


def _without_return(
    points: Floats, first: Integers, shut: Flags, curved: Flags
) -> tuple[Floats, Integers, Flags]:
    """Return points without those that lead a closed line of two points back to its start."""
    stops = np.append(first[1:], len(points))
    back = shut & ~curved & (stops - first == 3)
    back &= (points[stops - 1] == points[first]).all(axis=1)
    if not back.any():
        return points, first, shut
    kept = np.ones(len(points), np.bool_)
    kept[stops[back] - 1] = False
    return points[kept], first - np.concatenate(([0], back.cumsum()[:-1])), shut & ~back


def _closed(points: Floats, first: Integers, shut: Flags) -> tuple[Floats, Integers]:
    """Return points with the first of each closed subpath once more at its end."""
    stops = np.append(first[1:], len(points))
    apart = (points[stops - 1] != points[first]).any(axis=1)
    missing = shut & (stops - first > 2) & apart
    if not missing.any():
        return points, first
    result = np.insert(points, stops[missing], points[first[missing]], axis=0)
    shift = np.concatenate(([0], missing.cumsum()[:-1]))
    return result, first + shift


def _are_near(points: Floats, first: Integers) -> Flags:
    """Return which subpaths lie on the page or near it with all their points."""
    # Numbers in a file may be as large as they like, and what is worked out of them no numbers.
    with np.errstate(invalid="ignore"):
        near = (np.abs(points) < FARTHEST_PT).all(axis=1)
    return np.logical_and.reduceat(near, first)


def _colours(
    get: engine.Function, handles: list[int], wanted: NDArray[np.bool_]
) -> tuple[Integers, Flags]:
    """Return the colours of paths as 0xRRGGBB, and which are opaque; only of those wanted."""
    colours = np.full(len(handles), NO_COLOUR, np.int64)
    opaque = np.zeros(len(handles), np.bool_)
    chosen = np.flatnonzero(wanted)
    found = engine.fill(get, [handles[i] for i in chosen.tolist()], np.uint32, 4).astype(np.int64)
    colours[chosen] = found[:, 0] << 16 | found[:, 1] << 8 | found[:, 2]
    opaque[chosen] = found[:, 3] >= OPAQUE_ALPHA
    return colours, opaque
