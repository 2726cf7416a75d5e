"""Bullets of lists that are drawn or pasted as pictures: discs, squares, diamonds.

A browser paints the discs of a list as shapes, a word processor pastes picture bullets. They
become words, so that what reads lists sees one form of bullet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.geometry import BBox
from models.page import Direction, DrawnPath, Page, Word


@dataclass(frozen=True, slots=True)
class DrawnBulletThresholds:
    """What a drawn bullet looks like; lengths are in heights of the word behind it.

    Unfitted: browsers draw discs of 0.35 em, 0.8 em before the text; word processors set
    picture bullets at up to 0.8 em.
    """

    # A bullet's sides are at least this long, in points; below it is a speck ...
    min_side_pt: float = 1.2
    # ... and at most this long, in heights.
    max_side: float = 0.85
    # The longer side is at most so many times as long as the shorter one.
    max_ratio: float = 1.5
    # A bullet ends so far before its text at most.
    max_gap: float = 2.6
    # Text that ends closer than this before a shape goes on behind it: the shape is no bullet.
    min_gap_before: float = 1.0
    # So many shapes of one size stand on the page; a single one may be anything.
    min_alike: int = 2
    # Sides that differ by less than this, in points, are of one size.
    size_step_pt: float = 0.5
    # Another shape whose middle is nearer than this, in sides of the shape, makes both part of a
    # drawing, as the squares of a code beside an electronic signature are.
    min_apart: float = 2.0
    # More shapes on a page are a drawing; a bound of time.
    max_shapes: int = 2000


DRAWN = DrawnBulletThresholds()

# What stands for a drawn bullet.
BULLET = "•"


def add_drawn_bullets(page: Page) -> Page:
    """Return a page with a word for each bullet that is drawn before a line of text."""
    if page.exact is not None or not page.words:
        return page
    tallest = max(word.bbox.height for word in page.words)
    shapes = [box for box in _shapes(page) if _has_size(box, tallest)]
    if not DRAWN.min_alike <= len(shapes) <= DRAWN.max_shapes:
        return page
    words = _Lines(page.words)
    places = _distinct(shapes)
    found = [box for box in places if words.begin_behind(box) and not _is_crowded(box, places)]
    sizes = Counter(map(_size, found))
    kept = [box for box in found if sizes[_size(box)] >= DRAWN.min_alike]
    if not kept:
        return page
    return replace(page, words=(*page.words, *(Word(BULLET, box) for box in kept)))


def _shapes(page: Page) -> Iterable[BBox]:
    """Yield the boxes of what may be a bullet: closed shapes but arrowheads, and pictures."""
    yield from (path.bbox for path in page.paths if path.closed and not _is_arrowhead(path))
    yield from page.pictures


def _is_arrowhead(path: DrawnPath) -> bool:
    """Return whether a path is a triangle."""
    return not path.curved and len(set(path.points)) <= 3


def _has_size(box: BBox, height: float) -> bool:
    """Return whether a shape has the size of a bullet beside letters of some height."""
    shorter, longer = sorted((box.width, box.height))
    return (
        DRAWN.min_side_pt <= shorter
        and longer <= DRAWN.max_side * height
        and longer <= DRAWN.max_ratio * shorter
    )


def _size(box: BBox) -> tuple[int, int]:
    """Return a shape's size in steps, the same for shapes of one size."""
    step = DRAWN.size_step_pt
    return round(box.width / step), round(box.height / step)


def _distinct(boxes: Iterable[BBox]) -> list[BBox]:
    """Return boxes, those at one place taken once: a shape is filled, then outlined."""
    found: dict[tuple[int, int], BBox] = {}
    for box in boxes:
        found.setdefault((round(box.x_mid), round(box.y_mid)), box)
    return list(found.values())


def _is_crowded(shape: BBox, others: Sequence[BBox]) -> bool:
    """Return whether another shape stands so near that both are parts of a drawing."""
    side = max(shape.width, shape.height)
    reach = DRAWN.min_apart * side
    return any(
        side / 2 < max(abs(box.x_mid - shape.x_mid), abs(box.y_mid - shape.y_mid)) < reach
        for box in others
    )


class _Lines:
    """Upright words, looked up by the height they stand at.

    Args:
        words: The words of a page.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        """Sort the words by their middles."""
        upright = [word.bbox for word in words if word.direction is Direction.RIGHT]
        self._boxes = sorted(upright, key=lambda box: box.y_mid)
        self._middles = [box.y_mid for box in self._boxes]
        self._reach = max((box.height for box in upright), default=0.0)

    def begin_behind(self, shape: BBox) -> bool:
        """Return whether a line of text begins right behind a shape."""
        first = bisect_left(self._middles, shape.y_mid - self._reach)
        last = bisect_right(self._middles, shape.y_mid + self._reach)
        level = [box for box in self._boxes[first:last] if box.top < shape.y_mid < box.bottom]
        behind = min((b for b in level if b.x0 >= shape.x1), key=lambda b: b.x0, default=None)
        if behind is None or not _has_size(shape, behind.height):
            return False
        if behind.x0 - shape.x1 > DRAWN.max_gap * behind.height:
            return False
        room = DRAWN.min_gap_before * behind.height
        return not any(box.x0 < shape.x1 and box.x1 > shape.x0 - room for box in level)
