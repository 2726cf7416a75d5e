"""What of a page hides the things painted before it: filled rectangles, pictures."""

from __future__ import annotations

import numpy as np

from extract.readers.pdf import engine
from extract.readers.pdf.objects import Objects, common_box, goes_round
from extract.readers.pdf.painted import NO_COLOUR, Cover, Grounds, Looks, Painting
from extract.readers.pdf.paths import FARTHEST_PT
from extract.readers.pdf.placing import combine_all, move_points
from models.geometry import BBox

# What is lower or narrower, in points, hides no character.
MIN_COVER_PT = 2.0
# Of more than so many, the largest count; a page of more is a drawing.
MOST_COVERS = 2000

_CORNERS = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])


def read_covers(objects: Objects, painting: Painting, looks: Looks) -> None:
    """Put the pictures of a page and what hides other things into its painting.

    Args:
        objects: The page's objects.
        painting: The painting, with its paths.
        looks: What PDFium does not tell of pictures and paint.
    """
    sheet = BBox(0.0, 0.0, painting.width, painting.height)
    covers = [*_filled(objects, painting, sheet), *_pictures(objects, painting, sheet, looks)]
    if looks.patterned:
        # Patterns may have gaps, and PDFium gives them for the colour that was set before.
        covers = [cover for cover in covers if cover.picture]
    if len(covers) > MOST_COVERS:
        covers.sort(key=lambda cover: -cover.bbox.width * cover.bbox.height)
        covers = covers[:MOST_COVERS]
    painting.covers = sorted(covers, key=lambda cover: cover.order)
    painting.grounds = _grounds(painting, {cover.order for cover in covers if not cover.picture})
    painting.shaded = looks.patterned or bool((objects.kinds == engine.SHADING).any())


def _grounds(painting: Painting, known: set[int]) -> Grounds:
    """Return what is filled on a page.

    Args:
        painting: The page.
        known: The places, in the order of painting, of what is filled with one colour in the
            whole of its box.
    """
    paths = painting.paths
    if not len(paths):
        return Grounds()
    first = paths.starts[:-1]
    low = np.minimum.reduceat(paths.points, first, axis=0)
    high = np.maximum.reduceat(paths.points, first, axis=0)
    large = np.flatnonzero(paths.filled & ((high - low) >= MIN_COVER_PT).all(axis=1))
    if len(large) > MOST_COVERS:
        area = (high - low)[large].prod(axis=1)
        large = np.sort(large[np.argsort(-area)[:MOST_COVERS]])
    sure = np.isin(paths.orders[large], list(known))
    return Grounds(
        np.hstack((low, high))[large],
        paths.orders[large],
        np.where(sure, paths.fillings[large], NO_COLOUR),
    )


def _filled(objects: Objects, painting: Painting, sheet: BBox) -> list[Cover]:
    """Return the filled rectangles that hide what is below them."""
    paths = painting.paths
    if not len(paths):
        return []
    first = paths.starts[:-1]
    low = np.minimum.reduceat(paths.points, first, axis=0)
    high = np.maximum.reduceat(paths.points, first, axis=0)
    # Where several subpaths are filled together, one may be a hole in another.
    likely = (
        paths.filled
        & paths.alone
        & paths.opaque
        & ((high - low) >= MIN_COVER_PT).all(axis=1)
        & (np.diff(paths.starts) >= 4)
    )
    covers = []
    for place in np.flatnonzero(likely).tolist():
        clip = objects.clips[paths.clips[place]]
        box = BBox(*low[place].tolist(), *high[place].tolist())
        shown = _shown(box, clip.bbox, sheet)
        points = paths.points[paths.starts[place] : paths.starts[place + 1]].tolist()
        if shown is not None and clip.square and goes_round(points, box):
            covers.append(Cover(shown, int(paths.orders[place]), False, int(paths.fillings[place])))
    return covers


def _pictures(objects: Objects, painting: Painting, sheet: BBox, looks: Looks) -> list[Cover]:
    """Return the pictures that hide what is below them; note where all pictures stand."""
    places, handles = objects.of_kind(engine.IMAGE)
    if not handles:
        return []
    own = engine.fill_struct(engine.get_matrix, handles, np.float32, 6).astype(np.float64)
    matrices = combine_all(own, objects.matrices(places))
    clear = engine.numbers_of(engine.has_transparency, handles) != 0
    sizes = engine.fill(engine.get_pixel_size, handles, np.uint32, 2).tolist()
    covers = []
    for place, size, matrix, soft in zip(
        places.tolist(), sizes, matrices, clear.tolist(), strict=True
    ):
        points = move_points(_CORNERS, matrix)
        box = BBox(*points.min(axis=0).tolist(), *points.max(axis=0).tolist())
        clip = objects.clips[int(objects.clip[place])]
        shown = _shown(box, clip.bbox, sheet)
        if shown is None or not (np.abs(points) < FARTHEST_PT).all():
            continue
        painting.pictures.append(shown)
        opaque = (
            objects.contexts[int(objects.within[place])].opaque
            and not soft
            and tuple(size) not in looks.masked
        )
        if (
            opaque
            and clip.square
            and min(box.width, box.height) >= MIN_COVER_PT
            and goes_round(points.tolist(), box)
        ):
            covers.append(Cover(shown, place, True))
    return covers


def _shown(box: BBox, clip: BBox | None, sheet: BBox) -> BBox | None:
    """Return the part of a box that the page and the clipping let through."""
    box = common_box(box, sheet)
    if clip is not None:
        box = common_box(box, clip)
    return box if box.x1 > box.x0 and box.bottom > box.top else None
